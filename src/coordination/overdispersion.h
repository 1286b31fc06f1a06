#pragma once

// Whether an object is unusually busy: more shares than before it, or more distinct people among
// them.
//
// It says of a link or a domain that this is an unusual day, not that anybody is fake: use it to
// choose what to look at, never to label an account. Counts vary more than chance alone lets them,
// so the spread of the past is part of the test. Source: docs/coordination.md, "Bursts", after
// osprey-sidecars (Apache-2.0), whose recorded numbers it gives.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace evenhand::coordination {

// What the past lets one expect.
struct Baseline {
  double mean = 0;                      // the median of the past: a burst in it does not raise it
  std::optional<double> variance = {};  // where it is greater than chance alone would give
};

// The buckets before `at` that are a whole number of `period`s away, the nearest first, at most
// `most`: for days a period of 1 and 14 or 7 of them, for hours 24, so that nights are compared
// with nights.
std::vector<double> PrecedingBuckets(std::span<const double> buckets, std::size_t at,
                                     std::size_t period, std::size_t most);

// Median, and dispersion (population variance / mean) times the median where the dispersion is
// over 1. Of nothing: `without_past`, such as the median of the whole population.
Baseline CountBaseline(std::span<const double> past, const Baseline& without_past = {});

// For shares of distinct people among shares: median and population variance.
Baseline DensityBaseline(std::span<const double> past, const Baseline& without_past = {});

// P(X >= observed): negative binomial with that mean and variance where the variance exceeds the
// mean, else Poisson; 1 where nothing was expected.
double CountPValue(std::uint64_t observed, const Baseline& expected);

// P(at least so many distinct people among so many shares): beta-binomial, or binomial without a
// usable variance; 1 where they are no more than expected, or nothing was expected.
double DensityPValue(std::uint64_t people, std::uint64_t shares, const Baseline& expected);

// One object in one bucket.
struct BurstInput {
  std::uint64_t shares = 0;
  std::uint64_t people = 0;
  Baseline expected_shares;
  Baseline expected_density;
};
struct Burst {
  double volume_p = 1, density_p = 1;
  double volume_q = 1,
         density_q = 1;  // false discovery rates over the objects of the run, signal by signal
  bool unusual = false;
};

// `level`: 0.05; for sign-ups by day 0.01.
std::vector<Burst> FindBursts(std::span<const BurstInput> inputs, double level = 0.05);

}  // namespace evenhand::coordination
