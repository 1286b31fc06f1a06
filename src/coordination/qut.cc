#include "coordination/qut.h"

#include <algorithm>
#include <ranges>
#include <tuple>

#include "coordination/by_other.h"
#include "coordination/by_quieter.h"
#include "coordination/most_often.h"
#include "coordination/pairs.h"
#include "coordination/similar_sets.h"
#include "coordination/tie_sides.h"

namespace evenhand::coordination::qut {
namespace {

// A pair of two users that seem to have enough.
struct Record {
  std::uint32_t other;  // user
  std::uint32_t own_entry;
  std::uint32_t other_entry;
};

// Counts the distinct messages of both sides, user by user.
class Counter {
 public:
  Counter(const Timeline& timeline, const Near& near, std::uint32_t min_weight)
      : timeline_(timeline), near_(near), min_weight_(min_weight) {}

  template <class Met>
  void User(std::uint32_t rank, const Meetings<Met>& meetings) {
    const std::uint32_t user = timeline_.accounts[rank];
    Sift(user, meetings);
    for (const Other& other : by_other_.Group(std::span(sifted_).first(left_))) {
      if (other.number == user || timeline_.contents_repeat) {
        CountMessages(user, other);
      } else if (other.pairs >= min_weight_) {
        const auto [own, others] = sides_.Count(by_other_, other);
        Add(user, other.number, own.all);
        Add(other.number, user, others.all);
      }
    }
  }

  std::vector<Tie> TakeTies() && { return std::move(ties_); }

 private:
  using Other = ByOther<Record>::Other;

  // Where entries may share a message, or both are the user's.
  void CountMessages(std::uint32_t user, const Other& other) {
    if (other.pairs < min_weight_ && other.number != user) return;
    of_user_.clear();
    of_other_.clear();
    by_other_.ForEach(other, [&](const Record& record) {
      const std::uint32_t own = Message(record.own_entry);
      const std::uint32_t others = Message(record.other_entry);
      if (own == others) return;
      of_user_.push_back(own);
      (other.number == user ? of_user_ : of_other_).push_back(others);
    });
    Add(user, other.number, Count(&of_user_));
    Add(other.number, user, Count(&of_other_));
  }

  // Leaves out whom the user cannot have met often enough. A pair of the user's own messages counts
  // for both.
  template <class Met>
  void Sift(std::uint32_t user, const Meetings<Met>& meetings) {
    const auto counts = most_often_.Count(meetings, [](const Met& met) { return met.other; });
    if (sifted_.size() <= meetings.pairs()) sifted_.resize(2 * meetings.pairs() + 1);
    Record* next = sifted_.data();
    const std::uint32_t min_weight = min_weight_;
    meetings.ForEach([&](const Run& run, std::span<const Met> all) {
      // Which are left is as by chance, so nothing branches on it.
      Record* record = next;
      for (const Met& met : all) {
        *record = {met.other, run.entry, met.Entry(run.entry)};
        record += (counts.Of(met.other) >= min_weight) | (met.other == user);
      }
      next = record;
    });
    left_ = static_cast<std::size_t>(next - sifted_.data());
  }

  // What tells messages apart.
  std::uint32_t Message(std::uint32_t entry) const {
    return timeline_.contents_repeat ? timeline_.content(near_.position[entry]) : entry;
  }

  // How many different ones there are.
  static std::uint32_t Count(std::vector<std::uint32_t>* messages) {
    std::ranges::sort(*messages);
    return static_cast<std::uint32_t>(std::ranges::unique(*messages).begin() - messages->begin());
  }

  void Add(std::uint32_t from, std::uint32_t to, std::uint32_t weight) {
    if (weight > 0 && weight >= min_weight_) ties_.push_back({from, to, weight});
  }

  const Timeline& timeline_;
  const Near& near_;
  std::uint32_t min_weight_;
  MostOften most_often_;
  std::vector<Record> sifted_;
  std::size_t left_ = 0;
  ByOther<Record> by_other_;
  TieSides sides_;
  std::vector<std::uint32_t> of_user_, of_other_;
  std::vector<Tie> ties_;
};

// Adds up (message, other user), each once.
class MessageCounts {
 public:
  void Add(std::uint32_t message, std::uint32_t user, std::uint32_t other) {
    seen_.push_back({user, other, message});
  }

  std::vector<Tie> Ties(std::uint32_t min_weight) {
    std::ranges::sort(seen_);
    seen_.erase(std::ranges::unique(seen_).begin(), seen_.end());
    std::vector<Tie> ties;
    for (const auto& [user, other, message] : seen_) {
      if (ties.empty() || ties.back().user_1 != user || ties.back().user_2 != other)
        ties.push_back({user, other, 0});
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
  const Pairs pairs(
      shares, {.window_ms = options.window_ms, .min_participation = 1, .remove_loops = false});
  const ByQuieter by_quieter(pairs);
  const Near& near = by_quieter.near();
  std::vector<Counter> counters(options.threads,
                                Counter(pairs.timeline(), near, options.min_weight));
  by_quieter.Run(options.threads, near.account.get(),
                 [&](unsigned thread, std::uint32_t rank, const auto& meetings) {
                   counters[thread].User(rank, meetings);
                 });
  std::vector<Tie> all = std::move(counters.front()).TakeTies();
  for (Counter& counter : counters | std::views::drop(1)) {
    const std::vector<Tie> some = std::move(counter).TakeTies();
    all.insert(all.end(), some.begin(), some.end());
  }
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
