#include "text/regex.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "text/allocation_count.h"

namespace evenhand::text {
namespace {

struct Case {
  const char* name;
  std::string_view pattern;
  bool ignore_case;
  std::vector<std::string_view> matches;
  std::vector<std::string_view> misses;
};

class RegexSearch : public testing::TestWithParam<Case> {};

TEST_P(RegexSearch, AgreesWithPython) {
  const Case& c = GetParam();
  const auto regex = Regex::Compile(c.pattern, c.ignore_case);
  ASSERT_TRUE(regex) << regex.error().message;
  bool gave_up = false;
  for (const std::string_view text : c.matches) EXPECT_TRUE(regex->Search(text, &gave_up)) << text;
  for (const std::string_view text : c.misses) EXPECT_FALSE(regex->Search(text, &gave_up)) << text;
  EXPECT_FALSE(gave_up);
}

const std::vector<Case> kCases = {
    {"literal", "سلام", false, {"سلام", "و سلام بر تو"}, {"", "سلم", "salam"}},
    {"empty", "", false, {"", "x"}, {}},
    {"dot_is_one_code_point", "^.{2}$", false, {"ab", "🚀é", "سل"}, {"a", "🚀", "abc"}},
    {"dot_and_newline", "a.b", false, {"a b", "a\rb"}, {"a\nb"}},
    {"dot_all", "(?s)a.b", false, {"a\nb"}, {"ab"}},
    {"dollar_before_last_newline", "end$", false, {"end", "the end\n"}, {"end\n\n", "ends"}},
    {"dollar_inside", "a$\\n", false, {"a\n"}, {"a", "a\nb"}},
    {"end_means_end", "end\\Z", false, {"end"}, {"end\n"}},
    {"lines", "(?m)^b$", false, {"a\nb\nc", "b"}, {"ab", "a b"}},
    {"line_start_at_the_very_end", "(?m)a\\n^", false, {"a\n"}, {"a"}},
    {"unicode_digits", "^\\d+$", false, {"123", "۱۲۳", "१२३"}, {"²", "½", "x"}},
    {"unicode_words", "^\\w+$", false, {"سلام", "naïve", "²", "漢字", "_"}, {"a b", "", "e\u0301"}},
    {"unicode_space",
     "a\\sb",
     false,
     {"a\u00a0b", "a\u3000b",
      "a\x1c"
      "b"},
     {"a\u200bb"}},
    {"word_boundary", "\\bسلام\\b", false, {"سلام!", "(سلام)", "و سلام"}, {"سلامت", "xسلام"}},
    {"ascii_boundary", "\\bcat\\b", false, {"a cat", "cat."}, {"cats", "écat", "cat\u0661"}},
    {"ascii_flag", "(?a)^\\w+$", false, {"abc"}, {"é", "س"}},
    {"boundary_in_nothing", "\\B", false, {"ab", " "}, {"", "a"}},
    {"ignore_case", "straße", true, {"STRAßE", "straẞe"}, {"STRASSE"}},
    {"ignore_case_specials", "^[ks]i$", true, {"KI", "ſı", "\u212aİ"}, {"ji"}},
    {"ignore_case_micro", "µ", true, {"μ", "Μ", "µ"}, {"m"}},
    {"ignore_case_sigma", "σ", true, {"Σ", "ς", "σ"}, {"s"}},
    {"ignore_case_cyrillic", "привет", true, {"ПРИВЕТ", "Привет"}, {"пример"}},
    {"scoped_flags", "a(?i:b)c", false, {"abc", "aBc"}, {"ABC", "abC"}},
    {"explicit_pair_is_not_folded", "x(?:[Ss]|س)", false, {"xs", "xS", "xس"}, {"xſ"}},
    {"verbose", "(?x) a b # and\n c", false, {"abc"}, {"a b c"}},
    {"negated_class", "^[^a-z]$", true, {"1", "é", "🚀"}, {"a", "A", "ſ"}},
    {"class_of_kinds", "^[\\w.-]+$", false, {"a.b-ج"}, {"a b"}},
    {"lone_surrogate", "^.$", false, {"\xED\xA0\x80"}, {"\xED\xA0\x80x"}},
    {"surrogate_range", "[\\ud800-\\udfff]", false, {"a\xED\xBF\xBF"}, {"a", "\xEE\x80\x80"}},
    {"look_ahead", "foo(?!bar)", false, {"foobaz", "foo"}, {"foobar"}},
    {"look_behind", "(?<=\\$)\\d+", false, {"$5", "a $۵"}, {"5", "€5"}},
    {"back_reference", "(\\w)\\1", false, {"aa", "سس"}, {"ab"}},
    {"named_reference", "(?P<q>['\"]).*?(?P=q)", false, {"'x'", "\"\""}, {"'x\""}},
    {"conditional", "^(<)?a(?(1)>|$)", false, {"<a>", "a"}, {"<a", "a>"}},
    {"possessive", "a++a", false, {}, {"aaa"}},
    {"atomic", "(?>a|ab)c", false, {"ac"}, {"abc"}},
    {"octal_hex_name", "\\101\\x42\\u0043\\N{LATIN SMALL LETTER D}", false, {"ABCd"}, {"ABCD"}},
    {"braces_are_text", "a{,b}{x}", false, {"a{,b}{x}"}, {"a"}},
    {"many", "^a{1500}$", false, {std::string_view()}, {}},
};

std::vector<Case> WithLongText() {
  static const std::string many(1500, 'a');
  std::vector<Case> cases = kCases;
  cases.back().matches = {many};
  return cases;
}

INSTANTIATE_TEST_SUITE_P(Patterns, RegexSearch, testing::ValuesIn(WithLongText()),
                         [](const auto& test) { return test.param.name; });

TEST(Regex, KnowsWhichPatternsBacktrack) {
  for (const char* linear : {"a+b", "\\bx\\b", "(a|b)*?c$", "(?i:س)"})
    EXPECT_FALSE(Regex::Compile(linear, false)->uses_backtracking()) << linear;
  for (const char* other : {"(?=a)", "(?<!a)b", "(a)\\1", "a*+", "(?>a)", "(a)?(?(1)b|c)"})
    EXPECT_TRUE(Regex::Compile(other, false)->uses_backtracking()) << other;
}

TEST(Regex, GivesUpOnlyWhereItBacktracks) {
  const std::string text(40, 'a');
  bool gave_up = false;
  EXPECT_FALSE(Regex::Compile("(a+)+$", false)->Search(text + "!", &gave_up));
  EXPECT_FALSE(gave_up);
  EXPECT_FALSE(Regex::Compile("(?=a)(a+)+(?<!x)$(?<!a)", false)->Search(text + "a", &gave_up));
  EXPECT_TRUE(gave_up);
}

TEST(Regex, IllFormedTextIsReadWithReplacements) {
  bool gave_up = false;
  EXPECT_TRUE(Regex::Compile("^a\\ufffd\\ufffdb$", false)
                  ->Search("a\xFF\x80"
                           "b",
                           &gave_up));
  EXPECT_TRUE(Regex::Compile("(?=a)a.b", false)
                  ->Search("a\xC3"
                           "b",
                           &gave_up));
}

TEST(Regex, AllocatesNothingOnceWarm) {
  const std::string latin = "an ordinary text about nothing much, 120 long";
  const std::string persian = "متنی معمولی دربارهٔ هیچ چیز خاصی، بدون پیوند";
  for (const char* pattern : {"\\bnothing\\b", "(?i)هیچ|چیز", "(?<=about )n", "\\w+@\\w+\\.com"}) {
    const auto regex = Regex::Compile(pattern, false);
    bool gave_up = false;
    const auto search = [&] {
      regex->Search(latin, &gave_up);
      regex->Search(persian, &gave_up);
    };
    search();
    search();
    const std::uint64_t before = AllocationCount();
    for (int i = 0; i < 100; ++i) search();
    EXPECT_EQ(AllocationCount(), before) << pattern;
  }
}

TEST(Regex, WholeWordTakesThePhraseLiterally) {
  bool gave_up = false;
  const Regex plus = Regex::WholeWord("c++", true);
  EXPECT_TRUE(plus.Search("C++11", &gave_up));  // a boundary: + then 1
  EXPECT_FALSE(plus.Search("c++ and", &gave_up));
  EXPECT_FALSE(plus.Search("c++", &gave_up));
  const Regex phrase = Regex::WholeWord("free money", true);
  EXPECT_TRUE(phrase.Search("FREE money!", &gave_up));
  EXPECT_FALSE(phrase.Search("free moneys", &gave_up));
  EXPECT_TRUE(Regex::WholeWord("", true).Search("a", &gave_up));
  EXPECT_FALSE(Regex::WholeWord("", true).Search("!", &gave_up));
  EXPECT_FALSE(gave_up);
}

struct Refusal {
  std::string_view pattern;
  std::string_view message;
};

TEST(Regex, RefusesWhatPythonRefusesInItsWords) {
  const Refusal refusals[] = {
      {"(", "missing ), unterminated subpattern at position 0"},
      {"a)", "unbalanced parenthesis at position 1"},
      {"*", "nothing to repeat at position 0"},
      {"^*", "nothing to repeat at position 1"},
      {"a**", "multiple repeat at position 2"},
      {"a{2,1}", "min repeat greater than max repeat at position 2"},
      {"a{4294967295}", "the repetition number is too large"},
      {"[a", "unterminated character set at position 0"},
      {"[]", "unterminated character set at position 0"},
      {"[z-a]", "bad character range z-a at position 1"},
      {"[\\d-z]", "bad character range \\d-z at position 1"},
      {"سل[ی-ا]", "bad character range ی-ا at position 3"},
      {"\\", "bad escape (end of pattern) at position 0"},
      {"\\q", "bad escape \\q at position 0"},
      {"\\x4", "incomplete escape \\x4 at position 0"},
      {"\\400", "octal escape value \\400 outside of range 0-0o377 at position 0"},
      {"\\1", "invalid group reference 1 at position 1"},
      {"(\\1)", "cannot refer to an open group at position 1"},
      {"(?P<a>x)(?P<a>y)", "redefinition of group name 'a' as group 2; was group 1 at position 12"},
      {"(?P<1>x)", "bad character in group name '1' at position 4"},
      {"(?P=x)", "unknown group name 'x' at position 4"},
      {"(?(2)a)", "invalid group reference 2 at position 3"},
      {"()(?(1)a|b|c)", "conditional backref with more than two branches at position 10"},
      {"a(?i)b", "global flags not at the start of the expression at position 1"},
      {"(?z)", "unknown extension ?z at position 1"},
      {"(?iz)", "unknown flag at position 3"},
      {"(?-i)", "missing : at position 4"},
      {"(?i-i:a)", "bad inline flags: flag turned on and off at position 5"},
      {"(?<=a+)b", "look-behind requires fixed-width pattern"},
      {"(?<=(a)\\1)",
       "cannot refer to group defined in the same lookbehind subpattern at position 9"},
      {"(?#x", "missing ), unterminated comment at position 0"},
      {"\\N{no such}", "undefined character name 'no such' at position 0"},
      {"a\n(", "missing ), unterminated subpattern at position 2 (line 2, column 1)"},
  };
  for (const Refusal& refusal : refusals) {
    const auto regex = Regex::Compile(refusal.pattern, false);
    ASSERT_FALSE(regex) << refusal.pattern;
    EXPECT_EQ(regex.error().code, ErrorCode::kInvalidArgument);
    EXPECT_EQ(regex.error().message, refusal.message);
  }
}

TEST(Regex, DeepNestingIsRefusedNotFollowed) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "a" + std::string(depth, ')');
  };
  EXPECT_TRUE(Regex::Compile(nested(200), false));
  EXPECT_FALSE(Regex::Compile(nested(100'000), false));
}

TEST(Regex, FindsThePlaceOnEveryEngine) {
  const auto find = [](std::string_view pattern, std::string_view text, std::size_t from = 0) {
    bool gave_up = false;
    const auto regex = Regex::Compile(pattern, false).value();
    const auto found = regex.Find(text, from, &gave_up);
    return found ? std::to_string(found->begin) + "-" + std::to_string(found->end) : "none";
  };
  EXPECT_EQ(find("b+", "abbbc"), "1-4");
  EXPECT_EQ(find("b+", "abbbc", 2), "2-4");
  EXPECT_EQ(find("b+", "abbbc", 4), "none");
  EXPECT_EQ(find("^b", "abbbc", 1), "none");  // what stands before is seen
  EXPECT_EQ(find("\\bb", "ab", 1), "none");
  EXPECT_EQ(find("x*", "ab", 2), "2-2");
  EXPECT_EQ(find("ل+", "سللام"), "2-6");
  EXPECT_EQ(find("\\bدنیا", "سلام دنیا"), "9-17");
  EXPECT_EQ(find("(?<=a)b", "abab", 2), "3-4");
  EXPECT_EQ(find("a|ab", "ab"), "0-1");  // the first alternative, not the longest
  EXPECT_EQ(find("a", "\xFF a"), "none");
}

}  // namespace
}  // namespace evenhand::text
