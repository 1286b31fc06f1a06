#pragma once

// The communities of a network, with what each is worth and where each account stands in it.
//
//   ties ─► components ─► communities by Leiden, ten seeds ─► core and edge, centrality ─► (on
//   request) dense core
//
// Weights are divided by their mean first, so that a resolution is a density whatever a method's
// weights are: 0.05 asks that a community be denser than 5 % inside. What is not stable is not a
// finding, and no community is a wrong. Source: docs/coordination.md, "Communities". Deterministic.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "coordination/dismantle.h"
#include "coordination/graph.h"
#include "coordination/leiden.h"

namespace evenhand::coordination {

struct CommunityOptions {
  LeidenOptions leiden = {};
  std::uint32_t seeds = 10;
  std::uint32_t min_size = 3;  // smaller ones are counted and not listed
  bool weighted = true;        // else every tie counts 1
  bool dismantle = false;
};

struct Community {
  std::vector<std::uint32_t> members = {};  // nodes, ascending
  std::uint32_t component = 0;
  std::uint32_t ties = 0;      // inside
  std::uint32_t ties_out = 0;  // to others
  double weight = 0;           // of ties inside, as given
  double density = 0;
  double stability = 1;    // mean Jaccard index with the most similar one of the other seeds
  std::uint32_t core = 0;  // accounts in it
};

struct AccountPlace {
  std::uint32_t community = 0;  // of the list from 1; 0: a smaller one
  std::uint32_t component = 0;
  std::uint32_t degree = 0;
  double strength = 0;
  double centrality = 0;     // eigenvector, 1 for the most central account of a component
  std::uint32_t inside = 0;  // ties to its own community
  bool core = false;         // tied to at least half of the others of its community
  bool dense_core = false;   // of dismantling
};

struct CommunityReport {
  std::vector<Community> communities = {};  // by size, then first node
  std::vector<AccountPlace> accounts = {};  // by node
  std::uint32_t components = 0;
  std::uint32_t small = 0;  // communities below min_size
  double stability = 1;     // of all: mean Jaccard index of pairs together
  double quality = 0;
  std::optional<Dismantled> dismantled = {};
};

// Ties each once, a != b; weights not negative.
CommunityReport FindCommunities(std::uint32_t nodes, std::span<const WeightedTie> ties,
                                const CommunityOptions& options = {});

}  // namespace evenhand::coordination
