#include "coordination/in_order.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "coordination/random_shares.h"

namespace evenhand::coordination {
namespace {

// By name, and with the numbers that accounts have.
using Row = std::tuple<std::string, std::uint32_t, std::string, std::string, std::int64_t>;

std::vector<Row> RowsOf(const model::Shares& shares) {
  std::vector<Row> rows;
  for (std::size_t row = 0; row < shares.size(); ++row) {
    const std::uint32_t account = shares.account[row];
    rows.emplace_back(shares.accounts.Name(account), account,
                      shares.objects.Name(shares.object[row]),
                      shares.contents.Name(shares.content[row]), shares.time_ms[row]);
  }
  return rows;
}

model::Shares Shuffled(const model::Shares& shares, unsigned seed) {
  std::vector<Row> rows = RowsOf(shares);
  std::ranges::shuffle(rows, std::mt19937(seed));
  model::Shares shuffled;
  for (const auto& [account, number, object, content, time_ms] : rows)
    shuffled.Add(object, account, content, time_ms);
  return shuffled;
}

RC_GTEST_PROP(InOrder, ForgetsTheOrderOfTheArchive, ()) {
  const model::Shares shares = *RandomShares();
  const std::vector<Row> wanted = RowsOf(InOrder(shares));
  RC_ASSERT(RowsOf(InOrder(Shuffled(shares, *rc::gen::arbitrary<unsigned>()))) == wanted);
  RC_ASSERT(RowsOf(InOrder(InOrder(shares))) == wanted);
}

RC_GTEST_PROP(InOrder, KeepsEachRow, ()) {
  const model::Shares shares = *RandomShares();
  const auto by_name = [](const model::Shares& some) {
    std::vector<Row> rows = RowsOf(some);
    for (Row& row : rows) std::get<1>(row) = 0;
    std::ranges::sort(rows);
    return rows;
  };
  RC_ASSERT(by_name(InOrder(shares)) == by_name(shares));
  RC_ASSERT(std::ranges::is_sorted(InOrder(shares).time_ms));
}

// Three accounts on two objects at once: what else they put out tells them apart, not their names.
model::Shares Three(const std::string& first, const std::string& second, const std::string& third,
                    std::int64_t epoch_ms) {
  model::Shares shares;
  shares.Add("o", first, "p1", epoch_ms);
  shares.Add("o", second, "p2", epoch_ms);
  shares.Add("q", third, "p3", epoch_ms);
  shares.Add("q", first, "p4", epoch_ms + 1);
  shares.Add("r", second, "p5", epoch_ms + 2);
  return shares;
}

TEST(InOrder, OtherNamesAndAnotherEpochChangeNothingElse) {
  const model::Shares shares = InOrder(Three("a", "b", "c", 0));
  const model::Shares renamed = InOrder(Three("z", "y", "x", -5'000));
  EXPECT_EQ(renamed.account, shares.account);
  EXPECT_EQ(renamed.object, shares.object);
  const auto other = [](const std::string& name) {
    return std::string(1, static_cast<char>('a' + 'z' - name[0]));
  };
  for (std::uint32_t account = 0; account < 3; ++account)
    EXPECT_EQ(renamed.accounts.Name(account), other(std::string(shares.accounts.Name(account))));
}

}  // namespace
}  // namespace evenhand::coordination
