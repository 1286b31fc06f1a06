#include "coordination/quantile.h"

#include <algorithm>
#include <cmath>

namespace evenhand::coordination {

namespace {

// Where the quantile of so many values lies: on or above the value of rank `below`.
struct Place {
  Place(std::size_t values, double p) {
    const double at = static_cast<double>(values - 1) * std::clamp(p, 0.0, 1.0);
    below = static_cast<std::size_t>(std::floor(at));
    part = at - std::floor(at);
  }
  // From the nearer end.
  double Between(double low, double high) const {
    const double step = high - low;
    return part < 0.5 ? low + step * part : high - step * (1 - part);
  }
  std::size_t below;
  double part;
};

}  // namespace

double QuantileOfSorted(std::span<const double> ascending, double p) {
  if (ascending.empty()) return 0;
  const Place place(ascending.size(), p);
  if (place.below + 1 >= ascending.size()) return ascending.back();
  return place.Between(ascending[place.below], ascending[place.below + 1]);
}

double Quantile(std::vector<double> values, double p) {
  if (values.empty()) return 0;
  const Place place(values.size(), p);
  const auto low = values.begin() + static_cast<std::ptrdiff_t>(place.below);
  std::ranges::nth_element(values, low);
  if (low + 1 == values.end()) return *low;
  return place.Between(*low, *std::min_element(low + 1, values.end()));
}

}  // namespace evenhand::coordination
