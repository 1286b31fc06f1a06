#pragma once

// The docket of real cases as a file (rulebooks/policies/docket/README.md has its form).

#include <string>
#include <vector>

#include "even/real_cases.h"

namespace evenhand::app {

// Errors: with the file, the case's id and the field.
Result<std::vector<even::RealCase>> ReadRealCases(const std::string& file);

// The shipped policies that the cases ask. Errors: kNotFound for one that is not shipped.
Result<even::Rulebooks> RulebooksAsked(const std::vector<even::RealCase>& cases);

}  // namespace evenhand::app
