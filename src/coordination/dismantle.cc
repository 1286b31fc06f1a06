#include "coordination/dismantle.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "coordination/centrality.h"
#include "coordination/quantile.h"

namespace evenhand::coordination {
namespace {

// The least density among the components of a few ties.
class LeastDensity {
 public:
  explicit LeastDensity(std::uint32_t nodes) : parent_(nodes), nodes_in_(nodes), ties_in_(nodes) {}

  SurfaceCell Of(const std::vector<WeightedTie>& ties) {
    for (const WeightedTie& tie : ties) {
      for (const std::uint32_t node : {tie.a, tie.b}) {
        parent_[node] = node;
        nodes_in_[node] = ties_in_[node] = 0;
      }
    }
    for (const WeightedTie& tie : ties) parent_[Root(tie.a)] = Root(tie.b);
    SurfaceCell cell{.ties = static_cast<std::uint32_t>(ties.size())};
    for (const WeightedTie& tie : ties) {
      ++ties_in_[Root(tie.a)];
      for (const std::uint32_t node : {tie.a, tie.b}) Count(node, &cell);
    }
    cell.density = ties.empty() ? 0 : 1;
    for (const WeightedTie& tie : ties) {
      const std::uint32_t root = Root(tie.a);
      cell.density = std::min(cell.density, Density(nodes_in_[root], ties_in_[root]));
      counted_[tie.a] = counted_[tie.b] = false;
    }
    return cell;
  }

 private:
  std::uint32_t Root(std::uint32_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }

  void Count(std::uint32_t node, SurfaceCell* cell) {
    if (counted_[node]) return;
    counted_[node] = true;
    ++cell->nodes;
    ++nodes_in_[Root(node)];
  }

  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> nodes_in_;  // by root
  std::vector<std::uint32_t> ties_in_;
  std::vector<bool> counted_ = std::vector<bool>(parent_.size(), false);
};

struct Thresholds {
  double weight = 0;
  double centrality = 0;
};

class Grid {
 public:
  Grid(std::uint32_t nodes, std::span<const WeightedTie> ties, std::span<const double> centrality,
       const std::vector<double>& tie_quantiles, const std::vector<double>& centrality_quantiles)
      : nodes_(nodes),
        ties_(ties),
        centrality_(centrality),
        width_(centrality_quantiles.size()),
        tie_quantiles_(tie_quantiles),
        centrality_quantiles_(centrality_quantiles) {}

  // Thresholds for each quantile of the axes; from values in ascending order.
  void SetThresholds(std::vector<double> weights, double centrality_tolerance) {
    std::ranges::sort(weights);
    std::vector<double> centralities = OfTied();
    std::ranges::sort(centralities);
    for (const double quantile : tie_quantiles_)
      least_weights_.push_back(QuantileOfSorted(weights, quantile));
    for (const double quantile : centrality_quantiles_)
      least_centralities_.push_back(QuantileOfSorted(centralities, quantile) -
                                    centrality_tolerance);
  }

  std::vector<SurfaceCell> Surface() const {
    LeastDensity least(nodes_);
    std::vector<SurfaceCell> surface;
    for (std::size_t at = 0; at < tie_quantiles_.size() * width_; ++at) {
      surface.push_back(least.Of(Kept(at)));
      surface.back().tie_quantile = tie_quantiles_[at / width_];
      surface.back().centrality_quantile = centrality_quantiles_[at % width_];
    }
    return surface;
  }

  std::vector<WeightedTie> Kept(std::size_t at) const {
    const Thresholds least = At(at);
    std::vector<WeightedTie> kept;
    for (const WeightedTie& tie : ties_) {
      if (tie.a != tie.b && tie.weight >= least.weight && centrality_[tie.a] >= least.centrality &&
          centrality_[tie.b] >= least.centrality)
        kept.push_back(tie);
    }
    return kept;
  }

  Thresholds At(std::size_t at) const {
    return {least_weights_[at / width_], least_centralities_[at % width_]};
  }

  void Choose(std::size_t at, Dismantled* result) const {
    result->chosen = at;
    result->least_weight = At(at).weight;
    result->least_centrality = At(at).centrality;
    result->core_ties = Kept(at);
    for (const WeightedTie& tie : result->core_ties)
      result->core.insert(result->core.end(), {tie.a, tie.b});
    std::ranges::sort(result->core);
    const auto repeated = std::ranges::unique(result->core);
    result->core.erase(repeated.begin(), repeated.end());
  }

