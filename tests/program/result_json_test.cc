// The result line of an event, as Osprey writes it (docs/formats.md, section 2).

#include "program/result_json.h"

#include <gtest/gtest.h>

#include "program/one_event.h"

namespace evenhand::program {
namespace {

struct Case {
  const char* name;
  const char* rules;
  std::string_view data;
  std::string_view result;
};

class ResultLine : public testing::TestWithParam<Case> {};

TEST_P(ResultLine, IsWritten) {
  const Case& c = GetParam();
  OneEvent run(c.rules, c.data,
               "labels:\n  spam: {valid_for: [User]}\n  trusted: {valid_for: [User]}\n");
  EXPECT_EQ(run.Result(), c.result);
}

INSTANTIATE_TEST_SUITE_P(
    Events, ResultLine,
    testing::Values(
        Case{"nothing_to_say", "_a = 1\nB = f'{_a}'\n", "{}", R"({"__error_count": 0, "B": "1"})"},
        Case{"values",
             "I = 1 + 1\nF = 10 / 4\nS: str = JsonData(path='$.s')\nB = I == 2\n"
             "L = [I, I]\nD = TimeDelta(minutes=90)\nE = Entity(type='User', id='ann')\n"
             "Big = 2 ** 70\n",
             R"({"s": "سلام \"🚀\"\n"})",
             R"({"__error_count": 0, "I": 2, "F": 2.5, )"
             R"("S": "سلام \"🚀\"\n", "B": true, "L": [2, 2], )"
             R"("D": 5400.0, "E": "ann", "Big": 1180591620717411303424})"},
        Case{"one_value_of_many_names",
             "A: str = JsonData(path='$.s')\nB: str = JsonData(path='$.s')\n"
             "C: Optional[int] = JsonData(path='$.n')\nD: str = JsonData(path='$.s')\n"
             "E: Optional[int] = JsonData(path='$.n')\n",
             R"({"s": "\"سلام\""})",
             R"({"__error_count": 0, "A": "\"سلام\"", "B": "\"سلام\"", "C": null, )"
             R"("D": "\"سلام\"", "E": null})"},
        Case{
            "paths_as_they_stand_or_not",
            "S: str = JsonData(path='$.n')\nI: int = JsonData(path='$.n')\n"
            "B: bool = JsonData(path='$.b')\nF: float = JsonData(path='$.f')\n"
            "N: Optional[str] = JsonData(path='$.z')\nX: int = JsonData(path='$.l')\n",
            R"({"n": 5, "b": true, "f": 2.5, "z": null, "l": [1]})",
            R"({"__error_count": 1, "S": "5", "I": 5, "B": true, "F": 2.5, "N": null, "X": null})"},
        Case{"failed_is_null",
             "Need: int = JsonData(path='$.n')\nSoft: int = JsonData(path='$.n', required=False)\n"
             "Sum = Need + 1\nIs = Need == None\n",
             "{}", R"({"__error_count": 1, "Need": null, "Soft": null, "Sum": null, "Is": true})"},
        Case{"effects_stand_before_features",
             "U: Entity[str] = EntityJson(type='User', path='$.u')\n"
             "N: int = JsonData(path='$.n', required=False)\n"
             "Big = Rule(when_all=[N > 3], description=f'n is {N}')\n"
             "Always = Rule(when_all=[True], description='always on')\n"
             "WhenRules(rules_any=[Always, Big], then=[\n"
             "  LabelAdd(entity=U, label='spam', apply_if=Big),\n"
             "  LabelRemove(entity=U, label='trusted'),\n"
             "  DeclareVerdict(verdict='hold'),\n])\n",
             R"({"u": "ann"})",
             R"({"__error_count": 0, "__verdicts": ["hold"], )"
             R"("__entity_label_mutations": ["User/spam/1", "User/trusted/0"], "U": "ann", )"
             R"("N": null, "Big": null, "Always": true})"},
        Case{"plugin_effects",
             "R = Rule(when_all=[True], description='r')\n"
             "WhenRules(rules_any=[R], then=[BanUser(entity='ann', comment='سلام')])\n",
             "{}", R"({"__error_count": 0, "__ban_user": ["ann|سلام"], "R": true})"}),
    [](const auto& test) { return test.param.name; });

TEST(ResultLine, BeginsWithIdAndTime) {
  OneEvent run("A = 1 + 1\n", "{}");
  std::string line;
  AppendResult(run.evaluator(), &line);
  EXPECT_EQ(line, R"({"__action_id": 7, "__timestamp": "2025-03-01T12:00:00+00:00", )"
                  R"("__error_count": 0, "A": 2})");
}

}  // namespace
}  // namespace evenhand::program
