#pragma once

// The pairs of an archive, account by account.
//
// Each pair goes with its quieter account: busy accounts are met by quiet ones and not the other
// way round, so no account has many, and all pairs of one can be added up while they are in the
// processor's cache. Accounts are gone through in waves, each in the timeline's order, so that
// windows that overlap are read one after another; of an archive's pairs those of one wave are
// kept.
//
// Cost: two looks at every entry within a window, and a record written and read twice for each
// pair. Memory: what is near, with its windows (near.h), and the records of a wave a thread.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/memory.h"
#include "base/parallel.h"
#include "coordination/met.h"
#include "coordination/near.h"
#include "coordination/pairs.h"

namespace evenhand::coordination {

// What an entry has met: so many records, from the first.
struct Run {
  std::uint32_t rank;   // of its account
  std::uint32_t entry;  // of what is near
  std::uint32_t object;
  std::uint32_t count;
  std::size_t first;
};

// All that an account has met.
template <class Met>
class Meetings {
 public:
  Meetings(std::span<const Run> runs, std::span<const Run> next_runs, const Met* met)
      : runs_(runs), next_runs_(next_runs), met_(met) {
    for (const Run& run : runs) pairs_ += run.count;
  }

  std::size_t pairs() const { return pairs_; }

  // Calls visit(run, records) for each entry that met others, in the timeline's order.
  template <class Visit>
  void ForEach(const Visit& visit) const {
    for (const Run& run : runs_) visit(run, std::span(met_ + run.first, run.count));
  }

  // The same the first time, when records are yet to be fetched.
  template <class Visit>
  void ForEachFirst(const Visit& visit) const {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      constexpr std::size_t kAhead = 6;
      const std::size_t ahead = i + kAhead;
      if (ahead < runs_.size()) {
        Fetch(runs_[ahead]);
      } else if (ahead - runs_.size() < next_runs_.size()) {
        Fetch(next_runs_[ahead - runs_.size()]);
      }
      visit(runs_[i], std::span(met_ + runs_[i].first, runs_[i].count));
    }
  }

 private:
  // The records of an account lie all over those of its wave.
  void Fetch(const Run& run) const {
    constexpr std::size_t kLine = 64;
    constexpr std::size_t kMost = 1024;
    const auto* begin = reinterpret_cast<const char*>(met_ + run.first);
    const std::size_t bytes = std::min(run.count * sizeof(Met), kMost);
    for (std::size_t at = 0; at < bytes; at += kLine) __builtin_prefetch(begin + at);
  }

  std::span<const Run> runs_;
  std::span<const Run> next_runs_;  // of accounts to come
  const Met* met_;
  std::size_t pairs_ = 0;
};

// Accounts in waves: dealt out by rank, so that each wave has as much to do.
class Waves {
 public:
  // Of about so many looks.
  Waves(const Near& near, std::span<const Near::Window> windows, std::size_t looks);

  std::size_t size() const { return starts_.size() - 1; }
  std::size_t most_looks() const { return most_looks_; }  // of a wave
  // How a wave numbers its accounts.
  std::uint32_t NumberOf(std::uint32_t rank) const { return rank >> shift_; }
  // Of the accounts' entries, in the timeline's order.
  std::span<const Near::Window> windows(std::size_t wave) const {
    return {windows_.get() + starts_[wave], starts_[wave + 1] - starts_[wave]};
  }

 private:
  std::size_t WaveOf(std::uint32_t rank) const { return rank & ((std::size_t{1} << shift_) - 1); }

  unsigned shift_ = 0;
  std::size_t most_looks_ = 0;
  std::vector<std::size_t> starts_;
  std::unique_ptr<Near::Window[]> windows_;
};

// Puts runs in order of accounts, those of one as they came.
class RunsByAccount {
 public:
  // Of a wave of so many accounts at most.
  void Sort(const std::vector<Run>& runs, const Waves& waves, std::size_t accounts);

  // Calls visit(rank, its runs, runs to come).
  template <class Visit>
  void ForEach(const Visit& visit) const {
    const std::span<const Run> all(runs_);
    for (std::size_t i = 0, begin = 0; i + 1 < ends_.size(); begin = ends_[i++]) {
      if (ends_[i] != begin)
        visit(all[begin].rank, all.subspan(begin, ends_[i] - begin), all.subspan(ends_[i]));
    }
  }

 private:
  std::vector<std::uint32_t> ends_;  // by account; one more
  std::vector<Run> runs_;
};

class ByQuieter {
 public:
  // Looks are at entries within windows, of which half are pairs.
  explicit ByQuieter(const Pairs& pairs, std::size_t looks_at_a_time = std::size_t{1} << 23)
      : ByQuieter(pairs, looks_at_a_time, nullptr) {}

  const Near& near() const { return near_; }

