#pragma once

// Rates as reports show them: to whole points when they rest on fewer than 100 cases, or on fewer
// than ten on either side, which a finer figure would give away.

#include <cmath>

#include "even/rate.h"
#include "even/strata.h"
#include "even/suppression.h"

namespace evenhand::even {

inline constexpr std::int64_t kFineRates = 100;

inline bool IsFine(const Share& share) {
  return share.of >= kFineRates && share.yes >= kLeastShown && share.of - share.yes >= kLeastShown;
}

inline double WholePoints(double rate) { return std::round(100 * rate) / 100; }

inline double ShownRate(const Share& share) {
  return IsFine(share) ? share.rate() : WholePoints(share.rate());
}

// As coarse as the coarser of the two rates.
inline RateDifference ShownDifference(const RateDifference& difference, const Stratum& counts) {
  if (IsFine(counts.group_a()) && IsFine(counts.group_b())) return difference;
  return {WholePoints(difference.difference),
          {WholePoints(difference.interval.low), WholePoints(difference.interval.high)}};
}

}  // namespace evenhand::even
