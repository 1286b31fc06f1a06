#pragma once

// What a text must hold to match a pattern: strings that can be looked for all at once, so that a
// pattern is only searched for in the few texts that may match it.
//
// Strings are those of the marked form (text/match_form.h), to be found without regard to the case of
// ASCII letters.
// Source: the prefilters of RE2 (FilteredRE2) and of Hyperscan (Wang et al., NSDI 2019), carried over to
// marked texts.

#include <string>
#include <vector>

#include "text/python_regex.h"

namespace evenhand::text {

struct RequiredStrings {
  // A text that matches holds at least one string of each set. Empty when nothing is known.
  std::vector<std::vector<std::string>> one_of_each;
  bool exact = false;  // and a text that holds them matches
};

inline constexpr std::size_t kMaxRequiredSets = 4;

RequiredStrings RequiredBy(const PythonRegex& regex);

}  // namespace evenhand::text
