#include "even/threshold.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "even/count.h"
#include "even/distribution.h"

namespace evenhand::even {
namespace {

// A weighted line over one side, its value at 0, and the variance of that value.
struct Line {
  std::int64_t rows = 0;
  double at_zero = 0;
  double variance = 0;
};

Result<void> Check(const ThresholdRows& rows, double width) {
  if (rows.x.size() != rows.y.size()) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} values of x and {} of y; give one y for each x", rows.x.size(),
                            rows.y.size()));
  }
  const auto is_number = [](double value) { return std::isfinite(value); };
  if (!std::ranges::all_of(rows.x, is_number) || !std::ranges::all_of(rows.y, is_number)) {
    return Fail(ErrorCode::kInvalidArgument, "x or y is not a number; leave such rows out");
  }
  if (!(width > 0)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the width is {}; give one above 0", width));
  }
  return {};
}

bool IsRight(double x) { return x >= 0; }

double Weight(double x, double bandwidth) { return std::max(0.0, 1 - std::fabs(x) / bandwidth); }

Result<Line> Fit(const ThresholdRows& rows, double h, bool right) {
  Line line;
  double s0 = 0, s1 = 0, s2 = 0, t0 = 0, t1 = 0;
  const auto each = [&](auto&& visit) {
    for (std::size_t i = 0; i < rows.x.size(); ++i) {
      const double w = Weight(rows.x[i], h);
      if (IsRight(rows.x[i]) == right && w > 0) visit(rows.x[i], rows.y[i], w);
    }
  };
  each([&](double x, double y, double w) {
    ++line.rows;
    s0 += w;
    s1 += w * x;
    s2 += w * x * x;
    t0 += w * y;
    t1 += w * x * y;
  });
  const double determinant = s0 * s2 - s1 * s1;
  if (!(determinant > 1e-12 * s0 * s2)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} rows within {} on the {}; a line needs two different x: widen it",
                            line.rows, h, right ? "right" : "left"));
  }
  line.at_zero = (s2 * t0 - s1 * t1) / determinant;
  const double slope = (s0 * t1 - s1 * t0) / determinant;
  each([&](double x, double y, double w) {
    const double residual = y - line.at_zero - slope * x;
    const double influence = (s2 - s1 * x) / determinant * w * residual;
    line.variance += influence * influence;
  });
  return line;
}

}  // namespace

Result<Jump> JumpAtZero(const ThresholdRows& rows, double bandwidth) {
  EVENHAND_TRY(Check(rows, bandwidth));
  EVENHAND_ASSIGN(const Line left, Fit(rows, bandwidth, false));
  EVENHAND_ASSIGN(const Line right, Fit(rows, bandwidth, true));
  Jump out{bandwidth, left.rows, right.rows, left.at_zero, right.at_zero, 0, 0, {}, {}};
  out.jump = out.right - out.left;
  out.standard_error = std::sqrt(left.variance + right.variance);
  if (out.standard_error < 1e-12) return out;
  out.z = out.jump / out.standard_error;
  out.p = NormalTwoSided(*out.z);
  return out;
}

Result<WindowTest> TestWindow(const ThresholdRows& rows, double width) {
  EVENHAND_TRY(Check(rows, width));
  WindowTest out;
  for (std::size_t i = 0; i < rows.x.size(); ++i) {
    if (std::fabs(rows.x[i]) > width) continue;
    const bool yes = rows.y[i] > 0.5;
    if (IsRight(rows.x[i]))
      ++(yes ? out.counts.a : out.counts.b);
    else
      ++(yes ? out.counts.c : out.counts.d);
  }
  EVENHAND_ASSIGN(out.permutation, PermuteExactly({&out.counts, 1}));
  return out;
}

Result<double> HeapingP(std::int64_t below, std::int64_t above) {
  EVENHAND_TRY(CheckCount(below, "below"));
  EVENHAND_TRY(CheckCount(above, "above"));
  if (below + above == 0) return 1.0;
  return std::min(1.0, 2 * BinomialLower(Real(std::min(below, above)), Real(below + above)));
}

}  // namespace evenhand::even
