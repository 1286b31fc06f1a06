#pragma once

// An archive's shares, grouped by object and ordered in time: what every search for ties walks
// over.
//
// Within an object, entries are ordered by time, then by account, then by row; accounts are
// numbered in the order in which the archive names them first. That is how peers break ties
// (docs/coordination.md, "Order").
//
// Cost: a few passes over the shares, one more for each thread, and a sort of each object's
// entries; 16 bytes a share, 4 more where contents repeat, and 4 more while grouping.
// Limits: 2^31 rows, 2^30 accounts.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "model/share.h"

namespace evenhand::coordination {

struct Entry {
  std::int64_t time_ms = 0;
  std::uint32_t rank : 30 = 0;           // of the account, among all from quiet to busy
  std::uint32_t opens_object : 1 = 0;    // the first entry of its object
  std::uint32_t common_content : 1 = 0;  // the content is put out by several accounts
  std::uint32_t row : 31 = 0;            // of the archive
  std::uint32_t qualifies : 1 = 1;       // see pairs.h
};

constexpr std::uint32_t kRankMask = (1U << 30) - 1;

struct Timeline {
  std::vector<std::uint32_t> accounts;  // by rank: fewer rows first, then the smaller number
  std::vector<Entry> entries;
  std::vector<std::uint32_t> contents;      // of each entry; empty where they are its row
  std::vector<std::uint32_t> starts = {0};  // object o has entries [starts[o], starts[o + 1])
  bool contents_repeat =
      false;  // whether some content may have several rows; else positions tell them apart

  std::uint32_t content(std::uint32_t position) const {
    return contents.empty() ? entries[position].row : contents[position];
  }
  std::uint32_t objects() const { return static_cast<std::uint32_t>(starts.size() - 1); }
};

struct TimelineOptions {
  std::uint32_t min_rows = 1;  // accounts with fewer are left out
  bool without_originals =
      true;  // leave out entries whose content is the object: the post that others repost
  unsigned threads = 1;
  // Called when names are no longer asked for: those of a large archive can be given back.
  std::function<void()> names_are_done = {};
};

Timeline GroupByObject(const model::Shares& shares, const TimelineOptions& options = {});

// How many rows each account has.
std::vector<std::uint32_t> RowsByAccount(const model::Shares& shares);

}  // namespace evenhand::coordination
