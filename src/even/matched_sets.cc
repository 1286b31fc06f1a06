#include "even/matched_sets.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "even/count.h"
#include "even/distribution.h"
#include "even/many.h"
#include "even/threshold.h"

namespace evenhand::even {
namespace {

Result<void> Check(std::span<const MatchedPattern> patterns) {
  if (patterns.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "there are no matched sets; give at least one");
  }
  const std::size_t languages = patterns.front().removed.size();
  if (languages < 2) {
    return Fail(ErrorCode::kInvalidArgument, "a matched set needs at least two languages");
  }
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    const MatchedPattern& pattern = patterns[i];
    if (pattern.removed.size() != languages ||
        !std::ranges::all_of(pattern.removed, [](auto r) { return r == 0 || r == 1; })) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("pattern {}: give one 0 or 1 for each of the {} languages", i + 1,
                              languages));
    }
    EVENHAND_TRY(CheckCount(pattern.count, fmt::format("pattern {}: its count", i + 1)));
  }
  return {};
}

std::int64_t RowTotal(const MatchedPattern& pattern) {
  return std::accumulate(pattern.removed.begin(), pattern.removed.end(), std::int64_t{0});
}

std::optional<ChiSquare> Cochran(std::span<const MatchedPattern> patterns,
                                 const std::vector<std::int64_t>& columns) {
  const double k = Real(columns.size());
  double total = 0, column_squares = 0, row_squares = 0;
  for (const std::int64_t column : columns) {
    total += Real(column);
    column_squares += Real(column) * Real(column);
  }
  for (const MatchedPattern& pattern : patterns) {
    row_squares += Real(pattern.count) * Real(RowTotal(pattern)) * Real(RowTotal(pattern));
  }
  const double divisor = k * total - row_squares;
  if (divisor <= 0) return std::nullopt;
  const double q = (k - 1) * (k * column_squares - total * total) / divisor;
  return ChiSquare{q, static_cast<std::int64_t>(columns.size()) - 1, ChiSquareTail(q, k - 1)};
}

Result<LanguagePair> ComparePair(std::span<const MatchedPattern> patterns, std::size_t first,
                                 std::size_t second) {
  LanguagePair pair{first, second};
  for (const MatchedPattern& pattern : patterns) {
    const std::int64_t difference = pattern.removed[first] - pattern.removed[second];
    if (difference > 0) pair.only_first += pattern.count;
    if (difference < 0) pair.only_second += pattern.count;
  }
  EVENHAND_ASSIGN(pair.p, McNemarP(pair.only_first, pair.only_second));
  return pair;
}

Result<void> AdjustPairs(std::vector<LanguagePair>* pairs) {
  std::vector<double> p;
  for (const LanguagePair& pair : *pairs) p.push_back(pair.p);
  EVENHAND_ASSIGN(const std::vector<double> adjusted, HolmAdjust(p));
  for (std::size_t i = 0; i < pairs->size(); ++i) (*pairs)[i].adjusted_p = adjusted[i];
  return {};
}

}  // namespace

Result<double> McNemarP(std::int64_t only_first, std::int64_t only_second) {
  return HeapingP(only_first, only_second);  // the same question: is it 1:1?
}

Result<MatchedSets> CompareMatchedSets(std::span<const MatchedPattern> patterns) {
  EVENHAND_TRY(Check(patterns));
  MatchedSets out;
  const std::size_t languages = patterns.front().removed.size();
  out.removed.assign(languages, 0);
  for (const MatchedPattern& pattern : patterns) {
    out.sets += pattern.count;
    const std::int64_t total = RowTotal(pattern);
    if (total != 0 && total != static_cast<std::int64_t>(languages)) {
      out.not_alike += pattern.count;
    }
    for (std::size_t j = 0; j < languages; ++j)
      out.removed[j] += pattern.removed[j] * pattern.count;
  }
  out.cochran = Cochran(patterns, out.removed);
  for (std::size_t i = 0; i < languages; ++i) {
    for (std::size_t j = i + 1; j < languages; ++j) {
      EVENHAND_ASSIGN(LanguagePair pair, ComparePair(patterns, i, j));
      out.pairs.push_back(pair);
    }
  }
  EVENHAND_TRY(AdjustPairs(&out.pairs));
  return out;
}

}  // namespace evenhand::even
