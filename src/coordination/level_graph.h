#pragma once

// One level of the Leiden algorithm: a graph whose nodes are accounts or whole parts of
// communities.
//
// Both qualities are sums over communities of (weight inside - rate * size^2 / 2), up to constants:
// sizes are numbers of accounts for the constant Potts model, strengths for modularity.

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "coordination/graph.h"

namespace evenhand::coordination {

struct LevelGraph {
  Graph graph;               // a loop has the weight inside
  std::vector<double> size;  // by node
  double rate = 0;

  std::uint32_t nodes() const { return graph.size(); }
};

// A graph with the groups for nodes; groups are 0 ... count - 1.
LevelGraph Aggregate(const LevelGraph& level, std::span<const std::uint32_t> group_of,
                     std::uint32_t count);

// Sum over communities of (weight inside - rate * size^2 / 2).
double PlainQuality(const LevelGraph& level, std::span<const std::uint32_t> community_of);

// Randomness that is the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  double Part() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }  // in [0, 1)
  void Shuffle(std::span<std::uint32_t> list);

 private:
  std::mt19937_64 engine_;
};

// How strongly one node is tied to each group among its neighbours.
class GroupWeights {
 public:
  explicit GroupWeights(std::uint32_t groups) : weight_(groups, 0), is_found_(groups, 0) {}

  // Loops do not count.
  template <class Wanted>
  void Gather(const Graph& graph, std::uint32_t node, std::span<const std::uint32_t> group_of,
              Wanted wanted) {
    for (const std::uint32_t group : found_) weight_[group] = is_found_[group] = 0;
    found_.clear();
    for (const Neighbour& other : graph.Of(node)) {
      if (other.node == node || !wanted(other.node)) continue;
      const std::uint32_t group = group_of[other.node];
      if (!is_found_[group]) {
        is_found_[group] = 1;
        found_.push_back(group);
      }
      weight_[group] += other.weight;
    }
  }

  std::span<const std::uint32_t> found() const { return found_; }  // in the order of the neighbours
  double operator[](std::uint32_t group) const { return weight_[group]; }

 private:
  std::vector<double> weight_;
  std::vector<std::uint8_t> is_found_;
  std::vector<std::uint32_t> found_;
};

// Groups numbered from 0 in the order of their first nodes; how many there are.
std::uint32_t Renumber(std::vector<std::uint32_t>* group_of);

}  // namespace evenhand::coordination
