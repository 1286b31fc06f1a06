#include "coordination/pairs.h"

#include <algorithm>

namespace evenhand::coordination {

Pairs::Pairs(const model::Shares& shares, const PairOptions& options)
    : options_(options),
      timeline_(GroupByObject(
          shares, {.min_rows = options.min_participation, .without_originals = options.remove_loops})) {
  if (options_.min_participation >= 2) Qualify(shares);
}

// Positions within a window of `own` whose rank is greater. What is looked at is dropped or kept as by chance, so the
// list grows without a branch.
Pairs::Found Pairs::Candidates(std::uint32_t own, std::vector<std::uint32_t>* room) const {
  const std::vector<Entry>& entries = timeline_.entries;
  const Entry& self = entries[own];
  std::uint32_t first = own;
  while (!entries[first].opens_object && self.time_ms - entries[first - 1].time_ms <= options_.window_ms) --first;
  std::uint32_t last = own + 1;
  while (last < entries.size() && !entries[last].opens_object &&
         entries[last].time_ms - self.time_ms <= options_.window_ms)
    ++last;
  if (room->size() < last - first) room->resize(2 * std::size_t{last - first});
  std::uint32_t* next = room->data();
  for (std::uint32_t at = first; at < own; ++at) {
    *next = at;
    next += entries[at].rank > self.rank;
  }
  const auto before = static_cast<std::size_t>(next - room->data());
  const std::uint32_t least = self.rank + (options_.remove_loops ? 1 : 0);
  for (std::uint32_t at = own + 1; at < last; ++at) {
    *next = at;
    next += entries[at].rank >= least;
  }
  return {before, static_cast<std::size_t>(next - room->data())};
}

std::vector<bool> Pairs::ContentsInPairs() const {
  std::vector<bool> found(timeline_.contents.empty() ? 0 : 1 + *std::ranges::max_element(timeline_.contents));
  const std::vector<Entry>& entries = timeline_.entries;
  // The newest partner is enough to know that an entry is in a pair; its partner looks for itself.
  const auto has_partner = [&](std::uint32_t own) {
    for (std::uint32_t at = own; !entries[at].opens_object;) {
      --at;
      if (entries[own].time_ms - entries[at].time_ms > options_.window_ms) break;
      if (Together(at, own)) return true;
    }
    for (std::uint32_t at = own + 1; at < entries.size() && !entries[at].opens_object; ++at) {
      if (entries[at].time_ms - entries[own].time_ms > options_.window_ms) break;
      if (Together(own, at)) return true;
    }
    return false;
  };
  for (std::uint32_t own = 0; own < entries.size(); ++own)
    if (has_partner(own)) found[timeline_.contents[own]] = true;
  return found;
}

void Pairs::Qualify(const model::Shares& shares) {
  std::vector<bool> in_pairs = ContentsInPairs();
  in_pairs.resize(shares.contents.size());
  const std::vector<std::uint32_t> all_rows = RowsByAccount(shares);
  const auto counts = [&](std::size_t row) {
    return all_rows[shares.account[row]] >= options_.min_participation && in_pairs[shares.content[row]];
  };
  std::vector<std::uint32_t> rows(shares.accounts.size(), 0);
  for (std::size_t row = 0; row < shares.size(); ++row)
    if (counts(row)) ++rows[shares.account[row]];
  std::vector<bool> qualifies(shares.contents.size(), false);
  for (std::size_t row = 0; row < shares.size(); ++row)
    if (rows[shares.account[row]] >= options_.min_participation && counts(row)) qualifies[shares.content[row]] = true;
  for (std::size_t at = 0; at < timeline_.entries.size(); ++at)
    timeline_.entries[at].qualifies = qualifies[timeline_.contents[at]];
}

std::vector<SharePair> AllPairs(const Pairs& pairs) {
  std::vector<SharePair> all;
  const Timeline& timeline = pairs.timeline();
  for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
    pairs.ForEach(object, [&](std::uint32_t older, std::uint32_t newer) {
      const Entry& x = timeline.entries[older];
      const Entry& y = timeline.entries[newer];
      all.push_back({object, timeline.accounts[x.rank], timeline.accounts[y.rank], timeline.contents[older], timeline.contents[newer],
                     y.time_ms - x.time_ms, x.row, y.row});
    });
  }
  return all;
}

}  // namespace evenhand::coordination
