// How wishes to change labels are merged, and what a reader of labels is told (docs/labels.md).

#include "model/label_rules.h"

#include <gtest/gtest.h>

namespace evenhand::model {
namespace {

constexpr LabelStatus kRemoved = LabelStatus::kRemoved;
constexpr LabelStatus kAdded = LabelStatus::kAdded;
constexpr LabelStatus kManuallyRemoved = LabelStatus::kManuallyRemoved;
constexpr LabelStatus kManuallyAdded = LabelStatus::kManuallyAdded;

constexpr TimeUs Second(std::int64_t s) { return TimeUs{s * 1'000'000}; }
constexpr TimeUs kNow = Second(1000);

LabelMutation Wish(std::string_view label, LabelStatus status, std::string_view reason = "Rule",
                   std::optional<TimeUs> expires_at = std::nullopt) {
  return {.label = label, .reason = reason, .status = status, .expires_at = expires_at};
}

LabelState State(LabelStatus status, std::optional<TimeUs> expires_at = std::nullopt,
                 TimeUs created_at = Second(0)) {
  LabelState state{.status = status};
  state.reasons["Old"] = {.created_at = created_at, .expires_at = expires_at};
  return state;
}

// What was done to one label: "added", "removed", "updated", or why the wish was dropped.
std::string Done(const LabelChanges& changes) {
  std::string done;
  for (const auto& label : changes.added) done += "added " + std::string(label) + ";";
  for (const auto& label : changes.removed) done += "removed " + std::string(label) + ";";
  for (const auto& label : changes.updated) done += "updated " + std::string(label) + ";";
  for (const auto& dropped : changes.dropped) {
    done += std::to_string(dropped.mutation) + " " + std::string(Name(dropped.cause)) + ";";
  }
  return done;
}

// --- one wish meets one state ---

struct Meeting {
  const char* name;
  std::optional<LabelState> before;
  LabelStatus wish;
  std::string_view done;
  LabelStatus after;
  std::size_t previous_states;
  std::size_t reasons;
};

class OneWish : public testing::TestWithParam<Meeting> {};

TEST_P(OneWish, MeetsAState) {
  const Meeting& c = GetParam();
  EntityLabels labels;
  if (c.before) labels["spam"] = *c.before;
  const std::vector<LabelMutation> request = {Wish("spam", c.wish)};
  EXPECT_EQ(Done(ApplyMutations("ann", request, kNow, &labels)), c.done);
  EXPECT_EQ(labels["spam"].status, c.after);
  EXPECT_EQ(labels["spam"].previous_states.size(), c.previous_states);
  EXPECT_EQ(labels["spam"].reasons.size(), c.reasons);
}

INSTANTIATE_TEST_SUITE_P(
    States, OneWish,
    testing::Values(
        Meeting{"unknown_added", {}, kAdded, "added spam;", kAdded, 0, 1},
        Meeting{"unknown_removed", {}, kRemoved, "removed spam;", kRemoved, 0, 1},
        Meeting{"added_again", State(kAdded), kAdded, "updated spam;", kAdded, 0, 2},
        Meeting{"added_then_removed", State(kAdded), kRemoved, "removed spam;", kRemoved, 1, 1},
        Meeting{"removed_then_added", State(kRemoved), kAdded, "added spam;", kAdded, 1, 1},
        Meeting{"rules_do_not_undo_people", State(kManuallyRemoved), kAdded,
                "0 CANNOT_OVERRIDE_MANUAL;", kManuallyRemoved, 0, 1},
        Meeting{"rules_do_not_confirm_people", State(kManuallyAdded), kAdded,
                "0 CANNOT_OVERRIDE_MANUAL;", kManuallyAdded, 0, 1},
        Meeting{"people_undo_rules", State(kAdded), kManuallyRemoved, "removed spam;",
                kManuallyRemoved, 1, 1},
        Meeting{"people_confirm_rules", State(kAdded), kManuallyAdded, "added spam;",
                kManuallyAdded, 1, 1},
        Meeting{"people_undo_people", State(kManuallyAdded), kManuallyRemoved, "removed spam;",
                kManuallyRemoved, 1, 1},
        Meeting{"expired_is_replaced", State(kAdded, Second(994)), kAdded, "updated spam;", kAdded,
                1, 1},
        Meeting{"expired_manual_yields", State(kManuallyRemoved, Second(994)), kAdded,
                "added spam;", kAdded, 1, 1},
        Meeting{"five_seconds_of_grace", State(kManuallyRemoved, Second(995)), kAdded,
                "0 CANNOT_OVERRIDE_MANUAL;", kManuallyRemoved, 0, 1}),
    [](const auto& test) { return test.param.name; });

// --- one request ---

TEST(Request, AddBeatsRemoveAndPeopleBeatBoth) {
  EntityLabels labels;
  const std::vector<LabelMutation> request = {Wish("spam", kRemoved, "A"),
                                              Wish("spam", kAdded, "B"), Wish("new", kAdded, "C"),
                                              Wish("new", kManuallyRemoved, "D")};
  EXPECT_EQ(Done(ApplyMutations("ann", request, kNow, &labels)),
            "added spam;removed new;0 CONFLICTING_MUTATION;2 CONFLICTING_MUTATION;");
  EXPECT_EQ(labels["spam"].reasons.count("A"), 0u);
  EXPECT_EQ(labels["new"].status, kManuallyRemoved);
}

TEST(Request, NeedsAnEntityAndALabel) {
  EntityLabels labels;
  const std::vector<LabelMutation> request = {Wish("", kAdded), Wish("spam", kAdded)};
  EXPECT_EQ(Done(ApplyMutations("ann", request, kNow, &labels)),
            "added spam;0 INVALID_LABEL_NAME;");
  labels.clear();
  EXPECT_EQ(Done(ApplyMutations("", request, kNow, &labels)),
            "0 INVALID_ENTITY_ID;1 INVALID_ENTITY_ID;");
  EXPECT_TRUE(labels.empty());
}

TEST(Request, KeepsAllReasonsOfALabel) {
  EntityLabels labels;
  const std::vector<LabelMutation> request = {Wish("spam", kAdded, "A"), Wish("spam", kAdded, "B")};
  EXPECT_EQ(Done(ApplyMutations("ann", request, kNow, &labels)), "added spam;");
  EXPECT_EQ(labels["spam"].reasons.size(), 2u);
}

// --- one reason, given again ---

TEST(Reason, KeepsItsFirstTimeAndTakesTheRest) {
  EntityLabels labels;
  labels["spam"] = State(kAdded, std::nullopt, Second(900));
  const std::vector<LabelMutation> request = {Wish("spam", kAdded, "Old", Second(2000))};
  ApplyMutations("ann", request, kNow, &labels);
  const LabelReason& reason = labels["spam"].reasons["Old"];
  EXPECT_EQ(reason.created_at, Second(900));
  EXPECT_EQ(reason.expires_at, Second(2000));
}

TEST(Reason, FromTheFutureStands) {
  const std::vector<LabelMutation> request = {Wish("spam", kAdded, "Old", Second(2000))};
  for (const auto& [created, taken] : {std::pair(1005, true), std::pair(1006, false)}) {
    EntityLabels labels;
    labels["spam"] = State(kAdded, std::nullopt, Second(created));
    ApplyMutations("ann", request, kNow, &labels);
    EXPECT_EQ(labels["spam"].reasons["Old"].expires_at.has_value(), taken) << created;
  }
}

TEST(Reason, WithoutAnEndKeepsTheWholeLabel) {
  EntityLabels labels;
  labels["spam"] = State(kAdded, Second(1));
  labels["spam"].reasons["Forever"] = {};
  const std::vector<LabelMutation> request = {Wish("spam", kAdded, "New")};
  ApplyMutations("ann", request, kNow, &labels);
  EXPECT_EQ(labels["spam"].reasons.size(), 3u);
  EXPECT_TRUE(labels["spam"].previous_states.empty());
}

TEST(PreviousStates, AreNewestFirst) {
  EntityLabels labels;
  for (const LabelStatus status : {kAdded, kRemoved, kManuallyAdded}) {
    const std::vector<LabelMutation> request = {Wish("spam", status)};
    ApplyMutations("ann", request, kNow, &labels);
  }
  ASSERT_EQ(labels["spam"].previous_states.size(), 2u);
  EXPECT_EQ(labels["spam"].previous_states[0].status, kRemoved);
  EXPECT_EQ(labels["spam"].previous_states[1].status, kAdded);
}

// --- HasLabel ---

struct Answer {
  const char* name;
  std::optional<LabelState> state;  // of the label asked for
  LabelQuestion question;
  bool holds;
};

class HasLabel : public testing::TestWithParam<Answer> {};

TEST_P(HasLabel, Answers) {
  const Answer& c = GetParam();
  EntityLabels labels;
  labels["other"] = State(kAdded);
  if (c.state) labels["spam"] = *c.state;
  LabelQuestion question = c.question;
  question.label = "spam";
  EXPECT_EQ(Holds(&labels, question, kNow), c.holds);
  if (!c.state) {
    EXPECT_EQ(Holds(nullptr, question, kNow), c.holds) << "no labels at all";
  }
}

constexpr LabelQuestion kIsAdded = {};
constexpr LabelQuestion kIsRemoved = {.wants_added = false};
constexpr LabelQuestion kByPerson = {.manual = true};
constexpr LabelQuestion kByRule = {.manual = false};
constexpr LabelQuestion kRemovedByPerson = {.wants_added = false, .manual = true};
constexpr LabelQuestion kRemovedByRule = {.wants_added = false, .manual = false};
constexpr LabelQuestion OlderThan(std::int64_t s) { return {.min_age_us = s * 1'000'000}; }

INSTANTIATE_TEST_SUITE_P(
    Questions, HasLabel,
    testing::Values(Answer{"absent_is_not_added", {}, kIsAdded, false},
                    Answer{"absent_is_removed", {}, kIsRemoved, true},
                    Answer{"absent_was_not_removed_by_a_person", {}, kRemovedByPerson, false},
                    Answer{"absent_counts_as_removed_by_rules", {}, kRemovedByRule, true},
                    Answer{"added", State(kAdded), kIsAdded, true},
                    Answer{"added_is_not_removed", State(kAdded), kIsRemoved, false},
                    Answer{"removed", State(kRemoved), kIsRemoved, true},
                    Answer{"a_person_adds_too", State(kManuallyAdded), kIsAdded, true},
                    Answer{"a_person_removes_too", State(kManuallyRemoved), kIsRemoved, true},
                    Answer{"by_person", State(kManuallyAdded), kByPerson, true},
                    Answer{"rule_is_no_person", State(kAdded), kByPerson, false},
                    Answer{"by_rule", State(kAdded), kByRule, true},
                    Answer{"person_is_no_rule", State(kManuallyAdded), kByRule, false},
                    Answer{"expires_without_grace", State(kAdded, kNow), kIsAdded, false},
                    Answer{"expired_counts_as_removed", State(kAdded, kNow), kIsRemoved, true},
                    Answer{"holds_until_its_time", State(kAdded, kNow + 1), kIsAdded, true},
                    Answer{"no_reasons_is_expired", LabelState{.status = kAdded}, kIsAdded, false},
                    Answer{"older", State(kAdded, {}, Second(899)), OlderThan(100), true},
                    Answer{"as_old_is_not_older", State(kAdded, {}, Second(900)), OlderThan(100),
                           false}),
    [](const auto& test) { return test.param.name; });

TEST(HasLabelAge, IsThatOfTheOldestReasonThatStillCounts) {
  EntityLabels labels;
  labels["spam"] = State(kAdded, Second(999), Second(0));  // expired
  labels["spam"].reasons["Live"] = {.created_at = Second(950)};
  EXPECT_TRUE(Holds(&labels, {.label = "spam", .min_age_us = 49'000'000}, kNow));
  EXPECT_FALSE(Holds(&labels, {.label = "spam", .min_age_us = 60'000'000}, kNow));
}

}  // namespace
}  // namespace evenhand::model
