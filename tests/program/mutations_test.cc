// From the effects of an event to what the label store is asked and what a caller is told.

#include "program/mutations.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "program/one_event.h"

namespace evenhand::program {
namespace {

constexpr const char* kLabels =
    "labels:\n  spam: {valid_for: [User]}\n  seen: {valid_for: [User]}\n";

// The rules of every case: what differs is what WhenRules asks for.
std::string Rules(std::string_view when_rules) {
  return std::string(R"(
Ann: Entity[str] = EntityJson(type='User', path='$.u')
Bob: Entity[str] = Entity(type='User', id='bob')
N: int = JsonData(path='$.n', required=False)
Always = Rule(when_all=[True], description='always on')
Also = Rule(when_all=[True], description='also')
Told = Rule(when_all=[True], description=f'{Ann} has {N}')
Never = Rule(when_all=[False], description='never')
Failed = Rule(when_all=[N > 3], description='n is large')
WhenRules()") +
         std::string(when_rules) + ")\n";
}

// Entity: label/reason/status[@seconds until it expires]; ...
std::string Mutations(OneEvent& run) {
  ReusedList<EntityMutations> groups;
  CollectMutations(run.evaluator(), &groups);
  std::string shown;
  for (const EntityMutations& group : groups) {
    shown += std::string(run.evaluator().Reference(*group.entity).id) + ":";
    for (const model::LabelMutation& m : group.mutations) {
      shown += fmt::format(" {}/{}/{}", m.label, m.reason, static_cast<int>(m.status));
      if (m.expires_at) {
        shown += "@" + std::to_string((*m.expires_at - TimeUs{OneEvent::kTimeUs}) / 1'000'000);
      }
    }
    shown += "; ";
  }
  return shown;
}

struct Case {
  const char* name;
  std::string_view when_rules;
  std::string_view mutations;
  std::vector<std::string> verdicts;
};

class Emission : public testing::TestWithParam<Case> {};

TEST_P(Emission, AsksTheStoreAndTellsTheCaller) {
  const Case& c = GetParam();
  OneEvent run(Rules(c.when_rules), R"({"u": "ann"})", kLabels);
  EXPECT_EQ(Mutations(run), c.mutations);
  std::vector<std::string> verdicts;
  CollectVerdicts(run.evaluator(), &verdicts);
  EXPECT_EQ(verdicts, c.verdicts);
}

INSTANTIATE_TEST_SUITE_P(
    WhenRules, Emission,
    testing::Values(
        Case{"add",
             "rules_any=[Always], then=[LabelAdd(entity=Ann, label='spam')]",
             "ann: spam/Always/1; ",
             {"User/ann/spam"}},
        Case{"remove_is_not_told",
             "rules_any=[Always], then=[LabelRemove(entity=Ann, label='spam')]",
             "ann: spam/Always/0; ",
             {}},
        Case{"each_true_rule_is_a_reason",
             "rules_any=[Always, Never, Failed, Also], then=[LabelAdd(entity=Ann, label='spam')]",
             "ann: spam/Always/1 spam/Also/1; ",
             {"User/ann/spam"}},
        Case{"a_failed_description_fails_its_rule",
             "rules_any=[Told], then=[LabelAdd(entity=Ann, label='spam')]",
             "",
             {}},
        Case{"no_rule_true",
             "rules_any=[Never, Failed], then=[LabelAdd(entity=Ann, label='spam')]",
             "",
             {}},
        Case{"apply_if_comes_first",
             "rules_any=[Always], then=[LabelAdd(entity=Ann, label='spam', apply_if=Also)]",
             "ann: spam/Also/1 spam/Always/1; ",
             {"User/ann/spam"}},
        Case{"apply_if_false",
             "rules_any=[Always], then=[LabelAdd(entity=Ann, label='spam', apply_if=Never)]",
             "",
             {}},
        Case{"apply_if_failed",
             "rules_any=[Always], then=[LabelAdd(entity=Ann, label='spam', apply_if=Failed)]",
             "",
             {}},
        Case{"expiry_counts_from_the_event",
             "rules_any=[Always], then=[LabelAdd(entity=Ann, label='spam', "
             "expires_after=TimeDelta(minutes=2))]",
             "ann: spam/Always/1@120; ",
             {"User/ann/spam"}},
        Case{"by_entity_in_order_of_emission",
             "rules_any=[Always], then=[LabelAdd(entity=Bob, label='spam'), "
             "LabelAdd(entity=Ann, label='spam'), LabelRemove(entity=Bob, label='seen')]",
             "bob: spam/Always/1 seen/Always/0; ann: spam/Always/1; ",
             {"User/bob/spam", "User/ann/spam"}},
        Case{"verdicts_come_first",
             "rules_any=[Always], then=[LabelAdd(entity=Ann, label='spam'), "
             "DeclareVerdict(verdict='hold'), DeclareVerdict(verdict='hold')]",
             "ann: spam/Always/1; ",
             {"hold", "hold", "User/ann/spam"}}),
    [](const auto& test) { return test.param.name; });

TEST(Reason, KeepsTheTemplateAndWhatItsFieldsStoodFor) {
  OneEvent run(Rules("rules_any=[Told], then=[LabelAdd(entity=Ann, label='spam')]"),
               R"({"u": "ann", "n": 5})", kLabels);
  ReusedList<EntityMutations> groups;
  CollectMutations(run.evaluator(), &groups);
  ASSERT_EQ(groups.size(), 1u);
  const model::LabelMutation& mutation = groups[0].mutations[0];
  EXPECT_EQ(mutation.description, "{Ann} has {N}");
  EXPECT_EQ(mutation.features, (model::DescriptionFields{{"Ann", "ann"}, {"N", "5"}}));
  EXPECT_FALSE(mutation.pending);
}

}  // namespace
}  // namespace evenhand::program
