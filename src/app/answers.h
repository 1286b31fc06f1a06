#pragma once

// Answers to appeals as bundles that everybody carries: for each week and first digit of their
// names one, so that nobody fetches all to read one (carry/sealed_answer.h).

#include <string>
#include <vector>

#include "app/docket_dir.h"
#include "publish/bundle.h"

namespace evenhand::app {

// "2026-W07" of a moment, as ISO 8601 counts weeks.
std::string WeekOf(policy::Time time);

// Those of a week that has answers, by first digit, each with the signed list of addresses, where
// there is one. The same docket and list give the same bytes.
// Errors: kInvalidArgument when `week` is none.
Result<std::vector<publish::Bundle>> AnswerBundles(docket::Docket& docket,
                                                   const DocketOptions& options,
                                                   const std::string& week,
                                                   const std::string& signed_ways);

}  // namespace evenhand::app
