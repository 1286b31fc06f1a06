#pragma once

// How likely a count is, or a greater one, by chance: P(X >= at_least) under the usual models of
// counts.
//
// Each is accurate to about 1e-10 of itself down to 1e-300; those that begin with Log are natural
// logarithms, so that the tails of strong ties, far below that, stay apart. A count of zero or less
// has probability 1. Domains: means, rates and shapes are finite and not negative, chances are in
// [0, 1]; anything else gives NaN (or, where a count cannot be reached, 0). Nothing throws.
// Boost.Math does the work where it is exact that far out. Source: docs/coordination.md, "Chance".

#include <cstdint>
#include <span>
#include <vector>

namespace evenhand::coordination {

double PoissonTail(std::uint64_t at_least, double mean);
double BinomialTail(std::uint64_t at_least, std::uint64_t trials, double chance);

// Failures before the `size`-th success; size need not be whole. Mean size (1 - chance) / chance.
double NegativeBinomialTail(std::uint64_t at_least, double size, double chance);

// Binomial whose chance is drawn from Beta(alpha, beta) first. O(trials - at_least).
double BetaBinomialTail(std::uint64_t at_least, std::uint64_t trials, double alpha, double beta);

// Two sets of `a` and `b` of `all` objects, drawn at random, have at least so many in common.
// O(min(a, b) - at_least).
double LogHypergeometricTail(std::uint64_t at_least, std::uint64_t all, std::uint64_t a,
                             std::uint64_t b);

// `times` independent events of the same chance.
struct LikeEvents {
  double chance = 0;
  std::uint32_t times = 1;
};

// At least so many of independent events of different chances happen. O(at_least * min(times,
// at_least)) for each chance. Minus infinity for counts beyond 1,500 that are far out of reach.
double LogPoissonBinomialTail(std::uint64_t at_least, std::span<const LikeEvents> events);

// Benjamini and Hochberg's q-values, in the order of `p`: the false discovery rate at which each
// would be accepted. Of `tests` tests where those not listed have p = 1 (fewer than are listed,
// such as 0: those listed).
std::vector<double> FalseDiscoveryRates(std::span<const double> p, double tests = 0);

}  // namespace evenhand::coordination
