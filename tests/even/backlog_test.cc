// Open cases of the same kind, when a rule or its reading changes.

#include "even/backlog.h"

#include <gtest/gtest.h>

#include <array>

namespace evenhand::even {
namespace {

using policy::RecordedDecision;
using policy::Rulebook;
using policy::Time;

Time Day(int day) {
  return *policy::ParseTime("2026-01-01T00:00:00Z") + std::chrono::hours(24 * day);
}

Rulebook Book(std::int64_t version, const char* item, int from_day) {
  Rulebook book{.id = "rules", .version = version, .effective_at = Day(from_day)};
  book.clauses.push_back({.id = "hate", .item = *policy::ParseAction(item)});
  book.clauses.push_back({.id = "spam", .item = *policy::ParseAction("hide")});
  book.exceptions.push_back({.id = "E1", .softens = {"spam"}, .max_days = 30});
  return book;
}

RecordedDecision Decision(const char* id, int day, const char* ground, const Rulebook& book,
                          std::vector<const char*> actions, const char* answer = "yes") {
  RecordedDecision decision{
      .input = {.decision = id,
                .at = Day(day),
                .judgements = {{.question = "act", .answer = std::string(answer), .by = id}}},
      .rulebook = &book,
      .ground = ground};
  for (const char* action : actions) decision.actions.push_back(*policy::ParseAction(action));
  return decision;
}

std::string Said(const std::vector<Backlog>& backlogs) {
  std::string said;
  for (const Backlog& backlog : backlogs) {
    said += backlog.clause + " (" + backlog.why + "):";
    for (const OpenCase& one : backlog.cases) said += " " + one.decision + " " + one.open + ";";
  }
  return said;
}

std::string Find(const std::vector<RecordedDecision>& decisions,
                 std::initializer_list<const Rulebook*> versions, int day) {
  return Said(FindBacklogs(decisions, std::vector(versions), Day(day)));
}

TEST(Backlog, WhatStandsUnderAChangedClauseIsListed) {
  const Rulebook one = Book(1, "remove", 0), two = Book(2, "label", 10);
  const std::vector<RecordedDecision> decisions = {
      Decision("lasting", 1, "hate", one, {"remove", "warn"}),
      Decision("ended", 1, "hate", one, {"warn", "lock P7D"}),
      Decision("running", 5, "hate", one, {"lock P7D"}),
      Decision("other", 1, "spam", one, {"hide"}),
      Decision("new", 11, "hate", two, {"label"}),
      Decision("no violation", 1, "", one, {})};
  EXPECT_EQ(Find(decisions, {&one, &two}, 11),
            "hate (version 2: item): lasting remove stands; running lock P7D until "
            "2026-01-13T00:00:00Z;");
  EXPECT_EQ(Find(decisions, {&one, &two}, 9), "") << "before it is in force";
  EXPECT_EQ(Find(decisions, {&one}, 11), "");
}

TEST(Backlog, AnOpenAppealIsOpenAndAnOverturnedDecisionIsNot) {
  const Rulebook one = Book(1, "remove", 0), two = Book(2, "label", 10);
  RecordedDecision waits = Decision("waits", 1, "hate", one, {"warn"});
  waits.appealed = Day(2);
  RecordedDecision upheld = waits;
  upheld.input.decision = "upheld";
  upheld.answered = Day(3);
  upheld.appeal_outcome = policy::AppealState::kUpheld;
  RecordedDecision void_one = Decision("void", 1, "hate", one, {"remove"}, "other");
  void_one.appealed = void_one.answered = Day(3);
  void_one.appeal_outcome = policy::AppealState::kOverturned;
  EXPECT_EQ(Find({waits, upheld, void_one}, {&one, &two}, 11),
            "hate (version 2: item): waits its appeal waits;");
}

TEST(Backlog, AnotherReadingReachesThoseOfTheSameAnswers) {
  const Rulebook book = Book(1, "remove", 0);
  RecordedDecision overturned = Decision("overturned", 1, "hate", book, {"remove"}, "satire");
  overturned.appealed = Day(2);
  overturned.answered = Day(5);
  overturned.appeal_outcome = policy::AppealState::kOverturned;
  const std::vector<RecordedDecision> decisions = {
      overturned, Decision("same", 2, "hate", book, {"remove"}, "satire"),
      Decision("otherwise", 2, "hate", book, {"remove"}, "threat"),
      Decision("later", 6, "hate", book, {"remove"}, "satire")};
  EXPECT_EQ(Find(decisions, {&book}, 7), "hate (overturned was overturned): same remove stands;");
  EXPECT_EQ(Find(decisions, {&book}, 4), "") << "before it was answered";
}

TEST(Backlog, OtherWordsAreNoOtherRuleAndAnExceptionReachesWhatItSoftens) {
  const Rulebook one = Book(1, "remove", 0);
  Rulebook two = Book(2, "remove", 10);
  two.clauses[0].texts["en"] = "In other words.";
  two.exceptions[0].max_days = 10;
  const std::vector<RecordedDecision> decisions = {Decision("a", 1, "hate", one, {"remove"}),
                                                   Decision("b", 1, "spam", one, {"hide"})};
  EXPECT_EQ(Find(decisions, {&one, &two}, 11),
            "spam (version 2: exception E1 (max_days)): b hide stands;");
  Rulebook three = Book(3, "remove", 20);
  three.clauses.erase(three.clauses.begin());
  EXPECT_EQ(Find(decisions, {&two, &three}, 21),
            "hate (version 3 is without it): a remove stands;"
            "spam (version 3: exception E1 (max_days)): b hide stands;");
}

}  // namespace
}  // namespace evenhand::even
