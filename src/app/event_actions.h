#pragma once

// What a rulebook does over a few events, one after another in memory: verdicts, other effects, and
// what rules do to labels; labels, counters and caches are carried over.

#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json_document.h"
#include "engine/rulebook.h"

namespace evenhand::app {

// `actions` is a list of events as the SML corpus has them (conformance/sml/README.md). The result
// has one entry per event, each the same text when the same was done:
//   "hold; +Account/did:x/noted until 1709294400000000"
// Reasons are not shown. Errors: kInvalidArgument for what is no list of events; kLimit when an
// event passes a limit of evaluation.
Result<std::vector<std::string>> ActionsOfRun(const engine::Rulebook& book, codec::Json actions);

}  // namespace evenhand::app
