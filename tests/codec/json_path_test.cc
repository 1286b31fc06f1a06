#include "codec/json_path.h"

#include <gtest/gtest.h>

namespace evenhand::codec {
namespace {

std::string Shape(const JsonPath& path) {
  if (path.operands.empty()) return Print(path);
  static constexpr const char* kNames[] = {"",      "",      "",      "",   "",   "",
                                           "child", "below", "where", "or", "and"};
  return std::string(kNames[static_cast<int>(path.kind)]) + "(" + Shape(path.operands[0]) + " " +
         Shape(path.operands[1]) + ")";
}

struct Good {
  const char* name;
  const char* text;
  const char* shape;
  const char* printed;
};

class JsonPathReads : public testing::TestWithParam<Good> {};
TEST_P(JsonPathReads, Paths) {
  const Good& c = GetParam();
  const auto path = ParseJsonPath(c.text);
  ASSERT_TRUE(path) << path.error().message;
  EXPECT_EQ(Shape(*path), c.shape);
  EXPECT_EQ(Print(*path), c.printed);
}
INSTANTIATE_TEST_SUITE_P(
    Forms, JsonPathReads,
    testing::Values(Good{"Root", "$", "$", "$"}, Good{"Child", "$.a", "child($ a)", "$.a"},
                    Good{"NoDollar", "a.b", "child(a b)", "a.b"},
                    Good{"Dash", "$.created-at", "child($ created-at)", "$.created-at"},
                    Good{"QuotedDollar", "$['$type']", "child($ $type)", "$.$type"},
                    Good{"QuotedPersian", "$.\"متن پست\"", "child($ متن پست)", "$.متن پست"},
                    Good{"Escape", R"($['it\'s'])", "child($ it's)", "$.it's"},
                    Good{"QuotedWhere", "$['where']", "child($ where)", "$.where"},
                    Good{"Index", "$.a[0]", "child(child($ a) [0])", "$.a.[0]"},
                    Good{"DotIndex", "$.a.[0]", "child(child($ a) [0])", "$.a.[0]"},
                    Good{"Negative", "$[-1]", "child($ [-1])", "$.[-1]"},
                    Good{"Slice", "$.a[1:3]", "child(child($ a) [1:3])", "$.a.[1:3]"},
                    Good{"OpenSlice", "$.a[:]", "child(child($ a) [*])", "$.a.[*]"},
                    Good{"ZeroSlice", "$.a[0:]", "child(child($ a) [])", "$.a.[]"},
                    Good{"Items", "$.a[*]", "child(child($ a) [*])", "$.a.[*]"},
                    Good{"AnyField", "$.*", "child($ *)", "$.*"},
                    Good{"Descendants", "$..id", "below($ id)", "$..id"},
                    Good{"FieldList", "$.a,b", "child($ a,b)", "$.a,b"},
                    Good{"UnionBindsTighterThanDot", "a|b.c", "child(or(a b) c)", "a|b.c"},
                    Good{"DotBindsTighterThanBelow", "a..b.c", "below(a child(b c))", "a..b.c"},
                    Good{"LeftAssociative", "a.b.c", "child(child(a b) c)", "a.b.c"},
                    Good{"BracketTakesAll", "a|b[0]", "child(or(a b) [0])", "a|b.[0]"},
                    Good{"Parentheses", "a|(b.c)", "or(a child(b c))", "a|b.c"},
                    Good{"Where", "$.a where b", "child($ where(a b))", "$.a where b"},
                    Good{"Intersect", "a & b", "and(a b)", "a&b"},
                    Good{"ThisAndParent", "a.`parent`.`this`", "child(child(a `parent`) `this`)",
                         "a.`parent`.`this`"},
                    Good{"HugeIndex", "[99999999999999999999]", "[9223372036854775807]",
                         "[9223372036854775807]"}),
    [](const auto& test) { return test.param.name; });

struct Bad {
  const char* name;
  const char* text;
  const char* message;
};

class JsonPathRefuses : public testing::TestWithParam<Bad> {};
TEST_P(JsonPathRefuses, Paths) {
  const auto path = ParseJsonPath(GetParam().text);
  ASSERT_FALSE(path);
  EXPECT_EQ(path.error().message, GetParam().message);
}
INSTANTIATE_TEST_SUITE_P(
    Forms, JsonPathRefuses,
    testing::Values(Bad{"Empty", "", "column 0: the path ends too early"},
                    Bad{"OpenBracket", "$.a[", "column 4: the path ends too early"},
                    Bad{"EmptyBracket", "$[]", "column 2: unexpected `]`"},
                    Bad{"Percent", "$.a%b", "column 3: unexpected character `%`"},
                    Bad{"BarePersian", "$.متن", "column 2: unexpected character `م`"},
                    Bad{"Filter", "$.a[?(@.x>1)]", "column 4: unexpected character `?`"},
                    Bad{"FieldFromDigit", "$.1a", "column 2: unexpected `1`"},
                    Bad{"OpenQuote", "$['a", "column 2: this ' is not closed"},
                    Bad{"UnknownOperator", "`up`", "column 0: unknown operator `up`"},
                    Bad{"StarInList", "a,*", "column 2: unexpected `*`"},
                    Bad{"Step", "$[1:2:3]", "column 5: unexpected `:`"}),
    [](const auto& test) { return test.param.name; });

TEST(JsonPathLimits, BoundDepthAndLength) {
  std::string dots = "a";
  for (int i = 0; i < 1000; ++i) dots += ".a";
  EXPECT_FALSE(ParseJsonPath(dots));
  EXPECT_FALSE(ParseJsonPath(std::string(100'000, '(')));
}

}  // namespace
}  // namespace evenhand::codec
