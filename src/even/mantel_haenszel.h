#pragma once

// One comparison over all strata (Mantel and Haenszel): the common odds ratio and risk difference,
// the test that both groups are treated alike, and whether one ratio may speak for all strata.
//
//   ratio        R/S with R = sum of ad/n, S = sum of bc/n; variance of its logarithm after Robins,
//                Breslow and Greenland 1986
//   test         chi-square with one degree of freedom, plain and with the continuity correction.
//                The corrected one is conservative: both are shown, the plain one decides, and with
//                few cases the exact permutation (even/permutation.h) does.
//   difference   variance after Greenland and Robins 1985
//   homogeneity  Breslow and Day 1980 with Tarone's correction. Below kTrustCommonRatio the strata
//                are shown one by one and the common ratio does not lead.
//
// Strata without one of the groups add nothing anywhere. Strata in which all or none were "yes" add
// nothing to ratio, test and homogeneity, but do enter the difference. Both are counted.
//
// Parts that cannot be computed (a sum is 0, fewer than two strata) are absent, never 0.
// Errors: as CheckStrata. Cost: linear.
// Source: docs/parity.md, "One figure over strata".

#include <cstddef>
#include <optional>
#include <span>

#include "base/result.h"
#include "even/count.h"
#include "even/strata.h"

namespace evenhand::even {

inline constexpr double kTrustCommonRatio = 0.10;

struct ChiSquare {
  double statistic = 0;
  std::int64_t df = 1;
  double p = 1;
};

struct CommonRatio {
  double ratio = 1;
  double variance_of_log = 0;
  Interval interval;
};

struct CommonDifference {
  double difference = 0;  // A - B
  double standard_error = 0;
  Interval interval;
};

struct Homogeneity {
  double breslow_day = 0;
  ChiSquare tarone;

  bool one_ratio_fits() const { return tarone.p >= kTrustCommonRatio; }
};

struct MantelHaenszel {
  std::size_t without_a_group = 0;     // strata that add nothing
  std::size_t without_an_outcome = 0;  // strata that enter the difference only
  double a_minus_expected = 0;         // below 0: A is treated more mildly
  std::optional<CommonRatio> ratio;
  std::optional<ChiSquare> test;
  std::optional<ChiSquare> corrected_test;
  std::optional<CommonDifference> difference;
  std::optional<Homogeneity> homogeneity;
};

Result<MantelHaenszel> CombineStrata(std::span<const Stratum> strata);

}  // namespace evenhand::even
