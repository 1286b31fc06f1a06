#include "coordination/graph.h"

#include <algorithm>

namespace evenhand::coordination {

Graph::Graph(std::uint32_t nodes, std::span<const WeightedTie> ties)
    : starts_(std::size_t{nodes} + 1, 0) {
  for (const WeightedTie& tie : ties) {
    ++starts_[tie.a + 1];
    if (tie.a != tie.b) ++starts_[tie.b + 1];
  }
  for (std::size_t node = 1; node < starts_.size(); ++node) starts_[node] += starts_[node - 1];
  std::vector<std::uint64_t> next(starts_.begin(), starts_.end() - 1);
  neighbours_.resize(starts_.back());
  for (const WeightedTie& tie : ties) {
    neighbours_[next[tie.a]++] = {tie.b, tie.weight};
    if (tie.a != tie.b) neighbours_[next[tie.b]++] = {tie.a, tie.weight};
  }
  for (std::uint32_t node = 0; node < nodes; ++node) {
    std::ranges::sort(
        std::span(neighbours_).subspan(starts_[node], starts_[node + 1] - starts_[node]), {},
        &Neighbour::node);
  }
}

std::vector<std::uint32_t> Components(const Graph& graph) {
  constexpr std::uint32_t kUnseen = 0xFFFFFFFF;
  std::vector<std::uint32_t> component(graph.size(), kUnseen);
  std::vector<std::uint32_t> open;
  std::uint32_t next = 0;
  for (std::uint32_t first = 0; first < graph.size(); ++first) {
    if (component[first] != kUnseen) continue;
    component[first] = next;
    open.push_back(first);
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      for (const Neighbour& other : graph.Of(node)) {
        if (component[other.node] != kUnseen) continue;
        component[other.node] = next;
        open.push_back(other.node);
      }
    }
    ++next;
  }
  return component;
}

std::vector<std::vector<std::uint32_t>> Members(std::span<const std::uint32_t> group_of) {
  std::vector<std::vector<std::uint32_t>> members;
  for (std::uint32_t node = 0; node < group_of.size(); ++node) {
    if (group_of[node] >= members.size()) members.resize(group_of[node] + 1);
    members[group_of[node]].push_back(node);
  }
  return members;
}

double Density(std::size_t nodes, std::size_t ties) {
  if (nodes < 2) return 0;
  return static_cast<double>(ties) /
         (static_cast<double>(nodes) * static_cast<double>(nodes - 1) / 2);
}

}  // namespace evenhand::coordination
