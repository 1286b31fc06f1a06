#include "coordination/together.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "coordination/chance.h"
#include "coordination/chance_model.h"
#include "coordination/random_shares.h"
#include "coordination/simulate.h"

namespace evenhand::coordination {
namespace {

using Accounts = std::pair<std::uint32_t, std::uint32_t>;  // by rank, the smaller first

// By two accounts: the objects on which they are a pair.
std::map<Accounts, std::set<std::uint32_t>> Meetings(const Pairs& pairs) {
  std::map<Accounts, std::set<std::uint32_t>> meetings;
  for (std::uint32_t object = 0; object < pairs.timeline().objects(); ++object)
    pairs.ForEach(object, [&](const Entry& x, const Entry& y, std::uint32_t, std::uint32_t) {
      meetings[std::minmax<std::uint32_t>({x.rank, y.rank})].insert(object);
    });
  return meetings;
}

Pairs RandomPairs() {
  const PairOptions options{.window_ms = *rc::gen::inRange<std::int64_t>(0, 4'000),
                            .min_participation = *rc::gen::inRange(1U, 4U),
                            .max_neighbours = *rc::gen::element(0U, 1U, 3U)};
  return {*RandomShares(), options};
}

RC_GTEST_PROP(Together, IsWhoMeets, ()) {
  const Pairs pairs = RandomPairs();
  const std::uint32_t least = *rc::gen::inRange(1U, 4U);
  std::vector<Together> wanted;
  for (const auto& [accounts, objects] : Meetings(pairs))
    if (objects.size() >= least)
      wanted.push_back(
          {accounts.first, accounts.second, static_cast<std::uint32_t>(objects.size())});
  RC_ASSERT(FindTogether(pairs, least, 1) == wanted);
  RC_ASSERT(FindTogether(pairs, least, 3) == wanted);
}

RC_GTEST_PROP(Together, TellsWhoIsReached, ()) {
  const Pairs pairs = RandomPairs();
  LeastObjects least{.reach = {-1, 0.5, 2, 9}};
  for (std::size_t i = 0; i < pairs.timeline().accounts.size(); ++i)
    least.activity.push_back(*rc::gen::inRange(0, 5));
  std::vector<Together> wanted;
  for (const Together& one : FindTogether(pairs, 1, 1))
    if (least.Tells(one.a, one.b, one.objects)) wanted.push_back(one);
  RC_ASSERT(FindTogether(pairs, least, 1) == wanted);
}

RC_GTEST_PROP(Together, PairsOnEachObject, ()) {
  const Pairs pairs = RandomPairs();
  const ByRank by_rank(pairs.timeline());
  std::vector<bool> some;
  for (std::size_t rank = 0; rank < by_rank.accounts(); ++rank)
    some.push_back(*rc::gen::arbitrary<bool>());
  std::vector<std::uint64_t> on(pairs.timeline().objects(), 0), with(on);
  for (const auto& [accounts, objects] : Meetings(pairs)) {
    for (const std::uint32_t object : objects) {
      ++on[object];
      with[object] += some[accounts.first] || some[accounts.second];
    }
  }
  RC_ASSERT(PairsOn(pairs, by_rank) == on);
  RC_ASSERT(PairsWith(pairs, by_rank, some) == with);
}

// What is sifted out could not have been found: the ties are those of every two accounts that meet,
// tested one by one.
TEST(TestTies, FindsWhatTestingEverybodyFinds) {
  std::size_t ties = 0;
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    for (const double rate : {0.001, 0.01, 0.3}) {
      const model::Shares shares =
          Simulate({.seed = seed, .shares = 8'000, .late_people = 50}).shares;
      const Pairs pairs(shares, {.window_ms = 60'000, .min_participation = 1});
      const ByRank by_rank(pairs.timeline());
      const ChanceModel model(pairs, by_rank, rate, 1);
      std::vector<Together> met;
      std::vector<double> p;
      for (const Together& one : FindTogether(pairs, 2, 1)) {
        met.push_back(one);
        p.push_back(std::max(model.Choice(one.a, one.b, one.objects).at_least,
                             model.Timing(one.a, one.b, one.objects).at_least));
      }
      const ChanceResult found = TestTies(pairs, by_rank, {.false_discovery_rate = rate});
      const std::vector<double> q = FalseDiscoveryRates(p, found.account_pairs);
      std::vector<Together> wanted;
      for (std::size_t i = 0; i < q.size(); ++i)
        if (q[i] <= rate) wanted.push_back(met[i]);
      ASSERT_EQ(found.ties.size(), wanted.size()) << seed << " " << rate;
      for (std::size_t i = 0; i < wanted.size(); ++i)
        EXPECT_EQ((Together{found.ties[i].a, found.ties[i].b, found.ties[i].together}), wanted[i]);
      ties += wanted.size();
    }
  }
  EXPECT_GT(ties, 1000U);
}

}  // namespace
}  // namespace evenhand::coordination
