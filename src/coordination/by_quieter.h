#pragma once

// The pairs of an archive, account by account.
//
// Each pair goes with its quieter account: busy accounts are met by quiet ones and not the other
// way round, so no account has many, and all pairs of one can be added up while they are in the
// processor's cache. Nothing is kept of an archive's pairs but those of one account.
//
// Cost: a look at each entry, then one leap through memory, made ahead of need, for each entry that
// meets a busier account, and a look at every entry within its window. 8 bytes such an entry, 4 an
// account.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/parallel.h"
#include "coordination/pairs.h"

namespace evenhand::coordination {

// Where a pair's entries are in the timeline.
struct Met {
  std::uint32_t older, newer, object;
};

// `Record` is what is wanted of a pair: a plain struct.
template <class Record>
class ByQuieter {
 public:
  explicit ByQuieter(const Pairs& pairs)
      : pairs_(pairs), starts_(pairs.timeline().accounts.size() + 1, 0) {
    const Timeline& timeline = pairs.timeline();
    std::vector<bool> wanted(timeline.entries.size(), false);
    for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
      for (std::uint32_t own = timeline.starts[object]; own < timeline.starts[object + 1]; ++own) {
        if (!pairs.MeetsBusier(own, object)) continue;
        wanted[own] = true;
        ++starts_[timeline.entries[own].rank + 1];
      }
    }
    for (std::size_t rank = 1; rank < starts_.size(); ++rank) starts_[rank] += starts_[rank - 1];
    own_.resize(starts_.back());
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t object = 0; object < timeline.objects(); ++object)
      for (std::uint32_t own = timeline.starts[object]; own < timeline.starts[object + 1]; ++own)
        if (wanted[own]) own_[next[timeline.entries[own].rank]++] = {own, object};
  }

  // make(x, y, met) gives the record of a pair of entries, the older one first; visit(thread, rank,
  // records) has all of an account, whose entries come in the timeline's order; pause() is called
  // between waves of accounts, on the caller's thread, when no other works. Accounts come in order
  // of rank: in each wave, those of thread 0 first.
  template <class Make, class Visit, class Pause>
  void Run(unsigned threads, const Make& make, const Visit& visit, const Pause& pause) const {
    constexpr std::size_t kAccountsAtATime = 256;
    const std::size_t accounts = starts_.size() - 1;
    std::vector<Room> rooms(threads);
    for (std::size_t done = 0; done < accounts; done += kAccountsAtATime * threads) {
      InParallel(threads, [&](unsigned thread) {
        const std::size_t first = std::min(done + kAccountsAtATime * thread, accounts);
        const std::size_t last = std::min(first + kAccountsAtATime, accounts);
        for (std::size_t rank = first; rank < last; ++rank) {
          Gather(rank, make, &rooms[thread]);
          if (!rooms[thread].records.empty())
            visit(thread, static_cast<std::uint32_t>(rank),
                  std::span<const Record>(rooms[thread].records));
        }
      });
      pause();
    }
  }

 private:
  struct Own {
    std::uint32_t position;
    std::uint32_t object;
  };
  struct Room {
    std::vector<std::uint32_t> positions;
    std::vector<Record> records;
  };

  template <class Make>
  void Gather(std::size_t rank, const Make& make, Room* room) const {
    room->records.clear();
    for (std::uint32_t i = starts_[rank]; i < starts_[rank + 1]; ++i) {
      // The entries of an account lie all over the timeline.
      if (i + 8 < own_.size()) __builtin_prefetch(&pairs_.timeline().entries[own_[i + 8].position]);
      const auto [own, object] = own_[i];
      pairs_.ForEachBusier(
          own, object, &room->positions,
          [&](const Entry& x, const Entry& y, std::uint32_t older, std::uint32_t newer) {
            room->records.push_back(make(x, y, Met{older, newer, object}));
          });
    }
  }

  const Pairs& pairs_;
  std::vector<std::uint32_t> starts_;
  std::vector<Own> own_;  // entries that meet a busier account, by rank
};

}  // namespace evenhand::coordination
