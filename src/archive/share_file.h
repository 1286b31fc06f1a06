#pragma once

// Shares as a table: CooRTweet's four columns, and the trace where there are several.
//
//   object_id, account_id, content_id   text
//   timestamp_share                     seconds since 1970; whole numbers when all are, else with a
//   fraction trace                               "link", ...; only when the shares are of several
//   traces
//
// Reading it back gives the same shares.

#include <map>
#include <string>

#include "base/result.h"
#include "events/table_file.h"
#include "model/share.h"

namespace evenhand::archive {

// Errors and cost: as events/table_file.h.
Result<void> WriteShares(const std::string& path, events::TableFormat format,
                         const std::map<model::Trace, model::Shares>& shares);

}  // namespace evenhand::archive
