#include "coordination/timeline.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/check.h"
#include "base/memory.h"
#include "base/parallel.h"

namespace evenhand::coordination {
namespace {

constexpr std::uint32_t kRowMask = (1U << 31) - 1;
constexpr std::uint32_t kLeftOut = 0xFFFFFFFF;

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

// Whether each row has its own, numbered in the order of rows: so in most archives.
bool AreRows(const std::vector<std::uint32_t>& contents) {
  for (std::size_t row = 0; row < contents.size(); ++row)
    if (contents[row] != row) return false;
  return true;
}

class Grouping {
 public:
  Grouping(const model::Shares& shares, const TimelineOptions& options) : shares_(shares) {
    contents_are_rows_ = AreRows(shares.content);
    timeline_.contents_repeat =
        !contents_are_rows_ && !std::ranges::is_sorted(shares.content, std::less_equal<>());
    RankRows(options);
    if (options.names_are_done) options.names_are_done();
    Count();
    Scatter(options.threads);
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

  // Each share to its place among those of its object; each thread those of some objects.
  void Scatter(unsigned threads) {
    timeline_.entries.reserve(timeline_.starts.back());
    AskForLargePages(timeline_.entries.data(), timeline_.entries.capacity() * sizeof(Entry));
    timeline_.entries.resize(timeline_.starts.back());
    if (!contents_are_rows_) timeline_.contents.resize(timeline_.starts.back());
    if (timeline_.contents_repeat) common_ = CommonContents(shares_);
    std::vector<std::uint32_t> next(timeline_.starts.begin(), timeline_.starts.end() - 1);
    const std::vector<std::size_t> bounds = Share(threads);
    InParallel(threads, [&](unsigned thread) {
      ScatterSome(bounds[thread], bounds[thread + 1], &next);
      for (std::size_t object = bounds[thread]; object < bounds[thread + 1]; ++object)
        Order(object);
    });
  }

  // Objects with as many shares for each thread: [bounds[t], bounds[t + 1]).
  std::vector<std::size_t> Share(unsigned threads) const {
    std::vector<std::size_t> bounds = {0};
    for (unsigned thread = 1; thread <= threads; ++thread) {
      const std::uint64_t shares = std::uint64_t{timeline_.starts.back()} * thread / threads;
      const auto first = std::ranges::lower_bound(timeline_.starts, shares);
      bounds.push_back(static_cast<std::size_t>(first - timeline_.starts.begin()));
    }
    bounds.back() = timeline_.objects();
    return bounds;
  }

  // The shares of the objects in [first, last), in order of rows. Where they go is all over memory,
  // and known ahead: each place is fetched before it is needed, and what says where before that.
  void ScatterSome(std::size_t first, std::size_t last, std::vector<std::uint32_t>* next) {
    constexpr std::size_t kAhead = 16;
    const std::size_t rows = shares_.size();
    std::uint32_t* const places = next->data();
    const auto concerns = [&](std::size_t row) {
      return row < rows && shares_.object[row] - first < last - first;
    };
    for (std::size_t row = 0; row < rows; ++row) {
      if (concerns(row + 2 * kAhead))
        __builtin_prefetch(places + shares_.object[row + 2 * kAhead], 1);
      if (concerns(row + kAhead))
        __builtin_prefetch(timeline_.entries.data() + places[shares_.object[row + kAhead]], 1);
      if (concerns(row) && ranks_[row] != kLeftOut) Place(row, places[shares_.object[row]]++);
    }
  }

  void Place(std::size_t row, std::uint32_t place) {
    const std::uint32_t content = shares_.content[row];
    timeline_.entries[place] = {.time_ms = shares_.time_ms[row],
                                .rank = ranks_[row] & kRankMask,
                                .common_content = !common_.empty() && common_[content],
                                .row = static_cast<std::uint32_t>(row) & kRowMask};
    if (!timeline_.contents.empty()) timeline_.contents[place] = content;
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
      if (!timeline_.contents.empty()) {
        std::transform(first, last, timeline_.contents.begin() + timeline_.starts[object],
                       [&](const Entry& entry) { return shares_.content[entry.row]; });
      }
    }
    first->opens_object = 1;
  }

  const model::Shares& shares_;
  bool contents_are_rows_ = false;
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
