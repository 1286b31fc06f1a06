#include "coordination/quantile.h"

#include <algorithm>
#include <cmath>

namespace evenhand::coordination {

double QuantileOfSorted(std::span<const double> ascending, double p) {
  if (ascending.empty()) return 0;
  const double at = static_cast<double>(ascending.size() - 1) * std::clamp(p, 0.0, 1.0);
  const auto below = static_cast<std::size_t>(std::floor(at));
  if (below + 1 >= ascending.size()) return ascending.back();
  const double part = at - std::floor(at);
  const double step = ascending[below + 1] - ascending[below];
  // From the nearer end.
  return part < 0.5 ? ascending[below] + step * part : ascending[below + 1] - step * (1 - part);
}

double Quantile(std::vector<double> values, double p) {
  std::ranges::sort(values);
  return QuantileOfSorted(values, p);
}

}  // namespace evenhand::coordination
