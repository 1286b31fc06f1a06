#pragma once

// What a search for coordinated accounts found, as one page that opens offline: what was searched,
// the networks drawn, what speaks of each account, who fell short and by what. In English and
// Persian; other languages read English.
//
// The page says "acted together beyond chance" and nothing more; it names what could explain it
// innocently.

#include <map>
#include <string>
#include <string_view>

#include "coordination/detect.h"
#include "coordination/evidence.h"
#include "model/share.h"

namespace evenhand::page {

struct NetworkReport {
  const coordination::Detection& detection;
  const coordination::DetectOptions& options;
  const std::map<model::Trace, model::Shares>& shares;  // for the names of objects and posts
};

std::string NetworkPage(const NetworkReport& report, std::string_view language);

}  // namespace evenhand::page
