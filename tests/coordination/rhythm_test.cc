#include "coordination/rhythm.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kMinute = 60'000;

TEST(Rhythm, BeforeTheEpochHoursAreHoursToo) {
  const Rhythm rhythm = RhythmOf(std::vector<std::int64_t>{-1, 0});
  EXPECT_EQ(rhythm.hours[23], 1U);
  EXPECT_EQ(rhythm.hours[0], 1U);
}

TEST(Rhythm, PauseBinsBeginWhereTheySay) {
  std::vector<std::int64_t> times = {0};
  for (const std::int64_t pause_s : {0, 59, 60, 299, 300, 86'399, 86'400})
    times.push_back(times.back() + pause_s * 1000);
  const Rhythm rhythm = RhythmOf(times);
  EXPECT_EQ(rhythm.pauses, (std::array<std::uint32_t, kPauseBins>{2, 2, 1, 0, 0, 1, 1}));
}

TEST(Rhythm, TwoEqualPausesVaryByNothing) {
  const Rhythm rhythm = RhythmOf(std::vector<std::int64_t>{0, kMinute, 2 * kMinute});
  EXPECT_EQ(rhythm.variation, 0);
  EXPECT_EQ(rhythm.mean_pause_s, 60);
}

TEST(Rhythm, ASmallSampleIsCorrectedUpward) {
  // Two hours, one post each: entropy 1 bit, corrected by 1 / (4 ln 2), of at most 1.
  const Rhythm rhythm = RhythmOf(std::vector<std::int64_t>{0, 60 * kMinute});
  EXPECT_EQ(rhythm.hour_entropy, 1);
  EXPECT_EQ(rhythm.hour_entropy_normalised, 1);
}

TEST(Rhythm, WelfordsSumsAreTheDeviationOfThePauses) {
  std::vector<std::int64_t> times = {1'000'000'000'000};
  std::vector<double> pauses;
  for (int i = 0; i < 200; ++i) {
    pauses.push_back((i * i % 37) * 61.5);
    times.push_back(times.back() + static_cast<std::int64_t>(pauses.back() * 1000));
  }
  double mean = 0, squares = 0;
  for (const double pause : pauses) mean += pause / 200;
  for (const double pause : pauses) squares += (pause - mean) * (pause - mean);
  EXPECT_NEAR(RhythmOf(times).deviation_s, std::sqrt(squares / 200), 1e-9);
}

}  // namespace
}  // namespace evenhand::coordination
