#include "publish/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/hex.h"
#include "page/sheets.h"
#include "publish/budget.h"
#include "publish/pages.h"
#include "record/tree_hash.h"

namespace evenhand::publish {
namespace {

using enum Word;

// The rulebook that is in force when the record was last written to, of its id.
bool IsInForce(const SiteInput& input, const PublishedRulebook& published) {
  const policy::Time now(policy::Seconds(Count(input.record.newest) / 1'000'000));
  const PublishedRulebook* in_force = nullptr;
  for (const PublishedRulebook& other : input.rulebooks) {
    if (other.rulebook->id == published.rulebook->id && other.rulebook->effective_at <= now)
      in_force = &other;
  }
  return in_force == &published;
}

bool IsReplaced(const SiteInput& input, const PublishedRulebook& published) {
  return std::ranges::any_of(input.rulebooks, [&](const PublishedRulebook& other) {
    return other.rulebook->id == published.rulebook->id &&
           other.rulebook->version > published.rulebook->version && IsInForce(input, other);
  });
}

// "rules/civic-3", and "rules/civic-3-p2" for its second page.
std::string RulesName(const policy::Rulebook& book, std::size_t sheet) {
  std::string name = fmt::format("rules/{}-{}", book.id, book.version);
  return sheet == 0 ? name : fmt::format("{}-p{}", name, sheet + 1);
}

class Planner {
 public:
  explicit Planner(const SiteInput& input)
      : input_(input), languages_(std::make_shared<std::vector<std::string>>(LanguagesOf(input))) {
    for (const std::string& language : *languages_)
      voices_->emplace_back(language, languages_.get(), input.has_twins);
  }

  Result<std::vector<PlannedPage>> Run() {
    Add("index", kSmallPage, [voices = voices_] { return ChooserPage(*voices); });
    for (const Voice& voice : *voices_) {
      EVENHAND_TRY(AddRules(voice));
      AddSingle(voice);
      AddDecisions(voice);
    }
    std::ranges::sort(pages_, {}, &PlannedPage::path);
    // What the pages are made with lives as long as they do.
    for (PlannedPage& page : pages_) {
      page.make = [make = std::move(page.make), languages = languages_, voices = voices_,
                   clauses = clauses_] { return make(); };
    }
    return std::move(pages_);
  }

 private:
  void Add(std::string path, std::size_t budget, std::function<std::string()> make,
           std::string given = {}) {
    pages_.push_back({std::move(path), budget, std::move(given), std::move(make)});
  }

  void AddSingle(const Voice& voice) {
    const auto add = [&](std::string_view name, std::size_t budget, auto page) {
      Add(voice.language() + "/" + std::string(name), budget, [&input = input_, &voice, page] {
        static_cast<void>(input);
        if constexpr (std::is_invocable_v<decltype(page), const Voice&>) {
          return page(voice);
        } else {
          return page(input, voice);
        }
      });
    };
    add("index", kSmallPage, FrontPage);
    add("record", kSmallPage, RecordPage);
    for (std::size_t number = 0; number < SheetsOfNetworks(input_); ++number) {
      add(page::SheetName("networks", number), kFullPage,
          [number](const SiteInput& input, const Voice& in) {
            return NetworksPage(input, in, number);
          });
    }
    add("report", kSmallPage, ReportPage);
    add("appeal", kSmallPage, AppealPage);
    add("offline", kOfflinePage, OfflinePage);
    add("check", kCheckPage, CheckPage);
    add("ways", kSmallPage, WaysPage);
    add("decisions", kFullPage, DecisionsPage);
    for (const AddedPage& added : input_.added) {
      add(added.name, kFullPage, [&added](const Voice& in) { return AddedPageIn(added, in); });
    }
    for (const AddedPage& network : input_.networks) {
      add(network.name, kFullPage,
          [&network](const Voice& in) { return AddedPageIn(network, in); });
    }
  }

  void AddDecisions(const Voice& voice) {
    // A clause may be said differently in a later version, or a rulebook come into the site.
    std::string about_rules;
    for (const PublishedRulebook& published : input_.rulebooks)
      about_rules += published.edition.hash;
    const std::string of_rules = Hex(record::BytesOf(record::Sha256(about_rules)));
    for (std::size_t number = 1; number <= PagesOfDecisions(input_); ++number) {
      Add(
          fmt::format("{}/decisions/{}", voice.language(), number), kFullPage,
          [&input = input_, clauses = clauses_, &voice, number] {
            return DecisionsPageNumber(input, *clauses, voice, number);
          },
          of_rules + " " + GivenOfDecisions(input_, number));
    }
  }

  // ---- rules

  Result<void> AddRules(const Voice& voice) {
    std::vector<std::size_t> sheets;
    for (const PublishedRulebook& published : input_.rulebooks) {
      EVENHAND_ASSIGN(const std::size_t count, AddRulebook(voice, published));
      sheets.push_back(count);
    }
    Add(voice.language() + "/rules", kFullPage,
        [this_input = &input_, &voice, sheets] { return RulesPage(*this_input, voice, sheets); });
    return {};
  }

