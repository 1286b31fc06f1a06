#include "coordination/edges.h"

#include <algorithm>
#include <mutex>

#include "base/check.h"
#include "base/parallel_sort.h"
#include "coordination/by_other.h"
#include "coordination/by_quieter.h"
#include "coordination/most_often.h"
#include "coordination/tie_sides.h"

namespace evenhand::coordination {
namespace {

// A pair of two accounts that seem to have several.
struct Record {
  std::uint32_t own_entry;
  std::uint32_t object;
  std::uint32_t other;  // account
  std::uint32_t other_entry;
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
        is_long_(pairs.window_ms() > 0xFFFFFFFF),
        wants_single_(options.min_weight <= 1 && options.min_objects <= 1),
        options_(options),
        piece_(std::move(piece)) {}

  // Takes all that an account has met.
  template <class Met>
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
  template <class Met>
  void Sift(const Meetings<Met>& meetings) {
    const auto counts = most_often_.Count(meetings, [](const Met& met) { return met.other; });
    if (repeated_.size() <= meetings.pairs()) repeated_.resize(2 * meetings.pairs() + 1);
    if (places_.size() <= meetings.pairs()) places_.resize(2 * meetings.pairs() + 1);
    Record* repeated = repeated_.data();
    meetings.ForEach([&](const Run& run, std::span<const Met> all) {
      for (const std::uint32_t place : TellSingle(run, all, counts)) {
        const Met& met = all[place];
        *repeated++ = {run.entry, run.object, met.other, met.Entry(run.entry), met.delta_ms};
      }
    });
    repeats_ = static_cast<std::size_t>(repeated - repeated_.data());
  }

  // Tells the ties with those whom the account meets once; the places of the others. What does not
  // change is kept at hand: what is written could be any of it.
  template <class Met>
  std::span<const std::uint32_t> TellSingle(const Run& run, std::span<const Met> all,
                                            const MostOften::Counts counts) {
    const std::uint32_t account = account_;
    const bool wants_single = wants_single_;
    Edge* edge = piece_.Room(all.size() + 1);
    std::uint32_t* place = places_.data();
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      const bool is_repeated = counts.IsMoreThanOnce(all[i].other);
      *place = i;
      place += is_repeated;
      *edge = EdgeOf(account, all[i].other, Delta(run.entry, all[i]), 1);
      edge += !is_repeated & wants_single;
    }
    piece_.Fill(edge);
    return {places_.data(), place};
  }

  static Edge EdgeOf(std::uint32_t account, std::uint32_t other, std::int64_t delta_sum_ms,
                     std::uint32_t of_all) {
    const std::uint32_t a = std::min(account, other);
    return {.a = a,
            .b = account ^ other ^ a,
            .weight = of_all,
            .objects = of_all,
            .posts_a = of_all,
            .posts_b = of_all,
            .older_posts = of_all,
            .newer_posts = of_all,
            .delta_sum_ms = delta_sum_ms};
  }

  void Tie(const Other& other) {
    if (other.pairs == 1) return TieOfOne(by_other_.Last(other));
    std::int64_t delta_sum_ms = 0;
    std::uint32_t objects = 0;
    std::uint32_t last_object = ~by_other_.Last(other).object;
    // Pairs of one object come one after another.
    by_other_.ForEach(other, [&](const Record& record) {
      delta_sum_ms += Delta(record.own_entry, record.other_entry, record.delta_ms);
      objects += record.object != last_object;
      last_object = record.object;
    });
    if (objects < options_.min_objects) return;
    Edge* const edge = piece_.Room(1);
    *edge = EdgeOf(account_, other.number, delta_sum_ms, other.pairs);
    edge->objects = objects;
    if (timeline_.contents_repeat) {
      CountPosts(other, edge);
    } else if (objects != other.pairs) {  // posts on as many objects are as many
      CountEntries(other, edge);
    }
    piece_.Fill(edge + 1);
  }

