#include "even/ordinal.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "even/count.h"
#include "even/distribution.h"

namespace evenhand::even {
namespace {

using Counts = std::vector<std::int64_t>;

double Total(const Counts& counts) {
  return Real(std::accumulate(counts.begin(), counts.end(), std::int64_t{0}));
}

double CodeSum(const Counts& counts) {
  double sum = 0;
  for (std::size_t code = 0; code < counts.size(); ++code) sum += Real(code) * Real(counts[code]);
  return sum;
}

Result<void> Check(const OrdinalStratum& stratum) {
  if (stratum.a.size() != stratum.b.size()) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("A has {} codes and B {}; give both the same list", stratum.a.size(),
                            stratum.b.size()));
  }
  for (const Counts* counts : {&stratum.a, &stratum.b}) {
    for (const std::int64_t count : *counts) EVENHAND_TRY(CheckCount(count, "a code's count"));
    if (Total(*counts) == 0) {
      return Fail(ErrorCode::kInvalidArgument, "a group has no cases; leave the stratum out");
    }
  }
  return {};
}

double PairsWon(const OrdinalStratum& s) {
  double won = 0, lower_b = 0;
  for (std::size_t code = 0; code < s.a.size(); ++code) {
    won += Real(s.a[code]) * (lower_b + Real(s.b[code]) / 2);
    lower_b += Real(s.b[code]);
  }
  return won;
}

double VarianceOfU(const OrdinalStratum& s) {
  const double a = Total(s.a), b = Total(s.b), n = a + b;
  double ties = 0;
  for (std::size_t code = 0; code < s.a.size(); ++code) {
    const double t = Real(s.a[code]) + Real(s.b[code]);
    ties += t * t * t - t;
  }
  return a * b / 12 * ((n + 1) - ties / (n * (n - 1)));
}

}  // namespace

Result<Ordinal> CompareSeverity(std::span<const OrdinalStratum> strata) {
  if (strata.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "there are no strata; give at least one");
  }
  Ordinal out;
  double pairs = 0, variance = 0, of_a = 0, of_b = 0;
  for (std::size_t i = 0; i < strata.size(); ++i) {
    const OrdinalStratum& s = strata[i];
    if (auto checked = Check(s); !checked) {
      return tl::unexpected(std::move(checked).error().Within(fmt::format("stratum {}", i + 1)));
    }
    out.u += PairsWon(s);
    out.mean_code_a += CodeSum(s.a);
    out.mean_code_b += CodeSum(s.b);
    pairs += Total(s.a) * Total(s.b);
    of_a += Total(s.a);
    of_b += Total(s.b);
    variance += VarianceOfU(s);
  }
  out.superiority = out.u / pairs;
  out.cliffs_delta = 2 * out.superiority - 1;
  out.mean_code_a /= of_a;
  out.mean_code_b /= of_b;
  if (variance <= 0) return out;
  out.z = (out.u - pairs / 2) / std::sqrt(variance);
  out.p = NormalTwoSided(*out.z);
  return out;
}

}  // namespace evenhand::even
