#include "engine/threads.h"

#include <gtest/gtest.h>

#include <chrono>

namespace evenhand::engine {
namespace {

TEST(Threads, RunEachTaskOnceOnEveryThread) {
  for (const unsigned others : {1u, 3u, 16u}) {
    Threads threads(others);
    ASSERT_EQ(threads.caller(), others);
    std::vector<int> runs(others + 1);
    for (int round = 0; round < 200; ++round) threads.Run([&](unsigned i) { ++runs[i]; });
    EXPECT_EQ(runs, std::vector<int>(others + 1, 200));
  }
}

TEST(Threads, RunTheLastTaskOnTheCaller) {
  Threads threads(2);
  std::vector<std::thread::id> ids(3);
  threads.Run([&](unsigned i) { ids[i] = std::this_thread::get_id(); });
  EXPECT_EQ(ids[threads.caller()], std::this_thread::get_id());
}

// Long enough for both sides to stop looking and sleep.
TEST(Threads, WakeUpAfterALongWait) {
  using std::chrono::milliseconds;
  Threads threads(1);
  std::vector<int> runs(2);
  for (int round = 0; round < 4; ++round) {
    threads.Run([&](unsigned i) {
      if (i == static_cast<unsigned>(round) % 2) std::this_thread::sleep_for(milliseconds(5));
      ++runs[i];
    });
    std::this_thread::sleep_for(milliseconds(5));
  }
  EXPECT_EQ(runs, (std::vector<int>{4, 4}));
}

TEST(Threads, EndWithoutATask) { const Threads threads(4); }

}  // namespace
}  // namespace evenhand::engine
