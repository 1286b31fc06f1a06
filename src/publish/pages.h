#pragma once

// The single pages of a site (publish/site.h), each as HTML in the language of `voice`.

#include <algorithm>
#include <string>

#include "publish/site.h"
#include "publish/voice.h"

namespace evenhand::publish {

std::string ChooserPage(const std::vector<Voice>& voices);
std::string FrontPage(const SiteInput& input, const Voice& voice);
std::string RecordPage(const SiteInput& input, const Voice& voice);
// Sheet `number` of the published networks, from 0.
std::string NetworksPage(const SiteInput& input, const Voice& voice, std::size_t number);
std::string ReportPage(const Voice& voice);
std::string AppealPage(const Voice& voice);
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

// Page `number` of the decisions, counted from 1.
std::string DecisionsPageNumber(const SiteInput& input, const ClausePlaces& clauses,
                                const Voice& voice, std::size_t number);

// What that page shows: equal for equal pages in one language.
std::string GivenOfDecisions(const SiteInput& input, std::size_t number);

inline constexpr std::size_t kNetworksPerPage = 50;
inline std::size_t SheetsOfNetworks(const SiteInput& input) {
  return std::max<std::size_t>((input.networks.size() + kNetworksPerPage - 1) / kNetworksPerPage,
                               1);
}

inline std::size_t PagesOfDecisions(const SiteInput& input) {
  return (input.record.decisions.size() + input.decisions_per_page - 1) / input.decisions_per_page;
}

}  // namespace evenhand::publish
