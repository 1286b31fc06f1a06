// Strikes and ladders: the invariants I6 to I9 and I18 over generated histories, against a slow
// twin that recomputes everything from the list of decisions.

#include "policy/strikes.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "policy/many_histories.h"

namespace evenhand::policy {
namespace {

constexpr std::int64_t kDay = 86'400;
const Time kStart = *ParseTime("2022-01-01T00:00:00Z");

StrikeRules Rules(bool milder_rung) {
  StrikeRules rules;
  rules.families = {{"a", ParsePeriod("P30D").value(), ParsePeriod("P90D").value()},
                    {"b", {}, {}},
                    {"c", ParsePeriod("P1M").value(), {}}};
  Ladder both{.families = {"a", "b"}};
  const auto rung = [](std::int64_t threshold, const char* action) {
    return Rung{threshold, *ParseAction(action)};
  };
  both.rungs = {rung(1, "warn"), rung(2, milder_rung ? "none" : "warn"), rung(4, "lock PT12H"),
                rung(6, "restrict P7D"), rung(9, "suspend permanent")};
  Ladder alone{.families = {"c"}, .rungs = {rung(2, "read_only P1D"), rung(3, "suspend P30D")}};
  rules.ladders = {both, alone};
  return rules;
}

struct Step {
  int kind = 0;  // 0 to 5 decide, 6 notice, 7 void
  int family = 0, weight = 1, batch = 0, target = 0;
  std::int64_t wait_hours = 0, age_days = 0;
};

using History = std::vector<Step>;

rc::Gen<History> Histories() {
  return rc::gen::container<History>(rc::gen::build<Step>(
      rc::gen::set(&Step::kind, rc::gen::inRange(0, 8)),
      rc::gen::set(&Step::family, rc::gen::inRange(0, 3)),
      rc::gen::set(&Step::weight, rc::gen::inRange(0, 4)),
      rc::gen::set(&Step::batch, rc::gen::inRange(0, 4)),
      rc::gen::set(&Step::target, rc::gen::inRange(0, 12)),
      rc::gen::set(&Step::wait_hours, rc::gen::inRange<std::int64_t>(0, 24 * 20)),
      rc::gen::set(&Step::age_days, rc::gen::inRange<std::int64_t>(0, 120))));
}

const char* const kFamilies[] = {"a", "b", "c"};

StrikeInput InputOf(const Step& step, std::size_t index, Time at) {
  return {.decision = "d" + std::to_string(index),
          .family = kFamilies[step.family],
          .weight = step.weight,
          .at = at,
          .posted = at - Seconds(step.age_days * kDay),
          .batch = step.batch == 0 ? "" : "b" + std::to_string(step.batch)};
}

// Runs a history; `skip` leaves one decision out as if it had never been, and voids are left out
// too.
struct Replayed {
  explicit Replayed(const StrikeRules* rules) : ledger(rules) {}
  Ledger ledger;
  Time end = kStart;
  std::size_t decisions = 0;

