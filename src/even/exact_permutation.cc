#include "even/exact_permutation.h"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::even {
namespace {

BigInt Choose(std::int64_t n, std::int64_t k) {
  BigInt ways = 1;
  for (std::int64_t i = 1; i <= std::min(k, n - k); ++i) ways = BigInt(ways * (n - i + 1) / i);
  return ways;
}

std::int64_t Least(const Stratum& s) { return std::max<std::int64_t>(0, s.m1() - s.k2()); }
std::int64_t Most(const Stratum& s) { return std::min(s.m1(), s.k1()); }

// Ways to deal m1 of the stratum's cases to A so that t of them are "yes", for each t in turn.
std::vector<BigInt> WaysOf(const Stratum& s) {
  std::vector<BigInt> ways;
  std::int64_t t = Least(s);
  ways.push_back(BigInt(Choose(s.k1(), t) * Choose(s.k2(), s.m1() - t)));
  for (; t < Most(s); ++t) {
    const BigInt next = ways.back() * ((s.k1() - t) * (s.m1() - t));
    ways.push_back(BigInt(next / ((t + 1) * (s.k2() - s.m1() + t + 1))));
  }
  return ways;
}

std::vector<BigInt> Convolve(const std::vector<BigInt>& left, const std::vector<BigInt>& right) {
  std::vector<BigInt> sum(left.size() + right.size() - 1);
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t j = 0; j < right.size(); ++j) sum[i + j] += left[i] * right[j];
  }
  return sum;
}

Result<void> CheckCost(std::span<const Stratum> strata) {
  std::int64_t cases = 0, steps = 0, width = 1;
  for (const Stratum& s : strata) {
    const std::int64_t own = Most(s) - Least(s) + 1;
    cases += s.n();
    if (cases > kMaxExactCases) break;
    steps += width * own;
    width += own - 1;
  }
  if (cases <= kMaxExactCases && steps <= kMaxExactSteps) return {};
  return Fail(ErrorCode::kLimit, "too many cases to count every way; draw permutations instead");
}

// How far T = t lies from the mean, in billionths of its denominator.
BigInt Distance(std::int64_t t, const Fraction& mean) {
  const BigInt distance = BigInt(mean.denominator * t) - mean.numerator;
  return BigInt(boost::multiprecision::abs(distance) * 1'000'000'000);
}

void SumTails(ExactPermutation* out) {
  const auto observed_at = static_cast<std::size_t>(out->observed - out->least);
  const BigInt& likelihood = out->ways[observed_at];
  const BigInt far = Distance(out->observed, out->mean) - out->mean.denominator;
  for (Fraction* tail : {&out->lower, &out->two_sided, &out->two_sided_by_probability}) {
    tail->denominator = out->all;
  }
  for (std::size_t i = 0; i < out->ways.size(); ++i) {
    const BigInt& ways = out->ways[i];
    const std::int64_t t = out->least + static_cast<std::int64_t>(i);
    if (t <= out->observed) out->lower.numerator += ways;
    if (Distance(t, out->mean) >= far) out->two_sided.numerator += ways;
    if (ways <= likelihood) out->two_sided_by_probability.numerator += ways;
  }
}

}  // namespace

Result<ExactPermutation> PermuteExactly(std::span<const Stratum> strata) {
  EVENHAND_TRY(CheckStrata(strata));
  EVENHAND_TRY(CheckCost(strata));
  ExactPermutation out;
  out.ways = {BigInt(1)};
  for (const Stratum& s : strata) {
    if (s.n() == 0) continue;
    out.ways = Convolve(out.ways, WaysOf(s));
    out.all *= Choose(s.n(), s.m1());
    out.least += Least(s);
    out.observed += s.a;
    out.mean = out.mean + Fraction{BigInt(s.m1()) * s.k1(), BigInt(s.n())};
  }
  SumTails(&out);
  return out;
}

}  // namespace evenhand::even
