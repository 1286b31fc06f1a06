#include "publish/site.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/hex.h"
#include "page/sheets.h"
#include "page/spoken.h"
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

// On the list of rulebooks; more would crowd it, and stand in the rulebook itself.
constexpr std::size_t kMostListedRules = 50;

class Planner {
 public:
  explicit Planner(const SiteInput& input)
      : input_(input), languages_(std::make_shared<std::vector<std::string>>(LanguagesOf(input))) {
    for (const std::string& language : *languages_)
      voices_->emplace_back(language, languages_.get(), input.has_twins);
    for (const ClauseHistory& history : histories_)
      names_[{history.rulebook, history.clause}] = history.name;
  }

  Result<std::vector<PlannedPage>> Run() {
    Add("index", kSmallPage,
        [&input = input_, voices = voices_] { return ChooserPage(input, *voices); });
    for (const Voice& voice : *voices_) {
      EVENHAND_TRY(AddRules(voice));
      AddSingle(voice);
      AddDecisions(voice);
    }
    std::ranges::sort(pages_, {}, &PlannedPage::path);
    // What the pages are made with lives as long as they do.
    for (PlannedPage& page : pages_) {
      page.make = [make = std::move(page.make), languages = languages_, voices = voices_,
                   places = places_] { return make(); };
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
    add("challenge", kSmallPage, ChallengePage);
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
          [&input = input_, &clauses = (*places_)[voice.language()].clauses, &voice, number] {
            return DecisionsPageNumber(input, clauses, voice, number);
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
    for (const ClauseHistory& history : histories_) EVENHAND_TRY(AddClause(voice, history));
    std::string page = RulesPage(voice, sheets);
    Add(voice.language() + "/rules", kFullPage, [page = std::move(page)] { return page; });
    return {};
  }

  // A rule on one page, and more for its versions where they do not fit there.
  Result<void> AddClause(const Voice& voice, const ClauseHistory& history) {
    const std::size_t rows = history.versions.size();
    for (std::size_t on_each = std::min(rows, kVersionsPerPage);; on_each = (on_each + 1) / 2) {
      const std::size_t all = (rows + on_each - 1) / on_each;
      std::vector<std::string> pages;
      for (std::size_t number = 0; number < all; ++number) {
        pages.push_back(ClausePage(
            input_, voice, history, (*places_)[voice.language()],
            {.number = number, .all = all, .rows = on_each, .name = FileOf(history.name)}));
      }
      const bool fit = std::ranges::all_of(
          pages, [](const std::string& page) { return Fits(MeasurePage(page), kFullPage); });
      if (!fit && on_each > 1) continue;
      if (!fit)
        return Fail(ErrorCode::kLimit,
                    fmt::format("rule '{}' is too long for a page of {} bytes on the wire",
                                history.clause, kFullPage));
      for (std::size_t number = 0; number < all; ++number) {
        Add(voice.language() + "/" + page::SheetName(history.name, number), kFullPage,
            [page = std::move(pages[number])] { return page; });
      }
      return {};
    }
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
        (*places_)[voice.language()].clauses.insert_or_assign(
            {published.edition.hash, book.clauses[i].id},
            ClausePlace{href, &book.clauses[i].texts});
      }
      (*places_)[voice.language()].rest[&published] = RulesName(book, all - 1) + ".html";
      return all;
    }
  }

  std::string RulebookSheet(const Voice& voice, const PublishedRulebook& published,
                            std::size_t per_page, std::size_t sheet, std::size_t all) const {
    const policy::Rulebook& book = *published.rulebook;
    page::Edition edition = published.edition;
    const auto name = [&](std::size_t number) { return FileOf(RulesName(book, number)) + ".html"; };
    std::vector<page::Link> links = {{std::string(voice.Say(kRules)), "../rules.html"}};
    if (sheet > 0) links.push_back({std::string(voice.Say(kPrevious)), name(sheet - 1)});
    if (sheet + 1 < all) links.push_back({std::string(voice.Say(kNext)), name(sheet + 1)});
    edition.around = voice.AroundPage(RulesName(book, sheet), std::move(links));
    return page::RulebookPage(book, edition, LanguageFor(book, voice),
                              {.first_clause = all == 1 ? 0 : sheet * per_page,
                               .end_clause = all == 1 ? SIZE_MAX : sheet * per_page + per_page,
                               .opens = sheet == 0,
                               .closes = sheet + 1 == all,
                               .rest = name(all - 1),
                               .page_of = [&](const std::string& clause) {
                                 return FileOf(names_.at({book.id, clause})) + ".html";
                               }});
  }

