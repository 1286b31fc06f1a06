#pragma once

// Pairs of shares that put the same object out close in time: what ties are made of.
//
// Definition (after CooRTweet's detect_groups, and checked against its output):
//   1. accounts with fewer than `min_participation` rows are left out;
//   2. every two entries of one object at most `window_ms` apart, both ends included, are a pair;
//   an entry that occurs
//      twice pairs twice;
//   3. with `remove_loops`, not: an entry whose content is the object itself (the post that others
//   repost), two entries
//      of one content, two entries of one account;
//   4. a pair stays when the content of one side at least is by an account with `min_participation`
//   rows among the
//      contents that occur in pairs; once, not to a fixed point.
//
// An archive of n rows has up to n^2 pairs. They are walked, by object or by account, not stored.

#include <cstdint>
#include <functional>
#include <vector>

#include "coordination/timeline.h"
#include "model/share.h"

namespace evenhand::coordination {

struct PairOptions {
  std::int64_t window_ms = 10'000;  // 0: the same time
  std::uint32_t min_participation = 2;
  bool remove_loops = true;
  // Every entry is compared with at most so many before it and as many after it: an object that a
  // million accounts put out within a window has 5 * 10^11 pairs, and says the less of each. 0:
  // with all.
  std::uint32_t max_neighbours = 0;
  unsigned threads = 1;                       // of grouping
  std::function<void()> names_are_done = {};  // as TimelineOptions'
};

class Pairs {
 public:
  Pairs(const model::Shares& shares, const PairOptions& options);

  const Timeline& timeline() const { return timeline_; }

  // Whether two entries of one object are near enough to be a pair: positions in the timeline.
  bool AreNear(std::uint32_t older, std::uint32_t newer) const {
    return newer - older <= max_apart_ &&
           timeline_.entries[newer].time_ms - timeline_.entries[older].time_ms <=
               options_.window_ms;
  }

  // Whether two that are near are one.
  bool Together(std::uint32_t older, std::uint32_t newer) const {
    return Together(timeline_.entries[older], timeline_.entries[newer], older, newer);
  }

  // The same, where their accounts do not keep them from it.
  bool MayPair(std::uint32_t older, std::uint32_t newer) const {
    return MayPair(timeline_.entries[older], timeline_.entries[newer], older, newer);
  }

  // Whether an account can be a pair with itself.
  bool loops_stay() const { return !options_.remove_loops; }
  std::int64_t window_ms() const { return options_.window_ms; }

  // How many entries within a window of each other are not compared, because others stand between
  // them.
  std::uint64_t NotCompared() const;

  // Calls visit(x, y, older, newer) for each pair of an object: two entries and their positions.
  template <class Visit>
  void ForEach(std::uint32_t object, Visit visit) const {
    const Entry* entries = timeline_.entries.data();
    const std::uint32_t start = timeline_.starts[object];
    for (std::uint32_t newer = start + 1; newer < timeline_.starts[object + 1]; ++newer) {
      const Entry y = entries[newer];
      for (std::uint32_t older = newer; older-- > start && AreNear(older, newer);)
        if (Together(entries[older], y, older, newer)) visit(entries[older], y, older, newer);
    }
  }

  // Calls visit(position) for each entry that is a pair with the one at `own`.
  template <class Visit>
  void ForEachPartner(std::uint32_t own, Visit visit) const {
    const std::vector<Entry>& entries = timeline_.entries;
    for (std::uint32_t at = own; !entries[at].opens_object && AreNear(at - 1, own);)
      if (Together(--at, own)) visit(at);
    for (std::uint32_t at = own + 1;
         at < entries.size() && !entries[at].opens_object && AreNear(own, at); ++at)
      if (Together(own, at)) visit(at);
  }

 private:
  bool Together(const Entry& x, const Entry& y, std::uint32_t older, std::uint32_t newer) const {
    return (x.rank != y.rank || !options_.remove_loops) && MayPair(x, y, older, newer);
  }

  bool MayPair(const Entry& x, const Entry& y, std::uint32_t older, std::uint32_t newer) const {
    if (!x.qualifies && !y.qualifies) return false;
    return !(x.common_content && y.common_content) || !options_.remove_loops ||
           timeline_.content(older) != timeline_.content(newer);
  }

  // Positions of the entries that are a pair with another.
  std::vector<std::uint32_t> InPairs() const;
  bool IsInPair(std::uint32_t start, std::uint32_t own, std::uint32_t end) const;
  void Qualify(const model::Shares& shares);
  template <class Number>
  void QualifyEntries();
  void QualifyContents(const model::Shares& shares);

  PairOptions options_;
  std::uint32_t max_apart_;  // positions
  Timeline timeline_;
};

// One pair, by name numbers. The unsuffixed side is the older one; of two at the same time, the one
// that comes first in the timeline's order.
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
