// Where Evenhand and Osprey 1.1 read a rulebook differently: `check` points at the place, and
// `compatibility: osprey-1.1` brings the other reading back (docs/migrating-from-osprey.md).

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "program/one_event.h"

namespace evenhand::program {
namespace {

struct Case {
  const char* name;
  std::string rules;
  std::string_view data;
  const char* config;
  std::vector<std::string> warnings;  // "file:line:column kind", without the setting
  std::string_view ours;              // the result, from the error count on
  std::string_view theirs;            // with the setting; empty: the event is sampled out
};

std::vector<std::string> Warnings(const engine::Rulebook& book) {
  std::vector<std::string> all;
  for (const sml::Diagnostic& d : book.diagnostics.all()) {
    all.push_back(fmt::format("{}:{}:{} {}", book.sources->At(d.span.file).path, d.span.line,
                              d.span.column, d.kind));
  }
  return all;
}

class TwoReadings : public testing::TestWithParam<Case> {};

TEST_P(TwoReadings, AreWarnedOfAndChosenByASetting) {
  const Case& c = GetParam();
  OneEvent ours(c.rules, c.data, c.config);
  EXPECT_EQ(Warnings(ours.book()), c.warnings);
  EXPECT_EQ(ours.Result(), c.ours);

  OneEvent theirs(c.rules, c.data, std::string(c.config) + "compatibility: osprey-1.1\n");
  EXPECT_EQ(Warnings(theirs.book()), std::vector<std::string>());
  EXPECT_EQ(theirs.evaluator().outcome().dropped, c.theirs.empty());
  if (c.theirs.empty()) return;
  EXPECT_EQ(theirs.Result(), c.theirs);
}

const std::string kUser = "U: Entity[str] = EntityJson(type='User', path='$.u')\n";

INSTANTIATE_TEST_SUITE_P(
    Osprey11, TwoReadings,
    testing::Values(
        Case{"a_list_or_none",
             "A: List[str] | None = JsonData(path='$.a')\n",
             R"({"a": ["x", 1]})",
             "labels: {}\n",
             {"main.sml:1:3 compatibility"},
             R"({"__error_count": 0, "A": ["x", "1"]})",
             R"({"__error_count": 0, "A": "['x', 1]"})"},
        Case{"a_secret_or_none",
             "A: Secret[int] | None = JsonData(path='$.a')\nB = 1 + 1\n",
             R"({"a": 5})",
             "labels: {}\n",
             {"main.sml:1:3 compatibility"},
             R"({"__error_count": 0, "B": 2})",
             R"({"__error_count": 0, "A": 5, "B": 2})"},
        Case{"an_argument_given_twice",  // both take the last; the setting only silences
             "A = StringLength(s='x', s='longer')\n",
             "{}",
             "labels: {}\n",
             {"main.sml:1:26 duplicate-keyword"},
             R"({"__error_count": 0, "A": 6})",
             R"({"__error_count": 0, "A": 6})"},
        Case{"arguments_from_a_map",  // both drop them
             "A = StringLength(s='x', **B)\n",
             "{}",
             "labels: {}\n",
             {"main.sml:1:26 double-star"},
             R"({"__error_count": 0, "A": 1})",
             R"({"__error_count": 0, "A": 1})"},
        Case{
            "a_negative_constant_by_name",
            "B = -5\nC = TimeDelta(seconds=B)\nD = TimeDelta(seconds=B)\n"
            "E = TimeDelta(seconds=B)\nF = -7.5\nG = B + F\n",
            "{}",
            "labels: {}\n",
            {"main.sml:2:22 compatibility", "main.sml:3:22 compatibility",
             "main.sml:4:22 compatibility"},
            R"({"__error_count": 0, "B": -5, "C": -5.0, "D": -5.0, "E": -5.0, "F": -7.5, "G": -12.5})",
            R"({"__error_count": 0, "B": 5, "C": -5.0, "D": 5.0, "E": -5.0, "F": -7.5, "G": -2.5})"},
        Case{"questions_with_two_statuses",  // each its own, as in the peer's rule tests
             kUser + "A = HasLabel(entity=U, label='x')\n_v = U\n"
                     "B = HasLabel(entity=_v, label='x', status='removed')\n",
             R"({"u": "ann"})",
             "labels: {x: {valid_for: [User]}}\n",
             {"main.sml:4:4 compatibility"},
             R"({"__error_count": 0, "U": "ann", "A": false, "B": true})",
             R"({"__error_count": 0, "U": "ann", "A": false, "B": true})"},
        Case{"a_label_called_positive",
             "A = 1 + 1\n",
             "{}",
             "labels: {positive: {valid_for: [User]}}\n",
             {"config.yaml:1:9 compatibility"},
             R"({"__error_count": 0, "A": 2})",
             R"({"__error_count": 0, "A": 2})"},
        Case{"a_share_of_the_events",  // the random number of this test is 0
             "A = 1 + 1\n",
             "{}",
             "actions: {test: {sample_rate: 10}}\n",
             {"config.yaml:1:17 compatibility"},
             R"({"__error_count": 0, "__sample_rate": 10, "A": 2})",
             ""}),
    [](const auto& test) { return test.param.name; });

// What the peer loads, and then fails at on every event.
TEST(Check, WarnsOfANormalFormThatDoesNotExist) {
  const std::string rules =
      "A = StringClean(s='x', form='XYZ')\nB = StringClean(s='x', form='NFC')\n";
  OneEvent run(rules, "{}");
  EXPECT_EQ(Warnings(run.book()), std::vector<std::string>{"main.sml:1:28 bad-value"});
  EXPECT_EQ(run.Result(), R"({"__error_count": 1, "A": null, "B": "x"})");
}

// Where the peer crashes there is an error with a place, or the plain meaning.
TEST(Check, TakesEntitiesUnderAnyName) {
  OneEvent run(
      "_u: Entity[str] = EntityJson(type='User', path='$.u')\nV = _u\n"
      "R = Rule(when_all=[True], description='r')\n"
      "X = Experiment(entity=V, buckets=['control'], bucket_sizes=[100], version=1, "
      "revision=1)\n"
      "WhenRules(rules_any=[R], then=[LabelAdd(entity=V, label='x'), "
      "LabelAdd(entity=_u, label='x')])\n",
      R"({"u": "ann"})", "labels: {x: {valid_for: [User]}}\n");
  EXPECT_EQ(Warnings(run.book()), std::vector<std::string>());
  EXPECT_NE(run.Result().find(R"("__entity_label_mutations": ["User/x/1", "User/x/1"])"),
            std::string::npos);
}

}  // namespace
}  // namespace evenhand::program
