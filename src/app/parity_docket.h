#pragma once

// What `evenhand parity` takes from a docket.

#include <vector>

#include "app/session.h"
#include "docket/docket.h"
#include "docket/recorded.h"
#include "even/decision_row.h"

namespace CLI {
class App;
}

namespace evenhand::app {

// Everything on record. The result borrows the docket's rulebooks.
Result<docket::Recorded> ReadRecorded(docket::Docket& docket);

// In the order in which they were decided.
std::vector<even::DecisionRow> RowsOf(const docket::Recorded& recorded);

// `parity rows`.
void AddParityRowsCommand(CLI::App* parity, Session* session);

}  // namespace evenhand::app
