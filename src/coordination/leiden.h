#pragma once

// Communities: groups of accounts that are more tied to one another than to the rest.
//
// The Leiden algorithm: accounts move to the community that gains most by them until none does;
// each community is then split into parts that hang together well and the parts become the nodes of
// a smaller graph, where the same begins again; all of it until nothing improves. Every community
// is connected.
//
// Two qualities, both to be as large as possible:
//   kCpm         sum over communities of (weight inside - resolution * n (n - 1) / 2): a community
//   is denser than
//                `resolution` inside and thinner towards others, whatever the size of the network
//   kModularity  sum of (weight inside / all - resolution * (strength / twice all)^2): merges small
//   cells into crowds in
//                large networks (the resolution limit); for comparison with studies that used it
//
// The same graph, options and seed give the same communities. Nothing says that they are the best:
// look at their stability. Source: Traag, Waltman and van Eck 2019; docs/coordination.md,
// "Communities". Cost: about ends of ties times ten; 40 bytes an end.

#include <cstdint>
#include <span>
#include <vector>

#include "coordination/graph.h"

namespace evenhand::coordination {

enum class Quality : std::uint8_t { kCpm, kModularity };

struct LeidenOptions {
  Quality quality = Quality::kCpm;
  double resolution = 0.05;  // not negative
  std::uint64_t seed = 42;
  double randomness =
      0.01;  // of how parts are put together, in units of the mean weight of a tie; > 0
  std::uint32_t runs = 1;  // the best of so many, with seeds one after another
};

struct Communities {
  std::vector<std::uint32_t> community_of;  // by node; numbered in the order of their first nodes
  std::uint32_t count = 0;
  double quality = 0;
};

// Weights are not negative.
Communities Leiden(const Graph& graph, const LeidenOptions& options = {});

// Of any partition.
double QualityOf(const Graph& graph, std::span<const std::uint32_t> community_of,
                 const LeidenOptions& options);

// How alike two partitions are: of the pairs of accounts together in either, the part that is
// together in both; 1 when no two are together in either.
double PairJaccard(std::span<const std::uint32_t> one, std::span<const std::uint32_t> other);

// What the communities of the first seed are worth, by `seeds` runs with seeds one after another.
struct Stability {
  Communities communities;           // of the first
  std::vector<double> of_community;  // mean over the other runs of the Jaccard index with the most
                                     // similar one there
  double of_all = 1;                 // mean PairJaccard over all pairs of runs
};
Stability StabilityOf(const Graph& graph, const LeidenOptions& options = {},
                      std::uint32_t seeds = 10);

}  // namespace evenhand::coordination
