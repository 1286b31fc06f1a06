#include "coordination/keep.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <tuple>

#include "coordination/centrality.h"
#include "coordination/leiden.h"
#include "coordination/quantile.h"

namespace evenhand::coordination {
namespace {

std::uint32_t NodesOf(std::span<const WeightedTie> ties) {
  std::uint32_t nodes = 0;
  for (const WeightedTie& tie : ties) nodes = std::max({nodes, tie.a + 1, tie.b + 1});
  return nodes;
}

struct Weights {
  double mean = 0;
  double deviation = 0;
};

Weights WeightsOf(std::span<const WeightedTie> ties) {
  const auto n = static_cast<double>(ties.size());
  Weights weights;
  for (const WeightedTie& tie : ties) weights.mean += tie.weight / n;
  double variance = 0;
  for (const WeightedTie& tie : ties)
    variance += (tie.weight - weights.mean) * (tie.weight - weights.mean) / n;
  weights.deviation = std::sqrt(variance);
  return weights;
}

// Heavier before lighter, then by number.
bool Before(const WeightedTie& x, const WeightedTie& y) {
  return std::tuple(-x.weight, x.a, x.b) < std::tuple(-y.weight, y.a, y.b);
}

// One community's focal structure.
class Growth {
 public:
  Growth(const Weights& network, double theta) : network_(network), theta_(theta) {}

  // `ties` of one community, the heaviest first.
  std::vector<WeightedTie> Run(const std::vector<WeightedTie>& ties) {
    Take(ties.front());
    if (Mean() < network_.mean) return {};
    std::vector<bool> is_taken(ties.size(), false);
    is_taken[0] = true;
    while (const std::optional<std::size_t> next = Next(ties, is_taken)) {
      const double mean = (sum_ + ties[*next].weight) / static_cast<double>(taken_.size() + 1);
      if (mean < network_.mean || Mean() - mean > theta_ * network_.deviation) break;
      is_taken[*next] = true;
      Take(ties[*next]);
    }
    return taken_;
  }

 private:
  double Mean() const { return sum_ / static_cast<double>(taken_.size()); }

  void Take(const WeightedTie& tie) {
    taken_.push_back(tie);
    sum_ += tie.weight;
    accounts_.insert({tie.a, tie.b});
  }

  std::optional<std::size_t> Next(const std::vector<WeightedTie>& ties,
                                  const std::vector<bool>& is_taken) const {
    for (std::size_t i = 0; i < ties.size(); ++i)
      if (!is_taken[i] && (accounts_.contains(ties[i].a) || accounts_.contains(ties[i].b)))
        return i;
    return std::nullopt;
  }

  const Weights& network_;
  double theta_;
  double sum_ = 0;
  std::vector<WeightedTie> taken_;
  std::set<std::uint32_t> accounts_;
};

std::vector<WeightedTie> Sorted(std::vector<WeightedTie> ties) {
  std::ranges::sort(ties, {}, [](const WeightedTie& tie) { return std::tuple(tie.a, tie.b); });
  return ties;
}

}  // namespace

std::vector<WeightedTie> KeepNearest(std::span<const WeightedTie> ties, std::uint32_t k) {
  std::vector<std::vector<std::uint32_t>> of(NodesOf(ties));  // by account: its ties
  for (std::uint32_t i = 0; i < ties.size(); ++i) {
    of[ties[i].a].push_back(i);
    of[ties[i].b].push_back(i);
  }
  const auto tied =
      static_cast<double>(std::ranges::count_if(of, [](const auto& own) { return !own.empty(); }));
  if (k == 0 && tied > 0) k = std::max(1U, static_cast<std::uint32_t>(std::log(tied)));
  std::vector<bool> is_kept(ties.size(), false);
  for (std::vector<std::uint32_t>& own : of) {
    std::ranges::sort(own,
                      [&](std::uint32_t x, std::uint32_t y) { return Before(ties[x], ties[y]); });
    for (std::size_t i = 0; i < std::min<std::size_t>(k, own.size()); ++i) is_kept[own[i]] = true;
  }
  std::vector<WeightedTie> kept;
  for (std::size_t i = 0; i < ties.size(); ++i)
    if (is_kept[i]) kept.push_back(ties[i]);
  return kept;
}

std::vector<WeightedTie> KeepHeaviest(std::span<const WeightedTie> ties, double part) {
  double most = 0;
  for (const WeightedTie& tie : ties) most = std::max(most, tie.weight);
  std::vector<WeightedTie> kept;
  std::ranges::copy_if(ties, std::back_inserter(kept),
                       [&](const WeightedTie& tie) { return tie.weight >= part * most; });
  return kept;
}

std::vector<WeightedTie> KeepCentral(std::span<const WeightedTie> ties, double quantile) {
  const Graph graph(NodesOf(ties), ties);
  const std::vector<double> centrality = EigenvectorCentrality(graph, {.weighted = false}).values;
  std::vector<double> of_tied;
  for (std::uint32_t node = 0; node < graph.size(); ++node)
    if (!graph.Of(node).empty()) of_tied.push_back(centrality[node]);
  constexpr double kTolerance = 1e-10;  // accounts in like places have like values, up to rounding
  const double least = Quantile(std::move(of_tied), quantile) - kTolerance;
  std::vector<WeightedTie> kept;
  std::ranges::copy_if(ties, std::back_inserter(kept), [&](const WeightedTie& tie) {
    return centrality[tie.a] >= least && centrality[tie.b] >= least;
  });
  return kept;
}

std::vector<WeightedTie> KeepFocal(std::span<const WeightedTie> ties, double theta) {
  const Communities communities =
      Leiden(Graph(NodesOf(ties), ties), {.quality = Quality::kModularity, .resolution = 1});
  std::vector<std::vector<WeightedTie>> inside(communities.count);
  for (const WeightedTie& tie : ties)
    if (communities.community_of[tie.a] == communities.community_of[tie.b])
      inside[communities.community_of[tie.a]].push_back(tie);
  const Weights network = WeightsOf(ties);
  std::vector<WeightedTie> kept;
  for (std::vector<WeightedTie>& community : inside) {
    if (community.empty()) continue;
    std::ranges::sort(community, Before);
    const std::vector<WeightedTie> grown = Growth(network, theta).Run(community);
    kept.insert(kept.end(), grown.begin(), grown.end());
  }
  return Sorted(std::move(kept));
}

}  // namespace evenhand::coordination
