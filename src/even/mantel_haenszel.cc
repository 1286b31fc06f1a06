#include "even/mantel_haenszel.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "even/distribution.h"

namespace evenhand::even {
namespace {

using Strata = std::span<const Stratum>;

// A table's cells and margins as real numbers, named as in the formulas.
struct Cells {
  explicit Cells(const Stratum& s)
      : a(Real(s.a)),
        b(Real(s.b)),
        c(Real(s.c)),
        d(Real(s.d)),
        m1(Real(s.m1())),
        m2(Real(s.m2())),
        k1(Real(s.k1())),
        k2(Real(s.k2())),
        n(Real(s.n())) {}
  double a, b, c, d, m1, m2, k1, k2, n;
};

// The sums R, S and those of P r, P s + Q r, Q s in the formulas.
std::optional<CommonRatio> Ratio(Strata strata) {
  double sum_r = 0, sum_s = 0, sum_pr = 0, sum_ps_qr = 0, sum_qs = 0;
  for (const Stratum& stratum : strata) {
    const Cells t(stratum);
    const double p = (t.a + t.d) / t.n, q = (t.b + t.c) / t.n;
    const double r = t.a * t.d / t.n, s = t.b * t.c / t.n;
    sum_r += r;
    sum_s += s;
    sum_pr += p * r;
    sum_ps_qr += p * s + q * r;
    sum_qs += q * s;
  }
  if (sum_r == 0 || sum_s == 0) return std::nullopt;
  const double variance =
      sum_pr / (2 * sum_r * sum_r) + sum_ps_qr / (2 * sum_r * sum_s) + sum_qs / (2 * sum_s * sum_s);
  const double ratio = sum_r / sum_s;
  const Interval log = Around(std::log(ratio), std::sqrt(variance));
  return CommonRatio{ratio, variance, {std::exp(log.low), std::exp(log.high)}};
}

double AMinusExpected(Strata strata) {
  double sum = 0;
  for (const Stratum& s : strata) sum += Real(s.a) - Real(s.m1()) * Real(s.k1()) / Real(s.n());
  return sum;
}

std::optional<ChiSquare> Test(Strata strata, double deviation) {
  double variance = 0;
  for (const Stratum& stratum : strata) {
    const Cells t(stratum);
    if (t.n < 2) continue;
    variance += t.m1 * t.m2 * t.k1 * t.k2 / (t.n * t.n * (t.n - 1));
  }
  if (variance == 0) return std::nullopt;
  const double statistic = deviation * deviation / variance;
  return ChiSquare{statistic, 1, ChiSquareTail(statistic, 1)};
}

std::optional<CommonDifference> Difference(Strata strata) {
  double sum = 0, weight = 0, variance = 0;
  for (const Stratum& stratum : strata) {
    const Cells t(stratum);
    sum += (t.a * t.m2 - t.c * t.m1) / t.n;
    weight += t.m1 * t.m2 / t.n;
    variance += (t.a * t.b * t.m2 * t.m2 * t.m2 + t.c * t.d * t.m1 * t.m1 * t.m1) /
                (t.m1 * t.m2 * t.n * t.n);
  }
  if (weight == 0) return std::nullopt;
  CommonDifference out{sum / weight, std::sqrt(variance) / weight, {}};
  out.interval = Around(out.difference, out.standard_error);
  return out;
}

// The count of A's "yes" that margins and a common ratio lead one to expect: the root of
//   (1 - ratio) e^2 + (n - (1 - ratio)(m1 + k1)) e - ratio m1 k1 = 0
// that lies between the margins. Written so that it does not cancel, and holds at ratio = 1.
double ExpectedUnderRatio(const Cells& t, double ratio) {
  const double square = 1 - ratio;
  const double linear = t.n - square * (t.m1 + t.k1);
  const double constant = ratio * t.m1 * t.k1;
  const double root = std::sqrt(std::max(0.0, linear * linear + 4 * square * constant));
  const double e = linear >= 0 ? 2 * constant / (linear + root) : (root - linear) / (2 * square);
  return std::clamp(e, std::max(0.0, t.m1 + t.k1 - t.n), std::min(t.m1, t.k1));
}

std::optional<Homogeneity> CompareRatios(Strata strata, double ratio) {
  if (strata.size() < 2) return std::nullopt;
  double breslow_day = 0, sum_a = 0, sum_e = 0, sum_v = 0;
  for (const Stratum& stratum : strata) {
    const Cells t(stratum);
    const double e = ExpectedUnderRatio(t, ratio);
    const double v = 1 / (1 / e + 1 / (t.m1 - e) + 1 / (t.k1 - e) + 1 / (t.n - t.m1 - t.k1 + e));
    if (!(v > 0)) return std::nullopt;
    breslow_day += (t.a - e) * (t.a - e) / v;
    sum_a += t.a;
    sum_e += e;
    sum_v += v;
  }
  const double tarone = breslow_day - (sum_a - sum_e) * (sum_a - sum_e) / sum_v;
  const auto df = static_cast<std::int64_t>(strata.size()) - 1;
  return Homogeneity{breslow_day, {tarone, df, ChiSquareTail(std::max(0.0, tarone), Real(df))}};
}

}  // namespace

Result<MantelHaenszel> CombineStrata(Strata strata) {
  EVENHAND_TRY(CheckStrata(strata));
  std::vector<Stratum> with_groups, informative;
  for (const Stratum& s : strata) {
    if (!s.has_both_groups()) continue;
    with_groups.push_back(s);
    if (s.has_both_outcomes()) informative.push_back(s);
  }
  MantelHaenszel out;
  out.without_a_group = strata.size() - with_groups.size();
  out.without_an_outcome = with_groups.size() - informative.size();
  out.a_minus_expected = AMinusExpected(informative);
  out.ratio = Ratio(informative);
  out.test = Test(informative, out.a_minus_expected);
  out.corrected_test = Test(informative, std::max(0.0, std::fabs(out.a_minus_expected) - 0.5));
  out.difference = Difference(with_groups);
  if (out.ratio) out.homogeneity = CompareRatios(informative, out.ratio->ratio);
  return out;
}

}  // namespace evenhand::even
