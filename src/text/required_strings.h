#pragma once

// What a text must hold to match a pattern: strings that can be looked for all at once, so that a
// pattern is only searched for in the few texts that may match it.
//
// Strings are to be found in the form of a text that text/match_form.h makes, without regard to the
// case of ASCII letters. Source: the prefilters of RE2 (FilteredRE2) and of Hyperscan (Wang et al.,
// NSDI 2019).

#include <compare>
#include <string>
#include <vector>

#include "text/python_regex.h"

namespace evenhand::text {

struct RequiredString {
  std::string text;
  bool left = false;   // \b holds before it
  bool right = false;  // and after it
  auto operator<=>(const RequiredString&) const = default;
};

struct RequiredStrings {
  // A text that matches holds at least one string of each set. Empty when nothing is known.
  std::vector<std::vector<RequiredString>> one_of_each;
  bool exact = false;  // and a text that holds them matches
};

inline constexpr std::size_t kMaxRequiredSets = 4;

RequiredStrings RequiredBy(const PythonRegex& regex);

}  // namespace evenhand::text
