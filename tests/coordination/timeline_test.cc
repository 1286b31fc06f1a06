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

model::Shares ManyObjects() {
  model::Shares shares;
  for (int row = 0; row < 20'000; ++row) {
    shares.Add("o" + std::to_string(row * 7919 % 5'003), "a" + std::to_string(row % 37),
               "p" + std::to_string(row % 19'000), row * 31 % 1'000);
  }
  return shares;
}

TEST(Timeline, IsTheSameOnSeveralThreads) {
  const model::Shares shares = ManyObjects();
  const Timeline on_one = GroupByObject(shares);
  for (const unsigned threads : {2U, 3U, 7U}) {
    const Timeline on_several = GroupByObject(shares, {.threads = threads});
    EXPECT_EQ(on_several.starts, on_one.starts);
    EXPECT_EQ(on_several.accounts, on_one.accounts);
    EXPECT_EQ(on_several.contents, on_one.contents);
    EXPECT_TRUE(std::ranges::equal(on_several.entries, on_one.entries, Same));
  }
}

RC_GTEST_PROP(Timeline, IsInOrderOfTimeWithinEachObject, ()) {
  const model::Shares shares = *RandomShares();
  const auto threads = *rc::gen::element(1U, 2U, 5U);
  const Timeline timeline = GroupByObject(shares, {.threads = threads});
  for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
    for (std::uint32_t at = timeline.starts[object]; at < timeline.starts[object + 1]; ++at) {
      const Entry& entry = timeline.entries[at];
      RC_ASSERT(shares.object[entry.row] == object);
      RC_ASSERT(shares.content[entry.row] == timeline.content(at));
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
