#pragma once

// Density dismantling: take weak ties and marginal accounts away until what is left suddenly
// becomes dense. Coordinated accounts are tied to one another, all of them; a crowd is tied to its
// loudest few.
//
// The surface: for every pair of a quantile of similarities and one of centralities, keep the ties
// and accounts at or above both, and look at the least dense of the components that remain (0 when
// none does). Its steepest rise is the place to cut. Two variants, which differ in nearly
// everything else:
//   Dismantle           osprey-sidecars: centrality by component, a floor of density, and
//   guardrails: when the core would be
//                       many accounts, nobody is named
//   DismantleAsPublished the code of the networks of the US election of 2024: similarities rounded
//   to two decimals,
//                       centrality over the whole graph, no guardrail. For comparison only: it
//                       always names somebody
// Source: docs/coordination.md, "Dismantling"; recorded results of both in
// conformance/coordination. Cost: ends of ties times cells of the grid.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "coordination/graph.h"

namespace evenhand::coordination {

struct SurfaceCell {
  double tie_quantile = 0;
  double centrality_quantile = 0;
  double density = 0;       // the least among the components
  std::uint32_t nodes = 0;  // that are left
  std::uint32_t ties = 0;
};

struct Dismantled {
  std::vector<SurfaceCell> surface;        // by tie quantile, then centrality quantile
  std::optional<std::size_t> chosen = {};  // of the surface
  bool guardrail = false;   // there were dense cores, but every one too large or too small
  double least_weight = 0;  // the thresholds at the chosen cell
  double least_centrality = 0;
  std::vector<std::uint32_t> core = {};  // nodes, ascending
  std::vector<WeightedTie> core_ties = {};
};

struct DismantleOptions {
  std::vector<double> tie_quantiles = {.50, .60, .70, .80, .90, .95, .99};
  std::vector<double> centrality_quantiles = {.50, .60, .70, .80, .90, .95, .99};
  double least_density = 0.5;
  std::uint32_t least_core = 3;
  double most_core_part = 0.05;  // of `accounts`
  std::uint32_t most_core = 750;
  std::uint32_t accounts = 0;  // of the network; 0: the nodes
};

// `centrality` by node (centrality.h).
Dismantled Dismantle(std::uint32_t nodes, std::span<const WeightedTie> ties,
                     std::span<const double> centrality, const DismantleOptions& options = {});

// Ties with loops where an account's similarity with itself was recorded: they count once among the
// similarities, ties between two twice.
Dismantled DismantleAsPublished(std::uint32_t nodes, std::span<const WeightedTie> ties);

}  // namespace evenhand::coordination
