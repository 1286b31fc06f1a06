#include "coordination/made_shares.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kDay = 86'400'000;

// (account, object) of each row.
std::multiset<std::pair<std::string, std::string>> RowsOf(const model::Shares& shares) {
  std::multiset<std::pair<std::string, std::string>> rows;
  for (std::size_t row = 0; row < shares.size(); ++row)
    rows.emplace(shares.accounts.Name(shares.account[row]),
                 shares.objects.Name(shares.object[row]));
  return rows;
}

using Rows = std::multiset<std::pair<std::string, std::string>>;

TEST(TimeBins, HaveEachPostOnceAndRoundDownBefore1970) {
  model::Shares shares;
  shares.Add("#a", "x", "p1", -1);
  shares.Add("#b", "x", "p1", -1);
  shares.Add("#a", "x", "p2", 1000);
  shares.Add("#a", "y", "p1", 999);
  EXPECT_EQ(RowsOf(TimeBins(shares, 1000)), (Rows{{"x", "-1"}, {"x", "1"}, {"y", "0"}}));
}

TEST(InWindows, AnObjectOfTwoWindowsIsTwo) {
  model::Shares shares;
  shares.Add("o", "x", "p1", 999);
  shares.Add("o", "y", "p2", 1000);
  shares.Add("o", "z", "p3", 1);
  const Windowed made = InWindows(shares, 1000);
  EXPECT_EQ(RowsOf(made.shares), (Rows{{"x", "0\x1fo"}, {"y", "1\x1fo"}, {"z", "0\x1fo"}}));
  EXPECT_EQ(made.window_of, (std::vector<std::int64_t>{0, 1}));
}

TEST(DaySequences, AreInOrderOfTimeAndOfOneDay) {
  model::Shares shares;
  shares.Add("b", "x", "p2", 20);
  shares.Add("a", "x", "p1", 10);
  shares.Add("a", "x", "p3", 30);
  shares.Add("a", "y", "p4", kDay + 1);
  shares.Add("b c\\", "y", "p5", kDay + 2);
  shares.Add("a", "z", "p6", 1);
  EXPECT_EQ(RowsOf(DaySequences(shares, 2, 2)), (Rows{{"x",
                                                       "0\x1f"
                                                       "a b a"},
                                                      {"y",
                                                       "1\x1f"
                                                       "a b\\ c\\\\"}}));
  EXPECT_EQ(DaySequences(shares, 3, 2).size(), 1U);
  EXPECT_EQ(DaySequences(shares, 1, 1).size(), 3U);
}

TEST(FastReposts, ADayAndFiveSecondsAreNotFast) {
  model::Shares posts;
  posts.Add("", "author", "post", 0);
  posts.Add("", "other", "post", 0);  // a second one of that name
  posts.Add("", "author", "late", kDay);
  model::Shares reposts;
  reposts.Add("post", "x", "r1", 5000);
  reposts.Add("post", "y", "r2", kDay + 5000);
  reposts.Add("post", "z", "r3", 10'000);
  reposts.Add("post", "author", "r4", 1);
  reposts.Add("late", "x", "r5", kDay - 1);
  reposts.Add("unknown", "x", "r6", 0);
  EXPECT_EQ(RowsOf(FastReposts(reposts, posts, 10'000)), (Rows{{"x", "author"}, {"z", "author"}}));
}

}  // namespace
}  // namespace evenhand::coordination
