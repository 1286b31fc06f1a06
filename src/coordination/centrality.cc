#include "coordination/centrality.h"

#include <algorithm>
#include <cmath>

namespace evenhand::coordination {
namespace {

class PowerIteration {
 public:
  PowerIteration(const Graph& graph, const CentralityOptions& options)
      : graph_(graph), options_(options), now_(graph.size(), 0), next_(graph.size(), 0) {}

  // Among nodes that have no ties with others. False where it did not converge.
  bool Run(const std::vector<std::uint32_t>& nodes) {
    const auto n = static_cast<double>(nodes.size());
    for (const std::uint32_t node : nodes) now_[node] = 1 / n;
    for (std::uint32_t round = 0; round < options_.most_iterations; ++round)
      if (Step(nodes) < n * options_.tolerance) return true;
    return false;
  }

  std::vector<double>& values() { return now_; }

 private:
  // One multiplication; how much the values changed.
  double Step(const std::vector<std::uint32_t>& nodes) {
    double squares = 0;
    for (const std::uint32_t node : nodes) {
      double sum = now_[node];
      for (const Neighbour& other : graph_.Of(node))
        sum += now_[other.node] * (options_.weighted ? other.weight : 1);
      next_[node] = sum;
      squares += sum * sum;
    }
    const double length = std::sqrt(squares);
    double change = 0;
    for (const std::uint32_t node : nodes) {
      next_[node] /= length;
      change += std::fabs(next_[node] - now_[node]);
      now_[node] = next_[node];
    }
    return change;
  }

  const Graph& graph_;
  const CentralityOptions& options_;
  std::vector<double> now_;
  std::vector<double> next_;
};

bool HasTies(const Graph& graph, std::uint32_t node) {
  return std::ranges::any_of(graph.Of(node),
                             [&](const Neighbour& other) { return other.node != node; });
}

}  // namespace

Centrality EigenvectorCentrality(const Graph& graph, const CentralityOptions& options) {
  PowerIteration iteration(graph, options);
  Centrality centrality;
  if (!options.by_component) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t node = 0; node < graph.size(); ++node)
      if (HasTies(graph, node)) all.push_back(node);
    if (!all.empty()) centrality.converged = iteration.Run(all);
    centrality.values = std::move(iteration.values());
    return centrality;
  }
  for (const auto& nodes : Members(Components(graph))) {
    if (nodes.size() == 1) continue;
    centrality.converged &= iteration.Run(nodes);
    double most = 0;
    for (const std::uint32_t node : nodes) most = std::max(most, iteration.values()[node]);
    for (const std::uint32_t node : nodes) iteration.values()[node] /= most;
  }
  centrality.values = std::move(iteration.values());
  return centrality;
}

}  // namespace evenhand::coordination
