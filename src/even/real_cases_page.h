#pragma once

// The docket of real cases as a readable page, in English ("en") and Persian ("fa"): what was done,
// what the published rule gives, what an ordinary account would have got, and where the same
// answers met different treatment.

#include <string>
#include <string_view>
#include <vector>

#include "even/real_cases.h"

namespace evenhand::even {

// `rulebook_pages`: whether the policies' own pages lie in folders of their names beside this one,
// to be linked to.
std::string RealCasesPage(const std::vector<JudgedCase>& cases, std::string_view language,
                          bool rulebook_pages);

// The languages in which it is written.
const std::vector<std::string>& RealCasesLanguages();

// The page that leads to them.
std::string RealCasesIndex();

}  // namespace evenhand::even
