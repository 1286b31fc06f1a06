#pragma once

// Times of being cut off as events: dates, and nothing else is kept of them (policy.md 7.5,
// reach.md 3.4).

#include "cases/store.h"
#include "docket/account.h"
#include "policy/appeal.h"

namespace evenhand::docket {

// How long a late appeal waits for the answer to the one question, "were you cut off?".
inline constexpr policy::Period kLateAppealWaits{.seconds = std::chrono::days(14)};

// Whole days, in order, and over at `at`; what the register tells may last to the end of that day.
// Errors: kInvalidArgument naming the rule.
Result<void> CheckCutOff(const policy::CutOff& cut_off, policy::Time at);
bool IsKnown(const Account& account, const policy::CutOff& cut_off);
cases::CaseEvent CutOffEvent(std::string_view account, const policy::CutOff& cut_off,
                             policy::Time at, std::int64_t sequence);

}  // namespace evenhand::docket
