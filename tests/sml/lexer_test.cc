#include "sml/lexer.h"

#include <gtest/gtest.h>

#include <string>

namespace evenhand::sml {
namespace {

// One letter a kind, then the token's text; N, < and > are line ends and blocks.
std::string Show(const std::string& text) {
  const Tokens tokens = Tokenize(text);
  std::string out;
  for (const Token& token : tokens.list) {
    constexpr std::string_view kLetters = "nk1sONIDEX";
    if (!out.empty()) out += ' ';
    switch (token.kind) {
      case TokenKind::kNewline:
        out += "NL";
        break;
      case TokenKind::kIndent:
        out += '<';
        break;
      case TokenKind::kDedent:
        out += '>';
        break;
      case TokenKind::kEnd:
        out += ".";
        break;
      case TokenKind::kError:
        out += "error";
        break;
      default:
        out += kLetters[static_cast<std::size_t>(token.kind)];
        out += ':' + text.substr(token.offset, token.length);
    }
  }
  return out;
}

struct TokenCase {
  const char* name;
  const char* text;
  const char* tokens;
};

class TokensOf : public testing::TestWithParam<TokenCase> {};
TEST_P(TokensOf, Text) { EXPECT_EQ(Show(GetParam().text), GetParam().tokens); }
INSTANTIATE_TEST_SUITE_P(
    Table, TokensOf,
    testing::Values(TokenCase{"assignment", "A = 1\n", "n:A O:= 1:1 NL ."},
                    TokenCase{"nothing", "", "."},
                    TokenCase{"comments_and_blank_lines", "# a\n\n   # b\nA # c\n", "n:A NL ."},
                    TokenCase{"longest_operator", "a**=b//c->d:=e...\n",
                              "n:a O:**= n:b O:// n:c O:-> n:d O::= n:e O:... NL ."},
                    TokenCase{"line_ends_in_brackets_are_blank", "(\n 1\n)\n", "O:( 1:1 O:) NL ."},
                    TokenCase{"backslash_joins", "a \\\n  b\n", "n:a n:b NL ."},
                    TokenCase{"blocks", "if a:\n  b\n\n  if c:\n   d\ne\n",
                              "k:if n:a O:: NL < n:b NL k:if n:c O:: NL < n:d NL > > n:e NL ."},
                    TokenCase{"numbers", "1_0 0xF 1e5 .5 1. 1j 1if\n",
                              "1:1_0 1:0xF 1:1e5 1:.5 1:1. 1:1j 1:1 k:if NL ."},
                    TokenCase{"prefixes", "rb'a' Fr\"b\" u'' bu'c'\n",
                              "s:rb'a' s:Fr\"b\" s:u'' n:bu s:'c' NL ."},
                    TokenCase{"text_block", "'''a'\n\\''''\n", "s:'''a'\n\\'''' NL ."},
                    TokenCase{"name_in_persian", "نام_کاربر = ۱a\n", "n:نام_کاربر O:= error"}),
    [](const auto& test) { return test.param.name; });

struct ProblemCase {
  const char* name;
  const char* text;
  const char* message;
  Position at;
  bool eager;
};

class Problems : public testing::TestWithParam<ProblemCase> {};
TEST_P(Problems, HaveCPythonsPlace) {
  const ProblemCase& c = GetParam();
  const Tokens tokens = Tokenize(c.text);
  ASSERT_TRUE(tokens.problem);
  EXPECT_EQ(tokens.problem->message, c.message);
  EXPECT_EQ(tokens.problem->at, c.at)
      << tokens.problem->at.line << ':' << tokens.problem->at.column;
  EXPECT_EQ(tokens.eager, c.eager);
  EXPECT_EQ(tokens.list.back().kind, TokenKind::kError);
}
INSTANTIATE_TEST_SUITE_P(
    Table, Problems,
    testing::Values(
        ProblemCase{"suffix", "A = 12abc\n", "invalid decimal literal", {1, 5}, true},
        ProblemCase{"underscores", "A = 1__0\n", "invalid decimal literal", {1, 5}, true},
        ProblemCase{"empty_hexadecimal", "A = 0x\n", "invalid hexadecimal literal", {1, 5}, true},
        ProblemCase{"octal_digit", "A = 0o8\n", "invalid digit '8' in octal literal", {1, 6}, true},
        ProblemCase{"stray_bracket", "A = ]\n", "unmatched ']'", {1, 4}, true},
        ProblemCase{"other_bracket",
                    "A = (\n]\n",
                    "closing parenthesis ']' does not match opening parenthesis '(' on line 1",
                    {2, 0},
                    true},
        ProblemCase{"open_bracket", "A = (1,\n\n", "'(' was never closed", {1, 4}, false},
        ProblemCase{"open_string",
                    "A = 'b\n",
                    "unterminated string literal (detected at line 1)",
                    {1, 4},
                    true},
        ProblemCase{"open_block",
                    "A = '''b\n\n\n",
                    "unterminated triple-quoted string literal (detected at line 3)",
                    {1, 4},
                    true},
        ProblemCase{"after_backslash",
                    "A = 1 \\ 2\n",
                    "unexpected character after line continuation character",
                    {1, 7},
                    false},
        ProblemCase{"backslash_at_end", "A = \\\n", "unexpected EOF while parsing", {1, 5}, false},
        ProblemCase{"no_break_space",
                    "A =\xC2\xA0"
                    "1\n",
                    "invalid non-printable character U+00A0",
                    {1, 3},
                    true},
        ProblemCase{"control_character",
                    "A = \x01\n",
                    "invalid non-printable character U+0001",
                    {1, 4},
                    true},
        ProblemCase{"tabs_and_blanks",
                    "if a:\n\tb\n        c\n",
                    "inconsistent use of tabs and spaces in indentation",
                    {3, 9},
                    false}),
    [](const auto& test) { return test.param.name; });

TEST(Lexer, BoundsBracketsAndBlocks) {
  EXPECT_EQ(Tokenize(std::string(201, '(') + "\n").problem->message, "too many nested parentheses");
  std::string blocks;
  for (std::size_t i = 0; i < 101; ++i) blocks += std::string(i, ' ') + "if a:\n";
  EXPECT_EQ(Tokenize(blocks).problem->message, "too many levels of indentation");
}

}  // namespace
}  // namespace evenhand::sml
