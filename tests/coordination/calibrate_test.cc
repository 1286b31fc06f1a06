#include "coordination/calibrate.h"

#include <gtest/gtest.h>

#include <random>

#include "coordination/chance.h"
#include "coordination/chance_model.h"
#include "coordination/simulate.h"

namespace evenhand::coordination {
namespace {

constexpr std::int64_t kWindowMs = 60'000;

// The twin has the same p for every tie that is found, whoever the null is made without.
TEST(ChanceModel, IsWhatTestTiesTests) {
  std::size_t compared = 0;
  for (const std::uint64_t seed : {1, 2, 3}) {
    const model::Shares shares =
        Simulate({.seed = seed, .shares = 20'000, .late_people = 50}).shares;
    const Pairs pairs(shares, {.window_ms = kWindowMs, .min_participation = 1});
    const ByRank by_rank(pairs.timeline());
    const ChanceModel model(pairs, by_rank, 0.01, 1);
    for (const Tie& tie : TestTies(pairs, by_rank, {.false_discovery_rate = 0.01}).ties) {
      EXPECT_DOUBLE_EQ(model.Choice(tie.a, tie.b, tie.together).at_least, tie.p_choice);
      EXPECT_DOUBLE_EQ(model.Timing(tie.a, tie.b, tie.together).at_least, tie.p_timing);
      const ChanceModel::Met met = model.MetOn(tie.a, tie.b);
      EXPECT_EQ(met.together, tie.together);
      EXPECT_EQ(met.common, tie.common);
      ++compared;
    }
    EXPECT_GT(model.suspects(), 0U);
  }
  EXPECT_GT(compared, 500U);
}

TEST(ChanceModel, StepsHoldTheMassAtTheCount) {
  const model::Shares shares =
      Simulate({.seed = 4, .shares = 5'000, .operations = 0, .hijackings = 0}).shares;
  const Pairs pairs(shares, {.window_ms = kWindowMs, .min_participation = 1});
  const ByRank by_rank(pairs.timeline());
  const ChanceModel model(pairs, by_rank, 0.01, 1);
  ASSERT_FALSE(model.together().empty());
  for (const Together& tie : model.together()) {
    for (const PInterval& p :
         {model.Choice(tie.a, tie.b, tie.objects), model.Timing(tie.a, tie.b, tie.objects)}) {
      EXPECT_LT(p.above, p.at_least);
      EXPECT_GE(p.above, 0);
      EXPECT_LE(p.at_least, 1 + 1e-12);
    }
    EXPECT_NEAR(model.Choice(tie.a, tie.b, tie.objects + 1).at_least,
                model.Choice(tie.a, tie.b, tie.objects).above, 1e-15);
  }
}

// An archive with an operation, dealt out: nothing is found, and choice fits where objects are
// dealt out.
TEST(Calibrate, FindsNothingWhereNobodyActsTogether) {
  const model::Shares shares =
      Simulate({.seed = 2, .shares = 10'000, .late_people = 50, .operations = 1}).shares;
  const CalibrateOptions options{.permutations = 4, .sampled_pairs = 500};
  EXPECT_GT(Calibrate(shares, std::nullopt, options).ties, 0U);
  for (const Permutation null : {Permutation::kTimes, Permutation::kDays, Permutation::kObjects}) {
    const Calibration calibration = Calibrate(shares, null, options);
    EXPECT_EQ(calibration.permutations, 4U);
    if (null != Permutation::kTimes) {
      EXPECT_EQ(calibration.ties, 0U) << NameOf(null);
    }
    EXPECT_GT(calibration.timing.pairs, 0);
    EXPECT_LE(calibration.smallest_p, calibration.largest_smallest_p);
  }
  EXPECT_LT(Calibrate(shares, Permutation::kObjects, options).choice.ks, 0.02);
}

// The yardstick itself: fifteen of a hundred accounts that put everything out together are no
// chance, and p is too small for too many pairs.
TEST(Calibrate, TellsWherePIsTooSmall) {
  constexpr std::int64_t kDayMs = 86'400'000;
  std::mt19937_64 bits(1);
  model::Shares shares;
  const auto share = [&](const std::string& object, const std::string& account,
                         std::int64_t time_ms) {
    shares.Add(object, account, "p" + std::to_string(shares.size()), time_ms);
  };
  for (int account = 0; account < 85; ++account)
    for (int i = 0; i < 20; ++i)
      share("o" + std::to_string(bits() % 50), "a" + std::to_string(account),
            static_cast<std::int64_t>(bits() % (30 * kDayMs)));
  for (int object = 0; object < 10; ++object)
    for (int account = 0; account < 15; ++account)
      share("run" + std::to_string(object), "run" + std::to_string(account),
            kDayMs * object + 1'000 * account);
  const Calibration calibration = Calibrate(shares, std::nullopt, {});
  EXPECT_FALSE(calibration.choice.conservative);
  EXPECT_GT(calibration.choice.ks, 0.01);
  EXPECT_GT(calibration.choice.too_small, 1.5);
}

TEST(Calibrate, OfNothingSaysNothing) {
  const Calibration calibration = Calibrate({}, Permutation::kTimes, {.permutations = 2});
  EXPECT_EQ(calibration.timing.pairs, 0);
  EXPECT_EQ(calibration.ties, 0U);
}

TEST(Calibrate, FollowsFromItsSeedOnAnyNumberOfThreads) {
  const model::Shares shares = Simulate({.seed = 5, .shares = 3'000, .late_people = 20}).shares;
  const auto once = Calibrate(shares, Permutation::kDays, {.permutations = 2, .seed = 9});
  const auto again =
      Calibrate(shares, Permutation::kDays, {.permutations = 2, .seed = 9, .threads = 2});
  EXPECT_EQ(once.timing.ks, again.timing.ks);
  EXPECT_EQ(once.choice.ks, again.choice.ks);
  EXPECT_EQ(once.smallest_p, again.smallest_p);
}

}  // namespace
}  // namespace evenhand::coordination
