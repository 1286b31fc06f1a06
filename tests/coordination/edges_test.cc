#include "coordination/edges.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "coordination/random_shares.h"

namespace evenhand::coordination {
namespace {

// The definition of pairs.h, word for word, over all pairs of rows.
class Reference {
 public:
  Reference(const model::Shares& shares, const PairOptions& options)
      : shares_(shares), options_(options) {
    const std::vector<std::uint32_t> rows = RowsByAccount(shares);
    for (std::uint32_t row = 0; row < shares.size(); ++row)
      if (rows[shares.account[row]] >= options.min_participation) kept_.push_back(row);
    if (options.remove_loops)
      std::erase_if(kept_, [&](std::uint32_t row) { return IsOriginal(row); });
    for (const std::uint32_t x : kept_) {
      for (const std::uint32_t y : kept_) {
        if (!IsEarlier(x, y) || !InWindow(x, y)) continue;
        const bool compared = options.max_neighbours == 0 || Between(x, y) < options.max_neighbours;
        not_compared_ += !compared;
        if (compared && Together(x, y)) pairs_.emplace_back(x, y);
      }
    }
    if (options.min_participation >= 1) Participate();
  }

  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs() const { return pairs_; }
  std::uint64_t not_compared() const { return not_compared_; }

 private:
  bool IsOriginal(std::uint32_t row) const {
    return shares_.contents.Name(shares_.content[row]) == shares_.objects.Name(shares_.object[row]);
  }

  bool IsEarlier(std::uint32_t x, std::uint32_t y) const {
    return std::tuple(shares_.time_ms[x], shares_.account[x], x) <
           std::tuple(shares_.time_ms[y], shares_.account[y], y);
  }

  bool InWindow(std::uint32_t x, std::uint32_t y) const {
    return shares_.object[x] == shares_.object[y] &&
           shares_.time_ms[y] - shares_.time_ms[x] <= options_.window_ms;
  }

  std::uint32_t Between(std::uint32_t x, std::uint32_t y) const {
    return static_cast<std::uint32_t>(std::ranges::count_if(kept_, [&](std::uint32_t row) {
      return shares_.object[row] == shares_.object[x] && IsEarlier(x, row) && IsEarlier(row, y);
    }));
  }

  bool Together(std::uint32_t x, std::uint32_t y) const {
    return !options_.remove_loops ||
           (shares_.account[x] != shares_.account[y] && shares_.content[x] != shares_.content[y]);
  }

  void Participate() {
    std::set<std::uint32_t> in_pairs;
    for (const auto& [x, y] : pairs_) in_pairs.insert({shares_.content[x], shares_.content[y]});
    std::map<std::uint32_t, std::uint32_t> rows;
    for (const std::uint32_t row : kept_)
      if (in_pairs.contains(shares_.content[row])) ++rows[shares_.account[row]];
    std::set<std::uint32_t> qualify;
    for (const std::uint32_t row : kept_) {
      if (in_pairs.contains(shares_.content[row]) &&
          rows[shares_.account[row]] >= options_.min_participation)
        qualify.insert(shares_.content[row]);
    }
    std::erase_if(pairs_, [&](const auto& pair) {
      return !qualify.contains(shares_.content[pair.first]) &&
             !qualify.contains(shares_.content[pair.second]);
    });
  }