 private:
  // The centralities of those who are tied to others.
  std::vector<double> OfTied() const {
    std::vector<bool> tied(nodes_, false);
    for (const WeightedTie& tie : ties_)
      if (tie.a != tie.b) tied[tie.a] = tied[tie.b] = true;
    std::vector<double> values;
    for (std::uint32_t node = 0; node < nodes_; ++node)
      if (tied[node]) values.push_back(centrality_[node]);
    return values;
  }

  std::uint32_t nodes_;
  std::span<const WeightedTie> ties_;
  std::span<const double> centrality_;
  std::size_t width_;
  const std::vector<double>& tie_quantiles_;
  const std::vector<double>& centrality_quantiles_;
  std::vector<double> least_weights_;
  std::vector<double> least_centralities_;
};

// How much denser a cell is than its predecessors along the axes, the larger of the two.
double JumpTo(const std::vector<SurfaceCell>& surface, std::size_t width, std::size_t at) {
  double jump = 0;
  if (at >= width) jump = surface[at].density - surface[at - width].density;
  if (at % width > 0) jump = std::max(jump, surface[at].density - surface[at - 1].density);
  return jump;
}

// Cells that are denser than the one before them, the steepest first.
std::vector<std::size_t> Knees(const std::vector<SurfaceCell>& surface, std::size_t width) {
  std::vector<std::size_t> knees;
  for (std::size_t at = 0; at < surface.size(); ++at)
    if (JumpTo(surface, width, at) > 0) knees.push_back(at);
  std::ranges::sort(knees, std::greater(), [&](std::size_t at) {
    const SurfaceCell& cell = surface[at];
    return std::tuple(JumpTo(surface, width, at), cell.density, cell.tie_quantile,
                      cell.centrality_quantile);
  });
  return knees;
}

}  // namespace

Dismantled Dismantle(std::uint32_t nodes, std::span<const WeightedTie> ties,
                     std::span<const double> centrality, const DismantleOptions& options) {
  constexpr double kTolerance = 1e-10;
  Grid grid(nodes, ties, centrality, options.tie_quantiles, options.centrality_quantiles);
  std::vector<double> weights;
  for (const WeightedTie& tie : ties) weights.push_back(tie.weight);
  grid.SetThresholds(std::move(weights), kTolerance);

  Dismantled result{.surface = grid.Surface()};
  const double accounts = options.accounts > 0 ? options.accounts : nodes;
  const double most = std::min(options.most_core_part * accounts, double(options.most_core));
  for (const std::size_t at : Knees(result.surface, options.centrality_quantiles.size())) {
    const SurfaceCell& cell = result.surface[at];
    if (cell.density < options.least_density) continue;
    if (cell.nodes >= options.least_core && cell.nodes <= most) {
      result.guardrail = false;
      grid.Choose(at, &result);
      return result;
    }
    result.guardrail = true;
  }
  return result;
}

Dismantled DismantleAsPublished(std::uint32_t nodes, std::span<const WeightedTie> ties) {
  std::vector<double> quantiles;
  for (int percent = 70; percent <= 98; percent += 2) quantiles.push_back(percent / 100.0);
  std::vector<WeightedTie> rounded(ties.begin(), ties.end());
  for (WeightedTie& tie : rounded) tie.weight = std::nearbyint(tie.weight * 100) / 100;
  std::erase_if(rounded, [](const WeightedTie& tie) { return !(tie.weight > 0); });

  std::vector<double> weights;
  for (const WeightedTie& tie : rounded)
    weights.insert(weights.end(), tie.a == tie.b ? 1 : 2, tie.weight);
  std::erase_if(rounded, [](const WeightedTie& tie) { return tie.a == tie.b; });
  const Centrality centrality =
      EigenvectorCentrality(Graph(nodes, rounded), {.by_component = false, .tolerance = 1e-6});
  Grid grid(nodes, rounded, centrality.values, quantiles, quantiles);
  grid.SetThresholds(std::move(weights), 0);

  Dismantled result{.surface = grid.Surface()};
  const std::size_t width = quantiles.size();
  double steepest = 0;
  std::optional<std::size_t> at_steepest;
  for (std::size_t row = 0; row < width; ++row) {
    for (std::size_t column = width - 1; column > 0; --column) {
      const std::size_t at = row * width + column;
      const double rise = result.surface[at].density - result.surface[at - 1].density;
      if (rise <= steepest) continue;
      steepest = rise;
      at_steepest = at;
    }
  }
  if (at_steepest) grid.Choose(*at_steepest, &result);
  return result;
}

}  // namespace evenhand::coordination
