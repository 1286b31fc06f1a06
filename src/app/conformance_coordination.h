#pragma once

// Runs recorded results of the tools that look for coordinated accounts
// (conformance/coordination/README.md).

#include <ostream>
#include <string>

#include "app/conformance_tally.h"
#include "base/result.h"
#include "model/share.h"

namespace evenhand::app {

// `directory` has any of coortweet/, qut/, similarity/, dismantle/ and sidecars/. Inputs are looked
// for in its inputs/ and data/, and beside it in ../../data/coortweet. Errors: kNotFound where an
// input is missing; kCorrupt where a file cannot be read.
Result<Tally> RunCoordination(const std::string& directory, std::ostream& out);

// The parts.
struct CoordinationRun {
  std::string directory;
  std::ostream* out;
  Tally* tally;

  // The file of that name, plain or with .gz.
  Result<std::string> Input(const std::string& name) const;
};
Result<void> RunCoorTweet(const CoordinationRun& run);
Result<void> RunQut(const CoordinationRun& run);
Result<void> RunSidecars(const CoordinationRun& run);
Result<void> RunSimilarity(const CoordinationRun& run);
Result<void> RunDismantle(const CoordinationRun& run);

// A share log in CooRTweet's columns, times in seconds; accounts that start with `account_prefix`
// only.
Result<model::Shares> ReadShareLog(const std::string& path, std::string_view account_prefix = "");

// Seconds as they stand in a table, as milliseconds.
Result<std::int64_t> MillisecondsOf(std::string_view seconds);

}  // namespace evenhand::app
