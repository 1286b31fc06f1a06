#pragma once

// Shares of cases, with their intervals, and what a test without a single flip still allows.
//
// All intervals are two-sided 95 % unless said; all take a Share with 0 <= yes <= of.
// Errors: kInvalidArgument when a count cannot be or `of` is 0.
// Source: docs/parity.md, "Rates"; Wilson 1927; Newcombe 1998, method 10; Clopper and Pearson 1934.

#include <cstdint>

#include "base/result.h"
#include "even/count.h"

namespace evenhand::even {

struct Share {
  std::int64_t yes = 0;
  std::int64_t of = 0;

  double rate() const { return Real(yes) / Real(of); }  // NaN when of is 0
};

Result<void> CheckShare(const Share& share);

Result<Interval> Wilson(const Share& share);
Result<Interval> ClopperPearson(const Share& share);

struct RateDifference {
  double difference = 0;  // rate of a - rate of b
  Interval interval;
};
Result<RateDifference> Newcombe(const Share& a, const Share& b);

// The largest true rate that `flips` in `tries` still allows, one-sided 95 %. With no flips this is
// 1 - 0.05^(1/tries).
Result<double> UpperBound(const Share& flips);

// 3 / tries: the same for no flips, in the head.
Result<double> RuleOfThree(std::int64_t tries);

// The fewest tries without a flip that put the bound below `rate`, 0 < rate < 1.
Result<std::int64_t> TriesToBound(double rate);

}  // namespace evenhand::even
