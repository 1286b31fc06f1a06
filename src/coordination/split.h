#pragma once

// Whether a network that hangs together is one group or several with a few ties between them:
// Leiden communities, and three reasons to doubt each split. What does not stand all three stays in
// one piece.
//
//   stable       ten seeds find the same parts: the mean Jaccard index of pairs together is at
//   least 0.9, and so is each
//                part's with the most similar one of the other seeds
//   significant  the parts' modularity is above that of the best parts of every one of 99 networks
//   with the same ties to
//                each account dealt out at random (p = 0.01). Any sparse network has parts of high
//                modularity, a random one too; that is what this asks about (Guimera, Sales-Pardo
//                and Amaral 2004)
//   apart        each part has `least_size` accounts, and between any two parts there are at most a
//   quarter as many of the
//                possible ties as inside the thinner of the two
//
// Modularity, which merges rather than splits, so that nothing falls apart for its size; each part
// is then looked at in the same way, by itself, so that small groups in a large network are found
// all the same. Cost: about a hundred runs of Leiden for each part, fewer where the first random
// network already has parts as good. Deterministic.

#include <cstdint>
#include <span>
#include <vector>

#include "coordination/graph.h"

namespace evenhand::coordination {

struct SplitOptions {
  std::uint32_t least_size = 3;  // accounts of a part
  double least_stability = 0.9;
  std::uint32_t random_networks = 99;
  double most_between = 0.25;  // density between two parts, of the thinner one's inside
  std::uint64_t seed = 42;
};

// The part of each node, numbered in the order of their first nodes. Ties weigh nothing here. Nodes
// are connected.
std::vector<std::uint32_t> SplitNetwork(std::uint32_t nodes, std::span<const WeightedTie> ties,
                                        const SplitOptions& options = {});

// The ties dealt out anew: every node keeps its number of ties, no tie is there twice and none
// leads to its own node. Ten exchanges a tie.
std::vector<WeightedTie> Rewired(std::span<const WeightedTie> ties, std::uint64_t seed);

}  // namespace evenhand::coordination
