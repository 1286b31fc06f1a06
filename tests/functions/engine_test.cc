#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "functions/registry.h"
#include "sml/checker.h"

namespace evenhand::functions {
namespace {

using testing::ElementsAreArray;
using Files = std::map<std::string, std::string>;

std::shared_ptr<const sml::Catalog> EngineCatalog() {
  static const auto catalog = [] {
    std::vector<const sml::FunctionSpec*> specs;
    for (const program::FunctionRow& row : EngineFunctions()) specs.push_back(&row.spec);
    return std::make_shared<const sml::Catalog>(specs);
  }();
  return catalog;
}

std::vector<std::string> Said(const Files& files) {
  auto sources = std::make_shared<sml::SourceSet>();
  for (const auto& [path, text] : files) {
    (path.ends_with(".yaml") ? sources->configs : sources->files).push_back({path, text});
  }
  sml::Diagnostics diagnostics;
  Check(sources, EngineCatalog(), &diagnostics);
  diagnostics.Sort(*sources);
  std::vector<std::string> lines;
  for (const sml::Diagnostic& d : diagnostics.all()) {
    lines.push_back(fmt::format("{}{}:{}:{} {}",
                                d.severity == sml::Severity::kWarning ? "warning " : "",
                                sources->At(d.span.file).path, d.span.line, d.span.column, d.kind));
  }
  return lines;
}

TEST(EngineFunctions, AreWhatTheReferenceNeeds) {
  std::vector<std::string> names;
  for (const program::FunctionRow& row : EngineFunctions()) {
    names.push_back(row.spec.name);
    EXPECT_FALSE(row.spec.doc.empty()) << row.spec.name;
    EXPECT_EQ(row.call, nullptr) << row.spec.name;  // the program has operations for these
    const auto signature = sml::ParseSignature(row.spec.signature);
    ASSERT_TRUE(signature) << row.spec.name;
    EXPECT_EQ(row.spec.notes.size(), signature->parameters.size()) << row.spec.name;
    for (const auto& [parameter, note] : row.spec.notes) {
      EXPECT_NE(signature->Find(parameter), nullptr) << row.spec.name << " " << parameter;
      EXPECT_FALSE(note.empty());
    }
  }
  EXPECT_THAT(names, testing::UnorderedElementsAre(
                         "DeclareVerdict", "Entity", "EntityJson", "GetActionId", "GetActionName",
                         "HasLabel", "Import", "JsonData", "LabelAdd", "LabelRemove", "Require",
                         "ResolveOptional", "Rule", "WhenRules"));
}

struct Case {
  const char* name;
  Files files;
  std::vector<std::string> said;
};

class EngineChecks : public testing::TestWithParam<Case> {};
TEST_P(EngineChecks, Say) {
  EXPECT_THAT(Said(GetParam().files), ElementsAreArray(GetParam().said));
}
std::string NameOf(const testing::TestParamInfo<Case>& test) { return test.param.name; }

Files Main(const std::string& text) { return {{"main.sml", text}}; }

INSTANTIATE_TEST_SUITE_P(
    Imports, EngineChecks,
    testing::Values(
        Case{"Missing", Main("Import(rules=['nope.sml'])\n"), {"main.sml:1:14 import-not-found"}},
        Case{"Twice",
             {{"a.sml", "A = 1\n"}, {"main.sml", "Import(rules=['a.sml', 'a.sml'])\n"}},
             {"main.sml:1:14 import-duplicate"}},
        Case{"Unsorted",
             {{"a.sml", "A = 1\n"},
              {"b.sml", "B = 1\n"},
              {"main.sml", "Import(rules=['b.sml', 'a.sml'])\n"}},
             {"main.sml:1:13 import-unsorted"}},
        Case{"ByName",
             {{"a.sml", "A = 1 + 1\n"}, {"main.sml", "_f = ['a.sml']\nImport(rules=_f)\nB = A\n"}},
             {}},
        Case{"Nothing", Main("Import(rules=[])\n"), {}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Requires, EngineChecks,
    testing::Values(
        Case{"Missing", Main("Require(rule='nope.sml')\n"), {"main.sml:1:13 require-not-found"}},
        Case{"Itself", Main("Require(rule='main.sml')\n"), {}},
        Case{"Pattern",
             {{"actions/x.sml", "A = 1\n"},
              {"main.sml", "N = GetActionName()\nRequire(rule=f'actions/{N}.sml')\n"}},
             {}},
        Case{"NoMatch",
             Main("N = GetActionName()\nRequire(rule=f'actions/{N}.sml')\n"),
             {"main.sml:2:13 require-matches-nothing"}},
        Case{"ByName",
             Main("N = 'main.sml'\nRequire(rule=N)\n"),
             {"main.sml:2:13 require-not-literal"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Rules, EngineChecks,
    testing::Values(
        Case{"Good", Main("R = Rule(when_all=[True], description='هرزنامه')\n"), {}},
        Case{"Local",
             Main("_R = Rule(when_all=[True], description='x')\nA = _R and True\n"),
             {"main.sml:1:0 rule-in-local"}},
        Case{"Inline",
             Main("WhenRules(rules_any=[Rule(when_all=[True], description='x')], then=[])\n"),
             {"main.sml:1:21 must-assign"}},
        Case{"Statement",
             Main("Rule(when_all=[True], description='x')\n"),
             {"main.sml:1:0 must-assign", "main.sml:1:0 unused-result"}},
        Case{"DescriptionByName",
             Main("D = 'x'\nR = Rule(when_all=[True], description=D)\n"),
             {"main.sml:2:38 description-not-literal"}},
        Case{"ForgottenF",
             Main("R = Rule(when_all=[True], description='از {کاربر}')\n"),
             {"main.sml:1:38 description-missing-f"}},
        Case{"BracesWithoutName",
             Main("R = Rule(when_all=[True], description='{} {1} { x } {🙂}')\n"),
             {}},
        Case{"NotALiteral",
             Main("R = Rule(when_all=[True], description='x')\nL = [R]\nWhenRules(rules_any=L, "
                  "then=[])\n"),
             {"warning main.sml:3:20 not-a-list-literal"}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Paths, EngineChecks,
    testing::Values(
        Case{"Good", Main("A: str = JsonData(path='$.a[0].b')\n"), {}},
        Case{"Bad", Main("A: str = JsonData(path='$.a[')\n"), {"main.sml:1:23 bad-json-path"}},
        Case{"BadEntity",
             Main("A: Entity[str] = EntityJson(type='U', path='')\n"),
             {"main.sml:1:43 bad-json-path"}}),
    NameOf);

Files Labelled(const std::string& line) {
  return {{"config.yaml", "labels:\n  spam: {valid_for: [User]}\n"},
          {"main.sml", "U: Entity[str] = EntityJson(type='User', path='$.u')\n" + line + "\n"}};
}

INSTANTIATE_TEST_SUITE_P(
    Labels, EngineChecks,
    testing::Values(
        Case{"Known", Labelled("A = HasLabel(entity=U, label='spam', status='removed')"), {}},
        Case{"Unknown",
             Labelled("A = HasLabel(entity=U, label='nope')"),
             {"main.sml:2:29 label-unknown"}},
        Case{"Status",
             Labelled("A = HasLabel(entity=U, label='spam', status='manually_added')"),
             {"main.sml:2:44 label-status"}},
        Case{"BrokenConfigIsSaidOnce",
             {{"config.yaml", "labels: 5\n"},
              {"main.sml",
               "U: Entity[str] = EntityJson(type='User', path='$.u')\nA = HasLabel(entity=U, "
               "label='x')\n"}},
             {"config.yaml:1:0 config-value"}}),
    NameOf);

}  // namespace
}  // namespace evenhand::functions
