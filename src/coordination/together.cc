#include "coordination/together.h"

#include <algorithm>

#include "coordination/by_other.h"
#include "coordination/by_quieter.h"

namespace evenhand::coordination {
namespace {

struct Record {
  std::uint32_t quieter;  // accounts, by rank
  std::uint32_t busier;
  std::uint32_t object;
};

Record RecordOf(const Entry& x, const Entry& y, const Met& met) {
  const auto [quieter, busier] = std::minmax<std::uint32_t>({x.rank, y.rank});
  return {quieter, busier, met.object};
}

// Counts distinct objects, account by account.
class Counter {
 public:
  Counter(std::uint32_t objects, std::uint32_t min_objects) : min_objects_(min_objects), pairs_on_(objects, 0) {}

  void Account(std::uint32_t rank, std::span<const Record> records) {
    const std::size_t first = ties_.size();
    for (const ByOther<Record>::Other& other : by_other_.Group(records)) {
      const std::uint32_t objects = CountObjects(other);
      if (objects >= min_objects_) ties_.push_back({rank, other.rank, objects});
    }
    std::sort(ties_.begin() + static_cast<std::ptrdiff_t>(first), ties_.end(),
              [](const Together& x, const Together& y) { return x.b < y.b; });
  }

  const std::vector<Together>& ties() const { return ties_; }
  const std::vector<std::uint64_t>& pairs_on() const { return pairs_on_; }

 private:
  // The records of an account come object by object.
  std::uint32_t CountObjects(const ByOther<Record>::Other& other) {
    std::uint32_t objects = 0;
    std::uint32_t last = ~by_other_.Last(other).object;
    by_other_.ForEach(other, [&](const Record& record) {
      if (record.object == last) return;
      last = record.object;
      ++objects;
      ++pairs_on_[record.object];
    });
    return objects;
  }

  std::uint32_t min_objects_;
  ByOther<Record> by_other_;
  std::vector<Together> ties_;
  std::vector<std::uint64_t> pairs_on_;
};

}  // namespace

Companions FindCompanions(const Pairs& pairs, std::uint32_t min_objects, unsigned threads) {
  std::vector<Counter> counters(threads, Counter(pairs.timeline().objects(), min_objects));
  ByQuieter<Record>(pairs).Run(
          threads,
          [](const Entry& x, const Entry& y, const Met& met) { return RecordOf(x, y, met); },
          [&](unsigned thread, std::uint32_t rank, std::span<const Record> records) {
            counters[thread].Account(rank, records);
          },
          [] {});
  Companions all{.pairs_on = std::vector<std::uint64_t>(pairs.timeline().objects(), 0)};
  for (const Counter& counter : counters) {
    all.ties.insert(all.ties.end(), counter.ties().begin(), counter.ties().end());
    for (std::size_t object = 0; object < all.pairs_on.size(); ++object)
      all.pairs_on[object] += counter.pairs_on()[object];
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
