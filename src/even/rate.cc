#include "even/rate.h"

#include <fmt/format.h>

#include <cmath>

#include "even/distribution.h"

namespace evenhand::even {

Result<void> CheckShare(const Share& share) {
  EVENHAND_TRY(CheckCount(share.of, "of"));
  EVENHAND_TRY(CheckCount(share.yes, "yes"));
  if (share.of == 0) {
    return Fail(ErrorCode::kInvalidArgument, "there are no cases; a rate needs at least one");
  }
  if (share.yes > share.of) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("yes is {} of {}; it cannot be more than all", share.yes, share.of));
  }
  return {};
}

Result<Interval> Wilson(const Share& share) {
  EVENHAND_TRY(CheckShare(share));
  const double n = Real(share.of), p = share.rate(), z2 = kZ95 * kZ95;
  const double scale = 1 + z2 / n;
  const double centre = (p + z2 / (2 * n)) / scale;
  const double half = kZ95 * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / scale;
  // At the ends the bound is the rate itself, which rounding must not pass.
  return Interval{share.yes == 0 ? 0 : centre - half, share.yes == share.of ? 1 : centre + half};
}

Result<Interval> ClopperPearson(const Share& share) {
  EVENHAND_TRY(CheckShare(share));
  const double yes = Real(share.yes), no = Real(share.of - share.yes);
  Interval interval{0, 1};
  if (share.yes > 0) interval.low = BetaQuantile(0.025, yes, no + 1);
  if (share.yes < share.of) interval.high = BetaQuantile(0.975, yes + 1, no);
  return interval;
}

Result<RateDifference> Newcombe(const Share& a, const Share& b) {
  EVENHAND_ASSIGN(const Interval of_a, Wilson(a));
  EVENHAND_ASSIGN(const Interval of_b, Wilson(b));
  const double p1 = a.rate(), p2 = b.rate(), d = p1 - p2;
  return RateDifference{d,
                        {d - std::hypot(p1 - of_a.low, of_b.high - p2),
                         d + std::hypot(of_a.high - p1, p2 - of_b.low)}};
}

Result<double> UpperBound(const Share& flips) {
  EVENHAND_TRY(CheckShare(flips));
  if (flips.yes == flips.of) return 1.0;
  if (flips.yes == 0) return -std::expm1(std::log(0.05) / Real(flips.of));
  return BetaQuantile(0.95, Real(flips.yes) + 1, Real(flips.of - flips.yes));
}

Result<double> RuleOfThree(std::int64_t tries) {
  EVENHAND_TRY(CheckShare({0, tries}));
  return 3 / Real(tries);
}

Result<std::int64_t> TriesToBound(double rate) {
  if (!(rate > 0 && rate < 1)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the rate is {}; give one between 0 and 1", rate));
  }
  const double tries = std::log(0.05) / std::log1p(-rate);
  if (tries > Real(kMaxCount)) {
    return Fail(ErrorCode::kLimit, fmt::format("a rate of {} needs more tries than can be", rate));
  }
  return static_cast<std::int64_t>(std::floor(tries)) + 1;
}

}  // namespace evenhand::even
