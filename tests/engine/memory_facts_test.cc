#include "engine/memory_facts.h"

#include <gtest/gtest.h>

namespace evenhand::engine {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

TEST(MemoryFacts, CountsInAWindowThatMoves) {
  MemoryFacts facts;
  const auto count_at = [&](std::int64_t second, std::int64_t by) {
    facts.SetNow(TimeUs{second * kSecond});
    return facts.Window("posts", kSecond, 10 * kSecond, by, 60 * kSecond).value();
  };
  EXPECT_EQ(count_at(100, 1), 1);
  EXPECT_EQ(count_at(105, 2), 3);
  EXPECT_EQ(count_at(110, 0), 3);  // the bucket of now - window still counts
  EXPECT_EQ(count_at(111, 0), 2);
  EXPECT_EQ(count_at(-3, 1), 1);  // before 1970 too
}

TEST(MemoryFacts, ForgetsCacheEntriesInTime) {
  MemoryFacts facts;
  facts.SetNow(TimeUs{0});
  ASSERT_TRUE(facts.CacheSet("k", "متن", 5 * kSecond));
  EXPECT_EQ(facts.CacheGet("k").value(), "متن");
  facts.SetNow(TimeUs{5 * kSecond});
  EXPECT_EQ(facts.CacheGet("k").value(), std::nullopt);
}

TEST(MemoryFacts, KnowsWhoseLabelsCannotBeRead) {
  MemoryFacts facts;
  facts.labels["Account/u1"]["spam"] = {};
  facts.unavailable.insert("Account/u2");
  EXPECT_EQ(facts.Labels({"Account", "u1"}).value()->size(), 1u);
  EXPECT_EQ(facts.Labels({"Account", "u3"}).value(), nullptr);
  EXPECT_EQ(facts.Labels({"Account", "u2"}).error().code, ErrorCode::kUnavailable);
}

}  // namespace
}  // namespace evenhand::engine
