// What two versions of a rulebook differ in: nothing that readers are judged by goes unsaid.

#include "policy/rulebook_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>

#include "policy/rulebook.h"
#include "source_dir.h"

namespace evenhand::policy {
namespace {

using testing::ElementsAre;

Rulebook Shipped(const std::string& name) {
  std::ifstream file(SourceDir() + "/rulebooks/policies/" + name + ".yaml");
  const std::string yaml((std::istreambuf_iterator<char>(file)), {});
  return *LoadRulebook(yaml);
}

std::string Says(const Change& change) {
  const char* how = change.kind == ChangeKind::kAdded     ? "+"
                    : change.kind == ChangeKind::kRemoved ? "-"
                                                          : "~";
  std::string text = how + std::string(Name(change.part)) + " " + change.id;
  for (const FieldChange& field : change.fields)
    text += " [" + field.name + ": " + field.before + " > " + field.after + "]";
  return text;
}

std::vector<std::string> Differences(const Rulebook& before, const Rulebook& after) {
  std::vector<std::string> said;
  for (const Change& change : DiffRulebooks(before, after)) said.push_back(Says(change));
  return said;
}

TEST(RulebookDiff, NothingOfOneVersion) {
  EXPECT_TRUE(
      DiffRulebooks(Shipped("public-interest-2019"), Shipped("public-interest-2019")).empty());
}

TEST(RulebookDiff, ALadderThatChangedIsNotNothing) {
  EXPECT_THAT(
      Differences(Shipped("strikes-2022"), Shipped("strikes-2023")),
      ElementsAre("~ladder ordinary, grave [rungs: 1: warn; 2: restrict P1D; 3: restrict P3D; 4: "
                  "restrict P7D; 5: restrict P30D > 1: warn; 2: none; 7: restrict P1D; 8: "
                  "restrict P3D; 9: restrict P7D; 10: restrict P30D]"));
}

struct Edit {
  const char* name;
  void (*edit)(Rulebook* book);
  const char* says;
};

class Edits : public testing::TestWithParam<Edit> {};
TEST_P(Edits, AreSaid) {
  const Rulebook before = Shipped("public-interest-2019");
  Rulebook after = before;
  GetParam().edit(&after);
  EXPECT_THAT(Differences(before, after), ElementsAre(GetParam().says));
}
INSTANTIATE_TEST_SUITE_P(
    Parts, Edits,
    testing::Values(
        Edit{"clause_gone", [](Rulebook* b) { b->clauses.pop_back(); }, "-clause health.deletion"},
        Edit{"strikes", [](Rulebook* b) { b->clauses[0].strikes = 9; },
             "~clause hateful_conduct [strikes: 1 > 9]"},
        Edit{"text", [](Rulebook* b) { b->clauses[0].texts["en"] = "Other."; },
             "~clause hateful_conduct [text in en: Attacking people for who they are must be "
             "deleted. > Other.]"},
        Edit{"expiry", [](Rulebook* b) { b->strikes.families[0].expiry = Period{.months = 12}; },
             "~family conduct [expiry: none > P1Y]"},
        Edit{"exception", [](Rulebook* b) { b->exceptions[0].max_days = 31; },
             "~exception E1 [max_days: 30 > 31]"},
        Edit{"budget", [](Rulebook* b) { b->exceptions[0].budget.total = 7; },
             "~exception E1 [total: none > 7]"},
        Edit{"attribute", [](Rulebook* b) { b->attributes.emplace_back("parody"); },
             "+attribute parody"},
        Edit{"language", [](Rulebook* b) { b->languages.pop_back(); }, "-language fa"},
        Edit{"question", [](Rulebook* b) { b->questions[1].answers.emplace_back("new"); },
             "~question health_claim [answers: none, label_level, deletion_level > none, "
             "label_level, deletion_level, new]"},
        Edit{"grace", [](Rulebook* b) { b->block_grace_days = 3; },
             "~rulebook public-interest [block_grace_days: 30 > 3]"}),
    [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace evenhand::policy
