#include "coordination/pairs.h"

#include <algorithm>
#include <limits>

namespace evenhand::coordination {

Pairs::Pairs(const model::Shares& shares, const PairOptions& options)
    : options_(options),
      max_apart_(options.max_neighbours == 0 ? 0xFFFFFFFF : options.max_neighbours),
      timeline_(GroupByObject(shares, {.min_rows = options.min_participation,
                                       .without_originals = options.remove_loops,
                                       .threads = options.threads,
                                       .names_are_done = options.names_are_done})) {
  if (options_.min_participation >= 2) Qualify(shares);
}

std::uint64_t Pairs::NotCompared() const {
  std::uint64_t pairs = 0;
  for (std::uint32_t object = 0; object < timeline_.objects(); ++object) {
    std::uint32_t oldest = timeline_.starts[object];  // within the window of `at`
    for (std::uint32_t at = oldest; at < timeline_.starts[object + 1]; ++at) {
      while (timeline_.entries[at].time_ms - timeline_.entries[oldest].time_ms > options_.window_ms)
        ++oldest;
      if (at - oldest > max_apart_) pairs += at - oldest - max_apart_;
    }
  }
  return pairs;
}

std::vector<std::uint32_t> Pairs::InPairs() const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t object = 0; object < timeline_.objects(); ++object) {
    const std::uint32_t start = timeline_.starts[object];
    const std::uint32_t end = timeline_.starts[object + 1];
    for (std::uint32_t own = start; own < end; ++own)
      if (IsInPair(start, own, end)) found.push_back(own);
  }
  return found;
}

bool Pairs::IsInPair(std::uint32_t start, std::uint32_t own, std::uint32_t end) const {
  for (std::uint32_t at = own + 1; at < end && AreNear(own, at); ++at)
    if (Together(own, at)) return true;
  for (std::uint32_t at = own; at-- > start && AreNear(at, own);)
    if (Together(at, own)) return true;
  return false;
}

void Pairs::Qualify(const model::Shares& shares) {
  if (timeline_.contents_repeat) return QualifyContents(shares);
  // Each content has one entry. Small numbers of all accounts fit the processor's cache.
  if (options_.min_participation <= std::numeric_limits<std::uint8_t>::max()) {
    QualifyEntries<std::uint8_t>();
  } else {
    QualifyEntries<std::uint32_t>();
  }
}

template <class Number>
void Pairs::QualifyEntries() {
  std::vector<Number> in_pairs(timeline_.accounts.size(), 0);
  const std::vector<std::uint32_t> found = InPairs();
  for (const std::uint32_t at : found) {
    Number& count = in_pairs[timeline_.entries[at].rank];
    if (count < options_.min_participation) ++count;
  }
  // Of the others nobody asks.
  for (const std::uint32_t at : found)
    if (in_pairs[timeline_.entries[at].rank] < options_.min_participation)
      timeline_.entries[at].qualifies = 0;
}

void Pairs::QualifyContents(const model::Shares& shares) {
  std::vector<bool> in_pairs(shares.contents.size(), false);
  for (const std::uint32_t at : InPairs()) in_pairs[timeline_.content(at)] = true;
  const std::vector<std::uint32_t> all_rows = RowsByAccount(shares);
  const auto counts = [&](std::size_t row) {
    return all_rows[shares.account[row]] >= options_.min_participation &&
           in_pairs[shares.content[row]];
  };
  std::vector<std::uint32_t> rows(shares.accounts.size(), 0);
  for (std::size_t row = 0; row < shares.size(); ++row)
    if (counts(row)) ++rows[shares.account[row]];
  std::vector<bool> qualifies(shares.contents.size(), false);
  for (std::size_t row = 0; row < shares.size(); ++row)
    if (rows[shares.account[row]] >= options_.min_participation && counts(row))
      qualifies[shares.content[row]] = true;
  for (std::uint32_t at = 0; at < timeline_.entries.size(); ++at)
    timeline_.entries[at].qualifies = qualifies[timeline_.content(at)];
}

std::vector<SharePair> AllPairs(const Pairs& pairs) {
  std::vector<SharePair> all;
  const Timeline& timeline = pairs.timeline();
  for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
    pairs.ForEach(object,
                  [&](const Entry& x, const Entry& y, std::uint32_t older, std::uint32_t newer) {
                    all.push_back({object, timeline.accounts[x.rank], timeline.accounts[y.rank],
                                   timeline.content(older), timeline.content(newer),
                                   y.time_ms - x.time_ms, x.row, y.row});
                  });
  }
  return all;
}

}  // namespace evenhand::coordination
