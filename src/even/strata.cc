#include "even/strata.h"

#include <fmt/format.h>

#include <cmath>

namespace evenhand::even {
namespace {

Result<void> CheckCells(const Stratum& stratum) {
  EVENHAND_TRY(CheckCount(stratum.a, "a"));
  EVENHAND_TRY(CheckCount(stratum.b, "b"));
  EVENHAND_TRY(CheckCount(stratum.c, "c"));
  return CheckCount(stratum.d, "d");
}

double VarianceOf(const Share& share) { return share.rate() * (1 - share.rate()) / Real(share.of); }

}  // namespace

Result<void> CheckStrata(std::span<const Stratum> strata) {
  if (strata.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "there are no strata; give at least one");
  }
  for (std::size_t i = 0; i < strata.size(); ++i) {
    if (auto checked = CheckCells(strata[i]); !checked) {
      return tl::unexpected(std::move(checked).error().Within(fmt::format("stratum {}", i + 1)));
    }
  }
  return {};
}

std::optional<double> OddsRatio(const Stratum& s) {
  if (s.b == 0 || s.c == 0) return std::nullopt;
  return Real(s.a) * Real(s.d) / (Real(s.b) * Real(s.c));
}

Stratum Pool(std::span<const Stratum> strata) {
  Stratum all;
  for (const Stratum& s : strata) {
    all.a += s.a;
    all.b += s.b;
    all.c += s.c;
    all.d += s.d;
  }
  return all;
}

Result<Standardised> Standardise(std::span<const Stratum> strata) {
  EVENHAND_TRY(CheckStrata(strata));
  std::int64_t total = 0;
  Standardised out;
  for (const Stratum& s : strata) {
    if (s.has_both_groups())
      total += s.n();
    else
      ++out.skipped;
  }
  if (total == 0) {
    return Fail(ErrorCode::kInvalidArgument,
                "no stratum holds cases of both groups; widen the strata or the period");
  }
  double variance = 0;
  for (const Stratum& s : strata) {
    if (!s.has_both_groups()) continue;
    const double weight = Real(s.n()) / Real(total);
    out.rate_a += weight * s.group_a().rate();
    out.rate_b += weight * s.group_b().rate();
    variance += weight * weight * (VarianceOf(s.group_a()) + VarianceOf(s.group_b()));
  }
  out.difference = out.rate_a - out.rate_b;
  out.standard_error = std::sqrt(variance);
  out.interval = Around(out.difference, out.standard_error);
  return out;
}

}  // namespace evenhand::even
