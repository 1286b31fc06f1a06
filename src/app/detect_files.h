#pragma once

// What `evenhand detect` leaves in its folder:
//
//   report.html, report.fa.html   for people
//   networks.json                 everything found and everything searched; where dossiers are made
//   from ties.csv                      CooRTweet's column names where they mean the same
//   accounts.csv, acts.csv, fell_short.csv
//   networks.graphml, networks.gexf
//
// The same archive gives the same bytes. Times are seconds since 1970.

#include <map>
#include <string>

#include "archive/read_shares.h"
#include "base/result.h"
#include "coordination/detect.h"

namespace evenhand::app {

struct DetectOutput {
  const coordination::Detection& detection;
  const coordination::DetectOptions& options;
  const archive::SharesRead& archive;
};

// Makes the folder where it is not there; each file is replaced whole or not at all. Errors: kIo
// with the path.
Result<void> WriteDetection(const std::string& directory, const DetectOutput& output);

// networks.json, as in docs/coordination.md.
std::string NetworksJson(const DetectOutput& output);

}  // namespace evenhand::app
