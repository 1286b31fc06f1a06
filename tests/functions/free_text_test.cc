#include <string>

#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

struct TokenCase {
  const char* name;
  const char* text;
  const char* want;
  bool censor_chars = false;
  const char* skip_regex = nullptr;
};

class Tokenize : public testing::TestWithParam<TokenCase> {};
TEST_P(Tokenize, SplitsAsRulesExpect) {
  const TokenCase& c = GetParam();
  Calls calls(FreeTextFunctions());
  const Value regex = c.skip_regex == nullptr ? Value::None() : calls.Text(c.skip_regex);
  EXPECT_EQ(calls.Show("Tokenize", {calls.Text(c.text), Value::Bool(c.censor_chars), regex}),
            c.want);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Tokenize,
    testing::Values(
        TokenCase{"words", "Buy  CHEAP pills, now!", "['buy', 'cheap', 'pills', 'now']"},
        TokenCase{"digits", "v2 1337", "['v2', '1337']"},
        TokenCase{"other_letters_separate", "café سلام naïve", "['caf', 'na', 've']"},
        TokenCase{"censor_chars_separate", "f*ck #tag a_b", "['f', 'ck', 'tag', 'a', 'b']"},
        TokenCase{"censor_chars_stay", "f*ck #tag a_b x-y.", "['f*ck', '#tag', 'a_b', 'x-y']",
                  true},
        TokenCase{"censor_chars_before_regex", "a.b", "['a', 'b']", true, "x"},
        TokenCase{"regex", "café، سلام؛ دنیا", "['cafe', 'سلام', 'دنیا']", false, R"([^\w\s]+)"},
        TokenCase{"regex_takes_marks_off", "سَلامٌ Ünïcode", "['سلام', 'unicode']", false, "!"},
        TokenCase{"regex_that_matches_spaces_joins", "a b", "['ab']", false, R"(\W+)"},
        TokenCase{"regex_of_nothing", "ab", "['a', 'b']", false, "x*"},
        TokenCase{"empty", "", "[]"}, TokenCase{"only_signs", "?!", "[]"}),
    [](const auto& c) { return c.param.name; });

TEST(Tokenize, TakesARegexThatVaries) {
  Calls calls(FreeTextFunctions());
  const auto tokens = [&](std::string_view regex) {
    const std::vector<Value> arguments = {calls.Text("a-b"), Value::Bool(false), calls.Text(regex)};
    calls.context.prepared = nullptr;
    return calls.Show(calls.Row("Tokenize").call(calls.context, arguments));
  };
  EXPECT_EQ(tokens("-"), "['a', 'b']");
  EXPECT_EQ(tokens("("), "ERR: `skip_regex` is no regular expression");
}

TEST(CleanString, TakesOutWhatHidesWords) {
  Calls calls(FreeTextFunctions());
  const auto clean = [&](std::string_view s, bool zero, bool marks, bool spaces, bool quotes) {
    return calls.Show("CleanString", {calls.Text(s), Value::Bool(zero), Value::Bool(marks),
                                      Value::Bool(spaces), Value::Bool(quotes)});
  };
  EXPECT_EQ(clean("a\u200Bb\u200Ec", true, true, false, false), "'abc'");
  EXPECT_EQ(clean("a\u200Bb", false, true, false, false), "'a\u200Bb'");
  EXPECT_EQ(clean("b\u0332a\u0332d سَلام", true, true, false, false), "'bad سلام'");
  EXPECT_EQ(clean("b\u0332", true, false, false, false), "'b\u0332'");
  EXPECT_EQ(clean("a*b\u2217c", true, true, true, false), "'abc'");
  EXPECT_EQ(clean("it's", true, true, false, true), "'its'");
  EXPECT_EQ(clean("می\u200Cخواهم", true, true, true, true), "'می\u200Cخواهم'");
}

struct DomainCase {
  const char* name;
  const char* text;
  const char* want;
};

class ExtractDomains : public testing::TestWithParam<DomainCase> {};
TEST_P(ExtractDomains, FindsNamesInFreeText) {
  Calls calls(FreeTextFunctions());
  EXPECT_EQ(calls.Show("ExtractDomains", {calls.Text(GetParam().text)}), GetParam().want);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ExtractDomains,
    testing::Values(
        DomainCase{"bare", "see shop.example now", "['shop.example']"},
        DomainCase{"scheme", "HTTPS://Shop.Example/x?y=z", "['shop.example']"},
        DomainCase{"www", "www.shop.example", "['shop.example']"},
        DomainCase{"www_itself", "www.com", "['www.com']"},
        DomainCase{"port", "http://shop.example:8080/a", "['shop.example']"},
        DomainCase{"colon_after", "shop.example: cheap", "['shop.example']"},
        DomainCase{"path_is_not_searched", "a.example/b.example c.example",
                   "['a.example', 'c.example']"},
        DomainCase{"query_is_searched", "a.example?u=b.example", "['a.example', 'b.example']"},
        DomainCase{"once_in_order", "b.example a.example B.example", "['b.example', 'a.example']"},
        DomainCase{"email", "me@mail.example", "['mail.example']"},
        DomainCase{"many_labels", "a.b.c.example.", "['a.b.c.example']"},
        DomainCase{"number_at_the_end", "shop.example.1", "['shop.example']"},
        DomainCase{"short_end", "a.b", "[]"}, DomainCase{"version", "v1.2.3", "[]"},
        DomainCase{"file", "main.sml", "['main.sml']"},
        DomainCase{"hyphens", "-my-shop.example my-.example", "['my-shop.example']"},
        DomainCase{"letters_then_digits", "shop.example2.test", "['shop.example2.test']"},
        DomainCase{"letters_stop_at_other_script", "سایت shop.exampleاست", "['shop.example']"},
        DomainCase{"no_dots", "nothing here", "[]"}, DomainCase{"dots", "... .. a..b", "[]"}),
    [](const auto& c) { return c.param.name; });

TEST(ExtractDomains, KnowsHowLongALabelMayBe) {
  Calls calls(FreeTextFunctions());
  const std::string longest(63, 'a');
  EXPECT_EQ(calls.Show("ExtractDomains", {calls.Text("b" + longest + ".example")}),
            "['" + longest + ".example']");
  // A text that nearly is a domain, again and again, takes no more than one walk.
  std::string almost;
  for (int i = 0; i < 50'000; ++i) almost += "a1.";
  EXPECT_EQ(calls.Show("ExtractDomains", {calls.Text(almost)}), "[]");
}

TEST(ExtractEmoji, GivesRuns) {
  Calls calls(FreeTextFunctions());
  EXPECT_EQ(
      calls.Show("ExtractEmoji", {calls.Text("🚀🔥 up ❤️ سلام 👨‍👩‍👧")}),
      "['🚀🔥', '❤️', '👨‍👩‍👧']");
  EXPECT_EQ(calls.Show("ExtractEmoji", {calls.Text("日本語 © 1")}), "[]");
}

}  // namespace
}  // namespace evenhand::functions
