#include "coordination/timeline.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "coordination/random_shares.h"

namespace evenhand::coordination {
namespace {

bool Same(const Entry& x, const Entry& y) {
  return x.time_ms == y.time_ms && x.rank == y.rank && x.opens_object == y.opens_object &&
         x.common_content == y.common_content && x.row == y.row;
}

// Many objects, so that there are several ranges of them.
model::Shares ManyObjects() {
  model::Shares shares;
  for (int row = 0; row < 20'000; ++row) {
    shares.Add("o" + std::to_string(row * 7919 % 5'003), "a" + std::to_string(row % 37),
               "p" + std::to_string(row % 19'000), row * 31 % 1'000);
  }
  return shares;
}

void ExpectAlike(const model::Shares& shares, std::size_t on_their_way) {
  const Timeline at_once = GroupByObject(shares);
  const Timeline in_passes = GroupByObject(shares, {.on_their_way = on_their_way});
  EXPECT_EQ(in_passes.starts, at_once.starts);
  EXPECT_EQ(in_passes.accounts, at_once.accounts);
  EXPECT_EQ(in_passes.contents, at_once.contents);
  EXPECT_TRUE(std::ranges::equal(in_passes.entries, at_once.entries, Same));
}

TEST(Timeline, SeveralPassesPlaceAsOneDoes) {
  const model::Shares shares = ManyObjects();
  for (const std::size_t some : {1, 100, 7'000}) ExpectAlike(shares, some);
}

RC_GTEST_PROP(Timeline, IsInOrderOfTimeWithinEachObject, ()) {
  const model::Shares shares = *RandomShares();
  const Timeline timeline = GroupByObject(shares, {.on_their_way = 10});
  for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
    for (std::uint32_t at = timeline.starts[object]; at < timeline.starts[object + 1]; ++at) {
      const Entry& entry = timeline.entries[at];
      RC_ASSERT(shares.object[entry.row] == object);
      RC_ASSERT(shares.content[entry.row] == timeline.contents[at]);
      RC_ASSERT(shares.account[entry.row] == timeline.accounts[entry.rank]);
      if (at > timeline.starts[object])
        RC_ASSERT(timeline.entries[at - 1].time_ms <= entry.time_ms);
    }
  }
}

TEST(Timeline, SaysWhenNamesAreDone) {
  model::Shares shares;
  shares.Add("o", "a", "o", 0);  // the post that others repost
  shares.Add("o", "b", "p", 1);
  const Timeline timeline = GroupByObject(shares, {.names_are_done = [&] {
                                            shares.objects.ForgetNames();
                                            shares.contents.ForgetNames();
                                          }});
  EXPECT_EQ(timeline.entries.size(), 1U);
}

}  // namespace
}  // namespace evenhand::coordination
