// A page for each rule: what it says now, what follows from it, and every version that has it.

#include <algorithm>
#include <set>

#include "base/hex.h"
#include "page/frame.h"
#include "page/sheets.h"
#include "page/spoken.h"
#include "publish/pages.h"
#include "record/tree_hash.h"

namespace evenhand::publish {
namespace {

using enum Word;
using page::Html;

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}
// "-p2", as the further sheets of any page end.
bool IsSheet(std::string_view name) {
  const std::size_t end = name.rfind("-p");
  return end != name.npos && IsNumber(name.substr(end + 2));
}

// Whether a clause may lend its id to a file beside the pages of rulebooks: of the letters that
// bundles allow, and the name of no other page.
bool IsFileName(const SiteInput& input, std::string_view id) {
  const bool is_plain = !id.empty() && id.front() != '.' &&
                        id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._-") == id.npos;
  if (!is_plain || IsSheet(id) || id.ends_with(".html") || id.ends_with(".txt")) return false;
  return std::ranges::none_of(input.rulebooks, [&](const PublishedRulebook& published) {
    const std::string before = published.rulebook->id + "-";
    return id.starts_with(before) && IsNumber(id.substr(before.size()));
  });
}

// The version that the page begins with: the one in force, else the newest that has the clause.
const ClauseVersion& Shown(const SiteInput& input, const ClauseHistory& history) {
  const ClauseVersion* shown = nullptr;
  for (const ClauseVersion& version : history.versions) {
    if (version.clause == nullptr) continue;
    if (shown == nullptr || StateOf(input, *version.published) == kInForce) shown = &version;
  }
  return *shown;
}

const policy::Change* ChangeIn(const PublishedRulebook& published, std::string_view id) {
  const auto& changes = published.edition.changes;
  const auto found = std::ranges::find_if(changes, [&](const policy::Change& change) {
    return change.part == policy::RulebookPart::kClause && change.id == id;
  });
  return found == changes.end() ? nullptr : &*found;
}

std::string InForceSince(const Voice& voice, const policy::Rulebook& book) {
  return page::Fill(voice.frame(), page::Word::kInForceSince,
                    voice.Date(TimeUs{book.effective_at.time_since_epoch().count() * 1'000'000}));
}

std::string VersionName(const Voice& voice, const policy::Rulebook& book) {
  return page::Fill(voice.frame(), page::Word::kVersion,
                    voice.Number(static_cast<std::uint64_t>(book.version)));
}

// From a page in rules/ to one whose address begins there.
std::string Beside(std::string_view href) {
  return std::string(href.substr(std::string_view("rules/").size()));
}

class ClausePageWriter {
 public:
  ClausePageWriter(const SiteInput& input, const Voice& voice, const ClauseHistory& history,
                   const RulesPlaces& places)
      : input_(input),
        voice_(voice),
        history_(history),
        places_(places),
        shown_(Shown(input, history)) {}

  std::string Write(const page::ListSheet& sheet) {
    const std::string title =
        std::string(voice_.Say(kRule)) + " " + page::Isolated(history_.clause);
    std::vector<page::Link> links = {{std::string(voice_.Say(kRules)), "../rules.html"}};
    page::OpenPage(
        &html_, title, voice_.language(),
        voice_.AroundPage(page::SheetName(history_.name, sheet.number), std::move(links)));
    html_.Element("h1", title);
    if (sheet.number == 0) Now();
    html_.Element("h2", voice_.Say(kRuleVersions)).Open("ul");
    for (std::size_t i = 0; i < history_.versions.size(); ++i)
      if (sheet.Holds(i)) Version(history_.versions[i]);
    html_.Close();
    page::WriteSheetLinks(sheet, voice_.language(), &html_);
    return page::ClosePage(&html_, voice_.frame());
  }

 private:
  std::string_view TextOf(const ClauseVersion& version) const {
    return page::TextIn(version.clause->texts, voice_.language());
  }
  void Text(const ClauseVersion& version) {
    html_.Open("p", {{"dir", "auto"}}).Text(TextOf(version)).Close();
  }

