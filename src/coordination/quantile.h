#pragma once

// Quantiles of type 7: linear between order statistics, as R and NumPy have them.

#include <span>
#include <vector>

namespace evenhand::coordination {

// Of values in ascending order; p in [0, 1]; of nothing: 0. Rounded as NumPy rounds, so that "at
// least the quantile" is true of the same values.
double QuantileOfSorted(std::span<const double> ascending, double p);

double Quantile(std::vector<double> values, double p);

}  // namespace evenhand::coordination
