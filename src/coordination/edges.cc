#include "coordination/edges.h"

#include <algorithm>
#include <mutex>

#include "base/check.h"
#include "base/parallel_sort.h"
#include "coordination/by_other.h"
#include "coordination/by_quieter.h"
#include "coordination/most_often.h"

namespace evenhand::coordination {
namespace {

// A pair, as gathered: 12 bytes, written and read twice for each.
struct Met {
  std::uint32_t account;
  std::uint32_t entry;
  std::uint32_t delta_ms;
};

// A pair of two accounts that seem to have several.
struct Record {
  std::uint32_t other;  // account
  std::uint32_t own_entry;
  std::uint32_t other_entry;
  std::uint32_t object;
  std::uint32_t delta_ms;
};

// Ties on their way, in a piece that fits the processor's cache.
class Piece {
 public:
  explicit Piece(const std::function<void(std::span<const Edge>)>& take) : take_(&take) {}

  // Room for so many, to be filled from the front; Fill says where they end.
  Edge* Room(std::size_t count) {
    if (edges_.size() - used_ < count) {
      Empty();
      if (edges_.size() < count) edges_.resize(std::max(count, kEdges));
    }
    return edges_.data() + used_;
  }
  void Fill(const Edge* end) { used_ = static_cast<std::size_t>(end - edges_.data()); }

  void Empty() {
    if (used_ > 0) (*take_)(std::span(edges_).first(used_));
    used_ = 0;
  }

 private:
  static constexpr std::size_t kEdges = 2048;
  const std::function<void(std::span<const Edge>)>* take_;
  std::vector<Edge> edges_;
  std::size_t used_ = 0;
};

// Adds up the pairs of one account with others.
class Adder {
 public:
  Adder(const Pairs& pairs, const EdgeOptions& options, Piece piece)
      : timeline_(pairs.timeline()),
        is_long_(pairs.is_long()),
        wants_single_(options.min_weight <= 1 && options.min_objects <= 1),
        options_(options),
        piece_(std::move(piece)) {}

  // Takes all that an account has met.
  void Account(const Near& near, std::uint32_t rank, const Meetings<Met>& meetings) {
    near_ = &near;
    account_ = timeline_.accounts[rank];
    Sift(meetings);
    for (const Other& other : by_other_.Group(std::span(repeated_).first(repeats_)))
      if (other.pairs >= options_.min_weight) Tie(other);
  }

  void Finish() { piece_.Empty(); }

 private:
  using Other = ByOther<Record>::Other;

  // Most meet once, which takes no table to know: their ties are told at once, and what is left is
  // kept. Which of the two is as by chance, so both are written, and one is taken.
  void Sift(const Meetings<Met>& meetings) {
    most_often_.Restart(meetings.pairs());
    meetings.ForEach([&](const Run&, std::span<const Met> all) {
      most_often_.Add(all, [](const Met& met) { return met.account; });
    });
    if (repeated_.size() <= meetings.pairs()) repeated_.resize(2 * meetings.pairs() + 1);
    Record* repeated = repeated_.data();
    const std::uint32_t account = account_;
    meetings.ForEach([&](const Run& run, std::span<const Met> all) {
      Edge* edge = piece_.Room(all.size() + 1);
      for (const Met& met : all) {
        const bool is_repeated = most_often_.IsMoreThanOnce(met.account);
        *repeated = {met.account, run.entry, met.entry, run.object, met.delta_ms};
        repeated += is_repeated;
        *edge = EdgeOf(account, met.account, Delta(run.entry, met.entry, met.delta_ms), 1);
        edge += !is_repeated & wants_single_;
      }
      piece_.Fill(edge);
    });
    repeats_ = static_cast<std::size_t>(repeated - repeated_.data());
  }

  static Edge EdgeOf(std::uint32_t account, std::uint32_t other, std::int64_t delta_sum_ms,
                     std::uint32_t of_all) {
    return {.a = std::min(account, other),
            .b = std::max(account, other),
            .weight = of_all,
            .objects = of_all,
            .posts_a = of_all,
            .posts_b = of_all,
            .older_posts = of_all,
            .newer_posts = of_all,
            .delta_sum_ms = delta_sum_ms};
  }

