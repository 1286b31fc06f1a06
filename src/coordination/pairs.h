#pragma once

// Pairs of shares that put the same object out close in time: what ties are made of.
//
// Definition (after CooRTweet's detect_groups, and checked against its output):
//   1. accounts with fewer than `min_participation` rows are left out;
//   2. every two entries of one object at most `window_ms` apart, both ends included, are a pair; an entry that occurs
//      twice pairs twice;
//   3. with `remove_loops`, not: an entry whose content is the object itself (the post that others repost), two entries
//      of one content, two entries of one account;
//   4. a pair stays when the content of one side at least is by an account with `min_participation` rows among the
//      contents that occur in pairs; once, not to a fixed point.
//
// An archive of n rows has up to n^2 pairs. They are walked, by object or by account, not stored.

#include <cstdint>
#include <vector>

#include "coordination/timeline.h"
#include "model/share.h"

namespace evenhand::coordination {

struct PairOptions {
  std::int64_t window_ms = 10'000;  // 0: the same time
  std::uint32_t min_participation = 2;
  bool remove_loops = true;
};

class Pairs {
 public:
  Pairs(const model::Shares& shares, const PairOptions& options);

  const Timeline& timeline() const { return timeline_; }

  // Whether two entries at most a window apart are a pair: positions in the timeline.
  bool Together(std::uint32_t older, std::uint32_t newer) const {
    const Entry& x = timeline_.entries[older];
    const Entry& y = timeline_.entries[newer];
    if (!x.qualifies && !y.qualifies) return false;
    if (!options_.remove_loops) return true;
    if (x.common_content && y.common_content && timeline_.contents[older] == timeline_.contents[newer]) return false;
    return x.rank != y.rank;
  }

  // Calls visit(older, newer), positions in the timeline, for each pair of one object.
  template <class Visit>
  void ForEach(std::uint32_t object, Visit visit) const {
    const std::vector<Entry>& entries = timeline_.entries;
    for (std::uint32_t newer = timeline_.starts[object] + 1; newer < timeline_.starts[object + 1]; ++newer) {
      for (std::uint32_t older = newer; !entries[older].opens_object;) {
        --older;
        if (entries[newer].time_ms - entries[older].time_ms > options_.window_ms) break;
        if (Together(older, newer)) visit(older, newer);
      }
    }
  }

  // Calls visit(position) for each entry that is a pair with the one at `own`.
  template <class Visit>
  void ForEachPartner(std::uint32_t own, Visit visit) const {
    const std::vector<Entry>& entries = timeline_.entries;
    for (std::uint32_t at = own; !entries[at].opens_object;) {
      --at;
      if (entries[own].time_ms - entries[at].time_ms > options_.window_ms) break;
      if (Together(at, own)) visit(at);
    }
    for (std::uint32_t at = own + 1; at < entries.size() && !entries[at].opens_object; ++at) {
      if (entries[at].time_ms - entries[own].time_ms > options_.window_ms) break;
      if (Together(own, at)) visit(at);
    }
  }

  // Calls visit(older, newer) for each pair of the entry at `own` with one of an account of greater rank (or,
  // where loops stay, a later one of the same account). Over all entries that is each pair once; and as busy accounts
  // are met by quiet ones, not the other way round, no account has many.
  template <class Visit>
  void ForEachWithGreater(std::uint32_t own, std::vector<std::uint32_t>* room, Visit visit) const {
    const auto [before, all] = Candidates(own, room);
    for (std::size_t i = 0; i < before; ++i)
      if (Together((*room)[i], own)) visit((*room)[i], own);
    for (std::size_t i = before; i < all; ++i)
      if (Together(own, (*room)[i])) visit(own, (*room)[i]);
  }

 private:
  struct Found {
    std::size_t before;  // so many earlier ones, first
    std::size_t all;
  };
  Found Candidates(std::uint32_t own, std::vector<std::uint32_t>* room) const;
  std::vector<bool> ContentsInPairs() const;
  void Qualify(const model::Shares& shares);

  PairOptions options_;
  Timeline timeline_;
};

// One pair, by name numbers. The unsuffixed side is the older one; of two at the same time, the one that comes first in
// the timeline's order.
struct SharePair {
  std::uint32_t object = 0;
  std::uint32_t account = 0;
  std::uint32_t account_y = 0;
  std::uint32_t content = 0;
  std::uint32_t content_y = 0;
  std::int64_t delta_ms = 0;
  std::uint32_t row = 0;  // of the archive
  std::uint32_t row_y = 0;
};

// All of them, stored, in the timeline's order. For archives whose pairs are known to be few.
std::vector<SharePair> AllPairs(const Pairs& pairs);

}  // namespace evenhand::coordination
