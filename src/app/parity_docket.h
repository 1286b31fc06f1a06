#pragma once

// What `evenhand parity` takes from a docket.

#include <string>
#include <vector>

#include "app/session.h"
#include "docket/docket.h"
#include "docket/recorded.h"
#include "even/decision_row.h"
#include "even/docket_parts.h"

namespace CLI {
class App;
}

namespace evenhand::app {

// Everything on record. The result borrows the docket's rulebooks.
Result<docket::Recorded> ReadRecorded(docket::Docket& docket);

// In the order in which they were decided.
std::vector<even::DecisionRow> RowsOf(const docket::Recorded& recorded);

// "id version hash" of each that was published, in order.
std::string RulebooksOf(const docket::Versions& versions);

struct ForReport {
  std::vector<even::DecisionRow> rows = {};
  even::DocketParts parts = {};
  std::string rulebook = {};
};

// All that a report takes from the docket: every decision is made again, and tried with other
// authors.
Result<ForReport> ReadForReport(docket::Docket& docket);

// Every recorded case with other authors, under the version that judged it.
Result<even::SwapReport> SwapRecorded(docket::Docket& docket);

// What published dossiers say of networks.
Result<std::vector<even::NetworkCount>> CountNetworks(const std::vector<std::string>& paths);

// `parity rows`, `parity shadow`, `parity backlog`.
void AddParityRowsCommand(CLI::App* parity, Session* session);
void AddParityShadowCommand(CLI::App* parity, Session* session);
void AddParityBacklogCommand(CLI::App* parity, Session* session);

}  // namespace evenhand::app