  void Tie(const Other& other) {
    std::uint32_t objects = 0;
    std::uint32_t last = ~by_other_.Last(other).object;
    std::int64_t delta_sum_ms = 0;
    by_other_.ForEach(other, [&](const Record& record) {
      objects += record.object != last;  // which come one after another
      last = record.object;
      delta_sum_ms += Delta(record.own_entry, record.other_entry, record.delta_ms);
    });
    if (objects < options_.min_objects) return;
    Edge* const edge = piece_.Room(1);
    *edge = EdgeOf(account_, other.number, delta_sum_ms, other.pairs);
    edge->objects = objects;
    // Posts on as many objects are as many.
    if (objects != other.pairs || timeline_.contents_repeat) CountPosts(other, edge);
    piece_.Fill(edge + 1);
  }

  void CountPosts(const Other& other, Edge* edge) {
    for (auto* values : {&older_, &newer_, &own_, &others_}) values->clear();
    by_other_.ForEach(other, [&](const Record& record) {
      const std::uint32_t own = Post(record.own_entry);
      const std::uint32_t others = Post(record.other_entry);
      own_.push_back(own);
      others_.push_back(others);
      const bool own_is_older = record.own_entry < record.other_entry;  // with itself too
      older_.push_back(own_is_older ? own : others);
      newer_.push_back(own_is_older ? others : own);
    });
    const bool own_is_a = account_ == edge->a;
    edge->older_posts = Count(&older_);
    edge->newer_posts = Count(&newer_);
    edge->posts_a = Count(own_is_a ? &own_ : &others_);
    edge->posts_b = Count(own_is_a ? &others_ : &own_);
  }

  std::int64_t Delta(std::uint32_t own, std::uint32_t other, std::uint32_t delta_ms) const {
    if (!is_long_) return delta_ms;
    const auto [older, newer] = std::minmax(near_->position[own], near_->position[other]);
    return timeline_.entries[newer].time_ms - timeline_.entries[older].time_ms;
  }

  // What tells posts apart.
  std::uint32_t Post(std::uint32_t entry) const {
    return timeline_.contents_repeat ? timeline_.contents[near_->position[entry]] : entry;
  }

  // How many different ones there are.
  static std::uint32_t Count(std::vector<std::uint32_t>* values) {
    constexpr std::size_t kFew = 12;  // to be compared each with each
    if (values->size() > kFew) {
      std::ranges::sort(*values);
      return static_cast<std::uint32_t>(std::ranges::unique(*values).begin() - values->begin());
    }
    std::uint32_t different = 0;
    for (auto value = values->begin(); value != values->end(); ++value)
      different += std::find(values->begin(), value, *value) == value;
    return different;
  }

  const Timeline& timeline_;
  const bool is_long_;
  const bool wants_single_;
  const EdgeOptions& options_;
  const Near* near_ = nullptr;
  std::uint32_t account_ = 0;
  Piece piece_;
  MostOften most_often_;
  std::vector<Record> repeated_;
  std::size_t repeats_ = 0;
  ByOther<Record> by_other_;
  std::vector<std::uint32_t> older_, newer_, own_, others_;
};

}  // namespace

void AddUp(const Pairs& pairs, const EdgeOptions& options,
           const std::function<void(std::span<const Edge>)>& piece) {
  EVENHAND_CHECK(options.threads > 0);
  std::mutex one_at_a_time;
  const std::function<void(std::span<const Edge>)> take = [&](std::span<const Edge> some) {
    const std::lock_guard lock(one_at_a_time);
    piece(some);
  };
  std::vector<Adder> adders(options.threads, Adder(pairs, options, Piece(take)));
  const ByQuieter<Met> by_quieter(pairs, options.looks_at_a_time);
  const std::vector<std::uint32_t>& accounts = by_quieter.near().account;
  by_quieter.Run(
      options.threads,
      [&](std::uint32_t entry, std::uint32_t delta_ms) {
        return Met{accounts[entry], entry, delta_ms};
      },
      [&](unsigned thread, std::uint32_t rank, const Meetings<Met>& meetings) {
        adders[thread].Account(by_quieter.near(), rank, meetings);
      });
  for (Adder& adder : adders) adder.Finish();
}

std::vector<Edge> AddUp(const Pairs& pairs, const EdgeOptions& options) {
  std::vector<Edge> edges;
  AddUp(pairs, options,
        [&](std::span<const Edge> some) { edges.insert(edges.end(), some.begin(), some.end()); });
  SortInParallel(options.threads, &edges,
                 [](const Edge& x, const Edge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
  return edges;
}

}  // namespace evenhand::coordination
