#pragma once

// The few distribution functions that the parity figures need. Boost.Math does the work; this is
// the only pair of files that includes it, and no exception leaves it: arguments outside a
// function's domain give NaN.

namespace evenhand::even {

// The 97.5 % point of the standard normal distribution: every two-sided 95 % interval uses it.
inline constexpr double kZ95 = 1.959963984540054;

double NormalQuantile(double probability);
double NormalTwoSided(double z);                    // P(|Z| >= |z|)
double ChiSquareTail(double statistic, double df);  // P(X >= statistic)
double BetaQuantile(double probability, double a, double b);
double BinomialLower(double successes, double tries);  // P(X <= successes), each with chance 1/2

}  // namespace evenhand::even