  void Now() {
    const policy::Rulebook& book = *shown_.published->rulebook;
    const policy::Clause& clause = *shown_.clause;
    Text(shown_);
    html_.Open("p", {{"class", "s"}}).Open("a", {{"href", HrefOf(shown_)}});
    html_.Element("bdi", book.id).Text(" · " + VersionName(voice_, book)).Close();
    html_.Text(" — ").Text(voice_.Say(StateOf(input_, *shown_.published)));
    html_.Text(" · " + InForceSince(voice_, book));
    if (!clause.family.empty()) {
      html_.Text(" · " + std::string(page::Say(voice_.frame(), page::Word::kPartFamily)) + ": " +
                 page::FamilyText(voice_.frame(), clause.family));
    }
    html_.Close();
    page::WriteClause(book, clause, LanguageFor(book, voice_),
                      Beside(places_.rest.at(shown_.published)), &html_);
  }

  void Version(const ClauseVersion& version) {
    const PublishedRulebook& published = *version.published;
    html_.Open("li").Element("a", VersionName(voice_, *published.rulebook),
                             {{"href", HrefOf(version)}});
    html_.Text(" · " + InForceSince(voice_, *published.rulebook) + " · ");
    html_.Text(voice_.Say(StateOf(input_, published)));
    if (const auto* change = ChangeIn(published, history_.clause))
      html_.Text(" — " + page::ChangeText(voice_.frame(), *change));
    if (version.clause != nullptr && TextOf(version) != TextOf(shown_)) Text(version);
    html_.Close();
  }

  std::string HrefOf(const ClauseVersion& version) const {
    const PublishedRulebook& published = *version.published;
    if (version.clause == nullptr) return Beside(RulesName(*published.rulebook, 0) + ".html");
    return Beside(places_.clauses.at({published.edition.hash, history_.clause}).href);
  }

  const SiteInput& input_;
  const Voice& voice_;
  const ClauseHistory& history_;
  const RulesPlaces& places_;
  const ClauseVersion& shown_;
  Html html_;
};

}  // namespace

std::vector<ClauseHistory> ClausesOf(const SiteInput& input) {
  std::vector<ClauseHistory> histories;
  std::map<std::pair<std::string, std::string>, std::size_t> places;
  std::set<std::string> taken;
  for (const PublishedRulebook& published : input.rulebooks) {
    const std::string& book = published.rulebook->id;
    const auto add = [&](const std::string& id, const policy::Clause* clause) {
      const auto [place, is_new] = places.try_emplace({book, id}, histories.size());
      if (is_new) {
        std::string name = id;
        if (!IsFileName(input, id) || !taken.insert(name).second)
          name = "rule-" + Hex(record::BytesOf(record::Sha256(book + '\0' + id))).substr(0, 16);
        histories.push_back({.rulebook = book, .clause = id, .name = "rules/" + name});
      }
      auto& versions = histories[place->second].versions;
      versions.insert(versions.begin(), {&published, clause});
    };
    for (const policy::Clause& clause : published.rulebook->clauses) add(clause.id, &clause);
    for (const policy::Change& change : published.edition.changes)
      if (change.part == policy::RulebookPart::kClause &&
          change.kind == policy::ChangeKind::kRemoved) {
        add(change.id, nullptr);
      }
  }
  // A version before it may not be published here.
  std::erase_if(histories, [](const ClauseHistory& history) {
    return std::ranges::all_of(
        history.versions, [](const ClauseVersion& version) { return version.clause == nullptr; });
  });
  return histories;
}

std::string ClausePage(const SiteInput& input, const Voice& voice, const ClauseHistory& history,
                       const RulesPlaces& places, const page::ListSheet& sheet) {
  return ClausePageWriter(input, voice, history, places).Write(sheet);
}

}  // namespace evenhand::publish
