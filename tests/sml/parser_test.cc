#include "sml/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace evenhand::sml {
namespace {

struct Parsed {
  Tree tree;
  Diagnostics diagnostics;
};

Parsed ParseText(std::string_view text, ParseOptions options = {}) {
  Parsed parsed;
  std::uint32_t next_id = 0;
  parsed.tree = Parse(text, 0, &next_id, &parsed.diagnostics, options);
  return parsed;
}

// The value of the only statement, printed.
std::string ValueOf(std::string_view expression) {
  const Parsed parsed = ParseText("A = " + std::string(expression));
  if (parsed.diagnostics.has_errors()) return "error: " + parsed.diagnostics.all()[0].message;
  return Print(parsed.tree.statements.at(0).value);
}

struct ValueCase {
  const char* name;
  const char* source;
  const char* printed;
};

class Expressions : public testing::TestWithParam<ValueCase> {};
TEST_P(Expressions, ReadAsPythonReadsThem) {
  EXPECT_EQ(ValueOf(GetParam().source), GetParam().printed);
}
INSTANTIATE_TEST_SUITE_P(
    Table, Expressions,
    testing::Values(
        ValueCase{"product_before_sum", "1 + 2 * 3", "1 + 2 * 3"},
        ValueCase{"brackets_kept_where_needed", "(1 + 2) * 3", "(1 + 2) * 3"},
        ValueCase{"brackets_dropped_where_not", "(1 * 2) + (3)", "1 * 2 + 3"},
        ValueCase{"difference_groups_left", "1 - (2 - 3) - 4", "1 - (2 - 3) - 4"},
        ValueCase{"power_groups_right", "2 ** (3 ** 4)", "2 ** 3 ** 4"},
        ValueCase{"power_before_minus", "-2 ** 2", "-2 ** 2"},
        ValueCase{"minus_in_the_exponent", "2 ** -1", "2 ** -1"},
        ValueCase{"not_binds_weaker_than_comparison", "not (A == B)", "not A == B"},
        ValueCase{"and_before_or", "(A and B) or C", "A and B or C"},
        ValueCase{"nested_and_is_its_own", "(A and B) and C", "(A and B) and C"},
        ValueCase{"comparison_of_comparison", "(A < B) == C", "(A < B) == C"},
        ValueCase{"not_in", "A not in [1, 2,]", "A not in [1, 2]"},
        ValueCase{"call_with_keywords", "F(a = 1, b = 'x',)", "F(a=1, b='x')"},
        ValueCase{"hexadecimal", "0xFF_FF", "65535"}, ValueCase{"octal", "0o17", "15"},
        ValueCase{"binary", "0b1_01", "5"},
        ValueCase{"big_integer", "0x100000000000000000000", "1208925819614629174706176"},
        ValueCase{"zeros", "0_0", "0"}, ValueCase{"float_with_exponent", "1_0.5e-1", "1.05"},
        ValueCase{"float_too_large_is_infinite", "1e400", "1e999"},
        ValueCase{"float_too_small_is_zero", "1e-400", "0.0"},
        ValueCase{"point_first", ".5", "0.5"},
        ValueCase{"strings_side_by_side", "'a' \"b\" u'c'", "'abc'"},
        ValueCase{"escapes", R"('\x41\101\u0042\N{LATIN SMALL LETTER A}\n')", R"('AABa\n')"},
        ValueCase{"unknown_escape_stays", R"('\d\ ')", R"('\\d\\ ')"},
        ValueCase{"raw", R"(r'\d\x')", R"('\\d\\x')"},
        ValueCase{"persian", "'درود بر شما'", "'درود بر شما'"},
        ValueCase{"emoji_by_name", R"('\N{PILE OF POO}')", "'💩'"},
        ValueCase{"invisible_by_abbreviation", R"('\N{ZWNJ}' '\N{line feed}')", R"('\u200c\n')"},
        ValueCase{"lone_surrogate", R"('\ud800')", R"('\ud800')"},
        ValueCase{"surrogates_written_apart_stay_apart", R"('\ud83d\ude00')", R"('\ud83d\ude00')"},
        ValueCase{"format_string", "f'{Name}: {{{Other}}}' '{x}'", "f'{Name}: {{{Other}}}{{x}}'"},
        ValueCase{"backslash_before_a_field", R"(f'\d\{A}')", R"(f'\\d\\{A}')"},
        ValueCase{"name_in_compatibility_form", "Ａｂｃ", "Abc"},
        ValueCase{"constants", "[True, False, None]", "[True, False, None]"}),
    [](const auto& test) { return test.param.name; });

struct ErrorCase {
  const char* name;
  const char* source;
  const char* kind;
  std::uint32_t line;
  std::uint32_t column;
};

class Refused : public testing::TestWithParam<ErrorCase> {};
TEST_P(Refused, WithItsKindAndPlace) {
  const ErrorCase& c = GetParam();
  const Parsed parsed = ParseText(c.source);
  ASSERT_EQ(parsed.diagnostics.all().size(), 1u);
  const Diagnostic& error = parsed.diagnostics.all()[0];
  EXPECT_EQ(error.kind, c.kind) << error.message;
  EXPECT_EQ(error.span.line, c.line) << error.message;
  EXPECT_EQ(error.span.column, c.column) << error.message;
}
INSTANTIATE_TEST_SUITE_P(
    NotInTheLanguage, Refused,
    testing::Values(
        ErrorCase{"tuple", "A = (1, 2)", "unsupported-construct", 1, 4},
        ErrorCase{"dict_inside_a_call", "A = F(x=[{}])", "unsupported-construct", 1, 9},
        ErrorCase{"ternary_starts_at_its_value", "A = 1 if B else 2", "unsupported-construct", 1,
                  4},
        ErrorCase{"decorated_function_is_at_def", "@f(1)\ndef g(a, /, *, b=1):\n  pass",
                  "unsupported-construct", 2, 0},
        ErrorCase{"match_statement", "match A:\n  case [1, *_]:\n    B = 1\n",
                  "unsupported-construct", 1, 0},
        ErrorCase{"match_is_also_a_name", "match = 1\ncase = +match", "unsupported-operator", 2, 7},
        ErrorCase{"bytes_columns_on_a_persian_line", "A = ['س', 1j]", "unsupported-literal", 1, 11},
        ErrorCase{"positional", "A = F(1)", "positional-argument", 1, 4},
        ErrorCase{"chained_comparison", "A = 1 < 2 < 3", "chained-comparison", 1, 4},
        ErrorCase{"is_not", "A = (B) is not None", "unsupported-operator", 1, 4},
        ErrorCase{"docstring", "'''Rules.'''\n", "bare-expression", 1, 0},
        ErrorCase{"two_targets", "A = B = 1", "chained-assignment", 1, 0},
        ErrorCase{"list_target", "[A, B] = C", "wrong-node", 1, 0},
        ErrorCase{"attribute_target", "A.b = C", "wrong-node", 1, 0},
        ErrorCase{"item_target", "A[0] = C", "unsupported-construct", 1, 0},
        ErrorCase{"declaration", "A: int", "declaration-without-value", 1, 0},
        ErrorCase{"bracketed_annotated_target", "(A): int = 1", "wrong-node", 1, 0},
        ErrorCase{"attribute_of_attribute", "A = B.c.d", "wrong-node", 1, 4},
        ErrorCase{"call_of_an_attribute", "A = B.c(d=1)", "attribute-call", 1, 4},
        ErrorCase{"field_is_an_expression", "A = f'{{v {X + 1}'", "fstring-too-complex", 1, 10},
        ErrorCase{"field_has_a_conversion", "A = f'{B}س{X!r}'", "fstring-too-complex", 1, 11},
        ErrorCase{"field_with_its_text", "A = f'{X=}'", "fstring-too-complex", 1, 9},
        ErrorCase{"extract_literal_of_a_sum", "A: ExtractLiteral[int] = 1 + 1", "wrong-node", 1,
                  25},
        ErrorCase{"string_annotation", "A: 'str' = B", "wrong-node", 1, 0},
        ErrorCase{"none_among_variants", "A: Optional[str, None] = B", "wrong-node", 1, 17},
        ErrorCase{"error_of_python_wins", "A = (1, 2)\nB = = 3", "python-syntax", 2, 4}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    NotPython, Refused,
    testing::Values(
        ErrorCase{"open_bracket", "A = 1\nB = F(s='x'\n", "python-syntax", 2, 5},
        ErrorCase{"open_bracket_then_lines", "A = F(\nB = 2\nC = 3\n", "python-syntax", 1, 5},
        ErrorCase{"wrong_bracket", "A = [1)", "python-syntax", 1, 6},
        ErrorCase{"indented", "A = 1\n  B = 2\n", "python-syntax", 2, 1},
        ErrorCase{"dedent_to_nowhere", "if A:\n    B = 1\n  C = 2\n", "python-syntax", 3, 7},
        ErrorCase{"no_block", "if A:\nB = 1\n", "python-syntax", 2, 0},
        ErrorCase{"open_string", "A = 'x\nB = 1\n", "python-syntax", 1, 4},
        ErrorCase{"open_text_block", "A = 1\nB = '''x\n\n", "python-syntax", 2, 4},
        ErrorCase{"later_token_error_wins", "A = = 1\nB = 'x\n", "python-syntax", 2, 4},
        ErrorCase{"leading_zero", "A = 007", "python-syntax", 1, 4},
        ErrorCase{"byte_order_mark",
                  "\xEF\xBB\xBF"
                  "A = 1",
                  "python-syntax", 1, 0},
        ErrorCase{"no_name_character", "A = 1 €", "python-syntax", 1, 6},
        ErrorCase{"stray_backslash_in_an_open_bracket", "A = (\nB = ' '\n x \\y", "python-syntax",
                  1, 4},
        ErrorCase{"bytes_beyond_ascii_at_their_start", "A = [\n  b'س',\n]", "python-syntax", 2, 2},
        ErrorCase{"short_escape", R"(A = '\x1')", "python-syntax", 1, 9},
        ErrorCase{"unknown_character_name", R"(A = '\N{NO SUCH}')", "python-syntax", 1, 17},
        ErrorCase{"comma_forgotten", "A = F(x=1\n      y=2)", "python-syntax", 1, 8},
        ErrorCase{"positional_after_keyword", "A = F(x=1, 'y')", "python-syntax", 1, 14},
        ErrorCase{"literal_target", "1 = A", "python-syntax", 1, 0},
        ErrorCase{"field_is_no_expression", "A = f'{1 +}'", "python-syntax", 1, 10},
        ErrorCase{"field_is_empty", "A = f'{}'", "python-syntax", 1, 9},
        ErrorCase{"invalid_utf8", "A = 1\nB = '\xD8'", "python-syntax", 2, 5}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace evenhand::sml
