#pragma once

// What CooRTweet 2.1.3 (R, MIT) makes of pairs, with its own numbers: for comparison with studies
// that used it. Its known defects are kept here and nowhere else:
//   - n_content_id counts the older posts and n_content_id_y the newer ones, whoever's they are;
//   - account statistics drop ties whose values happen to be equal before they average;
//   - object statistics count one end of each tie.
// Source: its manual and its recorded output (conformance/coordination).

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "coordination/pairs.h"

namespace evenhand::coordination::coortweet {

// detect_groups: the pairs in the order in which the peer's network sees them, which its object
// statistics depend on: objects by first appearance, within one by the position of the later row,
// then of the earlier one; positions are by account in order of appearance.
std::vector<SharePair> DetectGroups(const model::Shares& shares, const PairOptions& options);

// flag_speed_share: which of `pairs` have contents that are still a pair, by rule 4 of pairs.h
// counted over all rows, when only those at most `window_ms` apart are looked at. It leaves the
// pairs in order of their contents' names.
std::vector<bool> FlagSpeedShare(const model::Shares& shares, std::uint32_t min_participation,
                                 std::int64_t window_ms, std::vector<SharePair>* pairs);

// One end of the comparison: the pairs of two accounts added up as the peer does.
struct Sum {
  std::uint32_t weight = 0;
  double avg_time_delta = 0;  // seconds
  std::uint32_t n_content_id = 0;
  std::uint32_t n_content_id_y = 0;
  double edge_symmetry_score = 0;
  bool above = false;                       // weight_threshold: over the quantile of all weights
  std::vector<std::uint32_t> objects = {};  // in order of appearance
};

struct Edge {
  std::uint32_t from = 0;  // the bytewise smaller name
  std::uint32_t to = 0;
  Sum full;
  std::optional<Sum> fast = {};
};

// generate_coordinated_network(edge_weight = `quantile`, objects = TRUE[, fast_net = TRUE]);
// `account_ranks` are the accounts' places in bytewise order, `flags` is empty without a fast
// network. Edges in order of appearance.
struct Network {
  std::vector<Edge> edges = {};
  bool has_fast = false;
  double threshold_full = 0;
  double threshold_fast = 0;
};
Network GenerateNetwork(std::span<const SharePair> pairs, const std::vector<bool>& flags,
                        std::span<const std::uint32_t> account_ranks, double quantile);

enum class Filter : std::uint8_t { kNone, kFull, kFast };

// account_stats. Missing where no tie has a value; the fast columns are there with a fast network.
struct AccountStats {
  std::uint32_t account = 0;
  std::optional<double> avg_time_delta = {}, avg_time_delta_fast = {};
  std::optional<double> symmetry = {}, symmetry_fast = {};
  std::uint32_t unique_shares_count = 0;
};
std::vector<AccountStats> StatsOfAccounts(const Network& network, std::span<const SharePair> pairs,
                                          const std::vector<bool>& flags, Filter filter);

// group_stats: accounts counted for each object.
struct ObjectStats {
  std::uint32_t object = 0;
  std::uint32_t num_accounts = 0;
};
std::vector<ObjectStats> StatsOfObjects(const Network& network, Filter filter);

// subgraph = 2: the edges above the fast threshold. subgraph = 3: the end points of those and all
// their neighbours, with every edge among them; `core` has the end points.
std::vector<Edge> Subgraph2(const Network& network);
struct Neighbourhood {
  std::vector<Edge> edges = {};
  std::vector<std::uint32_t> accounts = {};
  std::vector<bool> core = {};  // of each account
};
Neighbourhood Subgraph3(const Network& network);

}  // namespace evenhand::coordination::coortweet
