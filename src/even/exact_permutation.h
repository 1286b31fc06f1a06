#pragma once

// Are the groups treated alike? Exactly: over every way of dealing out, within each stratum, who is
// A.
//
//   T = cases of A with "yes", a sum of independent hypergeometric counts, convolved in whole
//   numbers. two-sided: the share of ways with |T - E| >= |T observed - E| (equal within 1e-9)
//
// Another two-sided p in use (R's mantelhaen.test(exact = TRUE)) takes the outcomes that are no
// more probable than the one observed; it differs in skewed cases. Both are given; reports say
// which.
//
// Errors: as CheckStrata; kLimit beyond kMaxExactCases or kMaxExactSteps: draw instead
//         (even/drawn_permutation.h).
// Cost: at most kMaxExactSteps products of numbers with as many bits as there are cases.
// Source: docs/parity.md, "Permutation".

#include <cstdint>
#include <span>
#include <vector>

#include "base/bigint.h"
#include "base/result.h"
#include "even/fraction.h"
#include "even/strata.h"

namespace evenhand::even {

inline constexpr std::int64_t kMaxExactCases = 10'000;
inline constexpr std::int64_t kMaxExactSteps = 500'000;

struct ExactPermutation {
  std::int64_t observed = 0;
  std::int64_t least = 0;    // the smallest T there can be
  std::vector<BigInt> ways;  // ways[i] of all give T = least + i
  BigInt all = 1;
  Fraction mean;   // E, reduced
  Fraction lower;  // P(T <= observed), of `all`, like the next two
  Fraction two_sided;
  Fraction two_sided_by_probability;
};

Result<ExactPermutation> PermuteExactly(std::span<const Stratum> strata);

}  // namespace evenhand::even
