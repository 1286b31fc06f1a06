// The document and its compile checks (policy.md 2.4, 10.4): each row breaks one thing in a good
// rulebook.

#include "policy/rulebook.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "codec/json_document.h"
#include "source_dir.h"

namespace evenhand::policy {
namespace {

constexpr const char* kGood = R"(id: example
version: 1
languages: [en, fa]
published_at: 2022-01-01T00:00:00Z
effective_at: 2022-01-02T00:00:00Z
attributes: [office, followers]
questions:
  act:
    answers: [none, threat, spam]
    texts: {en: Its kind., fa: این چیست؟}
families:
  conduct: {expiry: P1Y}
ladders:
  - families: [conduct]
    rungs: {1: warn, 3: lock P1D, 5: suspend permanent}
clauses:
  threat:
    family: conduct
    severity: grave
    when: act == threat
    item: hide
    strikes: 2
    texts: {en: No threats., fa: تهدید نکنید.}
  spam:
    family: conduct
    severity: low
    when: act == spam
    item: remove
    strikes: 1
    texts: {en: No spam., fa: هرزنامه نفرستید.}
exceptions:
  E1:
    eligible: office != none and followers > 1000
    softens: [spam]
    never: [threat]
    profile: N2
    max_days: 30
    budget: {per_account: 1, window_days: 90}
    texts: {en: An exception., fa: یک استثنا.}
)";

std::vector<Problem> ProblemsOf(const std::string& yaml) {
  std::vector<Problem> problems;
  const Rulebook book = ReadRulebook(yaml, &problems);
  if (problems.empty()) CheckRulebook(book, &problems);
  return problems;
}

std::string Replace(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(Rulebook, GoodOneHasNoProblems) { EXPECT_TRUE(ProblemsOf(kGood).empty()); }

struct BadCase {
  const char* from;
  const char* to;
  const char* message;
  bool is_error = true;
  std::uint32_t line = 0;
};
class Bad : public testing::TestWithParam<BadCase> {};

TEST_P(Bad, IsToldWithItsPlace) {
  const BadCase& c = GetParam();
  const std::vector<Problem> problems = ProblemsOf(Replace(kGood, c.from, c.to));
  ASSERT_FALSE(problems.empty());
  EXPECT_NE(problems.front().message.find(c.message), std::string::npos)
      << problems.front().message;
  EXPECT_EQ(problems.front().is_error, c.is_error);
  if (c.line != 0) {
    EXPECT_EQ(problems.front().place.line, c.line);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Bad,
    testing::Values(
        BadCase{"act == threat", "act == threatt", "not among its answers", true, 17},
        BadCase{"act == threat", "vpn", "is barred", true, 17},
        BadCase{"act == threat", "language == fa", "audits only", true, 17},
        BadCase{"act == threat", "verified and act == threat", "not declared", true, 17},
        BadCase{"act == threat", "mood == bad", "no question, fact or attribute", true, 17},
        BadCase{"[office, followers]", "[office, followers, ip]", "is barred"},
        BadCase{"[office, followers]", "[office, followers, hour]", "audits only"},
        BadCase{"[office, followers]", "[office, followers, aura]", "no attribute 'aura'"},
        BadCase{"{1: warn, 3: lock P1D, 5", "{1: warn, 3: lock P1D, 2", "thresholds must rise",
                true, 14},
        BadCase{"3: lock P1D, 5: suspend permanent", "3: lock P2D, 5: lock P1D", "is milder", true,
                14},
        BadCase{"3: lock P1D", "3: hide", "acts on accounts", true, 14},
        BadCase{"fa: تهدید نکنید.", "de: Nein.", "no text in 'fa'", true, 17},
        BadCase{"fa: این چیست؟", "de: Was.", "no text in 'fa'", true, 8},
        BadCase{"never: [threat]", "never: []", "never-list", true, 32},
        BadCase{"softens: [spam]", "softens: []", "clauses that it softens", true, 32},
        BadCase{"softens: [spam]", "softens: [spam, threat]", "and never softens it", true, 32},
        BadCase{"softens: [spam]", "softens: [noise]", "which there is not", true, 32},
        BadCase{"max_days: 30", "max_days: 0", "no limit", true, 32},
        BadCase{"per_account: 1", "per_account: 0", "no budget", true, 32},
        BadCase{"profile: N2", "profile: N5", "no way to answer", true, 32},
        BadCase{"profile: N2", "profile: N9", "no notice profile", true, 32},
        BadCase{"when: act == spam", "when: act == spam and act == threat", "no input can reach",
                true, 24},
        BadCase{"when: act == spam", "when: act == threat", "different things", true, 24},
        BadCase{"when: act == spam", "when: act ==", "column 7", true, 27},
        BadCase{"2022-01-02", "2021-01-02", "before it is published"},
        BadCase{"version: 1", "version: 1\nblock_grace_days: 366", "more than a year"},
        BadCase{"version: 1", "version: 1\nblock_grace_days: -1", "not a whole number of 0 or more",
                true, 3},
        BadCase{"2022-01-02", "never", "is not a time", true, 5},
        BadCase{"family: conduct", "family: manners", "which there is not", true, 17},
        BadCase{"item: hide", "item: lock P1D", "not on items", true, 17},
        BadCase{"item: hide", "item: vanish", "is no action", true, 21},
        BadCase{"severity: grave", "severity: awful", "is no severity", true, 19},
        BadCase{"severity: grave", "severity: grave\n    colour: red", "no key 'colour'", true, 20},
        BadCase{"    max_days: 30\n", "", "lacks 'max_days'", true, 33},
        BadCase{"{expiry: P1Y}", "{expiry: never}", "never expire", false, 12},
        BadCase{"{expiry: P1Y}", "{}", "lacks 'expiry'", true, 12},
        BadCase{"max_days: 30", "max_days: 30\n    spares_strike: true", "spares the strike", false,
                32},
        BadCase{"strikes: 2", "strikes: 2\n    dsa_category: MANNERS", "has no category", true, 17},
        BadCase{"strikes: 2", "strikes: 2\n    appeal: false", "without an appeal", false, 17},
        BadCase{"  - families: [conduct]", "  - families: [conduct, x]", "counts family 'x'", true,
                14}));

TEST(Rulebook, ShippedOnesAreGood) {
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(SourceDir() + "/rulebooks/policies")) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream file(entry.path());
    const std::string yaml((std::istreambuf_iterator<char>(file)), {});
    const auto book = LoadRulebook(yaml);
    EXPECT_TRUE(book) << entry.path() << ": " << (book ? "" : book.error().message);
    ++files;
  }
  EXPECT_EQ(files, 9);
}

TEST(Rulebook, AnswersMayHaveTextsInEachLanguage) {
  std::string yaml = kGood;
  const std::string plain = "[none, threat, spam]";
  yaml.replace(yaml.find(plain), plain.size(),
               "{none: {en: no, fa: هیچ}, threat: {en: threatens, fa: تهدید}, spam: {en: spam, fa: "
               "هرزنامه}}");
  const Rulebook book = *LoadRulebook(yaml);
  EXPECT_EQ(book.questions[0].answers, (std::vector<std::string>{"none", "threat", "spam"}));
  EXPECT_EQ(book.questions[0].answer_texts.at("threat").at("fa"), "تهدید");
  yaml.replace(yaml.find(", fa: تهدید"), std::string(", fa: تهدید").size(), "");
  EXPECT_NE(LoadRulebook(yaml).error().message.find("answer 'threat' has no text in 'fa'"),
            std::string::npos);
}

// The schema for editors and the reader know the same keys.
TEST(Rulebook, SchemaHasTheKeysThatTheReaderHas) {
  std::ifstream file(SourceDir() + "/docs/rulebook.schema.json");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  codec::JsonDocument document;
  const codec::Json schema = *document.ParseCopy(text);
  const codec::Json all = schema.Field("properties");
  const auto of_each = [&](const char* part) {
    return all.Field(part).Field("additionalProperties").Field("properties");
  };
  const std::pair<const char*, codec::Json> places[] = {
      {"zzz: 1", all},
      {"questions: {q: {zzz: 1}}", of_each("questions")},
      {"facts: {f: {zzz: 1}}", of_each("facts")},
      {"families: {f: {zzz: 1}}", of_each("families")},
      {"ladders: [{zzz: 1}]", all.Field("ladders").Field("items").Field("properties")},
      {"clauses: {c: {zzz: 1}}", of_each("clauses")},
      {"measures: {m: {zzz: 1}}", of_each("measures")},
      {"exceptions: {e: {zzz: 1}}", of_each("exceptions")},
  };
  for (const auto& [yaml, properties] : places) {
    std::vector<Problem> problems;
    ReadRulebook(yaml, &problems);
    const auto unknown = std::ranges::find_if(
        problems, [](const Problem& p) { return p.message.find("'zzz'") != std::string::npos; });
    ASSERT_NE(unknown, problems.end()) << yaml;
    std::set<std::string> known, in_schema;
    std::stringstream list(unknown->mend.substr(std::string("its keys are ").size()));
    for (std::string key; std::getline(list, key, ',');)
      known.insert(key.substr(key.find_first_not_of(' ')));
    for (const auto& [key, value] : properties.Members()) in_schema.emplace(key);
    EXPECT_EQ(known, in_schema) << yaml;
  }
}

TEST(Rulebook, AnyBytesAreRead) {
  for (const char* text :
       {"", "[]", "3", "id: [", "clauses: 3", "ladders: {a: b}", "exceptions:\n  E:\n    budget: 3",
        "families: [a]", "questions:\n  q: 1"}) {
    EXPECT_FALSE(ProblemsOf(text).empty()) << text;
  }
}

}  // namespace
}  // namespace evenhand::policy
