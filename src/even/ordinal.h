#pragma once

// Severity, not only yes or no: actions in the order of their severity codes, compared between
// groups.
//
//   U      pairs of one A and one B in which A was treated more harshly, a tie counting half
//   PS     U / pairs: the chance that a case of A fared worse than one of B; 0.5 is alike
//   delta  2 PS - 1 (Cliff); below 0: A is treated more mildly
//   z      (U - E)/sigma with the variance corrected for ties; over strata, sums of U - E and
//   variance
//
// z and p are absent when all cases of all strata had one and the same action.
// Errors: kInvalidArgument for negative counts, a group without cases, or lists of unequal length.
// Source: docs/parity.md, "Severity"; Mann and Whitney 1947; Cliff 1993; van Elteren's idea of
// summing
//         over strata, with unit weights.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"

namespace evenhand::even {

struct OrdinalStratum {
  std::vector<std::int64_t> a, b;  // [code]: cases with that code, from code 0
};

struct Ordinal {
  double u = 0;              // summed over strata, like the rest
  double superiority = 0.5;  // PS
  double cliffs_delta = 0;
  double mean_code_a = 0, mean_code_b = 0;
  std::optional<double> z, p;  // two-sided
};

Result<Ordinal> CompareSeverity(std::span<const OrdinalStratum> strata);

}  // namespace evenhand::even
