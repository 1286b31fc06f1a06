#include "coordination/timeline.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "base/check.h"
#include "base/parallel.h"

namespace evenhand::coordination {
namespace {

constexpr unsigned kRangeBits = 10;
constexpr std::uint32_t kRowMask = (1U << 31) - 1;

// Objects in ranges of equal size, few enough that the places where entries of all ranges go next
// fit the cache, and so small that the entries of one range nearly do.
struct Ranges {
  explicit Ranges(std::size_t objects) {
    while ((objects >> shift) >= (std::size_t{1} << kRangeBits)) ++shift;
  }
  std::size_t size() const { return std::size_t{1} << shift; }
  unsigned shift = 0;
};

constexpr std::uint32_t kLeftOut = 0xFFFFFFFF;

// On its way to its place. Plain numbers: written once each, in whole words.
struct Placed {
  std::int64_t time_ms;
  std::uint32_t rank : 31;
  std::uint32_t common_content : 1;
  std::uint32_t row;
  std::uint32_t object;
  std::uint32_t content;
};

// Quiet accounts first; of those with equally many rows, the smaller number.
std::vector<std::uint32_t> QuietToBusy(const std::vector<std::uint32_t>& rows) {
  std::vector<std::uint32_t> next(rows.empty() ? 1 : 2 + *std::ranges::max_element(rows), 0);
  for (const std::uint32_t n : rows) ++next[n + 1];
  for (std::size_t n = 1; n < next.size(); ++n) next[n] += next[n - 1];
  std::vector<std::uint32_t> accounts(rows.size());
  for (std::uint32_t account = 0; account < rows.size(); ++account)
    accounts[next[rows[account]]++] = account;
  return accounts;
}

// By content, whether several accounts put it out. Rare, and then worth a look at the contents of
// two entries.
std::vector<bool> CommonContents(const model::Shares& shares) {
  std::vector<bool> common(shares.contents.size(), false);
  constexpr std::uint32_t kNobody = 0xFFFFFFFF;
  std::vector<std::uint32_t> first(shares.contents.size(), kNobody);
  for (std::size_t row = 0; row < shares.size(); ++row) {
    std::uint32_t& account = first[shares.content[row]];
    if (account == kNobody) account = shares.account[row];
    if (account != shares.account[row]) common[shares.content[row]] = true;
  }
  return common;
}

class Grouping {
 public:
  Grouping(const model::Shares& shares, const TimelineOptions& options) : shares_(shares) {
    // Numbered in the order of rows, so they rise where each row has its own, as in most archives.
    timeline_.contents_repeat = !std::ranges::is_sorted(shares.content, std::less_equal<>());
    RankRows(options);
    if (options.names_are_done) options.names_are_done();
    Count();
    Scatter(options.on_their_way, options.threads);
  }

  Timeline Take() && { return std::move(timeline_); }

 private:
  // The rank of each row's account; kLeftOut where the options say so.
  void RankRows(const TimelineOptions& options) {
    const std::vector<std::uint32_t> rows = RowsByAccount(shares_);
    timeline_.accounts = QuietToBusy(rows);
    std::vector<std::uint32_t> rank_of(rows.size(), kLeftOut);
    for (std::uint32_t rank = 0; rank < rank_of.size(); ++rank) {
      const std::uint32_t account = timeline_.accounts[rank];
      if (rows[account] >= options.min_rows) rank_of[account] = rank;
    }
    ranks_.resize(shares_.size());
    for (std::size_t row = 0; row < shares_.size(); ++row)
      ranks_[row] = rank_of[shares_.account[row]];
    if (options.without_originals) LeaveOutOriginals();
  }

  void LeaveOutOriginals() {
    const std::vector<std::uint32_t> content_of = shares_.contents.FindAll(shares_.objects);
    if (std::ranges::count(content_of, NameTable::kNone) == std::ssize(content_of)) return;
    for (std::size_t row = 0; row < shares_.size(); ++row)
      if (content_of[shares_.object[row]] == shares_.content[row]) ranks_[row] = kLeftOut;
  }

  void Count() {
    timeline_.starts.assign(shares_.objects.size() + 1, 0);
    for (std::size_t row = 0; row < shares_.size(); ++row)
      timeline_.starts[shares_.object[row] + 1] += ranks_[row] != kLeftOut;
    for (std::size_t object = 1; object < timeline_.starts.size(); ++object)
      timeline_.starts[object] += timeline_.starts[object - 1];
  }

