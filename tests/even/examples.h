#pragma once

// The worked examples of docs/parity.md, and generators of tables like them.

#include <rapidcheck.h>

#include <vector>

#include "even/strata.h"

namespace evenhand::even {

// Example 1: office holders (A) and ordinary accounts (B) by severity.
inline const std::vector<Stratum> kOfficeHolders = {
    {10, 190, 60, 940}, {36, 84, 160, 240}, {40, 40, 90, 10}};
// Example 2: small enough to count by hand.
inline const std::vector<Stratum> kSmall = {{1, 2, 3, 0}, {0, 2, 2, 1}};
// Example 3.
inline const std::vector<Stratum> kTwoStrata = {{18, 182, 60, 540}, {9, 21, 52, 68}};

inline Stratum SwapGroups(const Stratum& s) { return {s.c, s.d, s.a, s.b}; }

inline std::vector<Stratum> SwapGroups(std::vector<Stratum> strata) {
  for (Stratum& s : strata) s = SwapGroups(s);
  return strata;
}

// One to three tables with cells of 0 to `most` cases, at full size from the first try.
inline std::vector<Stratum> AnyStrata(int most) {
  const auto cell = rc::gen::resize(
      rc::kNominalSize,
      rc::gen::map(rc::gen::inRange(0, most + 1), [](int n) { return std::int64_t{n}; }));
  const auto table = rc::gen::construct<Stratum>(cell, cell, cell, cell);
  const auto count = *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(1, 4));
  return *rc::gen::container<std::vector<Stratum>>(count, table);
}

}  // namespace evenhand::even
