#pragma once

// Time: hours from report to decision, or from appeal to answer, compared between groups.
//
// Stopped clocks are taken out by the caller. A case that is still open counts as longer than any
// closed one, and as long as any other open one; it is never dropped.
//
//   median   absent when it falls among the open cases: the time is not known yet
//   shift    Hodges and Lehmann: the median of all B - A; absent in the same way
//   rank sum W of A, ties by mid-ranks; two-sided p by counting every way to deal out the ranks
//
// Errors: kInvalidArgument for a group without cases, or hours that are negative or no number;
//         kLimit beyond kMaxExactRanks cases: draw within strata instead.
// Cost: medians O(n log n); shift O(n log n) whatever the number of pairs.
// Source: docs/parity.md, "Time"; Hodges and Lehmann 1963; Wilcoxon 1945.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "even/drawn_permutation.h"
#include "even/fraction.h"

namespace evenhand::even {

struct Durations {
  std::vector<double> closed_hours;  // any order
  std::int64_t open = 0;
};

Result<std::optional<double>> MedianHours(const Durations& group);

Result<std::optional<double>> ShiftHours(const Durations& a, const Durations& b);

inline constexpr std::size_t kMaxExactRanks = 60;

struct RankSum {
  double w = 0;
  Fraction p;  // as counted, not reduced
};
Result<RankSum> ExactRankSum(const Durations& a, const Durations& b);

struct DurationStratum {
  Durations a, b;
};

// The rank sums of A within strata, by drawing.
Result<DrawnPermutation> DrawRankSums(std::span<const DurationStratum> strata,
                                      const DrawOptions& options);

}  // namespace evenhand::even