  // visit(thread, rank, meetings) has all pairs of an account with busier ones (or, where loops
  // stay, with a later entry of its own), Meetings of Met or of MetNearby, with `numbers` of
  // accounts by entry: near's ranks or accounts. In no order of accounts.
  template <class Visit>
  void Run(unsigned threads, const std::uint32_t* numbers, const Visit& visit) const {
    if (MetNearby::Tells(pairs_.window_ms(), near_)) {
      RunOf<MetNearby>(threads, numbers, visit);
    } else {
      RunOf<Met>(threads, numbers, visit);
    }
  }

  // The same with Meetings of MetWho.
  template <class Visit>
  void RunWho(unsigned threads, const std::uint32_t* numbers, const Visit& visit) const {
    RunOf<MetWho>(threads, numbers, visit);
  }

 private:
  ByQuieter(const Pairs& pairs, std::size_t looks_at_a_time,
            std::unique_ptr<Near::Window[]> windows)
      : pairs_(pairs),
        near_(pairs, &windows),
        waves_(near_, std::span(windows.get(), near_.size), looks_at_a_time) {}

  template <class Met>
  struct Room {
    // Of so many looks, of which half are pairs: looks are at both entries.
    explicit Room(std::size_t looks) : met(MakeRoom<Met>(looks)) {}

    std::unique_ptr<Met[]> met;
    std::vector<coordination::Met> unsure;
    std::vector<coordination::Run> runs;
    RunsByAccount by_account;
  };

  template <class Met, class Visit>
  void RunOf(unsigned threads, const std::uint32_t* numbers, const Visit& visit) const {
    const auto last_rank = static_cast<std::uint32_t>(pairs_.timeline().accounts.size());
    const std::size_t accounts = waves_.NumberOf(last_rank) + 1;
    std::atomic<std::size_t> next = 0;
    InParallel(threads, [&](unsigned thread) {
      Room<Met> room(waves_.most_looks());
      for (std::size_t wave; (wave = next++) < waves_.size();) {
        Gather(wave, numbers, &room);
        room.by_account.Sort(room.runs, waves_, accounts);
        room.by_account.ForEach([&](std::uint32_t rank, auto runs, auto next_runs) {
          visit(thread, rank, Meetings<Met>(runs, next_runs, room.met.get()));
        });
      }
    });
  }

  template <class Met>
  void Gather(std::size_t wave, const std::uint32_t* numbers, Room<Met>* room) const {
    room->runs.clear();
    Met* const all = room->met.get();
    std::size_t used = 0;
    const std::span<const Near::Window> windows = waves_.windows(wave);
    for (std::size_t i = 0; i < windows.size(); ++i) {
      constexpr std::size_t kAhead = 6;
      if (i + kAhead < windows.size()) Fetch(windows[i + kAhead].first, numbers);
      const Near::Window& window = windows[i];
      const std::uint32_t rank = near_.rank[window.entry];
      Met* const first = all + used;
      const Met* const last = near_.is_plain[window.entry]
                                  ? Meet(window, rank, numbers, first)
                                  : MeetPaired(window, rank, numbers, &room->unsure, first);
      const auto count = static_cast<std::uint32_t>(last - first);
      if (count == 0) continue;
      room->runs.push_back({rank, window.entry, window.object, count, used});
      used += count;
    }
  }

  void Fetch(std::uint32_t entry, const std::uint32_t* numbers) const {
    __builtin_prefetch(&near_.rank[entry]);
    __builtin_prefetch(&near_.time[entry]);
    __builtin_prefetch(&numbers[entry]);
  }

  // Whom an entry of this rank meets.
  template <class Met>
  Met* Meet(const Near::Window& window, std::uint32_t rank, const std::uint32_t* numbers,
            Met* met) const {
    const Meeting meeting(near_, numbers, window.entry);
    if (!pairs_.loops_stay()) return meeting.Take(window.first, window.last, rank + 1, met);
    met = meeting.Take(window.first, window.entry, rank + 1, met);
    return meeting.Take(window.entry + 1, window.last, rank, met);
  }

  // The same, where the entry is a pair with some of them only.
  template <class Record>
  Record* MeetPaired(const Near::Window& window, std::uint32_t rank, const std::uint32_t* numbers,
                     std::vector<Met>* unsure, Record* met) const {
    const std::uint32_t own = window.entry;
    unsure->resize(window.last - window.first);
    const Met* const last = Meet(window, rank, numbers, unsure->data());
    for (const Met* at = unsure->data(); at != last; ++at)
      if (IsPair(own, at->entry)) *met++ = Record::Of(at->other, own, at->entry, at->delta_ms);
    return met;
  }

  bool IsPair(std::uint32_t own, std::uint32_t other) const {
    if (near_.is_plain[other]) return true;
    const auto [older, newer] = std::minmax(near_.position[own], near_.position[other]);
    return pairs_.MayPair(older, newer);
  }

  const Pairs& pairs_;
  Near near_;
  Waves waves_;
};

}  // namespace evenhand::coordination
