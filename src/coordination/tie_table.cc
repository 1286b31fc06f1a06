#include "coordination/tie_table.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "base/parallel.h"
#include "base/parallel_sort.h"
#include "coordination/quantile.h"

namespace evenhand::coordination {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Place {
  std::uint64_t ends;  // by rank
  std::uint32_t row;
};

// Rows in order of the ranks that ends(row) gives, to each its own.
template <class Ends>
std::vector<Place> InOrder(std::size_t rows, const Ends& ends, unsigned threads) {
  std::vector<Place> order(rows);
  for (std::uint32_t row = 0; row < rows; ++row) {
    const auto [from, to] = ends(row);
    order[row] = {std::uint64_t{from} << 32 | to, row};
  }
  SortByNumber(threads, &order, [](const Place& place) { return place.ends; });
  return order;
}

// Rows of numbers, one a tie, and how they become a table in order of names.
class Rows {
 public:
  Rows(const NameTable& accounts, std::vector<TieColumn> columns, bool directed = false)
      : ranks_(accounts.Ranks()) {
    table_.accounts = accounts;
    table_.columns = std::move(columns);
    table_.directed = directed;
  }

  void Add(std::uint32_t a, std::uint32_t b, std::initializer_list<double> values,
           std::string object_ids = {}) {
    if (!table_.directed && ranks_[a] > ranks_[b]) std::swap(a, b);
    table_.from.push_back(a);
    table_.to.push_back(b);
    auto column = table_.columns.begin();
    for (const double value : values) (column++)->values.push_back(value);
    if (!object_ids.empty()) table_.object_ids.push_back(std::move(object_ids));
  }

  TieTable Sorted() && {
    const std::vector<Place> order = InOrder(
        table_.size(),
        [&](std::uint32_t row) {
          return std::pair(ranks_[table_.from[row]], ranks_[table_.to[row]]);
        },
        1);
    const auto reorder = [&](auto& values) {
      auto sorted = values;
      for (std::size_t i = 0; i < order.size(); ++i) sorted[i] = std::move(values[order[i].row]);
      values = std::move(sorted);
    };
    reorder(table_.from);
    reorder(table_.to);
    for (TieColumn& column : table_.columns) reorder(column.values);
    if (!table_.object_ids.empty()) reorder(table_.object_ids);
    return std::move(table_);
  }

 private:
  std::vector<std::uint32_t> ranks_;
  TieTable table_;
};

std::vector<TieColumn> Columns(std::initializer_list<const char*> whole_and_real) {
  std::vector<TieColumn> columns;
  for (const std::string name : whole_and_real) {  // a name ending in ~ is a real number
    const bool real = name.ends_with('~');
    columns.push_back({.name = real ? name.substr(0, name.size() - 1) : name, .whole = !real});
  }
  return columns;
}

std::string Joined(const NameTable& names, std::span<const std::uint32_t> objects) {
  std::string joined;
  for (const std::uint32_t object : objects)
    (joined += joined.empty() ? "" : ",") += names.Name(object);
  return joined;
}

}  // namespace

// Of these there may be many millions, so each is written where it stays.
TieTable TableOf(const NameTable& accounts, std::span<const Edge> edges, double quantile,
                 unsigned threads) {
  std::vector<double> weights;
  weights.reserve(edges.size());
  for (const Edge& edge : edges) weights.push_back(edge.weight);
  const double threshold = Quantile(std::move(weights), quantile);
  const std::vector<std::uint32_t> ranks = accounts.Ranks(threads);
  const std::vector<Place> order = InOrder(
      edges.size(),
      [&](std::uint32_t row) { return std::minmax(ranks[edges[row].a], ranks[edges[row].b]); },
      threads);
  TieTable table{.accounts = accounts,
                 .from = std::vector<std::uint32_t>(edges.size()),
                 .to = std::vector<std::uint32_t>(edges.size()),
                 .columns = Columns({"weight", "avg_time_delta~", "n_content_id", "n_content_id_y",
                                     "edge_symmetry_score~", "weight_threshold", "objects"})};
  for (TieColumn& column : table.columns) column.values.resize(edges.size());
  const auto fill = [&](std::size_t i) {
    constexpr std::size_t kAhead = 16;  // rows lie all over memory
    if (i + kAhead < order.size()) __builtin_prefetch(&edges[order[i + kAhead].row]);
    const Edge& edge = edges[order[i].row];
    std::pair ends(edge.a, edge.b), posts(edge.posts_a, edge.posts_b);
    if (ranks[edge.a] > ranks[edge.b]) {
      std::swap(ends.first, ends.second);
      std::swap(posts.first, posts.second);
    }
    std::tie(table.from[i], table.to[i]) = ends;
    const auto [less, more] = std::minmax(posts.first, posts.second);
    auto column = table.columns.begin();
    for (const double value :
         {double(edge.weight), edge.average_delta_ms() / 1000, double(posts.first),
          double(posts.second), double(less) / double(more), edge.weight > threshold ? 1.0 : 0.0,
          double(edge.objects)})
      (column++)->values[i] = value;
  };
  InParallel(threads, [&](unsigned thread) {
    const std::size_t end = edges.size() * (thread + 1) / threads;
    for (std::size_t i = edges.size() * thread / threads; i < end; ++i) fill(i);
  });
  return table;
}

