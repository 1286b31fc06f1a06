#pragma once

// Jumps: does treatment change at a published threshold, and at none that nobody published?
//
// Rows have a running value x, 0 at the threshold (for followers: log10(followers) - 5), and an
// outcome y in 0 .. 1. A row at x = 0 lies to the right.
//
//   jump     a line fitted to each side with weights max(0, 1 - |x|/h); the step between their
//   values
//            at 0, with the HC0 sandwich variance. Shown for h, h/2 and 2h.
//   window   the exact permutation test of the rows with |x| <= width, right against left
//   heaping  rows just below against just above: if unlike 1:1, accounts may have been pushed over
//   the
//            line and the jump compares unlike accounts
//
// Errors: kInvalidArgument for lists of unequal length, numbers that are none, a bandwidth <= 0, or
//         fewer than two different x with weight on a side: widen h.
// Source: docs/parity.md, "Jumps"; Imbens and Lemieux 2008; White 1980; McCrary 2008, whose density
//         test the heaping count stands for.

#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "even/exact_permutation.h"

namespace evenhand::even {

struct Jump {
  double bandwidth = 0;
  std::int64_t rows_left = 0, rows_right = 0;  // with weight
  double left = 0, right = 0;                  // the lines at 0
  double jump = 0;                             // right - left
  double standard_error = 0;
  std::optional<double> z, p;  // absent when the lines fit without any error
};

struct ThresholdRows {
  std::span<const double> x;
  std::span<const double> y;
};

Result<Jump> JumpAtZero(const ThresholdRows& rows, double bandwidth);

struct WindowTest {
  Stratum counts;  // A = right of the threshold, "yes" = y above 1/2
  ExactPermutation permutation;
};
Result<WindowTest> TestWindow(const ThresholdRows& rows, double width);

// Two-sided exact binomial with chance 1/2; 1 when there are no rows.
Result<double> HeapingP(std::int64_t below, std::int64_t above);

}  // namespace evenhand::even
