// Where expressions stand, and what bounds them.

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>

#include "sml/parser.h"

namespace evenhand::sml {
namespace {

struct Parsed {
  Tree tree;
  Diagnostics diagnostics;
  std::uint32_t next_id = 100;
};

Parsed ParseText(std::string_view text) {
  Parsed parsed;
  parsed.tree = Parse(text, 3, &parsed.next_id, &parsed.diagnostics);
  return parsed;
}

std::string Place(Span span) {
  return std::to_string(span.line) + ":" + std::to_string(span.column);
}

// The places of an expression and of its parts, outside in.
std::string Places(const Expr& expr) {
  std::string out = Place(expr.span);
  for (const Expr& item : expr.items) out += " " + Places(item);
  return out;
}

struct Case {
  const char* name;
  const char* source;
  const char* places;
};

class SpansOf : public testing::TestWithParam<Case> {};
TEST_P(SpansOf, CountBytesAsCPythonDoes) {
  const Parsed parsed = ParseText(GetParam().source);
  ASSERT_FALSE(parsed.diagnostics.has_errors()) << parsed.diagnostics.all()[0].message;
  EXPECT_EQ(Places(parsed.tree.statements.at(0).value), GetParam().places);
}
INSTANTIATE_TEST_SUITE_P(
    Table, SpansOf,
    testing::Values(Case{"operation_starts_at_its_left", "A = 1 + 2 * 3", "1:4 1:4 1:8 1:8 1:12"},
                    Case{"left_bracket_belongs_to_the_operation", "A = (1) + (2)", "1:4 1:5 1:11"},
                    Case{"bracketed_operation_does_not_own_its_bracket", "A = (1 + 2)",
                         "1:5 1:5 1:9"},
                    Case{"call_starts_at_its_name", "A = F(\n  a=1,\n  b=[2])", "1:4 2:4 3:4 3:5"},
                    Case{"persian_before", "A = ['سلام', B]", "1:4 1:5 1:17"},
                    Case{"carriage_returns", "\r\n\rA = [\r1]", "3:4 4:0"},
                    Case{"strings_side_by_side", "A = ('a'\n 'b')", "1:5"},
                    Case{"names_in_a_format_string", "A = f'س{B} { C}'", "1:4 1:9 1:14"},
                    Case{"names_in_a_later_string", "A = ('x'\n f'{B}')", "1:5 2:4"},
                    Case{"names_on_later_lines", "A = f'''{B}\nس{C}{\n D}'''", "1:4 1:9 2:3 3:1"}),
    [](const auto& test) { return test.param.name; });

TEST(Tree, StatementsStandAtTheirTargetOrCall) {
  const Parsed parsed = ParseText("A = 1; B: int = 2\nF(a=A)\n");
  ASSERT_EQ(parsed.tree.statements.size(), 3u);
  const auto& statements = parsed.tree.statements;
  EXPECT_EQ(Place(statements[1].span), "1:7");
  EXPECT_EQ(Place(statements[1].annotation->span), "1:10");
  EXPECT_TRUE(statements[2].is_call);
  EXPECT_TRUE(statements[2].target.empty());
  EXPECT_EQ(statements[2].span.file, 3u);
}

TEST(Tree, IdsAreDenseAndDistinct) {
  const Parsed parsed = ParseText("A = [1, F(b=-2)]\nC: int = f'{A}{A}'\nG(d=A)\n");
  std::set<std::uint32_t> ids;
  std::size_t count = 0;
  const std::function<void(const Expr&)> visit = [&](const Expr& expr) {
    ids.insert(expr.id);
    ++count;
    for (const Expr& item : expr.items) visit(item);
  };
  for (const Statement& statement : parsed.tree.statements) {
    visit(statement.value);
    if (statement.is_call) continue;
    ids.insert(statement.target_id);
    ++count;
  }
  EXPECT_EQ(ids.size(), count);
  EXPECT_EQ(*ids.begin(), 100u);
  EXPECT_EQ(*ids.rbegin() + 1, parsed.next_id);
}

TEST(Tree, LocalsStartWithAnUnderscore) {
  const Parsed parsed = ParseText("_a = 1\n__B = 2\nC_ = 3\n");
  EXPECT_TRUE(parsed.tree.statements[0].is_local());
  EXPECT_TRUE(parsed.tree.statements[1].is_local());
  EXPECT_FALSE(parsed.tree.statements[2].is_local());
}

TEST(Tree, TheSecondOfTwoEqualArgumentsWinsInThePeersMode) {
  std::uint32_t next_id = 0;
  Diagnostics diagnostics;
  const Tree tree =
      Parse("A = F(s='x', t=1, s='y', **B)", 0, &next_id, &diagnostics, {.osprey_1_1 = true});
  ASSERT_FALSE(diagnostics.has_errors());
  EXPECT_EQ(Print(tree.statements[0].value), "F(s='y', t=1)");
}

std::string Repeat(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

class Deep : public testing::TestWithParam<const char*> {};
TEST_P(Deep, NestingIsAnErrorWithAPlace) {
  const Parsed parsed = ParseText("A = 1\nB = " + Repeat(GetParam(), 20'000) + "1\n");
  ASSERT_EQ(parsed.diagnostics.all().size(), 1u);
  EXPECT_EQ(parsed.diagnostics.all()[0].span.line, 2u);
}
INSTANTIATE_TEST_SUITE_P(Table, Deep,
                         testing::Values("not ", "-", "(", "[", "F(a=", "1 + ", "2 ** ",
                                         "1 if a else ", "lambda: ", "f'{", "{1: ", "a."));

TEST(Deep, LongListsAndManyStatementsAreNotNesting) {
  EXPECT_FALSE(ParseText("A = [" + Repeat("1, ", 20'000) + "]").diagnostics.has_errors());
  EXPECT_FALSE(ParseText("A = 1" + Repeat(" and B", 20'000)).diagnostics.has_errors());
  EXPECT_FALSE(ParseText(Repeat("A = 1\n", 20'000)).diagnostics.has_errors());
  EXPECT_FALSE(ParseText("A = 1" + Repeat(" + 1", 900)).diagnostics.has_errors());
}

TEST(Limits, NumbersAndTexts) {
  EXPECT_FALSE(ParseText("A = " + std::string(4300, '9')).diagnostics.has_errors());
  EXPECT_TRUE(ParseText("A = " + std::string(4301, '9')).diagnostics.has_errors());
  EXPECT_TRUE(ParseText("A = 0x" + std::string(1'000'000, 'f')).diagnostics.has_errors());
  EXPECT_EQ(ParseText(std::string((16 << 20) + 1, '\n')).diagnostics.all().at(0).kind, "too-large");
}

TEST(Limits, NulIsAnErrorWithAPlace) {
  const Parsed parsed = ParseText(std::string_view("A = 1\nB\0 = 2", 12));
  EXPECT_EQ(Place(parsed.diagnostics.all().at(0).span), "2:1");
}

}  // namespace
}  // namespace evenhand::sml
