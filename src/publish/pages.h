#pragma once

// The single pages of a site (publish/site.h), each as HTML in the language of `voice`.

#include <algorithm>
#include <string>

#include "page/sheets.h"
#include "publish/site.h"
#include "publish/voice.h"

namespace evenhand::publish {

// What is here, in each language: what a person sees who opens a copy.
std::string ChooserPage(const SiteInput& input, const std::vector<Voice>& voices);
std::string FrontPage(const SiteInput& input, const Voice& voice);
std::string RecordPage(const SiteInput& input, const Voice& voice);
// Sheet `number` of the published networks, from 0.
std::string NetworksPage(const SiteInput& input, const Voice& voice, std::size_t number);
std::string ReportPage(const Voice& voice);
std::string AppealPage(const Voice& voice);
std::string ChallengePage(const Voice& voice);
std::string OfflinePage(const SiteInput& input, const Voice& voice);
std::string CheckPage(const SiteInput& input, const Voice& voice);
std::string WaysPage(const SiteInput& input, const Voice& voice);
std::string AddedPageIn(const AddedPage& added, const Voice& voice);

std::string DecisionsPage(const SiteInput& input, const Voice& voice);

// Where the text of a clause stands: by the hash of its rulebook's version and its id.
struct ClausePlace {
  std::string href = {};  // from the start of the language's folder
  const policy::Texts* texts = nullptr;
};
using ClausePlaces = std::map<std::pair<std::string, std::string>, ClausePlace>;

// "rules/civic-3", and "rules/civic-3-p2" for its second page.
std::string RulesName(const policy::Rulebook& book, std::size_t sheet);
// kInForce, kEarlier or kNotYet, at the time of the newest entry of the record.
Word StateOf(const SiteInput& input, const PublishedRulebook& published);
// The voice's language, or the rulebook's first where it has not that one.
std::string_view LanguageFor(const policy::Rulebook& book, const Voice& voice);

// Where the parts of rulebooks stand in one language.
struct RulesPlaces {
  ClausePlaces clauses = {};
  std::map<const PublishedRulebook*, std::string> rest = {};  // what comes after the clauses
};

// One rule through the versions of its rulebook.
struct ClauseVersion {
  const PublishedRulebook* published = nullptr;
  const policy::Clause* clause = nullptr;  // none: this version took it out
};
struct ClauseHistory {
  std::string rulebook = {};
  std::string clause = {};
  // "rules/spam.links"; "rules/rule-" and 16 digits of its hash where its id is no name for a file,
  // or that of another page.
  std::string name = {};
  std::vector<ClauseVersion> versions = {};  // the newest first; one at least has it
};
// Every rule that was ever published, in the order in which they were.
std::vector<ClauseHistory> ClausesOf(const SiteInput& input);
std::string ClausePage(const SiteInput& input, const Voice& voice, const ClauseHistory& history,
                       const RulesPlaces& places, const page::ListSheet& sheet);

// Page `number` of the decisions, counted from 1.
std::string DecisionsPageNumber(const SiteInput& input, const ClausePlaces& clauses,
                                const Voice& voice, std::size_t number);

// What that page shows: equal for equal pages in one language.
std::string GivenOfDecisions(const SiteInput& input, std::size_t number);

inline constexpr std::size_t kMostClauseBytes = 160;  // of a clause's text beside other things
// The beginning of a text, ending between words where there are some.
std::string Beginning(std::string_view text, std::size_t most);

inline constexpr std::size_t kVersionsPerPage = 50;
inline constexpr std::size_t kNetworksPerPage = 50;
inline std::size_t SheetsOfNetworks(const SiteInput& input) {
  return std::max<std::size_t>((input.networks.size() + kNetworksPerPage - 1) / kNetworksPerPage,
                               1);
}

inline std::size_t PagesOfDecisions(const SiteInput& input) {
  return (input.record.decisions.size() + input.decisions_per_page - 1) / input.decisions_per_page;
}

}  // namespace evenhand::publish