  void Go(const History& history, bool with_voids, std::optional<std::size_t> skip = {}) {
    for (const Step& step : history) {
      end += std::chrono::hours(step.wait_hours);
      if (step.kind == 6) {
        RC_ASSERT(ledger.Notice("b" + std::to_string(step.batch), end).has_value());
      } else if (step.kind == 7) {
        if (with_voids && decisions > 0) {
          const auto target =
              "d" + std::to_string(static_cast<std::size_t>(step.target) % decisions);
          RC_ASSERT(ledger.Void(target, end).has_value());
        }
      } else {
        const std::size_t index = decisions++;
        if (index != skip) RC_ASSERT(ledger.Decide(InputOf(step, index, end)).has_value());
      }
    }
  }
};

// Every strike by itself: what is live is counted by looking at each.
std::int64_t SlowCount(const Ledger& ledger, const StrikeRules& rules, std::string_view family,
                       Time at) {
  std::int64_t sum = 0;
  for (const Ledger::Entry& entry : ledger.entries()) {
    const auto& expiry = rules.Find(family)->expiry;
    const bool live = !entry.voided && entry.input.family == family && entry.input.at <= at &&
                      (!expiry || at < After(entry.input.at, *expiry));
    if (live) sum += entry.added_now;
  }
  return sum;
}

RC_GTEST_PROP(Strikes, I8CountIsTheSumOfWhatIsLive, ()) {
  const StrikeRules rules = Rules(*rc::gen::arbitrary<bool>());
  Replayed run(&rules);
  run.Go(*Histories(), true);
  for (const char* family : kFamilies) {
    for (const std::int64_t days : {0, 1, 10, 29, 30, 31, 60}) {
      const Time at = run.end + Seconds(days * kDay);
      RC_ASSERT(run.ledger.Count(family, at) == SlowCount(run.ledger, rules, family, at));
    }
  }
  // At the moment of expiry the count falls by exactly the weight.
  for (const LiveStrike& strike : run.ledger.Live(run.end)) {
    if (!strike.expires || *strike.expires <= run.end) continue;
    std::int64_t falls = 0;
    for (const LiveStrike& other : run.ledger.Live(run.end)) {
      if (other.family == strike.family && other.expires == strike.expires) falls += other.weight;
    }
    RC_ASSERT(run.ledger.Count(strike.family, *strike.expires - Seconds(1)) -
                  run.ledger.Count(strike.family, *strike.expires) ==
              falls);
  }
}

RC_GTEST_PROP(Strikes, I9ARungFiresOnlyWhenItIsTheHighestNotAbove, ()) {
  const StrikeRules rules = Rules(*rc::gen::arbitrary<bool>());
  Replayed run(&rules);
  run.Go(*Histories(), false);
  for (const Ledger::Entry& entry : run.ledger.entries()) {
    const Ladder& ladder = rules.ladders[entry.input.family == "c" ? 1 : 0];
    Action wanted;
    for (const Rung& rung : ladder.rungs) {
      if (entry.added > 0 && rung.threshold <= entry.count) wanted = rung.action;
    }
    RC_ASSERT(entry.given == wanted);
  }
}

RC_GTEST_PROP(Strikes, I6VoidingNeverMakesAnythingHarsher, ()) {
  const StrikeRules rules = Rules(*rc::gen::arbitrary<bool>());
  const History history = *Histories();
  Replayed run(&rules);
  run.Go(history, false);
  RC_PRE(run.decisions > 0);
  const auto before = run.ledger.entries();
  const auto target = *rc::gen::inRange<std::size_t>(0, run.decisions);
  RC_ASSERT(run.ledger.Void("d" + std::to_string(target), run.end).has_value());
  for (std::size_t i = 0; i < before.size(); ++i) {
    RC_ASSERT(!IsMilder(before[i].now, run.ledger.entries()[i].now));
    RC_ASSERT(run.ledger.entries()[i].given == before[i].given);
  }
}

RC_GTEST_PROP(Strikes, I7VoidingIsAsIfItHadNeverBeen, ()) {
  const StrikeRules rules = Rules(*rc::gen::arbitrary<bool>());
  const History history = *Histories();
  Replayed with(&rules);
  with.Go(history, false);
  RC_PRE(with.decisions > 0);
  const auto target = *rc::gen::inRange<std::size_t>(0, with.decisions);
  Replayed without(&rules);
  without.Go(history, false, target);
  RC_ASSERT(with.ledger.Void("d" + std::to_string(target), with.end).has_value());
  for (const Ledger::Entry& never : without.ledger.entries()) {
    const Ledger::Entry* voided = with.ledger.Find(never.input.decision);
    RC_ASSERT(voided->added_now == never.added && voided->count_now == never.count);
    // Apart from what would be harsher.
    const bool harsher = IsMilder(voided->given, never.given);
    RC_ASSERT(voided->now == (harsher ? voided->given : never.given) ||
              (!IsMilder(never.given, voided->given) && !harsher && voided->now == voided->given));
  }
  for (const char* family : kFamilies) {
    RC_ASSERT(with.ledger.Count(family, with.end) == without.ledger.Count(family, with.end));
  }
}

RC_GTEST_PROP(Strikes, I18StandingAndEngineAgreeOnTheNextStrike, ()) {
  const StrikeRules rules = Rules(*rc::gen::arbitrary<bool>());
  Replayed run(&rules);
  run.Go(*Histories(), true);
  const int family = *rc::gen::inRange(0, 3);
  const auto weight = *rc::gen::inRange<std::int64_t>(0, 5);
  const Time at = run.end + std::chrono::hours(*rc::gen::inRange(0, 24 * 40));
  const Ladder& ladder = rules.ladders[family == 2 ? 1 : 0];
  const Action promised = run.ledger.Next(ladder, weight, at);
  const auto entry = run.ledger.Decide(
      {.decision = "next", .family = kFamilies[family], .weight = weight, .at = at});
  RC_ASSERT(entry.has_value());
  RC_ASSERT((*entry)->given == promised);
}

// An item that breaks clauses of several families counts in each as an item of its own would, and
// the ladders answer when all is counted (5.2).
RC_GTEST_PROP(StrikesOfSeveralFamilies, CountAsOneItemOfEachFamilyWould, ()) {
  const StrikeRules rules = Rules(*rc::gen::arbitrary<bool>());
  Ledger together(&rules), apart(&rules);
  std::size_t decisions = 0;
  Time at = kStart;
  const auto part_id = [](std::size_t index, int family) {
    return "d" + std::to_string(index) + kFamilies[family];
  };
  for (const Step& step : *Histories()) {
    at += std::chrono::hours(step.wait_hours);
    if (step.kind == 6) {
      RC_ASSERT(together.Notice("b" + std::to_string(step.batch), at).has_value());
      RC_ASSERT(apart.Notice("b" + std::to_string(step.batch), at).has_value());
    } else if (step.kind == 7) {
      if (decisions == 0) continue;
      const std::size_t target = static_cast<std::size_t>(step.target) % decisions;
      RC_ASSERT(together.Void("d" + std::to_string(target), at).has_value());
      for (int family = 0; family < 3; ++family) {
        const std::string id = part_id(target, family);
        if (apart.Find(id) != nullptr) RC_ASSERT(apart.Void(id, at).has_value());
      }
    } else {
      const std::size_t index = decisions++;
      StrikeInput input = InputOf(step, index, at);
      Action strongest;
      std::vector<std::int64_t> added;
      std::map<int, Action> by_ladder;
      for (int i = 0; i <= step.kind % 3; ++i) {
        const int family = (step.family + i) % 3;
        StrikeInput one = InputOf(step, index, at);
        one.decision = part_id(index, family);
        one.family = kFamilies[family];
        one.weight = step.weight + i;
        if (i > 0) input.beside.push_back({one.family, one.weight, ""});
        const Ledger::Entry& entry = **apart.Decide(one);
        added.push_back(entry.added);
        if (entry.added > 0) by_ladder[family == 2 ? 1 : 0] = entry.given;
      }
      for (const auto& [ladder, action] : by_ladder) strongest = Stronger(strongest, action);
      const Ledger::Entry& entry = **together.Decide(input);
      RC_ASSERT(entry.given == strongest);
      RC_ASSERT(entry.added == added[0]);
      RC_ASSERT(entry.beside.size() + 1 == added.size());
      for (std::size_t i = 0; i < entry.beside.size(); ++i)
        RC_ASSERT(entry.beside[i].added == added[i + 1]);
    }
  }
  for (const std::int64_t days : {0, 29, 31}) {
    const Time when = at + Seconds(days * kDay);
    for (const char* family : kFamilies)
      RC_ASSERT(together.Count(family, when) == apart.Count(family, when));
    const auto live = together.Live(when), live_apart = apart.Live(when);
    RC_ASSERT(live.size() == live_apart.size());
    for (std::size_t i = 0; i < live.size(); ++i) {
      RC_ASSERT(live[i].family == live_apart[i].family && live[i].weight == live_apart[i].weight);
      RC_ASSERT(live[i].at == live_apart[i].at && live[i].expires == live_apart[i].expires);
    }
  }
}

TEST(StrikesRefuse, AndChangeNothing) {
  const StrikeRules rules = Rules(false);
  Ledger ledger(&rules);
  const Time at = kStart;
  ASSERT_TRUE(ledger.Decide({.decision = "d", .family = "a", .at = at}));
  EXPECT_NE(ledger.Decide({.decision = "e", .family = "z", .at = at}).error().message.find("'z'"),
            std::string::npos);
  EXPECT_FALSE(ledger.Decide({.decision = "d", .family = "a", .at = at}));
  EXPECT_FALSE(ledger.Decide({.decision = "e", .family = "a", .weight = -1, .at = at}));
  EXPECT_NE(ledger.Decide({.decision = "e", .family = "a", .at = at - Seconds(1)})
                .error()
                .message.find("backwards"),
            std::string::npos);
  EXPECT_FALSE(ledger.Decide(
      {.decision = "e", .family = "a", .at = at, .beside = {{.family = "z", .clause = ""}}}));
  EXPECT_FALSE(ledger.Void("e", at));
  EXPECT_EQ(ledger.entries().size(), 1u);
  EXPECT_EQ(ledger.Count("a", at), 1);
}

// Clamping the month can let a later strike expire first: both 28 February, six hours apart.
TEST(StrikesOfAMonth, ExpireInTheirOwnOrder) {
  const StrikeRules rules = Rules(false);
  Ledger ledger(&rules);
  const auto at = [](const char* text) { return *ParseTime(text); };
  ASSERT_TRUE(ledger.Decide(
      {.decision = "1", .family = "c", .weight = 1, .at = at("2022-01-30T12:00:00Z")}));
  ASSERT_TRUE(ledger.Decide(
      {.decision = "2", .family = "c", .weight = 2, .at = at("2022-01-31T06:00:00Z")}));
  EXPECT_EQ(ledger.Count("c", at("2022-02-28T06:00:00Z")), 1);
  EXPECT_EQ(ledger.Count("c", at("2022-02-28T12:00:00Z")), 0);
}

// A batch counts once, at its highest weight; a notice in between begins a new one.
TEST(StrikesOfABatch, CountOnceAtTheHighestWeight) {
  const StrikeRules rules = Rules(false);
  Ledger ledger(&rules);
  const auto decide = [&](const char* id, std::int64_t weight) {
    return (*ledger.Decide(
                {.decision = id, .family = "b", .weight = weight, .at = kStart, .batch = "x"}))
        ->added;
  };
  EXPECT_EQ(decide("1", 2), 2);
  EXPECT_EQ(decide("2", 1), 0);
  EXPECT_EQ(decide("3", 3), 1);
  ASSERT_TRUE(ledger.Notice("x", kStart));
  EXPECT_EQ(decide("4", 1), 1);
  EXPECT_EQ(ledger.Count("b", kStart), 4);
  ASSERT_TRUE(ledger.Void("3", kStart));
  EXPECT_EQ(ledger.Count("b", kStart), 3);
  ASSERT_TRUE(ledger.Void("1", kStart));
  EXPECT_EQ(ledger.Count("b", kStart), 2);
}

}  // namespace
}  // namespace evenhand::policy