  std::string RulesPage(const Voice& voice, const std::vector<std::size_t>& sheets) const {
    const SiteInput& input = input_;
    std::size_t in_force = 0;
    for (const PublishedRulebook& published : input.rulebooks) {
      if (IsInForce(input, published)) in_force += published.rulebook->clauses.size();
    }
    page::Html html;
    page::OpenPage(&html, voice.Say(kRules), voice.language(), voice.AroundPage("rules"));
    html.Element("h1", voice.Say(kRules));
    if (input.rulebooks.empty()) html.Element("p", voice.Say(kNoRules));
    if (!input.rulebooks.empty()) html.Open("ul");
    // The newest first: it is what a reader came for.
    for (std::size_t i = input.rulebooks.size(); i-- > 0;) {
      const PublishedRulebook& published = input.rulebooks[i];
      const policy::Rulebook& book = *published.rulebook;
      const Word state = StateOf(input, published);
      html.Open("li").Open("a", {{"href", RulesName(book, 0) + ".html"}}).Element("bdi", book.id);
      html.Text(" · " + page::Fill(voice.frame(), page::Word::kVersion,
                                   voice.Number(static_cast<std::uint64_t>(book.version))))
          .Close();
      html.Text(" — ").Text(voice.Say(state)).Text(" · ");
      html.Text(
          page::Fill(voice.frame(), page::Word::kInForceSince,
                     voice.Date(TimeUs{book.effective_at.time_since_epoch().count() * 1'000'000})));
      if (sheets[i] > 1) html.Text(" · " + voice.Fill(kOnPages, voice.Number(sheets[i])));
      html.Empty("br").Element(
          "a", "rulebook.yaml",
          {{"href", fmt::format("../rulebook/{}-{}/rulebook.yaml", book.id, book.version)}});
      if (state == kInForce && in_force <= kMostListedRules) ListRules(book, voice, &html);
      html.Close();
    }
    if (!input.rulebooks.empty()) html.Close();
    return page::ClosePage(&html, voice.frame());
  }

  void ListRules(const policy::Rulebook& book, const Voice& voice, page::Html* html) const {
    html->Open("ul");
    for (const policy::Clause& clause : book.clauses) {
      html->Open("li").Element(
          "a", Beginning(page::TextIn(clause.texts, voice.language()), kMostClauseBytes),
          {{"href", names_.at({book.id, clause.id}) + ".html"}});
      html->Close();
    }
    html->Close();
  }

  static std::string FileOf(std::string_view name) {
    return std::string(name.substr(name.rfind('/') + 1));
  }

  const SiteInput& input_;
  std::shared_ptr<std::vector<std::string>> languages_;
  std::shared_ptr<std::vector<Voice>> voices_ = std::make_shared<std::vector<Voice>>();
  // By language, in which a rulebook may be cut otherwise.
  std::shared_ptr<std::map<std::string, RulesPlaces>> places_ =
      std::make_shared<std::map<std::string, RulesPlaces>>();
  const std::vector<ClauseHistory> histories_ = ClausesOf(input_);
  std::map<std::pair<std::string, std::string>, std::string> names_;  // of the pages of rules
  std::vector<PlannedPage> pages_;
};

}  // namespace

std::string RulesName(const policy::Rulebook& book, std::size_t sheet) {
  return page::SheetName(fmt::format("rules/{}-{}", book.id, book.version), sheet);
}

Word StateOf(const SiteInput& input, const PublishedRulebook& published) {
  if (IsInForce(input, published)) return kInForce;
  return IsReplaced(input, published) ? kEarlier : kNotYet;
}

std::string_view LanguageFor(const policy::Rulebook& book, const Voice& voice) {
  const bool has = std::ranges::find(book.languages, voice.language()) != book.languages.end();
  return has || book.languages.empty() ? std::string_view(voice.language())
                                       : std::string_view(book.languages.front());
}

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