  const model::Shares& shares_;
  const PairOptions& options_;
  std::vector<std::uint32_t> kept_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
  std::uint64_t not_compared_ = 0;
};

std::vector<Edge> ReferenceEdges(const model::Shares& shares, const Reference& reference) {
  struct Sets {
    std::set<std::uint32_t> objects, a, b, older, newer;
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<Edge, Sets>> ties;
  for (const auto& [x, y] : reference.pairs()) {
    const auto [a, b] = std::minmax({shares.account[x], shares.account[y]});
    auto& [edge, sets] = ties[{a, b}];
    edge.a = a;
    edge.b = b;
    ++edge.weight;
    edge.delta_sum_ms += shares.time_ms[y] - shares.time_ms[x];
    const bool a_is_older = shares.account[x] == a;
    sets.objects.insert(shares.object[x]);
    sets.older.insert(shares.content[x]);
    sets.newer.insert(shares.content[y]);
    sets.a.insert(shares.content[a_is_older ? x : y]);
    sets.b.insert(shares.content[a_is_older ? y : x]);
  }
  std::vector<Edge> edges;
  for (auto& [key, tie] : ties) {
    auto& [edge, sets] = tie;
    edge.objects = static_cast<std::uint32_t>(sets.objects.size());
    edge.older_posts = static_cast<std::uint32_t>(sets.older.size());
    edge.newer_posts = static_cast<std::uint32_t>(sets.newer.size());
    edge.posts_a = static_cast<std::uint32_t>(sets.a.size());
    edge.posts_b = static_cast<std::uint32_t>(sets.b.size());
    edges.push_back(edge);
  }
  return edges;
}

PairOptions RandomOptions() {
  return {.window_ms = *rc::gen::element<std::int64_t>(0, 1, 999, 1000, 10'000, 100'000),
          .min_participation = static_cast<std::uint32_t>(*rc::gen::inRange(0, 5)),
          .remove_loops = *rc::gen::arbitrary<bool>(),
          .max_neighbours = *rc::gen::element<std::uint32_t>(0, 0, 1, 2, 5)};
}

RC_GTEST_PROP(Pairs, AreThoseOfTheDefinition, ()) {
  const model::Shares shares = *RandomShares();
  const PairOptions options = RandomOptions();
  const Reference reference(shares, options);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> got;
  const Pairs pairs(shares, options);
  for (const SharePair& pair : AllPairs(pairs)) got.emplace_back(pair.row, pair.row_y);
  std::ranges::sort(got);
  auto wanted = reference.pairs();
  std::ranges::sort(wanted);
  RC_ASSERT(got == wanted);
  RC_ASSERT(pairs.NotCompared() == reference.not_compared());
}

RC_GTEST_PROP(Edges, AreTheSumsOfPairs, ()) {
  const model::Shares shares = *RandomShares();
  const PairOptions options = RandomOptions();
  const Pairs pairs(shares, options);
  const std::vector<Edge> wanted = ReferenceEdges(shares, Reference(shares, options));
  RC_ASSERT(AddUp(pairs) == wanted);
  const auto looks = *rc::gen::element<std::size_t>(0, 1, 7, 50, 1000);
  RC_ASSERT(AddUp(pairs, {.looks_at_a_time = looks}) == wanted);
  RC_ASSERT(AddUp(pairs, {.threads = 3, .looks_at_a_time = looks}) == wanted);
}

RC_GTEST_PROP(Edges, WithFewPairsOrObjectsAreLeftOut, ()) {
  const model::Shares shares = *RandomShares();
  const Pairs pairs(shares, {.window_ms = 10'000, .min_participation = 1});
  std::vector<Edge> wanted = AddUp(pairs);
  std::erase_if(wanted, [](const Edge& edge) { return edge.weight < 2 || edge.objects < 2; });
  RC_ASSERT(AddUp(pairs, {.min_weight = 2, .min_objects = 2}) == wanted);
}

TEST(Edges, AddUpTimesThatTakeMoreThan32Bits) {
  constexpr std::int64_t kYear = std::int64_t{366} * 24 * 3600 * 1000;
  model::Shares shares;
  shares.Add("t1", "A", "a1", -kYear);
  shares.Add("t1", "B", "b1", kYear + 1);
  shares.Add("t1", "C", "c1", kYear + 2);
  shares.Add("t2", "C", "c2", 0);
  shares.Add("t2", "A", "a2", kYear);
  const std::vector<Edge> edges =
      AddUp(Pairs(shares, {.window_ms = 4 * kYear, .min_participation = 1}));
  ASSERT_EQ(edges.size(), 3U);
  EXPECT_EQ(edges[0].delta_sum_ms, 2 * kYear + 1);          // A, B
  EXPECT_EQ(edges[1].delta_sum_ms, 2 * kYear + 2 + kYear);  // A, C
  EXPECT_EQ(edges[1].weight, 2U);
  EXPECT_EQ(edges[2].delta_sum_ms, 1);  // B, C
}

TEST(Edges, SayHowManyPostsEachSidePutOut) {
  // coordination.md, worked example 6: the peer's score is 2 / 4, though both accounts have three
  // posts in it.
  model::Shares shares;
  shares.Add("t1", "A", "a1", 0);
  shares.Add("t1", "B", "b1", 4'000);
  shares.Add("t1", "B", "b2", 6'000);
  shares.Add("t2", "B", "b3", 100'000);
  shares.Add("t2", "A", "a2", 103'000);
  shares.Add("t2", "A", "a3", 105'000);
  const std::vector<Edge> edges = AddUp(Pairs(shares, {.min_participation = 1}));
  ASSERT_EQ(edges.size(), 1U);
  EXPECT_EQ(edges[0], (Edge{.a = 0,
                            .b = 1,
                            .weight = 4,
                            .objects = 2,
                            .posts_a = 3,
                            .posts_b = 3,
                            .older_posts = 2,
                            .newer_posts = 4,
                            .delta_sum_ms = 18'000}));
}

}  // namespace
}  // namespace evenhand::coordination
