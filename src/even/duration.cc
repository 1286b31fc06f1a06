#include "even/duration.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "even/count.h"

namespace evenhand::even {
namespace {

constexpr double kOpen = std::numeric_limits<double>::infinity();
constexpr std::int64_t kMaxOpen = 100'000'000;

// All cases in order, open ones last.
Result<std::vector<double>> Sorted(const Durations& group) {
  if (group.open < 0 || group.open > kMaxOpen) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} open cases; give 0 to {}", group.open, kMaxOpen));
  }
  for (const double hours : group.closed_hours) {
    if (hours >= 0 && std::isfinite(hours)) continue;
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("a case took {} hours; give 0 or more, or count it as open", hours));
  }
  std::vector<double> all = group.closed_hours;
  all.resize(all.size() + static_cast<std::size_t>(group.open), kOpen);
  if (all.empty()) return Fail(ErrorCode::kInvalidArgument, "a group has no cases to time");
  std::ranges::sort(all);
  return all;
}

std::optional<double> KnownMiddle(double lower, double upper) {
  const double middle = lower == upper ? lower : (lower + upper) / 2;
  return std::isfinite(middle) ? std::optional(middle) : std::nullopt;
}

double Difference(double b, double a) { return a == kOpen && b == kOpen ? 0 : b - a; }

// How many of all b - a are at most `limit`. Both lists ascend, so one walk along each will do.
std::uint64_t CountUpTo(const std::vector<double>& a, const std::vector<double>& b, double limit) {
  std::uint64_t count = 0;
  std::size_t within = 0;
  for (const double from : a) {
    while (within < b.size() && Difference(b[within], from) <= limit) ++within;
    count += within;
  }
  return count;
}

// Doubles as integers in the same order, so that a search can halve the range between any two.
std::int64_t OrderKey(double value) {
  const auto bits = std::bit_cast<std::int64_t>(value);
  return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
}

double FromKey(std::int64_t key) {
  return std::bit_cast<double>(key < 0 ? std::numeric_limits<std::int64_t>::min() - key : key);
}

// The difference with `rank` (from 1) among all b - a: the least number with that many up to it.
double DifferenceAt(const std::vector<double>& a, const std::vector<double>& b,
                    std::uint64_t rank) {
  std::int64_t low = OrderKey(-kOpen), high = OrderKey(kOpen);
  while (low < high) {
    const std::int64_t middle = (low & high) + ((low ^ high) >> 1);
    if (CountUpTo(a, b, FromKey(middle)) >= rank)
      high = middle;
    else
      low = middle + 1;
  }
  return FromKey(low);
}

// Twice the mid-rank of each case among the cases of both groups, so that ranks stay whole.
struct Ranks {
  std::vector<std::int64_t> a, b;
};

Ranks RankTogether(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> all;
  std::ranges::merge(a, b, std::back_inserter(all));
  const auto twice_rank = [&](double hours) {
    const auto [first, last] = std::ranges::equal_range(all, hours);
    return (first - all.begin() + 1) + (last - all.begin());
  };
  Ranks ranks;
  std::ranges::transform(a, std::back_inserter(ranks.a), twice_rank);
  std::ranges::transform(b, std::back_inserter(ranks.b), twice_rank);
  return ranks;
}

std::int64_t Sum(const std::vector<std::int64_t>& values) {
  std::int64_t sum = 0;
  for (const std::int64_t value : values) sum += value;
  return sum;
}

// ways[k][s]: how many choices of k of the ranks have the sum s. At most C(60, 30) < 2^57.
using Ways = std::vector<std::vector<std::uint64_t>>;

Ways CountWays(const std::vector<std::int64_t>& ranks, std::size_t chosen) {
  const auto most = static_cast<std::size_t>(Sum(ranks));
  Ways ways(chosen + 1, std::vector<std::uint64_t>(most + 1, 0));
  ways[0][0] = 1;
  for (const std::int64_t rank : ranks) {
    const auto step = static_cast<std::size_t>(rank);
    for (std::size_t k = chosen; k > 0; --k) {
      for (std::size_t s = most; s >= step; --s) ways[k][s] += ways[k - 1][s - step];
    }
  }
  return ways;
}

struct SortedPair {
  std::vector<double> a, b;
};

Result<SortedPair> SortBoth(const Durations& a, const Durations& b) {
  SortedPair pair;
  EVENHAND_ASSIGN(pair.a, Sorted(a));
  EVENHAND_ASSIGN(pair.b, Sorted(b));
  return pair;
}

}  // namespace

Result<std::optional<double>> MedianHours(const Durations& group) {
  EVENHAND_ASSIGN(const std::vector<double> all, Sorted(group));
  return KnownMiddle(all[(all.size() - 1) / 2], all[all.size() / 2]);
}

Result<std::optional<double>> ShiftHours(const Durations& a, const Durations& b) {
  EVENHAND_ASSIGN(const SortedPair pair, SortBoth(a, b));
  const std::uint64_t pairs = std::uint64_t{pair.a.size()} * pair.b.size();
  return KnownMiddle(DifferenceAt(pair.a, pair.b, (pairs - 1) / 2 + 1),
                     DifferenceAt(pair.a, pair.b, pairs / 2 + 1));
}

Result<RankSum> ExactRankSum(const Durations& a, const Durations& b) {
  EVENHAND_ASSIGN(const SortedPair pair, SortBoth(a, b));
  const std::size_t cases = pair.a.size() + pair.b.size();
  if (cases > kMaxExactRanks) {
    return Fail(ErrorCode::kLimit,
                fmt::format("{} cases; beyond {} draw rank sums instead", cases, kMaxExactRanks));
  }
  Ranks ranks = RankTogether(pair.a, pair.b);
  const std::int64_t observed = Sum(ranks.a);
  const auto expected = static_cast<std::int64_t>(pair.a.size() * (cases + 1));
  std::vector<std::int64_t> all = std::move(ranks.a);
  all.insert(all.end(), ranks.b.begin(), ranks.b.end());
  const std::vector<std::uint64_t> ways = CountWays(all, pair.a.size()).back();
  RankSum out{Real(observed) / 2, {0, 0}};
  for (std::size_t s = 0; s < ways.size(); ++s) {
    out.p.denominator += ways[s];
    const std::int64_t distance = static_cast<std::int64_t>(s) - expected;
    if (std::abs(distance) >= std::abs(observed - expected)) out.p.numerator += ways[s];
  }
  return out;
}

Result<DrawnPermutation> DrawRankSums(std::span<const DurationStratum> strata,
                                      const DrawOptions& options) {
  std::vector<UnitStratum> units;
  std::int64_t observed = 0;
  for (const DurationStratum& stratum : strata) {
    EVENHAND_ASSIGN(const SortedPair pair, SortBoth(stratum.a, stratum.b));
    const Ranks ranks = RankTogether(pair.a, pair.b);
    observed += Sum(ranks.a);
    UnitStratum unit{ranks.a, ranks.a.size()};
    unit.worth.insert(unit.worth.end(), ranks.b.begin(), ranks.b.end());
    units.push_back(std::move(unit));
  }
  return DrawPermutations(std::move(units), observed, options);
}

}  // namespace evenhand::even