  void TieOfOne(const Record& record) {
    Edge* const edge = piece_.Room(1);
    *edge = EdgeOf(account_, record.other,
                   Delta(record.own_entry, record.other_entry, record.delta_ms), 1);
    piece_.Fill(edge + wants_single_);
  }

  // Where each entry has a post of its own.
  void CountEntries(const Other& other, Edge* edge) {
    const auto [own, others] = sides_.Count(by_other_, other);
    const bool own_is_a = account_ == edge->a;
    edge->older_posts = own.older + others.older;
    edge->newer_posts = own.newer + others.newer;
    edge->posts_a = own_is_a ? own.all : others.all;
    edge->posts_b = own_is_a ? others.all : own.all;
  }

  // Where entries may share one.
  void CountPosts(const Other& other, Edge* edge) {
    for (auto* values : {&older_posts_, &newer_posts_, &own_posts_, &other_posts_}) values->clear();
    by_other_.ForEach(other, [&](const Record& record) {
      const std::uint32_t own = Post(record.own_entry);
      const std::uint32_t others = Post(record.other_entry);
      own_posts_.push_back(own);
      other_posts_.push_back(others);
      const bool own_is_older = record.own_entry < record.other_entry;  // with itself too
      older_posts_.push_back(own_is_older ? own : others);
      newer_posts_.push_back(own_is_older ? others : own);
    });
    const bool own_is_a = account_ == edge->a;
    edge->older_posts = Count(&older_posts_);
    edge->newer_posts = Count(&newer_posts_);
    edge->posts_a = Count(own_is_a ? &own_posts_ : &other_posts_);
    edge->posts_b = Count(own_is_a ? &other_posts_ : &own_posts_);
  }

  std::int64_t Delta(std::uint32_t, const MetNearby& met) const { return met.delta_ms; }
  std::int64_t Delta(std::uint32_t own, const Met& met) const {
    return Delta(own, met.entry, met.delta_ms);
  }
  std::int64_t Delta(std::uint32_t own, std::uint32_t other, std::uint32_t delta_ms) const {
    if (!is_long_) return delta_ms;
    const auto [older, newer] = std::minmax(near_->position[own], near_->position[other]);
    return timeline_.entries[newer].time_ms - timeline_.entries[older].time_ms;
  }

  std::uint32_t Post(std::uint32_t entry) const {
    return timeline_.content(near_->position[entry]);
  }

  // How many different ones there are.
  static std::uint32_t Count(std::vector<std::uint32_t>* values) {
    std::ranges::sort(*values);
    return static_cast<std::uint32_t>(std::ranges::unique(*values).begin() - values->begin());
  }

  const Timeline& timeline_;
  const bool is_long_;
  const bool wants_single_;
  const EdgeOptions& options_;
  const Near* near_ = nullptr;
  std::uint32_t account_ = 0;
  Piece piece_;
  MostOften most_often_;
  std::vector<std::uint32_t> places_;  // in a run, of repeated ones
  std::vector<Record> repeated_;
  std::size_t repeats_ = 0;
  ByOther<Record> by_other_;
  TieSides sides_;
  std::vector<std::uint32_t> older_posts_, newer_posts_, own_posts_, other_posts_;
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
  const ByQuieter by_quieter(pairs, options.looks_at_a_time);
  const Near& near = by_quieter.near();
  by_quieter.Run(options.threads, near.account.get(),
                 [&](unsigned thread, std::uint32_t rank, const auto& meetings) {
                   adders[thread].Account(near, rank, meetings);
                 });
  for (Adder& adder : adders) adder.Finish();
}

std::vector<Edge> AddUp(const Pairs& pairs, const EdgeOptions& options) {
  std::vector<Edge> edges;
  AddUp(pairs, options,
        [&](std::span<const Edge> some) { edges.insert(edges.end(), some.begin(), some.end()); });
  SortByNumber(options.threads, &edges,
               [](const Edge& edge) { return std::uint64_t{edge.a} << 32 | edge.b; });
  return edges;
}

}  // namespace evenhand::coordination
