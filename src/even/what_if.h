#pragma once

// "What would an ordinary account have got?": one account's findings decided again with other
// attributes, beside what was decided (docs/parity.md, "As ordinary"). The other way round too.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/decide.h"

namespace evenhand::even {

struct AsIf {
  policy::Facts attributes = {};  // these are set in every case
  bool with_exceptions = true;    // an ordinary account gets none
};

// No office, no candidacy, no state medium, and no exceptions.
AsIf AsOrdinary();
// An office holder whom the usual bounds of an exception admit: verified, a million followers.
AsIf AsOfficial();

struct WhatIfStep {
  std::string decision = {};
  policy::Time at = {};
  std::string recorded = {}, instead = {};  // "clause: item action, account action"
};

struct WhatIf {
  std::vector<WhatIfStep> steps = {};
  std::optional<std::size_t> first_difference = {};
  std::int64_t recorded_days = 0,
               instead_days = 0;  // on which an account action ran, up to `until`
};

// Both histories begin empty. Errors: those of deciding; the record is decided again first, so that
// both sides come from the same rulebook.
Result<WhatIf> AskWhatIf(const policy::Rulebook& rulebook,
                         const std::vector<policy::CaseInput>& cases, const AsIf& as_if,
                         policy::Time until);

}  // namespace evenhand::even