  // First into ranges of objects, then within each: scattered writes stay near one another. Of many
  // shares only those of some ranges at a time are on their way, each stretch of ranges on a
  // thread.
  void Scatter(std::size_t on_their_way, unsigned threads) {
    if (timeline_.contents_repeat) common_ = CommonContents(shares_);
    timeline_.entries.resize(timeline_.starts.back());
    timeline_.contents.resize(timeline_.starts.back());
    const Ranges ranges(timeline_.objects());
    std::vector<std::uint32_t> next(timeline_.starts.begin(), timeline_.starts.end() - 1);
    const std::vector<Stretch> stretches = Stretches(on_their_way / threads, ranges);
    threads = static_cast<unsigned>(std::min<std::size_t>(threads, stretches.size()));
    InParallel(threads, [&](unsigned thread) {
      for (std::size_t i = thread; i < stretches.size(); i += threads)
        ScatterSome(stretches[i].first, stretches[i].last, ranges, &next);
    });
  }

  struct Stretch {
    std::size_t first, last;  // objects
  };

  std::vector<Stretch> Stretches(std::size_t shares, const Ranges& ranges) const {
    std::vector<Stretch> stretches;
    for (std::size_t first = 0, last; first < timeline_.objects(); first = last) {
      last = first + ranges.size();
      while (last < timeline_.objects() && Between(first, last + ranges.size()) <= shares)
        last += ranges.size();
      last = std::min<std::size_t>(last, timeline_.objects());
      stretches.push_back({first, last});
    }
    return stretches;
  }

  // Shares of the objects in [first, last).
  std::size_t Between(std::size_t first, std::size_t last) const {
    return timeline_.starts[std::min<std::size_t>(last, timeline_.objects())] -
           timeline_.starts[first];
  }

  void ScatterSome(std::size_t first, std::size_t last, const Ranges& ranges,
                   std::vector<std::uint32_t>* next) {
    const std::unique_ptr<Placed[]> placed = ByRange(first, last, ranges);
    for (std::size_t at = 0; at < Between(first, last); ++at) {
      const Placed& one = placed[at];
      const std::uint32_t place = (*next)[one.object]++;
      timeline_.entries[place] = {.time_ms = one.time_ms,
                                  .rank = one.rank & kRankMask,
                                  .common_content = one.common_content,
                                  .row = one.row & kRowMask};
      timeline_.contents[place] = one.content;
    }
    for (std::size_t object = first; object < last; ++object) Order(object);
  }

  // The shares of the objects in [first, last), which begin ranges.
  std::unique_ptr<Placed[]> ByRange(std::size_t first, std::size_t last,
                                    const Ranges& ranges) const {
    std::vector<std::uint32_t> next;
    for (std::size_t begin = first; begin < last; begin += ranges.size())
      next.push_back(timeline_.starts[begin] - timeline_.starts[first]);
    auto placed = std::make_unique_for_overwrite<Placed[]>(Between(first, last));
    for (std::size_t row = 0; row < shares_.size(); ++row) {
      const std::uint32_t object = shares_.object[row];
      if (object - first >= last - first || ranks_[row] == kLeftOut) continue;
      placed[next[(object - first) >> ranges.shift]++] = {
          .time_ms = shares_.time_ms[row],
          .rank = ranks_[row] & kRankMask,
          .common_content = !common_.empty() && common_[shares_.content[row]],
          .row = static_cast<std::uint32_t>(row),
          .object = object,
          .content = shares_.content[row]};
    }
    return placed;
  }

  // The entries of one object, which are in order of rows.
  void Order(std::size_t object) {
    const auto first = timeline_.entries.begin() + timeline_.starts[object];
    const auto last = timeline_.entries.begin() + timeline_.starts[object + 1];
    if (first == last) return;
    const auto earlier = [&](const Entry& a, const Entry& b) {
      if (a.time_ms != b.time_ms) return a.time_ms < b.time_ms;
      if (a.rank != b.rank) return timeline_.accounts[a.rank] < timeline_.accounts[b.rank];
      return a.row < b.row;
    };
    // Archives are often in order of time already.
    if (!std::is_sorted(first, last, earlier)) {
      std::sort(first, last, earlier);
      for (auto entry = first; entry != last; ++entry)
        timeline_.contents[static_cast<std::size_t>(entry - timeline_.entries.begin())] =
            shares_.content[entry->row];
    }
    first->opens_object = 1;
  }

  const model::Shares& shares_;
  std::vector<std::uint32_t> ranks_;  // by row
  std::vector<bool> common_;          // by content, where contents repeat
  Timeline timeline_;
};

}  // namespace

Timeline GroupByObject(const model::Shares& shares, const TimelineOptions& options) {
  EVENHAND_CHECK(shares.size() <= kRowMask && shares.accounts.size() <= kRankMask);
  return Grouping(shares, options).Take();
}

std::vector<std::uint32_t> RowsByAccount(const model::Shares& shares) {
  std::vector<std::uint32_t> rows(shares.accounts.size(), 0);
  for (const std::uint32_t account : shares.account) ++rows[account];
  return rows;
}

}  // namespace evenhand::coordination
