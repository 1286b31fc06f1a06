#pragma once

// A network of any method as one table: a row a tie, its columns by the method. What files are
// written from and what communities are found in.
//
//   method                columns beside the two accounts
//   CooRTweet             weight, avg_time_delta, n_content_id, n_content_id_y,
//   edge_symmetry_score, weight_threshold, objects
//   ... as the peer       the same with its numbers and object_ids; with a fast network each twice
//   (_full, _fast) QUT                   weight; directed: both directions are rows recipes,
//   disparity    weight validated             weight (objects in common), log10_p, q
//
// Undirected ties stand as (smaller name, larger name); rows are in bytewise order of names, so
// that the order of the archive's rows changes nothing. Thread: pure.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/name_table.h"
#include "coordination/coortweet.h"
#include "coordination/edges.h"
#include "coordination/fused.h"
#include "coordination/graph.h"
#include "coordination/qut.h"
#include "coordination/validated.h"

namespace evenhand::coordination {

struct TieColumn {
  std::string name;
  bool whole = false;
  std::vector<double> values = {};  // by tie; NaN: this tie has none
};

struct TieTable {
  std::string from_name = "account_id";
  std::string to_name = "account_id_y";
  bool directed = false;
  NameTable accounts = {};
  std::vector<std::uint32_t> from = {};
  std::vector<std::uint32_t> to = {};
  std::vector<TieColumn> columns = {};       // the first is the weight
  std::vector<std::string> object_ids = {};  // by tie, joined by commas; or none

  std::size_t size() const { return from.size(); }
  double Weight(std::size_t tie) const { return columns.front().values[tie]; }
};

// `above` of edges: weight over that quantile of all weights, as CooRTweet's weight_threshold;
// n_content_id is the posts of the first account, n_content_id_y of the second.
TieTable TableOf(const NameTable& accounts, std::span<const Edge> edges, double quantile,
                 unsigned threads = 1);
TieTable TableOf(const NameTable& accounts, std::span<const WeightedTie> ties);
TieTable TableOf(const NameTable& accounts, std::span<const qut::Tie> ties, bool with_loops);
// Ties are rows of `matrix`.
TieTable TableOf(const NameTable& accounts, const Bipartite& matrix,
                 std::span<const ValidatedTie> ties);
TieTable TableOf(const Fused& fused);

// CooRTweet's own numbers, its defects included (coortweet.h); objects name those of the edges.
TieTable PeerTableOf(const NameTable& accounts, const NameTable& objects,
                     const coortweet::Network& network, std::span<const coortweet::Edge> edges);

}  // namespace evenhand::coordination