  // The rulebook on as few pages as fit; how many.
  Result<std::size_t> AddRulebook(const Voice& voice, const PublishedRulebook& published) {
    const policy::Rulebook& book = *published.rulebook;
    for (std::size_t per_page = std::max<std::size_t>(book.clauses.size(), 1);;
         per_page = (per_page + 1) / 2) {
      const std::size_t count =
          std::max<std::size_t>((book.clauses.size() + per_page - 1) / per_page, 1);
      std::vector<std::string> pages;
      // When the clauses fill pages of their own, what comes after them has one too.
      const std::size_t all = count == 1 ? 1 : count + 1;
      for (std::size_t sheet = 0; sheet < all; ++sheet)
        pages.push_back(RulebookSheet(voice, published, per_page, sheet, all));
      const bool fit = std::ranges::all_of(
          pages, [](const std::string& page) { return Fits(MeasurePage(page), kFullPage); });
      if (!fit && per_page > 1) continue;
      if (!fit)
        return Fail(
            ErrorCode::kLimit,
            fmt::format("rulebook '{}' has a rule too long for a page of {} bytes on the wire",
                        book.id, kFullPage));
      for (std::size_t sheet = 0; sheet < all; ++sheet) {
        Add(voice.language() + "/" + RulesName(book, sheet), kFullPage,
            [page = std::move(pages[sheet])] { return page; });
      }
      for (std::size_t i = 0; i < book.clauses.size(); ++i) {
        const std::string href =
            RulesName(book, i / per_page) + ".html#" + page::RuleAnchor(book.clauses[i].id);
        clauses_->insert_or_assign({published.edition.hash, book.clauses[i].id},
                                   ClausePlace{href, &book.clauses[i].texts});
      }
      return all;
    }
  }

  std::string RulebookSheet(const Voice& voice, const PublishedRulebook& published,
                            std::size_t per_page, std::size_t sheet, std::size_t all) const {
    const policy::Rulebook& book = *published.rulebook;
    page::Edition edition = published.edition;
    const auto name = [&](std::size_t number) {
      return RulesName(book, number).substr(std::string_view("rules/").size()) + ".html";
    };
    std::vector<page::Link> links = {{std::string(voice.Say(kRules)), "../rules.html"}};
    if (sheet > 0) links.push_back({std::string(voice.Say(kPrevious)), name(sheet - 1)});
    if (sheet + 1 < all) links.push_back({std::string(voice.Say(kNext)), name(sheet + 1)});
    edition.around = voice.AroundPage(RulesName(book, sheet), std::move(links));
    // A rulebook that has not this language is shown in its first, inside a frame of this one.
    const bool has = std::ranges::find(book.languages, voice.language()) != book.languages.end();
    return page::RulebookPage(book, edition,
                              has || book.languages.empty()
                                  ? std::string_view(voice.language())
                                  : std::string_view(book.languages.front()),
                              {.first_clause = all == 1 ? 0 : sheet * per_page,
                               .end_clause = all == 1 ? SIZE_MAX : sheet * per_page + per_page,
                               .opens = sheet == 0,
                               .closes = sheet + 1 == all});
  }

  static std::string RulesPage(const SiteInput& input, const Voice& voice,
                               const std::vector<std::size_t>& sheets) {
    page::Html html;
    page::OpenPage(&html, voice.Say(kRules), voice.language(), voice.AroundPage("rules"));
    html.Element("h1", voice.Say(kRules));
    if (input.rulebooks.empty()) html.Element("p", voice.Say(kNoRules));
    if (!input.rulebooks.empty()) html.Open("ul");
    // The newest first: it is what a reader came for.
    for (std::size_t i = input.rulebooks.size(); i-- > 0;) {
      const PublishedRulebook& published = input.rulebooks[i];
      const policy::Rulebook& book = *published.rulebook;
      const Word state = IsInForce(input, published)    ? kInForce
                         : IsReplaced(input, published) ? kEarlier
                                                        : kNotYet;
      html.Open("li").Open("a", {{"href", RulesName(book, 0) + ".html"}}).Element("bdi", book.id);
      html.Text(" · " + page::Fill(voice.frame(), page::Word::kVersion,
                                   voice.Number(static_cast<std::uint64_t>(book.version))))
          .Close();
      html.Text(" — ").Text(voice.Say(state)).Text(" · ");
      html.Text(
          page::Fill(voice.frame(), page::Word::kInForceSince,
                     voice.Date(TimeUs{book.effective_at.time_since_epoch().count() * 1'000'000})));
      if (sheets[i] > 1) html.Text(" · " + voice.Fill(kOnPages, voice.Number(sheets[i])));
      html.Empty("br")
          .Element(
              "a", "rulebook.yaml",
              {{"href", fmt::format("../rulebook/{}-{}/rulebook.yaml", book.id, book.version)}})
          .Close();
    }
    if (!input.rulebooks.empty()) html.Close();
    return page::ClosePage(&html, voice.frame());
  }

  const SiteInput& input_;
  std::shared_ptr<std::vector<std::string>> languages_;
  std::shared_ptr<std::vector<Voice>> voices_ = std::make_shared<std::vector<Voice>>();
  std::shared_ptr<ClausePlaces> clauses_ = std::make_shared<ClausePlaces>();
  std::vector<PlannedPage> pages_;
};

}  // namespace

std::vector<std::string> LanguagesOf(const SiteInput& input) {
  std::set<std::string> languages;
  const auto add = [&](const std::string& language) {
    if (page::Tag(page::FrameLanguage(language)) == language) languages.insert(language);
  };
  std::ranges::for_each(input.languages, add);
  for (const PublishedRulebook& published : input.rulebooks)
    std::ranges::for_each(published.rulebook->languages, add);
  if (languages.empty()) languages.insert("en");
  return {languages.begin(), languages.end()};
}

Result<std::vector<PlannedPage>> PlanPages(const SiteInput& input) { return Planner(input).Run(); }

}  // namespace evenhand::publish
