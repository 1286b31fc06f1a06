#include "even/many.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "even/distribution.h"

namespace evenhand::even {
namespace {

constexpr double kLevel = 0.05;
constexpr double kPower = 0.80;

bool IsShare(double value) { return value >= 0 && value <= 1; }

}  // namespace

Result<std::vector<double>> HolmAdjust(std::span<const double> p) {
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!IsShare(p[i])) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("p number {} is {}; give one from 0 to 1", i + 1, p[i]));
    }
  }
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return p[i]; });
  std::vector<double> adjusted(p.size());
  double so_far = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    so_far = std::max(so_far, Real(p.size() - rank) * p[order[rank]]);
    adjusted[order[rank]] = std::min(1.0, so_far);
  }
  return adjusted;
}

Result<double> NeededPerGroup(double p1, double p2) {
  if (!IsShare(p1) || !IsShare(p2) || p1 == p2) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("rates {} and {}; give two different ones from 0 to 1", p1, p2));
  }
  const double mean = (p1 + p2) / 2;
  const double under_alike = NormalQuantile(1 - kLevel / 2) * std::sqrt(2 * mean * (1 - mean));
  const double under_unlike = NormalQuantile(kPower) * std::sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  const double sum = under_alike + under_unlike;
  return sum * sum / ((p1 - p2) * (p1 - p2));
}

std::string_view Word(ParityVerdict verdict) {
  switch (verdict) {
    case ParityVerdict::kDifferent:
      return "different";
    case ParityVerdict::kAlikeWithinMargin:
      return "alike within margin";
    case ParityVerdict::kCannotTell:
      return "cannot tell";
  }
  return "cannot tell";
}

ParityVerdict Judge(const Interval& difference, std::optional<double> adjusted_p, double margin) {
  if (adjusted_p && *adjusted_p < kLevel) return ParityVerdict::kDifferent;
  if (difference.within(margin)) return ParityVerdict::kAlikeWithinMargin;
  return ParityVerdict::kCannotTell;
}

}  // namespace evenhand::even
