#include "coordination/together.h"

#include <algorithm>

#include "base/parallel_sort.h"
#include "coordination/by_other.h"
#include "coordination/by_quieter.h"
#include "coordination/most_often.h"

namespace evenhand::coordination {
namespace {

// A pair of two accounts that seem to have been together on enough objects.
struct Record {
  std::uint32_t other;  // account, by rank
  std::uint32_t object;
};

// Counts distinct objects, account by account.
class Counter {
 public:
  explicit Counter(const LeastObjects& least) : least_(least) {}

  void Account(std::uint32_t rank, const Meetings<MetWho>& meetings) {
    Sift(rank, meetings);
    for (const ByOther<Record>::Other& other : by_other_.Group(sifted_)) {
      const std::uint32_t objects = CountObjects(other);
      if (least_.Tells(rank, other.number, objects)) ties_.push_back({rank, other.number, objects});
    }
  }

  const std::vector<Together>& ties() const { return ties_; }

 private:
  // Leaves out whom the account cannot have met on as many objects as it takes.
  void Sift(std::uint32_t rank, const Meetings<MetWho>& meetings) {
    const auto counts = most_often_.Count(meetings, [](const MetWho& met) { return met.other; });
    sifted_.clear();
    meetings.ForEach([&](const Run& run, std::span<const MetWho> all) {
      for (const MetWho& met : all)
        if (least_.Tells(rank, met.other, counts.Of(met.other)))
          sifted_.push_back({met.other, run.object});
    });
  }

  // The records of an account come object by object.
  std::uint32_t CountObjects(const ByOther<Record>::Other& other) const {
    std::uint32_t objects = 0;
    std::uint32_t last = ~by_other_.Last(other).object;
    by_other_.ForEach(other, [&](const Record& record) {
      objects += record.object != last;
      last = record.object;
    });
    return objects;
  }

  const LeastObjects& least_;
  MostOften most_often_;
  std::vector<Record> sifted_;
  ByOther<Record> by_other_;
  std::vector<Together> ties_;
};

// By object: account pairs together on it of which one has an entry there that is one of some;
// `is_one` is the same for all entries of an account on an object.
template <class IsOne>
void AddPairsOf(const Pairs& pairs, const ByRank& by_rank, const IsOne& is_one,
                std::vector<std::uint64_t>* pairs_on) {
  const Timeline& timeline = pairs.timeline();
  std::vector<std::uint32_t> met_by(by_rank.accounts(), 0);
  std::uint32_t meeting = 0;
  for (std::uint32_t rank = 0; rank < by_rank.accounts(); ++rank) {
    const std::span<const Own> owned = by_rank.Of(rank);
    for (std::size_t i = 0; i < owned.size(); ++i) {
      if (i == 0 || owned[i].object != owned[i - 1].object) ++meeting;
      if (!is_one(owned[i].position)) continue;
      std::uint64_t& count = (*pairs_on)[owned[i].object];
      pairs.ForEachPartner(owned[i].position, [&](std::uint32_t at) {
        const std::uint32_t other = timeline.entries[at].rank;
        if (other == rank || (is_one(at) && other < rank) || met_by[other] == meeting) return;
        met_by[other] = meeting;
        ++count;
      });
    }
  }
}

}  // namespace

std::vector<Together> FindTogether(const Pairs& pairs, const LeastObjects& least,
                                   unsigned threads) {
  std::vector<Counter> counters(threads, Counter(least));
  const ByQuieter by_quieter(pairs);
  by_quieter.RunWho(threads, by_quieter.near().rank.get(),
                    [&](unsigned thread, std::uint32_t rank, const auto& meetings) {
                      counters[thread].Account(rank, meetings);
                    });
  std::vector<Together> all;
  for (const Counter& counter : counters)
    all.insert(all.end(), counter.ties().begin(), counter.ties().end());
  SortByNumber(threads, &all,
               [](const Together& tie) { return std::uint64_t{tie.a} << 32 | tie.b; });
  return all;
}

std::vector<Together> FindTogether(const Pairs& pairs, std::uint32_t objects, unsigned threads) {
  return FindTogether(pairs,
                      {.activity = std::vector<double>(pairs.timeline().accounts.size(), 1),
                       .reach = std::vector<double>(objects, -1)},
                      threads);
}

std::vector<std::uint64_t> PairsOn(const Pairs& pairs, const ByRank& by_rank) {
  const Timeline& timeline = pairs.timeline();
  std::vector<bool> apart(timeline.entries.size());
  for (std::size_t at = 0; at < apart.size(); ++at)
    apart[at] = timeline.entries[at].common_content || !timeline.entries[at].qualifies;
  for (std::uint32_t rank = 0; rank < by_rank.accounts(); ++rank) {
    const std::span<const Own> owned = by_rank.Of(rank);
    for (std::size_t i = 1; i < owned.size(); ++i)
      if (owned[i].object == owned[i - 1].object)
        apart[owned[i].position] = apart[owned[i - 1].position] = true;
  }
  std::vector<std::uint64_t> pairs_on(timeline.objects(), 0);
  for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
    std::uint32_t oldest = timeline.starts[object];
    std::uint64_t near = 0;  // entries within the window of `at`, but for those apart
    for (std::uint32_t at = oldest; at < timeline.starts[object + 1]; ++at) {
      for (; !pairs.AreNear(oldest, at); ++oldest) near -= !apart[oldest];
      if (apart[at]) continue;
      pairs_on[object] += near++;
    }
  }
  AddPairsOf(
      pairs, by_rank, [&](std::uint32_t at) { return apart[at]; }, &pairs_on);
  return pairs_on;
}

std::vector<std::uint64_t> PairsWith(const Pairs& pairs, const ByRank& by_rank,
                                     const std::vector<bool>& accounts) {
  const Timeline& timeline = pairs.timeline();
  std::vector<std::uint64_t> pairs_on(timeline.objects(), 0);
  AddPairsOf(
      pairs, by_rank, [&](std::uint32_t at) { return accounts[timeline.entries[at].rank]; },
      &pairs_on);
  return pairs_on;
}

}  // namespace evenhand::coordination
