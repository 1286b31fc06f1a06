#pragma once

// A decision as it was recorded, with what came after it: what audits and reports read.

#include <optional>
#include <string>
#include <vector>

#include "policy/appeal.h"
#include "policy/decide.h"
#include "policy/statement.h"

namespace evenhand::policy {

struct RecordedDecision {
  CaseInput input = {};
  Circumstances circumstances = {};
  const Rulebook* rulebook = nullptr;  // that judged it; never null in what a docket gives
  std::string ground = {};             // clause id; empty without a violation
  bool waits = false;                  // a clause is met but for what it awaits
  std::vector<Action> actions = {};    // as stated, on the item first
  std::string exception = {};          // the one granted; empty: none
  // Hexadecimal: the salted commitment to account and item in its leaf of the public record; empty
  // where there is none.
  std::string subject = {};
  std::optional<Time> reported = {};  // the first report that was handled; none: nobody did
  std::optional<Time> appealed = {};  // withdrawn appeals are left out
  std::optional<Time> answered = {};
  std::optional<AppealState> appeal_outcome = {};
};

}  // namespace evenhand::policy
