#include "coordination/coortweet.h"

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "coordination/quantile.h"

namespace evenhand::coordination::coortweet {
namespace {

std::uint64_t Both(std::uint32_t high, std::uint32_t low) {
  return std::uint64_t{high} << 32 | low;
}

std::uint64_t Position(std::uint32_t account, std::uint32_t row) { return Both(account, row); }

// By object, the position of its first row among those of accounts that take part.
std::vector<std::uint64_t> FirstAppearances(const model::Shares& shares,
                                            std::uint32_t min_participation) {
  const std::vector<std::uint32_t> rows = RowsByAccount(shares);
  std::vector<std::uint64_t> first(shares.objects.size(), ~std::uint64_t{0});
  for (std::uint32_t row = 0; row < shares.size(); ++row) {
    const std::uint32_t account = shares.account[row];
    if (rows[account] >= min_participation)
      first[shares.object[row]] = std::min(first[shares.object[row]], Position(account, row));
  }
  return first;
}

// Adds pairs up, and remembers in which order keys came.
class Sums {
 public:
  explicit Sums(std::span<const std::uint32_t> ranks) : ranks_(ranks) {}

  void Add(const SharePair& pair) {
    const bool in_order = ranks_[pair.account] <= ranks_[pair.account_y];
    const std::uint32_t from = in_order ? pair.account : pair.account_y;
    const std::uint32_t to = in_order ? pair.account_y : pair.account;
    const auto [at, is_new] = index_.emplace(Both(from, to), parts_.size());
    if (is_new) parts_.push_back({.from = from, .to = to});
    Part& part = parts_[at->second];
    ++part.weight;
    part.delta_ms += pair.delta_ms;
    part.older.insert(pair.content);
    part.newer.insert(pair.content_y);
    if (std::ranges::find(part.objects, pair.object) == part.objects.end())
      part.objects.push_back(pair.object);
  }

  std::size_t size() const { return parts_.size(); }
  std::uint64_t key(std::size_t i) const { return Both(parts_[i].from, parts_[i].to); }
  const std::size_t* Find(std::uint64_t key) const {
    const auto at = index_.find(key);
    return at == index_.end() ? nullptr : &at->second;
  }

  double Threshold(double quantile) const {
    std::vector<double> weights;
    for (const Part& part : parts_) weights.push_back(part.weight);
    return Quantile(std::move(weights), quantile);
  }

  Sum Result(std::size_t i, double threshold) const {
    const Part& part = parts_[i];
    const auto older = static_cast<std::uint32_t>(part.older.size());
    const auto newer = static_cast<std::uint32_t>(part.newer.size());
    return {
        .weight = part.weight,
        .avg_time_delta = static_cast<double>(part.delta_ms) / 1000 / part.weight,
        .n_content_id = older,
        .n_content_id_y = newer,
        .edge_symmetry_score = static_cast<double>(std::min(older, newer)) / std::max(older, newer),
        .above = part.weight > threshold,
        .objects = part.objects};
  }

 private:
  struct Part {
    std::uint32_t from;
    std::uint32_t to;
    std::uint32_t weight = 0;
    std::int64_t delta_ms = 0;
    std::set<std::uint32_t> older = {};
    std::set<std::uint32_t> newer = {};
    std::vector<std::uint32_t> objects = {};
  };

