#include "base/arena.h"

#include <gtest/gtest.h>

namespace evenhand {
namespace {

TEST(Arena, KeepsBlocksBetweenEvents) {
  Arena arena;
  void* first = arena.Allocate(100);
  arena.Allocate(1 << 20);
  arena.Reset();
  EXPECT_EQ(arena.Allocate(100), first);
  EXPECT_EQ(arena.used(), 100u);
}

TEST(Arena, AlignsAndCopies) {
  Arena arena;
  arena.Allocate(1, 1);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.Allocate(8, 8)) % 8, 0u);
  EXPECT_EQ(arena.Copy("متن"), "متن");
  EXPECT_EQ(arena.Copy(""), "");
}

TEST(Arena, SaysWhenItsLimitIsPassed) {
  Arena arena(1000);
  EXPECT_TRUE(arena.CanTake(1000));
  EXPECT_FALSE(arena.CanTake(1001));
  arena.Allocate(900);
  EXPECT_FALSE(arena.CanTake(101));
  arena.Allocate(200);
  EXPECT_TRUE(arena.exhausted());
  arena.Reset();
  EXPECT_FALSE(arena.exhausted());
}

}  // namespace
}  // namespace evenhand
