#include "coordination/together.h"

#include <algorithm>

#include "base/parallel.h"
#include "coordination/rank_places.h"

namespace evenhand::coordination {
namespace {

class Gatherer {
 public:
  Gatherer(const Pairs& pairs, const ByRank& by_rank)
      : pairs_(pairs), by_rank_(by_rank), pairs_on_(pairs.timeline().objects(), 0) {}

  void Account(std::uint32_t rank, std::uint32_t min_objects) {
    others_.clear();
    places_.Clear();
    for (const auto& [own, object] : by_rank_.Of(rank)) {
      pairs_.ForEachWithGreater(own, &room_, [&, own = own, object = object](std::uint32_t older, std::uint32_t newer) {
        const std::uint32_t met = pairs_.timeline().entries[own == older ? newer : older].rank;
        if (Meet(met, object)) ++pairs_on_[object];
      });
    }
    const std::size_t first = ties_.size();
    for (const Other& other : others_)
      if (other.objects >= min_objects) ties_.push_back({rank, other.rank, other.objects});
    std::sort(ties_.begin() + static_cast<std::ptrdiff_t>(first), ties_.end(),
              [](const Together& x, const Together& y) { return x.b < y.b; });
  }

  const std::vector<Together>& ties() const { return ties_; }
  const std::vector<std::uint64_t>& pairs_on() const { return pairs_on_; }

 private:
  struct Other {
    std::uint32_t rank;
    std::uint32_t objects;
    std::uint32_t last;  // object; an account's entries come object by object
  };

  // Whether it is the first time on this object.
  bool Meet(std::uint32_t rank, std::uint32_t object) {
    const std::uint32_t place = places_.Of(rank);
    if (place == others_.size()) others_.push_back({rank, 0, ~object});
    Other& other = others_[place];
    if (other.last == object) return false;
    other.last = object;
    ++other.objects;
    return true;
  }

  const Pairs& pairs_;
  const ByRank& by_rank_;
  std::vector<std::uint32_t> room_;
  std::vector<Other> others_;
  RankPlaces places_;
  std::vector<Together> ties_;
  std::vector<std::uint64_t> pairs_on_;
};

}  // namespace

Companions FindCompanions(const Pairs& pairs, const ByRank& by_rank, std::uint32_t min_objects, unsigned threads) {
  std::vector<Gatherer> gatherers(threads, Gatherer(pairs, by_rank));
  // Quiet accounts come first and busy ones last, so threads take turns.
  InParallel(threads, [&](unsigned thread) {
    for (std::size_t rank = thread; rank < by_rank.accounts(); rank += threads)
      gatherers[thread].Account(static_cast<std::uint32_t>(rank), min_objects);
  });
  Companions all{.pairs_on = std::vector<std::uint64_t>(pairs.timeline().objects(), 0)};
  for (const Gatherer& gatherer : gatherers) {
    all.ties.insert(all.ties.end(), gatherer.ties().begin(), gatherer.ties().end());
    for (std::size_t object = 0; object < all.pairs_on.size(); ++object)
      all.pairs_on[object] += gatherer.pairs_on()[object];
  }
  std::ranges::sort(all.ties, [](const Together& x, const Together& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  return all;
}

std::vector<std::uint64_t> PairsWith(const Pairs& pairs, const ByRank& by_rank, const std::vector<bool>& accounts) {
  const Timeline& timeline = pairs.timeline();
  std::vector<std::uint64_t> pairs_on(timeline.objects(), 0);
  std::vector<std::uint32_t> met;
  const auto count = [&](std::uint32_t object) {
    std::ranges::sort(met);
    pairs_on[object] += static_cast<std::uint64_t>(std::ranges::unique(met).begin() - met.begin());
    met.clear();
  };
  for (std::uint32_t rank = 0; rank < by_rank.accounts(); ++rank) {
    if (!accounts[rank]) continue;
    const std::span<const Own> owned = by_rank.Of(rank);
    for (std::size_t i = 0; i < owned.size(); ++i) {
      pairs.ForEachPartner(owned[i].position, [&](std::uint32_t at) {
        const std::uint32_t other = timeline.entries[at].rank;
        if (other != rank && (!accounts[other] || rank < other)) met.push_back(other);
      });
      if (i + 1 == owned.size() || owned[i + 1].object != owned[i].object) count(owned[i].object);
    }
  }
  return pairs_on;
}

}  // namespace evenhand::coordination
