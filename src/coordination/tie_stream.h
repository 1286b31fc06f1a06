#pragma once

// Ties while shares arrive, over a sliding horizon: the definition of pairs.h and the numbers of
// edges.h, in bounded memory.
//
// Shares may come late, up to `max_lateness_ms` behind the newest by the platform's own time; what
// is later still is refused and counted, because arrival must not create synchrony. A share is
// compared once nothing earlier can come any more, so the order of arrival changes nothing.
//
// Equal to the batch: after Finish, Ties() is AddUp(Pairs(all shares taken, not older than the
// horizon,
// {.min_participation = 1})). Participation needs the whole archive, and is not asked here.
//
// Memory: shares within the window, about 40 bytes and their names; pairs within the horizon, 40
// bytes each. Of more pairs than `most_pairs` the oldest half is forgotten: complete_since() then
// says from when on ties are whole. Cost: O(log of what waits) a share, and one look at each entry
// within its window. Thread: one owner.

#include <cstdint>
#include <deque>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/name_table.h"

namespace evenhand::coordination {

struct TieStreamOptions {
  std::int64_t window_ms = 10'000;
  std::int64_t horizon_ms = std::int64_t{7} * 86'400'000;  // before the newest share
  std::int64_t max_lateness_ms = 60'000;
  std::uint32_t max_neighbours = 1'000;  // as PairOptions'
  std::size_t most_pairs = 10'000'000;
  std::size_t most_waiting = 10'000'000;  // shares; more are refused
};

struct StreamTie {
  std::string a, b;  // accounts, a < b bytewise
  std::uint32_t weight = 0;
  std::uint32_t objects = 0;
  std::uint32_t posts_a = 0, posts_b = 0;
  std::int64_t delta_sum_ms = 0;
  std::int64_t first_ms = 0, last_ms = 0;  // of the posts in it
  bool operator==(const StreamTie&) const = default;
};

class TieStream {
 public:
  enum class Taken : std::uint8_t { kYes, kTooLate, kNoRoom };

  explicit TieStream(const TieStreamOptions& options) : options_(options) {}

  Taken Add(std::string_view object, std::string_view account, std::string_view content,
            std::int64_t time_ms);

  // No more will come.
  void Finish();

  // With at least so many distinct objects; by (a, b).
  std::vector<StreamTie> Ties(std::uint32_t min_objects = 1) const;

  std::int64_t newest_ms() const { return newest_ms_; }
  // Ties are whole from then on; the horizon, unless there were too many pairs.
  std::int64_t complete_since() const;
  std::uint64_t too_late() const { return too_late_; }
  std::uint64_t no_room() const { return no_room_; }
  std::size_t pairs() const { return pairs_; }

 private:
  struct Share {
    std::int64_t time_ms;
    std::uint64_t row;  // in order of arrival
    std::uint32_t account, object, content;
    bool operator>(const Share& other) const;
  };
  struct Pair {
    std::int64_t older_ms, newer_ms;
    std::uint32_t object;
    std::uint32_t content_low, content_high;  // of the accounts in order of numbers
  };

  void CompareUntil(std::int64_t before_ms);
  void Compare(const Share& share);
  void Forget();
  void ForgetPairs(std::int64_t before_ms);
  void RenumberNames();

  TieStreamOptions options_;
  NameTable objects_, accounts_, contents_;
  std::priority_queue<Share, std::vector<Share>, std::greater<>> waiting_;
  std::unordered_map<std::uint32_t, std::deque<Share>> recent_;  // by object, in order of time
  std::unordered_map<std::uint64_t, std::vector<Pair>>
      ties_;  // by both accounts' numbers, the lower one in front
  std::size_t pairs_ = 0;
  std::size_t recent_shares_ = 0;
  std::uint64_t rows_ = 0;
  std::int64_t newest_ms_ = INT64_MIN;
  std::int64_t forgotten_before_ms_ = INT64_MIN;
  std::int64_t tidied_ms_ = INT64_MIN;
  std::uint64_t too_late_ = 0, no_room_ = 0;
};

}  // namespace evenhand::coordination