TieTable TableOf(const NameTable& accounts, std::span<const WeightedTie> ties) {
  Rows rows(accounts, Columns({"weight~"}));
  for (const WeightedTie& tie : ties) rows.Add(tie.a, tie.b, {tie.weight});
  return std::move(rows).Sorted();
}

TieTable TableOf(const NameTable& accounts, std::span<const qut::Tie> ties, bool with_loops) {
  Rows rows(accounts, Columns({"weight"}), true);
  for (const qut::Tie& tie : ties)
    if (with_loops || tie.user_1 != tie.user_2)
      rows.Add(tie.user_1, tie.user_2, {double(tie.weight)});
  TieTable table = std::move(rows).Sorted();
  table.from_name = "user_1";
  table.to_name = "user_2";
  return table;
}

TieTable TableOf(const NameTable& accounts, const Bipartite& matrix,
                 std::span<const ValidatedTie> ties) {
  Rows rows(accounts, Columns({"weight", "log10_p~", "q~"}));
  for (const ValidatedTie& tie : ties)
    rows.Add(matrix.accounts[tie.a], matrix.accounts[tie.b],
             {double(tie.shared), tie.log10_p, tie.q});
  return std::move(rows).Sorted();
}

TieTable TableOf(const Fused& fused) {
  Rows rows(fused.accounts, Columns({"weight~", "networks"}));
  for (std::size_t i = 0; i < fused.ties.size(); ++i)
    rows.Add(fused.ties[i].a, fused.ties[i].b, {fused.ties[i].weight, double(fused.networks[i])});
  return std::move(rows).Sorted();
}

TieTable PeerTableOf(const NameTable& accounts, const NameTable& objects,
                     const coortweet::Network& network, std::span<const coortweet::Edge> edges) {
  using coortweet::Edge;
  if (!network.has_fast) {
    Rows rows(accounts, Columns({"weight", "avg_time_delta~", "n_content_id", "n_content_id_y",
                                 "edge_symmetry_score~", "weight_threshold"}));
    for (const Edge& edge : edges) {
      const coortweet::Sum& sum = edge.full;
      rows.Add(edge.from, edge.to,
               {double(sum.weight), sum.avg_time_delta, double(sum.n_content_id),
                double(sum.n_content_id_y), sum.edge_symmetry_score, double(sum.above)},
               Joined(objects, sum.objects));
    }
    return std::move(rows).Sorted();
  }
  Rows rows(accounts, Columns({"weight_full", "weight_fast", "avg_time_delta_full~",
                               "avg_time_delta_fast~", "n_content_id_full", "n_content_id_y_full",
                               "n_content_id_fast", "n_content_id_y_fast",
                               "edge_symmetry_score_full~", "edge_symmetry_score_fast~",
                               "weight_threshold_full", "weight_threshold_fast"}));
  for (const Edge& edge : edges) {
    const coortweet::Sum& full = edge.full;
    const auto fast = [&](auto value) { return edge.fast ? double(value(*edge.fast)) : kNone; };
    using coortweet::Sum;
    rows.Add(
        edge.from, edge.to,
        {double(full.weight), fast([](const Sum& sum) { return sum.weight; }), full.avg_time_delta,
         fast([](const Sum& sum) { return sum.avg_time_delta; }), double(full.n_content_id),
         double(full.n_content_id_y), fast([](const Sum& sum) { return sum.n_content_id; }),
         fast([](const Sum& sum) { return sum.n_content_id_y; }), full.edge_symmetry_score,
         fast([](const Sum& sum) { return sum.edge_symmetry_score; }), double(full.above),
         fast([](const Sum& sum) { return sum.above; })},
        Joined(objects, full.objects));
  }
  return std::move(rows).Sorted();
}

}  // namespace evenhand::coordination
