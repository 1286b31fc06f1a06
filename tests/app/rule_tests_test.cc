#include "app/rule_tests.h"

#include <gtest/gtest.h>

#include "app/explanation.h"
#include "app/fixed_random.h"

namespace evenhand::app {
namespace {

engine::Rulebook Load(const std::string& rules) {
  sml::SourceSet sources;
  sources.files.push_back({"main.sml", rules});
  sources.configs.push_back({"config.yaml", "labels:\n  watched: {valid_for: [Account]}\n"});
  auto book = engine::LoadRulebook(std::move(sources)).value();
  EXPECT_NE(book.program, nullptr) << sml::Render(book.diagnostics, *book.sources);
  return book;
}

const char* const kRules = R"(
Who: Entity[str] = EntityJson(type='Account', path='$.who')
Text: Optional[str] = JsonData(path='$.text', required=False)
Count: int = JsonData(path='$.count')
Watched = HasLabel(entity=Who, label='watched')
Busy = Rule(when_all=[Count > 50], description='busy')
Again = Rule(when_all=[Count > 50, Watched], description='again')
Never = Rule(when_all=[Count > 1000], description='never')
WhenRules(rules_any=[Busy], then=[LabelAdd(entity=Who, label='watched'), DeclareVerdict(verdict='look')])
WhenRules(rules_any=[Again, Never], then=[DeclareVerdict(verdict='hold')])
)";

std::string Outcomes(const std::string& yaml) {
  const engine::Rulebook book = Load(kRules);
  const auto tests = ParseRuleTests("t.yaml", yaml);
  if (!tests) return tests.error().message;
  std::string all;
  for (const TestResult& result : RunRuleTests(book, *tests).results) {
    all += result.test->name + ":" +
           (result.differences.empty() ? " ok\n" : "\n" + result.differences);
  }
  return all;
}

TEST(RuleTests, CompareOnlyWhatTheyName) {
  EXPECT_EQ(Outcomes(R"(
tests:
  - name: a busy one
    event: {name: post, data: {who: u1, count: 80, text: سلام}}
    expect: {features: {Busy: true, Text: سلام, Count: 80}, verdicts: [look], labels: [+Account/u1/watched]}
  - name: what is missing
    event: {data: {who: u1}}
    expect: {features: {Busy: null}, verdicts: [], errors: 1}
  - name: nothing
    event: {data: {who: u1, count: 1}}
)"),
            "a busy one: ok\nwhat is missing: ok\nnothing: ok\n");
}

TEST(RuleTests, ShowWhatDiffers) {
  EXPECT_EQ(Outcomes(R"(
tests:
  - name: wrong
    event: {data: {who: u1, count: 80}}
    expect: {features: {Busy: false, Count: 80.0}, verdicts: [hold], labels: [], errors: 2}
)"),
            "wrong:\n"
            "  Busy: wanted false, got true\n"
            "  Count: wanted 80.0, got 80\n"
            "  verdicts: wanted [hold], got [look]\n"
            "  labels: wanted [], got [+Account/u1/watched]\n"
            "  errors: wanted 2, got 0\n");
}

TEST(RuleTests, StepsRememberAndTestsDoNot) {
  EXPECT_EQ(Outcomes(R"(
tests:
  - name: twice
    steps:
      - event: {data: {who: u1, count: 80}}
        expect: {verdicts: [look]}
      - event: {data: {who: u1, count: 80}}
        expect: {verdicts: [hold, look], labels: []}
  - name: a new beginning
    event: {data: {who: u1, count: 80}}
    expect: {verdicts: [look]}
  - name: known before
    labels: {Account/u1: [watched]}
    event: {data: {who: u1, count: 80}}
    expect: {verdicts: [look, hold]}
  - name: known before, but no more
    labels: {Account/u1: {watched: {expires_at: 2024-01-01}}}
    event: {time: 2025-01-01T00:00:00Z, data: {who: u1, count: 80}}
    expect: {verdicts: [look]}
)"),
            "twice: ok\na new beginning: ok\nknown before: ok\nknown before, but no more: ok\n");
}

TEST(RuleTests, TablesSayWhatTheyShareOnce) {
  EXPECT_EQ(Outcomes(R"(
tests:
  - name: how many is busy
    event: {data: {who: u1}}
    columns: [$.count, Busy, verdicts]
    rows:
      - [50, false, []]
      - [51, true, [look]]
      - [52, false, []]
)"),
            "how many is busy [50]: ok\nhow many is busy [51]: ok\nhow many is busy [52]:\n"
            "  Busy: wanted false, got true\n  verdicts: wanted [], got [look]\n");
}

TEST(RuleTests, SayWhichRulesNoTestFires) {
  const engine::Rulebook book = Load(kRules);
  const auto tests =
      ParseRuleTests("t.yaml", "tests: [{name: a, event: {data: {who: u, count: 80}}}]");
  ASSERT_TRUE(tests.has_value());
  EXPECT_EQ(RunRuleTests(book, *tests).never_fired, (std::vector<std::string>{"Again", "Never"}));
}

TEST(RuleTestFiles, WithTypingErrorsAreRefusedWithTheirPlace) {
  const std::pair<const char*, const char*> cases[] = {
      {"test: []", "t.yaml:1: no list `tests`"},
      {"tests:\n  - name: a\n    evnet: {}", "t.yaml:3: unknown key `evnet`"},
      {"tests:\n  - event: {}", "a test needs a `name`"},
      {"tests:\n  - name: a\n    expect: {verdict: [x]}", "t.yaml:3: unknown key `verdict`"},
      {"tests:\n  - name: a\n    event: {time: noon}", "not an ISO 8601 time: noon"},
      {"tests:\n  - name: a\n    columns: [$.a, B]\n    rows: [[1]]",
       "1 cells, but there are 2 columns"},
      {"tests: [", "t.yaml:"},
  };
  for (const auto& [yaml, message] : cases) {
    const auto tests = ParseRuleTests("t.yaml", yaml);
    ASSERT_FALSE(tests.has_value()) << yaml;
    EXPECT_NE(tests.error().message.find(message), std::string::npos) << tests.error().message;
  }
}

TEST(Explanation, GoesFromTheEffectToThePlacesOfTheEvent) {
  const engine::Rulebook book = Load(kRules);
  program::Evaluator evaluator(book.program);
  engine::MemoryFacts facts;
  FixedRandom random(1);
  codec::JsonDocument document;
  const codec::Json data = document.ParseCopy(R"({"who": "u1", "count": 80})").value();
  const model::Event event{.id = 1, .name = "post", .time = {}, .data = data, .secret = {}};
  evaluator.Evaluate(event, facts, TimeUs{0}, random);
  const Explanation why = Explain(evaluator);
  EXPECT_EQ(RenderReasons(why.effects, false),
            "  label +watched on Account/u1  main.sml:9:34\n"
            "    Busy = Rule(when_all=[Count > 50], description='busy')  → true  main.sml:6:7\n"
            "      Count > 50  → true  main.sml:6:22\n"
            "        Count = JsonData(path='$.count')  → 80  main.sml:4:13\n"
            "  verdict \"look\"  main.sml:9:73\n"
            "    Busy = Rule(when_all=[Count > 50], description='busy')  → true  main.sml:6:7  "
            "(see above)\n");
  EXPECT_TRUE(why.failed.empty());
  EXPECT_EQ(RenderReasons(ExplainFeature(evaluator, "Watched"), false).substr(0, 20),
            "  Watched = HasLabel");
}

}  // namespace
}  // namespace evenhand::app