  std::span<const std::uint32_t> ranks_;
  std::unordered_map<std::uint64_t, std::size_t> index_;
  std::vector<Part> parts_;
};

bool Passes(const Edge& edge, Filter filter) {
  if (filter == Filter::kFull) return edge.full.above;
  if (filter == Filter::kFast) return edge.fast && edge.fast->above;
  return true;
}

std::optional<double> Mean(std::span<const std::optional<double>> values) {
  double sum = 0;
  std::size_t count = 0;
  for (const auto& value : values) {
    if (!value) continue;
    sum += *value;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / static_cast<double>(count);
}

}  // namespace

std::vector<SharePair> DetectGroups(const model::Shares& shares, const PairOptions& options) {
  std::vector<SharePair> pairs = AllPairs(Pairs(shares, options));
  const std::vector<std::uint64_t> first = FirstAppearances(shares, options.min_participation);
  std::ranges::sort(pairs, {}, [&](const SharePair& pair) {
    const auto [earlier, later] =
        std::minmax({Position(pair.account, pair.row), Position(pair.account_y, pair.row_y)});
    return std::tuple(first[pair.object], later, earlier);
  });
  return pairs;
}

std::vector<bool> FlagSpeedShare(const model::Shares& shares, std::uint32_t min_participation,
                                 std::int64_t window_ms, std::vector<SharePair>* pairs) {
  const std::vector<std::uint32_t> ranks = shares.contents.Ranks();
  std::ranges::stable_sort(*pairs, {}, [&](const SharePair& pair) {
    return std::tuple(ranks[pair.content], ranks[pair.content_y]);
  });
  std::vector<bool> in_pairs(shares.contents.size(), false);
  for (const SharePair& pair : *pairs) {
    if (pair.delta_ms <= window_ms) in_pairs[pair.content] = in_pairs[pair.content_y] = true;
  }
  std::vector<std::uint32_t> rows(shares.accounts.size(), 0);
  for (std::size_t row = 0; row < shares.size(); ++row)
    if (in_pairs[shares.content[row]]) ++rows[shares.account[row]];
  std::vector<bool> qualifies(shares.contents.size(), false);
  for (std::size_t row = 0; row < shares.size(); ++row) {
    if (in_pairs[shares.content[row]] && rows[shares.account[row]] >= min_participation)
      qualifies[shares.content[row]] = true;
  }
  std::unordered_set<std::uint64_t> fast;
  for (const SharePair& pair : *pairs) {
    if (pair.delta_ms <= window_ms && (qualifies[pair.content] || qualifies[pair.content_y]))
      fast.insert(Both(pair.content, pair.content_y));
  }
  std::vector<bool> flags;
  for (const SharePair& pair : *pairs)
    flags.push_back(fast.contains(Both(pair.content, pair.content_y)));
  return flags;
}

Network GenerateNetwork(std::span<const SharePair> pairs, const std::vector<bool>& flags,
                        std::span<const std::uint32_t> account_ranks, double quantile) {
  Sums full(account_ranks);
  Sums fast(account_ranks);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    full.Add(pairs[i]);
    if (!flags.empty() && flags[i]) fast.Add(pairs[i]);
  }
  Network network{.has_fast = !flags.empty(),
                  .threshold_full = full.Threshold(quantile),
                  .threshold_fast = fast.Threshold(quantile)};
  for (std::size_t i = 0; i < full.size(); ++i) {
    Edge edge{.from = static_cast<std::uint32_t>(full.key(i) >> 32),
              .to = static_cast<std::uint32_t>(full.key(i)),
              .full = full.Result(i, network.threshold_full)};
    if (const std::size_t* at = fast.Find(full.key(i)))
      edge.fast = fast.Result(*at, network.threshold_fast);
    network.edges.push_back(std::move(edge));
  }
  return network;
}

std::vector<AccountStats> StatsOfAccounts(const Network& network, std::span<const SharePair> pairs,
                                          const std::vector<bool>& flags, Filter filter) {
  using Values = std::array<std::optional<double>, 4>;
  std::map<std::uint32_t, std::set<Values>> ties;
  for (const Edge& edge : network.edges) {
    if (!Passes(edge, filter)) continue;
    Values values{edge.full.avg_time_delta, std::nullopt, edge.full.edge_symmetry_score,
                  std::nullopt};
    if (edge.fast) {
      values[1] = edge.fast->avg_time_delta;
      values[3] = edge.fast->edge_symmetry_score;
    }
    ties[edge.from].insert(values);
    ties[edge.to].insert(values);
  }
  std::map<std::uint32_t, std::set<std::uint32_t>> contents;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (filter == Filter::kFast && !flags[i]) continue;
    contents[pairs[i].account].insert(pairs[i].content);
    contents[pairs[i].account_y].insert(pairs[i].content_y);
  }
  std::vector<AccountStats> stats;
  for (const auto& [account, values] : ties) {
    std::array<std::vector<std::optional<double>>, 4> columns;
    for (const Values& one : values)
      for (std::size_t column = 0; column < 4; ++column) columns[column].push_back(one[column]);
    stats.push_back({.account = account,
                     .avg_time_delta = Mean(columns[0]),
                     .avg_time_delta_fast = Mean(columns[1]),
                     .symmetry = Mean(columns[2]),
                     .symmetry_fast = Mean(columns[3]),
                     .unique_shares_count = static_cast<std::uint32_t>(contents[account].size())});
  }
  return stats;
}

std::vector<ObjectStats> StatsOfObjects(const Network& network, Filter filter) {
  // The peer's graph library numbers vertices by the first column, then the second, and calls the
  // lower number `from`.
  std::unordered_map<std::uint32_t, std::uint32_t> number;
  for (const Edge& edge : network.edges) number.emplace(edge.from, number.size());
  for (const Edge& edge : network.edges) number.emplace(edge.to, number.size());
  std::map<std::uint32_t, std::set<std::uint32_t>> accounts;
  for (const Edge& edge : network.edges) {
    if (!Passes(edge, filter)) continue;
    const std::uint32_t from = number[edge.from] <= number[edge.to] ? edge.from : edge.to;
    for (const std::uint32_t object :
         filter == Filter::kFast ? edge.fast->objects : edge.full.objects)
      accounts[object].insert(from);
  }
  std::vector<ObjectStats> stats;
  for (const auto& [object, those] : accounts)
    stats.push_back({object, static_cast<std::uint32_t>(those.size())});
  return stats;
}

std::vector<Edge> Subgraph2(const Network& network) {
  std::vector<Edge> edges;
  std::ranges::copy_if(network.edges, std::back_inserter(edges),
                       [](const Edge& edge) { return Passes(edge, Filter::kFast); });
  return edges;
}

Neighbourhood Subgraph3(const Network& network) {
  std::set<std::uint32_t> core;
  for (const Edge& edge : Subgraph2(network)) core.insert({edge.from, edge.to});
  std::set<std::uint32_t> accounts = core;
  for (const Edge& edge : network.edges) {
    if (core.contains(edge.from)) accounts.insert(edge.to);
    if (core.contains(edge.to)) accounts.insert(edge.from);
  }
  Neighbourhood around{.accounts = {accounts.begin(), accounts.end()}};
  for (const std::uint32_t account : around.accounts) around.core.push_back(core.contains(account));
  std::ranges::copy_if(network.edges, std::back_inserter(around.edges), [&](const Edge& edge) {
    return accounts.contains(edge.from) && accounts.contains(edge.to);
  });
  return around;
}

}  // namespace evenhand::coordination::coortweet
