#pragma once

// The permutation test by drawing, where counting every way would take too long, or where the thing
// dealt out is not a case but an account with all its cases (a cluster).
//
// A stratum is a list of units in a fixed order, each worth a whole number: 1 or 0 for one case,
// the number of "yes" for an account, a rank for a duration. T = the worth of the units dealt to A.
// A draw goes through the strata in order; in each, for i = 0 .. of_a - 1, unit i changes places
// with unit i + Below(n - i); the lists are not put back between draws. The first of_a units are
// A's.
//   p = (1 + draws with |T - E| >= |T observed - E|) / (1 + draws), equal within 1e-9
// The same strata, seed and number of draws give the same p on every machine.
//
// Errors: kInvalidArgument for draws outside 1 .. 10^9, of_a beyond the stratum's units, or a
// unit's
//         worth that is no count.
// Cost: draws * units of A.
// Source: docs/parity.md, "Permutation"; (1 + count) after Phipson and Smyth 2010.

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "even/strata.h"

namespace evenhand::even {

struct UnitStratum {
  std::vector<std::int64_t> worth;  // the order is part of the test
  std::size_t of_a = 0;
};

struct DrawOptions {
  std::uint64_t seed = 20210203;
  std::int64_t draws = 9'999;
};

struct DrawnPermutation {
  std::int64_t as_far = 0;  // draws at least as far from E as what was observed
  double p = 1;
  std::vector<std::int64_t> first;  // T of the first five draws, to compare implementations
};

// A table's cases as units: the k1 "yes" first, then the k2 "no".
UnitStratum UnitsOf(const Stratum& stratum);

Result<DrawnPermutation> DrawPermutations(std::vector<UnitStratum> strata, std::int64_t observed,
                                          const DrawOptions& options);

// The same for tables of cases.
Result<DrawnPermutation> DrawPermutations(std::span<const Stratum> strata,
                                          const DrawOptions& options);

}  // namespace evenhand::even
