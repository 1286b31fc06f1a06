#include "coordination/tie_stream.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

#include "coordination/edges.h"
#include "coordination/random_shares.h"

namespace evenhand::coordination {
namespace {

struct Arrival {
  std::uint32_t row;
  std::int64_t at_ms;
};

// Each row up to `lateness` after its own time.
std::vector<Arrival> RandomArrivals(const model::Shares& shares, std::int64_t lateness_ms) {
  std::vector<Arrival> arrivals;
  for (std::uint32_t row = 0; row < shares.size(); ++row)
    arrivals.push_back(
        {row, shares.time_ms[row] + *rc::gen::inRange<std::int64_t>(0, lateness_ms + 1)});
  std::ranges::stable_sort(arrivals, {}, &Arrival::at_ms);
  return arrivals;
}

// What the batch says of the same shares in the same order.
std::vector<StreamTie> Batch(const model::Shares& taken, const TieStreamOptions& options) {
  model::Shares within;
  if (taken.size() > 0) {
    const std::int64_t since = std::ranges::max(taken.time_ms) - options.horizon_ms;
    for (std::size_t row = 0; row < taken.size(); ++row) {
      if (taken.time_ms[row] < since) continue;
      within.Add(taken.objects.Name(taken.object[row]), taken.accounts.Name(taken.account[row]),
                 taken.contents.Name(taken.content[row]), taken.time_ms[row]);
    }
  }
  const Pairs pairs(within, {.window_ms = options.window_ms,
                             .min_participation = 1,
                             .max_neighbours = options.max_neighbours});
  std::vector<StreamTie> ties;
  for (const Edge& edge : AddUp(pairs)) {
    StreamTie tie{.a = std::string(within.accounts.Name(edge.a)),
                  .b = std::string(within.accounts.Name(edge.b)),
                  .weight = edge.weight,
                  .objects = edge.objects,
                  .posts_a = edge.posts_a,
                  .posts_b = edge.posts_b,
                  .delta_sum_ms = edge.delta_sum_ms};
    if (tie.b < tie.a) {
      std::swap(tie.a, tie.b);
      std::swap(tie.posts_a, tie.posts_b);
    }
    ties.push_back(tie);
  }
  std::ranges::sort(ties, {}, [](const StreamTie& tie) { return std::tie(tie.a, tie.b); });
  return ties;
}

std::vector<StreamTie> WithoutTimes(std::vector<StreamTie> ties) {
  for (StreamTie& tie : ties) tie.first_ms = tie.last_ms = 0;
  return ties;
}

TieStreamOptions RandomOptions() {
  return {.window_ms = *rc::gen::element<std::int64_t>(0, 1, 1000, 10'000),
          .horizon_ms = *rc::gen::element<std::int64_t>(5'000, 20'000, 1'000'000),
          .max_lateness_ms = *rc::gen::element<std::int64_t>(0, 500, 5'000)};
}

RC_GTEST_PROP(TieStream, SaysWhatTheBatchSays, ()) {
  const model::Shares shares = *RandomShares();
  TieStreamOptions options = RandomOptions();
  // Which neighbours count among equals in time may depend on accounts long gone.
  options.max_neighbours =
      options.horizon_ms == 1'000'000 ? *rc::gen::element<std::uint32_t>(0, 1, 3) : 0;
  TieStream stream(options);
  model::Shares taken;
  // What nobody can tell apart by time may come in any order too.
  for (const Arrival& arrival : RandomArrivals(shares, 2 * options.max_lateness_ms)) {
    const std::string_view object = shares.objects.Name(shares.object[arrival.row]);
    const std::string_view account = shares.accounts.Name(shares.account[arrival.row]);
    const std::string_view content = shares.contents.Name(shares.content[arrival.row]);
    const std::int64_t time_ms = shares.time_ms[arrival.row];
    if (stream.Add(object, account, content, time_ms) == TieStream::Taken::kYes)
      taken.Add(object, account, content, time_ms);
  }
  RC_ASSERT(stream.too_late() + taken.size() == shares.size());
  stream.Finish();
  RC_ASSERT(WithoutTimes(stream.Ties()) == Batch(taken, options));
}

TEST(TieStream, WhoOnlyPutOutTheFirstPostIsNumberedAsInTheBatch) {
  const TieStreamOptions options{.window_ms = 1'000, .max_lateness_ms = 0, .max_neighbours = 1};
  TieStream stream(options);
  model::Shares taken;
  const auto add = [&](std::string_view account, std::string_view content, std::int64_t time_ms) {
    stream.Add("o", account, content, time_ms);
    taken.Add("o", account, content, time_ms);
  };
  add("b", "o", 0);  // the post that the others repost
  add("a", "p", 500);
  add("b", "q", 500);
  add("c", "r", 600);
  stream.Finish();
  EXPECT_EQ(WithoutTimes(stream.Ties()), Batch(taken, options));
}

TEST(TieStream, TooManyPairsAreForgottenFromTheOldestOn) {
  TieStream stream({.window_ms = 10'000, .max_lateness_ms = 0, .most_pairs = 100});
  for (int act = 0; act < 1000; ++act) {
    const std::string object = "o" + std::to_string(act);
    stream.Add(object, "a", object + "a", act * 1'000'000LL);
    stream.Add(object, "b", object + "b", act * 1'000'000LL + 1'000);
    ASSERT_LE(stream.pairs(), 101U);
  }
  stream.Finish();
  const std::vector<StreamTie> ties = stream.Ties();
  ASSERT_EQ(ties.size(), 1U);
  EXPECT_LE(ties[0].objects, 100U);
  EXPECT_GE(ties[0].objects, 45U);
  EXPECT_GE(ties[0].first_ms, stream.complete_since());
  EXPECT_GT(stream.complete_since(), 0);
}

TEST(TieStream, SharesBeyondItsRoomAreRefusedAndCounted) {
  TieStream stream({.max_lateness_ms = 1'000'000, .most_waiting = 3});
  for (int i = 0; i < 5; ++i) stream.Add("o", "a" + std::to_string(i), "c" + std::to_string(i), i);
  EXPECT_EQ(stream.no_room(), 2U);
  stream.Finish();
  EXPECT_EQ(stream.Ties().size(), 3U);
}

TEST(TieStream, LateDeliveryMakesNoSynchrony) {
  TieStream stream({.window_ms = 10'000, .max_lateness_ms = 3'600'000});
  stream.Add("o", "a", "p", 0);
  stream.Add("x", "c", "r", 3'000'000);
  stream.Add("o", "b", "q", 1'500'000);  // at the same moment as the one before
  stream.Finish();
  EXPECT_TRUE(stream.Ties().empty());
}

}  // namespace
}  // namespace evenhand::coordination
