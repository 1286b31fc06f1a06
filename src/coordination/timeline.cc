#include "coordination/timeline.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace evenhand::coordination {
namespace {

constexpr unsigned kRangeBits = 10;
constexpr std::uint32_t kRankMask = (1U << 30) - 1;
constexpr std::uint32_t kRowMask = (1U << 31) - 1;

// Objects in ranges of equal size, few enough that the places where entries of all ranges go next fit the cache, and
// so small that the entries of one range nearly do.
struct Ranges {
  explicit Ranges(std::size_t objects) {
    while ((objects >> shift) >= (std::size_t{1} << kRangeBits)) ++shift;
    count = (objects >> shift) + 1;
  }
  unsigned shift = 0;
  std::size_t count = 0;
};

struct Placed {
  Entry entry;
  std::uint32_t object;
};

bool ByTimeAndPosition(const Entry& a, const Entry& b) {
  if (a.time_ms != b.time_ms) return a.time_ms < b.time_ms;
  if (a.rank != b.rank) return a.rank < b.rank;
  return a.row < b.row;
}

// Which rows are left out.
class Kept {
 public:
  Kept(const model::Shares& shares, const TimelineOptions& options)
      : shares_(shares), least_(options.min_rows), rows_(RowsByAccount(shares)) {
    if (!options.without_originals) return;
    own_content_.reserve(shares.objects.size());
    for (std::uint32_t object = 0; object < shares.objects.size(); ++object)
      own_content_.push_back(shares.contents.Find(shares.objects.Name(object)));
  }

  bool operator()(std::size_t row) const {
    return rows_[shares_.account[row]] >= least_ &&
           (own_content_.empty() || own_content_[shares_.object[row]] != shares_.content[row]);
  }

 private:
  const model::Shares& shares_;
  std::uint32_t least_;
  std::vector<std::uint32_t> rows_;         // by account
  std::vector<std::uint32_t> own_content_;  // by object: the content of its name
};

std::vector<std::uint32_t> StartsOf(const model::Shares& shares, const Kept& kept) {
  std::vector<std::uint32_t> starts(shares.objects.size() + 1, 0);
  for (std::size_t row = 0; row < shares.size(); ++row)
    if (kept(row)) ++starts[shares.object[row] + 1];
  for (std::size_t object = 1; object < starts.size(); ++object) starts[object] += starts[object - 1];
  return starts;
}

// First into ranges of objects, then within each: scattered writes stay near one another.
void Scatter(const model::Shares& shares, const Kept& kept, Timeline* timeline) {
  const Ranges ranges(timeline->objects());
  std::vector<std::uint32_t> next(ranges.count);
  for (std::size_t range = 0; range < ranges.count; ++range)
    next[range] = timeline->starts[std::min<std::size_t>(range << ranges.shift, timeline->objects())];
  std::vector<Placed> placed(timeline->starts.back());
  for (std::size_t row = 0; row < shares.size(); ++row) {
    if (!kept(row)) continue;
    const std::uint32_t object = shares.object[row];
    Placed& place = placed[next[object >> ranges.shift]++];
    place.entry.time_ms = shares.time_ms[row];
    place.entry.rank = shares.account[row] & kRankMask;  // until they are sorted
    place.entry.row = static_cast<std::uint32_t>(row) & kRowMask;
    place.object = object;
  }
  std::vector<std::uint32_t> at(timeline->starts.begin(), timeline->starts.end() - 1);
  timeline->entries.resize(placed.size());
  for (const Placed& one : placed) timeline->entries[at[one.object]++] = one.entry;
}

// By content, whether several accounts put it out. Rare, and then worth a look at the contents of two entries.
std::vector<bool> CommonContents(const model::Shares& shares) {
  constexpr std::uint32_t kNobody = 0xFFFFFFFF;
  std::vector<std::uint32_t> first(shares.contents.size(), kNobody);
  std::vector<bool> common(shares.contents.size(), false);
  for (std::size_t row = 0; row < shares.size(); ++row) {
    std::uint32_t& account = first[shares.content[row]];
    if (account == kNobody) account = shares.account[row];
    if (account != shares.account[row]) common[shares.content[row]] = true;
  }
  return common;
}

std::vector<std::uint32_t> QuietToBusy(const std::vector<std::uint32_t>& rows) {
  std::vector<std::uint32_t> accounts(rows.size());
  std::iota(accounts.begin(), accounts.end(), 0U);
  std::ranges::stable_sort(accounts, {}, [&](std::uint32_t account) { return rows[account]; });
  return accounts;
}

void Rank(const std::vector<std::uint32_t>& rows, Timeline* timeline) {
  timeline->accounts = QuietToBusy(rows);
  std::vector<std::uint32_t> rank_of(rows.size());
  for (std::uint32_t rank = 0; rank < rank_of.size(); ++rank) rank_of[timeline->accounts[rank]] = rank;
  for (Entry& entry : timeline->entries) entry.rank = rank_of[entry.rank] & kRankMask;
}

}  // namespace

Timeline GroupByObject(const model::Shares& shares, const TimelineOptions& options) {
  EVENHAND_CHECK(shares.size() <= kRowMask && shares.accounts.size() <= kRankMask);
  const Kept kept(shares, options);
  Timeline timeline;
  timeline.starts = StartsOf(shares, kept);
  Scatter(shares, kept, &timeline);
  for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
    const auto first = timeline.entries.begin() + timeline.starts[object];
    const auto last = timeline.entries.begin() + timeline.starts[object + 1];
    if (first == last) continue;
    // Archives are often in order of time already.
    if (!std::is_sorted(first, last, ByTimeAndPosition)) std::sort(first, last, ByTimeAndPosition);
    first->opens_object = 1;
  }
  Rank(RowsByAccount(shares), &timeline);
  const std::vector<bool> common = CommonContents(shares);
  timeline.contents.reserve(timeline.entries.size());
  for (Entry& entry : timeline.entries) {
    timeline.contents.push_back(shares.content[entry.row]);
    entry.common_content = common[timeline.contents.back()];
  }
  return timeline;
}

std::vector<std::uint32_t> RowsByAccount(const model::Shares& shares) {
  std::vector<std::uint32_t> rows(shares.accounts.size(), 0);
  for (const std::uint32_t account : shares.account) ++rows[account];
  return rows;
}

}  // namespace evenhand::coordination
