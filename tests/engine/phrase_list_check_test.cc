// What is wrong with a phrase list is said while rules are checked, at the place where it can be
// mended.

#include <gtest/gtest.h>

#include "engine/rulebook.h"

namespace evenhand::engine {
namespace {

struct Case {
  const char* name;
  const char* rule;
  const char* list;   // the text of lists/shop.yaml; null for no such file
  const char* place;  // "" for nothing to say
  const char* message = "";
  const char* hint = "";
};

class PhraseListCheck : public testing::TestWithParam<Case> {};

TEST_P(PhraseListCheck, SaysWhereAndWhatNext) {
  const Case& c = GetParam();
  sml::SourceSet sources;
  sources.files.push_back({"main.sml", std::string("T: str = JsonData(path='$.t')\n") + c.rule});
  sources.configs.push_back({"config.yaml", "labels: {}\n"});
  if (c.list != nullptr) sources.lists.push_back({"lists/shop.yaml", c.list});
  const auto book = LoadRulebook(std::move(sources)).value();
  std::string place, message, hint;
  if (!book.diagnostics.all().empty()) {
    const sml::Diagnostic& first = book.diagnostics.all().front();
    place = book.sources->At(first.span.file).path + ":" + std::to_string(first.span.line) + ":" +
            std::to_string(first.span.column);
    message = first.message;
    hint = first.hint;
  }
  EXPECT_LE(book.diagnostics.all().size(), 1u);
  EXPECT_EQ(place, c.place);
  EXPECT_TRUE(message.starts_with(c.message)) << message;
  EXPECT_TRUE(hint.starts_with(c.hint)) << hint;
}

constexpr const char* kWords = "A = ListContains(list='shop', phrases=[T])\n";
constexpr const char* kTwice =
    "A = ListContains(list='shop', phrases=[T])\n"
    "B = CensorizedListMatch(list='shop', phrases=[T])\n";
constexpr const char* kPatterns = "A = RegexListMatch(list='shop', phrases=[T])\n";

INSTANTIATE_TEST_SUITE_P(
    Table, PhraseListCheck,
    testing::Values(
        Case{"good", kTwice, "- buy now\n- 1337\n- no\n- بخرید\n", ""},
        Case{"other_name", "A = ListContains(list='shops', phrases=[T])\n", "- a\n",
             "main.sml:2:22", "there is no phrase list `lists/shops.yaml`", "did you mean `shop`?"},
        Case{"far_name", "A = ListContains(list='casinos', phrases=[T])\n", "- a\n",
             "main.sml:2:22", "there is no phrase list", "the rulebook's lists are `shop`"},
        Case{"no_lists", kWords, nullptr, "main.sml:2:22", "there is no phrase list",
             "the rulebook has no phrase lists"},
        Case{"no_yaml", kWords, "- a\n- [\n", "lists/shop.yaml:3:0",
             "this phrase list is not YAML"},
        Case{"a_map", kWords, "a: b\n", "lists/shop.yaml:1:0", "a phrase list is a YAML list",
             "write one phrase a line"},
        Case{"said_once", kTwice, "- a\n- [b]\n", "lists/shop.yaml:2:2",
             "an entry of a phrase list is a text"},
        Case{"empty_phrase", kWords, "- a\n- ''\n", "lists/shop.yaml:2:2",
             "an empty phrase would stand in every text"},
        Case{"empty_list", kWords, "[]\n", "lists/shop.yaml:1:0", "this phrase list is empty"},
        Case{"bad_pattern", kPatterns, "- fine\n- 'a('\n", "lists/shop.yaml:2:2",
             "invalid regex pattern", "error: missing ), unterminated subpattern"},
        Case{"slow_pattern", kPatterns, "- '(?<=a)b'\n", "lists/shop.yaml:1:2",
             "this pattern can only run on the engine with a step limit"},
        Case{"bad_separator", "A: List[str] = Tokenize(s=T, skip_regex='(')\n", nullptr,
             "main.sml:2:40", "invalid regex pattern"},
        Case{"named_separator", "R = '('\nA: List[str] = Tokenize(s=T, skip_regex=R)\n", nullptr,
             "main.sml:3:40", "invalid regex pattern"}),
    [](const auto& c) { return c.param.name; });

TEST(AtprotoEffects, OfTwoKindsDoNotShareAList) {
  const auto errors = [](const std::string& effects) {
    sml::SourceSet sources;
    sources.files.push_back(
        {"main.sml",
         "T: str = JsonData(path='$.t')\nR = Rule(when_all=[T == 'x'], description='x')\n"
         "WhenRules(rules_any=[R], then=[" +
             effects + "])\n"});
    sources.configs.push_back({"config.yaml", "labels: {}\n"});
    const auto book = LoadRulebook(std::move(sources)).value();
    return book.diagnostics.has_errors() ? book.diagnostics.all().front().message : std::string();
  };
  const std::string tag = "AddAtprotoTag(entity=T, tag='a')";
  EXPECT_EQ(errors(tag + ", RemoveAtprotoTag(entity=T, tag='b', comment='c')"), "");
  EXPECT_EQ(errors("AddAtprotoTakedown(entity=T, comment='c', email=None), "
                   "RemoveAtprotoTakedown(entity=T, comment='c', email=None)"),
            "");
  const std::string mixed = "found multiple different types in list literal";
  EXPECT_TRUE(errors(tag + ", AtprotoReport(entity=T, report_kind='spam', comment='c')")
                  .starts_with(mixed));
  EXPECT_TRUE(errors(tag + ", DeclareVerdict(verdict='hold')").starts_with(mixed));
  EXPECT_EQ(errors("AtprotoAcknowledge(entity=T)"), "1 missing keyword argument(s)");
}

}  // namespace
}  // namespace evenhand::engine
