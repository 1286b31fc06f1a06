#pragma once

// Events of the history as JSON, and requests as people and programs write them.
//
//   case request := {"decision"?, "account", "item", "posted", "at"?, "judgements": [{"question",
//   "answer",
//                    "by", "model"?}], "attributes"?: {name: value}, "facts"?: {name: value},
//                    "review"?: {"tests_met", "first_reviewer", "approvers": []}, "batch"?,
//                    "source"?, "words"?, "language"?, "reports"?, "replies_unreachable"?,
//                    "rulebook"?}
//
// Fields that policy.md 10.3 bars are dropped on reading and counted; an unknown field is an error.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hex.h"
#include "base/result.h"
#include "codec/json_document.h"
#include "codec/json_out.h"
#include "policy/statement.h"

namespace evenhand::docket {

struct CaseRequest {
  policy::CaseInput input = {};
  policy::Circumstances circumstances = {};
  std::string rulebook = {};  // id; empty: the only one there is
  std::int64_t dropped = 0;   // barred fields that were in the input
};

// `now` is the time of the decision where the request has none.
Result<CaseRequest> ReadCaseRequest(const codec::Json& json, policy::Time now);

// The cases that one event's findings make (functions/finding.cc): `result` is a line that
// `evenhand run` wrote, with its `__timestamp` and `__finding`. Findings on one item of one account
// are one case. They are decided at `at`; without it, when the item was posted.
Result<std::vector<CaseRequest>> ReadFindings(const codec::Json& result,
                                              std::optional<policy::Time> at);

// The request as a decision's event keeps it: what ReadCaseRequest reads back to the same. Fields
// that say nothing are left out.
void WriteCaseRequest(const CaseRequest& request, codec::JsonOut* out);
std::string CaseRequestJson(const CaseRequest& request);

// What the ledger needs to take the decision up again; none when it gave no strikes.
void WriteStrike(const std::optional<policy::StrikeInput>& strike, codec::JsonOut* out);
Result<std::optional<policy::StrikeInput>> ReadStrike(const codec::Json& json);

}  // namespace evenhand::docket
