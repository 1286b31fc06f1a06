#pragma once

// Would two accounts have been together so often by chance?
//
// Two tests, which fail for different crowds, so a tie must pass both (intersection-union: p is the
// larger one):
//   choice  did they pick the same objects at the same time more often than their activity
//   predicts?
//           objects together ~ Poisson(2 m_a m_b S / M^2): m_a distinct objects of account a, M
//           their sum over accounts, S account pairs together, summed over objects
//   timing  given the objects both put out, were they closer in time than others on such objects?
//           objects together ~ Poisson-binomial over the common objects, each with its pace: the
//           share of account pairs on it that were together, shrunk towards that of objects of its
//           size class
// Fans pick alike, but each in their own time; the crowd of a burst is fast, but comes together
// once.
//
// Accounts that look coordinated do not count for M, S and paces (chance_null.h).
//
// Over all n(n-1)/2 account pairs, the false discovery rate is controlled by Benjamini and Hochberg
// (1995). Source: docs/coordination.md, "Chance".

#include <cstdint>
#include <vector>

#include "coordination/chance_null.h"

namespace evenhand::coordination {

struct ChanceOptions {
  double false_discovery_rate = 0.01;
  std::uint32_t min_objects = 2;  // ties on fewer are not looked for
  unsigned threads = 1;
};

struct ChanceResult {
  std::vector<Tie> ties;       // q <= the rate asked for; sorted by (a, b)
  std::uint64_t together = 0;  // account pairs together on an object, summed over objects
  double account_pairs = 0;    // tests
};

ChanceResult TestTies(const Pairs& pairs, const ByRank& by_rank, const ChanceOptions& options);

}  // namespace evenhand::coordination
