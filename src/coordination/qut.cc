#include "coordination/qut.h"

#include <algorithm>
#include <tuple>

#include "base/parallel.h"
#include "coordination/by_rank.h"
#include "coordination/rank_places.h"
#include "coordination/similar_sets.h"
#include "coordination/timeline.h"

namespace evenhand::coordination::qut {
namespace {

bool ByUsers(const Tie& x, const Tie& y) { return std::tie(x.user_1, x.user_2) < std::tie(y.user_1, y.user_2); }

// The ties of one user after another.
class Gatherer {
 public:
  Gatherer(const Timeline& timeline, const Options& options) : timeline_(timeline), options_(options) {}

  void User(std::uint32_t rank, std::span<const Own> owned, std::vector<Tie>* ties) {
    places_.Clear();
    others_.clear();
    own_.assign(owned.begin(), owned.end());
    // A message with several keys counts once, so its entries come together.
    std::ranges::stable_sort(own_, {}, [&](const Own& own) { return timeline_.contents[own.position]; });
    for (const Own& own : own_) Message(own.position);
    for (const Other& other : others_) {
      if (other.weight >= options_.min_weight)
        ties->push_back({timeline_.accounts[rank], timeline_.accounts[other.rank], other.weight});
    }
  }

 private:
  struct Other {
    std::uint32_t rank;
    std::uint32_t weight;
    std::uint32_t last;  // content of the message counted last
  };

  void Message(std::uint32_t own) {
    const std::vector<Entry>& entries = timeline_.entries;
    for (std::uint32_t at = own; !entries[at].opens_object;) {
      --at;
      if (entries[own].time_ms - entries[at].time_ms > options_.window_ms) break;
      Meet(own, at);
    }
    for (std::uint32_t at = own + 1; at < entries.size() && !entries[at].opens_object; ++at) {
      if (entries[at].time_ms - entries[own].time_ms > options_.window_ms) break;
      Meet(own, at);
    }
  }

  void Meet(std::uint32_t own, std::uint32_t at) {
    const std::uint32_t message = timeline_.contents[own];
    if (timeline_.contents[at] == message) return;
    const std::uint32_t rank = timeline_.entries[at].rank;
    const std::uint32_t place = places_.Of(rank);
    if (place == others_.size()) others_.push_back({rank, 0, ~message});
    Other& other = others_[place];
    if (other.last == message) return;
    other.last = message;
    ++other.weight;
  }

  const Timeline& timeline_;
  const Options& options_;
  RankPlaces places_;
  std::vector<Other> others_;
  std::vector<Own> own_;
};

// Adds up (message, other user), each once.
class MessageCounts {
 public:
  void Add(std::uint32_t message, std::uint32_t user, std::uint32_t other) { seen_.push_back({user, other, message}); }

  std::vector<Tie> Ties(std::uint32_t min_weight) {
    std::ranges::sort(seen_);
    seen_.erase(std::ranges::unique(seen_).begin(), seen_.end());
    std::vector<Tie> ties;
    for (const auto& [user, other, message] : seen_) {
      if (ties.empty() || ties.back().user_1 != user || ties.back().user_2 != other) ties.push_back({user, other, 0});
      ++ties.back().weight;
    }
    std::erase_if(ties, [&](const Tie& tie) { return tie.weight < min_weight; });
    return ties;
  }

 private:
  std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> seen_;
};

}  // namespace

std::vector<Tie> Network(const model::Shares& shares, const Options& options) {
  const Timeline timeline = GroupByObject(shares, {.without_originals = false});
  const ByRank by_rank(timeline);
  std::vector<std::vector<Tie>> ties(options.threads);
  // Quiet accounts come first and busy ones last, so threads take turns.
  InParallel(options.threads, [&](unsigned thread) {
    Gatherer gatherer(timeline, options);
    for (std::size_t rank = thread; rank < by_rank.accounts(); rank += options.threads)
      gatherer.User(static_cast<std::uint32_t>(rank), by_rank.Of(rank), &ties[thread]);
  });
  std::vector<Tie> all;
  for (const std::vector<Tie>& some : ties) all.insert(all.end(), some.begin(), some.end());
  std::ranges::sort(all, ByUsers);
  return all;
}

std::vector<Tie> SimilarNetwork(const model::Shares& shares, const SimilarOptions& options) {
  MessageCounts counts;
  ForEachSimilarPair(shares,
                     {.window_ms = options.common.window_ms,
                      .threshold = options.threshold,
                      .min_words = options.min_words},
                     [&](std::uint32_t x, std::uint32_t y) {
                       if (shares.content[x] == shares.content[y]) return;
                       counts.Add(shares.content[x], shares.account[x], shares.account[y]);
                       counts.Add(shares.content[y], shares.account[y], shares.account[x]);
                     });
  return counts.Ties(options.common.min_weight);
}

}  // namespace evenhand::coordination::qut
