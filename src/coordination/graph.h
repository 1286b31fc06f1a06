#pragma once

// An undirected graph with weights: accounts and how strongly they are tied.
//
// Nodes are 0 ... size() - 1; who they are is the caller's. 16 bytes an end of a tie.

#include <cstdint>
#include <span>
#include <vector>

namespace evenhand::coordination {

struct WeightedTie {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  double weight = 1;

  bool operator==(const WeightedTie&) const = default;
};

struct Neighbour {
  std::uint32_t node = 0;
  double weight = 1;
};

class Graph {
 public:
  // Ties in any order, each once; a = b is a loop, which is among its node's neighbours once.
  Graph(std::uint32_t nodes, std::span<const WeightedTie> ties);

  std::uint32_t size() const { return static_cast<std::uint32_t>(starts_.size() - 1); }
  // By number.
  std::span<const Neighbour> Of(std::uint32_t node) const {
    return std::span(neighbours_).subspan(starts_[node], starts_[node + 1] - starts_[node]);
  }

 private:
  std::vector<std::uint64_t> starts_;
  std::vector<Neighbour> neighbours_;
};

// The connected component of each node, numbered from 0 in the order of their first nodes.
std::vector<std::uint32_t> Components(const Graph& graph);

// Nodes by group, groups from 0; nodes in ascending order.
std::vector<std::vector<std::uint32_t>> Members(std::span<const std::uint32_t> group_of);

// Ties over those that there could be among so many nodes; 0 for fewer than two.
double Density(std::size_t nodes, std::size_t ties);

}  // namespace evenhand::coordination
