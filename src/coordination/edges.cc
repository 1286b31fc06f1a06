#include "coordination/edges.h"

#include <algorithm>

#include "base/check.h"
#include "coordination/by_rank.h"
#include "coordination/rank_places.h"
#include "base/parallel.h"

namespace evenhand::coordination {
namespace {

// Gathers the pairs of one account with others and adds them up.
class Gatherer {
 public:
  Gatherer(const Pairs& pairs, const EdgeOptions& options) : pairs_(pairs), options_(options) {}

  // Appends the account's ties, in the order in which the others are met.
  void Account(std::uint32_t rank, std::span<const Own> owned, std::vector<Edge>* edges) {
    met_.clear();
    others_.clear();
    for (std::size_t i = 0; i < owned.size(); ++i) {
      Prefetch(owned, i + 4);
      const auto [own, object] = owned[i];
      pairs_.ForEachWithGreater(own, &room_, [&](std::uint32_t older, std::uint32_t newer) {
        Meet(entries()[own == older ? newer : older].rank, {older, newer, object, kNone});
      });
    }
    places_.Clear();
    for (const Other& other : others_)
      if (other.pairs >= options_.min_weight) Tie(rank, other, edges);
  }

 private:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  struct Other {
    std::uint32_t rank;
    std::uint32_t pairs;
    std::uint32_t newest;  // in met_, a list from last to first
    std::int64_t delta_sum_ms;
  };
  struct Met {
    std::uint32_t older;
    std::uint32_t newer;
    std::uint32_t object;
    std::uint32_t previous;
  };

  const std::vector<Entry>& entries() const { return pairs_.timeline().entries; }

  // The entries of an account lie all over the timeline.
  void Prefetch(std::span<const Own> owned, std::size_t i) const {
    if (i >= owned.size()) return;
    __builtin_prefetch(&entries()[owned[i].position]);
  }

  void Meet(std::uint32_t rank, Met met) {
    const std::uint32_t place = places_.Of(rank);
    if (place == others_.size()) others_.push_back({rank, 0, kNone, 0});
    Other& other = others_[place];
    ++other.pairs;
    other.delta_sum_ms += entries()[met.newer].time_ms - entries()[met.older].time_ms;
    met.previous = other.newest;
    other.newest = static_cast<std::uint32_t>(met_.size());
    met_.push_back(met);
  }

  void Tie(std::uint32_t rank, const Other& other, std::vector<Edge>* edges) {
    const std::vector<std::uint32_t>& accounts = pairs_.timeline().accounts;
    const auto [a, b] = std::minmax(accounts[rank], accounts[other.rank]);
    Edge edge{.a = a, .b = b, .weight = other.pairs, .delta_sum_ms = other.delta_sum_ms};
    if (other.pairs == 1) {
      edge.objects = edge.posts_a = edge.posts_b = edge.older_posts = edge.newer_posts = 1;
    } else {
      CountDistinct(other, &edge);
    }
    if (edge.objects >= options_.min_objects) edges->push_back(edge);
  }

  void CountDistinct(const Other& other, Edge* edge) {
    for (auto* values : {&objects_, &older_, &newer_, &posts_a_, &posts_b_}) values->clear();
    const std::vector<std::uint32_t>& contents = pairs_.timeline().contents;
    for (std::uint32_t at = other.newest; at != kNone; at = met_[at].previous) {
      const auto [older, newer, object, previous] = met_[at];
      const bool a_is_older = pairs_.timeline().accounts[entries()[older].rank] == edge->a;
      objects_.push_back(object);
      older_.push_back(contents[older]);
      newer_.push_back(contents[newer]);
      posts_a_.push_back(contents[a_is_older ? older : newer]);
      posts_b_.push_back(contents[a_is_older ? newer : older]);
    }
    edge->objects = Count(&objects_);
    edge->older_posts = Count(&older_);
    edge->newer_posts = Count(&newer_);
    edge->posts_a = Count(&posts_a_);
    edge->posts_b = Count(&posts_b_);
  }

  static std::uint32_t Count(std::vector<std::uint32_t>* values) {
    std::ranges::sort(*values);
    return static_cast<std::uint32_t>(std::ranges::unique(*values).begin() - values->begin());
  }

  const Pairs& pairs_;
  const EdgeOptions& options_;
  std::vector<std::uint32_t> room_;
  std::vector<Met> met_;
  std::vector<Other> others_;
  RankPlaces places_;  // in others_
  std::vector<std::uint32_t> objects_, older_, newer_, posts_a_, posts_b_;
};

}  // namespace

void AddUp(const Pairs& pairs, const EdgeOptions& options,
           const std::function<void(std::span<const Edge>)>& piece) {
  EVENHAND_CHECK(options.threads > 0);
  constexpr std::uint32_t kAccountsAtATime = 256;
  const ByRank by_rank(pairs.timeline());
  std::vector<Gatherer> gatherers(options.threads, Gatherer(pairs, options));
  std::vector<std::vector<Edge>> edges(options.threads);
  for (std::size_t done = 0; done < by_rank.accounts(); done += std::size_t{kAccountsAtATime} * options.threads) {
    InParallel(options.threads, [&](unsigned thread) {
      edges[thread].clear();
      const std::size_t first = std::min(done + std::size_t{kAccountsAtATime} * thread, by_rank.accounts());
      const std::size_t last = std::min(first + kAccountsAtATime, by_rank.accounts());
      for (std::size_t rank = first; rank < last; ++rank)
        gatherers[thread].Account(static_cast<std::uint32_t>(rank), by_rank.Of(rank), &edges[thread]);
    });
    for (const std::vector<Edge>& some : edges)
      if (!some.empty()) piece(some);
  }
}

std::vector<Edge> AddUp(const Pairs& pairs, const EdgeOptions& options) {
  std::vector<Edge> edges;
  AddUp(pairs, options, [&](std::span<const Edge> some) { edges.insert(edges.end(), some.begin(), some.end()); });
  std::ranges::sort(edges, [](const Edge& x, const Edge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  return edges;
}

}  // namespace evenhand::coordination
