#include "even/drawn_permutation.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>
#include <utility>

#include "base/split_mix.h"

namespace evenhand::even {
namespace {

constexpr std::int64_t kMaxDraws = 1'000'000'000;
constexpr double kEqual = 1e-9;
constexpr std::size_t kShown = 5;

Result<void> Check(std::span<const UnitStratum> strata, const DrawOptions& options) {
  if (options.draws < 1 || options.draws > kMaxDraws) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} draws; give a number from 1 to {}", options.draws, kMaxDraws));
  }
  if (strata.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "there are no strata; give at least one");
  }
  for (std::size_t i = 0; i < strata.size(); ++i) {
    if (strata[i].of_a > strata[i].worth.size()) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("stratum {}: {} units of A among {}", i + 1, strata[i].of_a,
                              strata[i].worth.size()));
    }
    for (const std::int64_t worth : strata[i].worth) EVENHAND_TRY(CheckCount(worth, "a unit"));
  }
  return {};
}

double Expected(const UnitStratum& stratum) {
  if (stratum.worth.empty()) return 0;
  const std::int64_t sum =
      std::accumulate(stratum.worth.begin(), stratum.worth.end(), std::int64_t{0});
  return Real(stratum.of_a) * Real(sum) / Real(stratum.worth.size());
}

// Deals the units out anew; the worth of A's.
std::int64_t Deal(UnitStratum* stratum, SplitMix64* random) {
  std::int64_t sum = 0;
  const std::size_t n = stratum->worth.size();
  for (std::size_t i = 0; i < stratum->of_a; ++i) {
    std::swap(stratum->worth[i], stratum->worth[i + random->Below(n - i)]);
    sum += stratum->worth[i];
  }
  return sum;
}

}  // namespace

UnitStratum UnitsOf(const Stratum& stratum) {
  UnitStratum units;
  units.worth.assign(static_cast<std::size_t>(stratum.n()), 0);
  std::fill_n(units.worth.begin(), stratum.k1(), 1);
  units.of_a = static_cast<std::size_t>(stratum.m1());
  return units;
}

Result<DrawnPermutation> DrawPermutations(std::vector<UnitStratum> strata, std::int64_t observed,
                                          const DrawOptions& options) {
  EVENHAND_TRY(Check(strata, options));
  double expected = 0;
  for (const UnitStratum& stratum : strata) expected += Expected(stratum);
  const double far = std::fabs(Real(observed) - expected) - kEqual;
  SplitMix64 random(options.seed);
  DrawnPermutation out;
  for (std::int64_t draw = 0; draw < options.draws; ++draw) {
    std::int64_t sum = 0;
    for (UnitStratum& stratum : strata) sum += Deal(&stratum, &random);
    if (std::fabs(Real(sum) - expected) >= far) ++out.as_far;
    if (out.first.size() < kShown) out.first.push_back(sum);
  }
  out.p = (1 + Real(out.as_far)) / (1 + Real(options.draws));
  return out;
}

Result<DrawnPermutation> DrawPermutations(std::span<const Stratum> strata,
                                          const DrawOptions& options) {
  constexpr std::int64_t kMaxUnits = 100'000'000;
  EVENHAND_TRY(CheckStrata(strata));
  if (Pool(strata).n() > kMaxUnits) {
    return Fail(ErrorCode::kLimit,
                fmt::format("{} cases; at most {} can be dealt", Pool(strata).n(), kMaxUnits));
  }
  std::vector<UnitStratum> units;
  for (const Stratum& s : strata) units.push_back(UnitsOf(s));
  return DrawPermutations(std::move(units), Pool(strata).a, options);
}

}  // namespace evenhand::even
