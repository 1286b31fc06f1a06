#include "coordination/permute.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "coordination/simulate.h"

namespace evenhand::coordination {
namespace {

const model::Shares& Archive() {
  static const model::Shares shares = Simulate({.seed = 3,
                                                .shares = 2'000,
                                                .fan_groups = 1,
                                                .protests = 0,
                                                .newsrooms = 1,
                                                .schedulers = 5,
                                                .late_people = 20,
                                                .operations = 1,
                                                .hijackings = 0})
                                          .shares;
  return shares;
}

using Numbers = std::vector<std::uint32_t>;
template <class Key>
std::map<std::uint32_t, std::multiset<Key>> Grouped(const Numbers& by,
                                                    const std::vector<Key>& values) {
  std::map<std::uint32_t, std::multiset<Key>> grouped;
  for (std::size_t row = 0; row < by.size(); ++row) grouped[by[row]].insert(values[row]);
  return grouped;
}

std::size_t Moved(const model::Shares& x, const model::Shares& y) {
  std::size_t moved = 0;
  for (std::size_t row = 0; row < x.size(); ++row)
    moved += x.time_ms[row] != y.time_ms[row] || x.account[row] != y.account[row];
  return moved;
}

TEST(Permuted, TimesStayWithTheirObjectsAndObjectsWithTheirAccounts) {
  const model::Shares& before = Archive();
  const model::Shares after = Permuted(before, Permutation::kTimes, 1);
  EXPECT_EQ(after.object, before.object);
  EXPECT_EQ(after.account, before.account);
  EXPECT_EQ(Grouped(after.object, after.time_ms), Grouped(before.object, before.time_ms));
  EXPECT_GT(Moved(before, after), before.size() / 2);
}

TEST(Permuted, DaysKeepTheHourAndTheObjects) {
  constexpr std::int64_t kDayMs = 86'400'000;
  const model::Shares& before = Archive();
  const model::Shares after = Permuted(before, Permutation::kDays, 1);
  EXPECT_EQ(after.object, before.object);
  EXPECT_EQ(after.account, before.account);
  const auto [first, last] = std::ranges::minmax(before.time_ms);
  std::map<std::uint32_t, std::set<std::int64_t>> shifts;
  const std::int64_t days = (last - first / kDayMs * kDayMs) / kDayMs + 1;
  for (std::size_t row = 0; row < before.size(); ++row) {
    EXPECT_EQ(after.time_ms[row] % kDayMs, before.time_ms[row] % kDayMs);
    EXPECT_GE(after.time_ms[row], first / kDayMs * kDayMs);
    EXPECT_LT(after.time_ms[row], (first / kDayMs + days) * kDayMs);
    const std::int64_t shift = (after.time_ms[row] - before.time_ms[row]) / kDayMs;
    shifts[before.account[row]].insert((shift + days) % days);
  }
  for (const auto& [account, distinct] : shifts) EXPECT_EQ(distinct.size(), 1U);
}

TEST(Permuted, ObjectsKeepHowManyEachHasAndTheirTimes) {
  const model::Shares& before = Archive();
  const model::Shares after = Permuted(before, Permutation::kObjects, 1);
  EXPECT_EQ(after.object, before.object);
  EXPECT_EQ(after.time_ms, before.time_ms);
  const auto degrees = [](const model::Shares& shares) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> cells;
    for (std::size_t row = 0; row < shares.size(); ++row)
      cells.emplace(shares.account[row], shares.object[row]);
    std::map<std::uint32_t, int> of_account, of_object;
    for (const auto& [account, object] : cells) {
      ++of_account[account];
      ++of_object[object];
    }
    return std::pair(of_account, of_object);
  };
  EXPECT_EQ(degrees(after), degrees(before));
  EXPECT_GT(Moved(before, after), before.size() / 2);
}

TEST(Permuted, FollowsFromItsSeed) {
  for (const Permutation permutation :
       {Permutation::kTimes, Permutation::kDays, Permutation::kObjects}) {
    EXPECT_EQ(Moved(Permuted(Archive(), permutation, 7), Permuted(Archive(), permutation, 7)), 0U);
    EXPECT_GT(Moved(Permuted(Archive(), permutation, 7), Permuted(Archive(), permutation, 8)), 0U);
    EXPECT_EQ(Permuted({}, permutation, 1).size(), 0U);
  }
}

}  // namespace
}  // namespace evenhand::coordination
