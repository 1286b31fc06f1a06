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
#include <type_traits>
#include <vector>

#include "base/parallel.h"
#include "coordination/find_at_least.h"
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
template <class Record>
class Meetings {
 public:
  Meetings(std::span<const Run> runs, std::span<const Run> next_runs, const Record* records)
      : runs_(runs), next_runs_(next_runs), records_(records) {
    for (const Run& run : runs) pairs_ += run.count;
  }

  std::size_t pairs() const { return pairs_; }

  // Calls visit(run, records) for each entry that met others, in the timeline's order.
  template <class Visit>
  void ForEach(const Visit& visit) const {
    for (const Run& run : runs_) visit(run, std::span(records_ + run.first, run.count));
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
      visit(runs_[i], std::span(records_ + runs_[i].first, runs_[i].count));
    }
  }

 private:
  // The records of an account lie all over those of its wave.
  void Fetch(const Run& run) const {
    constexpr std::size_t kLine = 64;
    constexpr std::size_t kMost = 1024;
    const auto* begin = reinterpret_cast<const char*>(records_ + run.first);
    const std::size_t bytes = std::min(run.count * sizeof(Record), kMost);
    for (std::size_t at = 0; at < bytes; at += kLine) __builtin_prefetch(begin + at);
  }

  std::span<const Run> runs_;
  std::span<const Run> next_runs_;  // of accounts to come
  const Record* records_;
  std::size_t pairs_ = 0;
};

// Accounts in waves: dealt out by rank, so that each wave has as much to do.
class Waves {
 public:
  // Of about so many looks.
  Waves(const Near& near, std::span<const Near::Window> windows, std::size_t looks);

  std::size_t size() const { return starts_.size() - 1; }
  // How a wave numbers its accounts.
  std::uint32_t NumberOf(std::uint32_t rank) const { return rank >> shift_; }
  // Of the accounts' entries, in the timeline's order.
  std::span<const Near::Window> windows(std::size_t wave) const {
    return {windows_.get() + starts_[wave], starts_[wave + 1] - starts_[wave]};
  }

 private:
  std::size_t WaveOf(std::uint32_t rank) const { return rank & ((std::size_t{1} << shift_) - 1); }

  unsigned shift_ = 0;
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

  // make(own, other, delta_ms) gives what is wanted of a pair, a plain struct, by the entries of
  // both and the time between, without the upper half; visit(thread, rank, meetings) has all pairs
  // of an account with busier ones (or, where loops stay, with a later entry of its own). In no
  // order of accounts.
  template <class Make, class Visit>
  void Run(unsigned threads, const Make& make, const Visit& visit) const {
    using Record = std::invoke_result_t<Make, std::uint32_t, std::uint32_t, std::uint32_t>;
    const auto last_rank = static_cast<std::uint32_t>(pairs_.timeline().accounts.size());
    const std::size_t accounts = waves_.NumberOf(last_rank) + 1;
    std::atomic<std::size_t> next = 0;
    InParallel(threads, [&](unsigned thread) {
      Room<Record> room;
      for (std::size_t wave; (wave = next++) < waves_.size();) {
        Gather(wave, make, &room);
        room.by_account.Sort(room.runs, waves_, accounts);
        room.by_account.ForEach([&](std::uint32_t rank, auto runs, auto next_runs) {
          visit(thread, rank, Meetings<Record>(runs, next_runs, room.records.data()));
        });
      }
    });
  }

 private:
  ByQuieter(const Pairs& pairs, std::size_t looks_at_a_time,
            std::unique_ptr<Near::Window[]> windows)
      : pairs_(pairs),
        near_(pairs, &windows),
        waves_(near_, std::span(windows.get(), near_.size), looks_at_a_time) {}

  template <class Record>
  struct Room {
    std::vector<std::uint32_t> found;
    std::vector<Record> records;
    std::vector<coordination::Run> runs;
    RunsByAccount by_account;
  };

  template <class Record, class Make>
  void Gather(std::size_t wave, const Make& make, Room<Record>* room) const {
    room->runs.clear();
    std::size_t used = 0;  // records
    const std::span<const Near::Window> windows = waves_.windows(wave);
    for (std::size_t i = 0; i < windows.size(); ++i) {
      constexpr std::size_t kAhead = 6;
      if (i + kAhead < windows.size()) Fetch(windows[i + kAhead].first);
      const Near::Window window = windows[i];
      const std::uint32_t own = window.entry;
      const std::size_t most = window.last - window.first + kFindAtLeastRoom;
      if (room->found.size() < most) room->found.resize(2 * most);
      std::uint32_t* const found = room->found.data();
      std::uint32_t* const older =
          FindAtLeast(near_.rank.get(), window.first, own, near_.rank[own] + 1, found);
      std::uint32_t* last = FindAtLeast(near_.rank.get(), own + 1, window.last,
                                        near_.rank[own] + (pairs_.loops_stay() ? 0 : 1), older);
      last = DropUnpaired(own, found, last);
      const auto count = static_cast<std::uint32_t>(last - found);
      if (count == 0) continue;
      if (room->records.size() - used < count) room->records.resize(2 * (used + count));
      Record* record = room->records.data() + used;
      const std::uint32_t time = near_.time[own];
      for (const std::uint32_t* at = found; at != last; ++at) {
        const std::uint32_t apart = near_.time[*at] - time;
        *record++ = make(own, *at, *at < own ? 0 - apart : apart);
      }
      room->runs.push_back({near_.rank[own], own, window.object, count, used});
      used += count;
    }
  }

  void Fetch(std::uint32_t entry) const {
    __builtin_prefetch(&near_.rank[entry]);
    __builtin_prefetch(&near_.account[entry]);
    __builtin_prefetch(&near_.time[entry]);
  }

  // Leaves those with which the entry is a pair.
  std::uint32_t* DropUnpaired(std::uint32_t own, std::uint32_t* first, std::uint32_t* last) const {
    if (near_.is_plain[own]) return last;
    return std::remove_if(first, last, [&](std::uint32_t other) {
      const auto [older, newer] = std::minmax(near_.position[own], near_.position[other]);
      return !pairs_.MayPair(older, newer);
    });
  }

  const Pairs& pairs_;
  Near near_;
  Waves waves_;
};

}  // namespace evenhand::coordination
