// JSON as a value of the type that a rule declares.

#include "program/coercion.h"

#include <gtest/gtest.h>

#include "program/literal.h"

namespace evenhand::program {
namespace {

using sml::Type;

// The result type of a signature: types are written as rules write them.
Type TypeOf(const std::string& text) { return sml::ParseSignature("() -> " + text).value().result; }

std::string Made(const std::string& type, std::string_view json, bool coerce = true) {
  Literals literals;
  codec::JsonDocument document;
  return literals.Show(
      FromJson(TypeOf(type), document.ParseCopy(json).value(), coerce, literals.work));
}

constexpr std::string_view kNo = "ERR: ";

struct Row {
  const char* name;
  std::string_view json;
  std::string_view as_str, as_int, as_float, as_bool;
};

class Coercion : public testing::TestWithParam<Row> {};

TEST_P(Coercion, AsInPython) {
  const Row& c = GetParam();
  EXPECT_EQ(Made("str", c.json), c.as_str);
  EXPECT_EQ(Made("int", c.json), c.as_int);
  EXPECT_EQ(Made("float", c.json), c.as_float);
  EXPECT_EQ(Made("bool", c.json), c.as_bool);
}

INSTANTIATE_TEST_SUITE_P(
    Values, Coercion,
    testing::Values(Row{"digits_and_space", R"(" 1_2 ")", "' 1_2 '", "12", "12.0", "True"},
                    Row{"persian_digits", R"("۱۲")", "'۱۲'", "12", "12.0", "True"},
                    Row{"fraction", "1.9", "'1.9'", "1", "1.9", "True"},
                    Row{"negative_fraction", "-1.9", "'-1.9'", "-1", "-1.9", "True"},
                    Row{"true", "true", "'True'", kNo, kNo, "True"},
                    Row{"text_false", R"("false")", "'false'", kNo, kNo, "True"},
                    Row{"exponent", R"("1e3")", "'1e3'", kNo, "1000.0", "True"},
                    Row{"hexadecimal", R"("0x10")", "'0x10'", kNo, kNo, "True"},
                    Row{"large_float", "1e16", "'1e+16'", "10000000000000000", "1e+16", "True"},
                    Row{"beyond_int64", "1e19", "'1e+19'", "10000000000000000000", "1e+19", "True"},
                    Row{"big_integer", "99999999999999999999", "'99999999999999999999'",
                        "99999999999999999999", "99999999999999999999", "True"},
                    Row{"integer_stays_one", "5", "'5'", "5", "5", "True"},
                    Row{"zero", "0", "'0'", "0", "0", "False"},
                    Row{"zero_float", "0.0", "'0.0'", "0", "0.0", "False"},
                    Row{"nan", "NaN", "'nan'", kNo, "nan", "True"},
                    Row{"infinity", "Infinity", "'inf'", kNo, "inf", "True"},
                    Row{"infinity_as_text", R"("-inf")", "'-inf'", kNo, "-inf", "True"},
                    Row{"empty_text", R"("")", "''", kNo, kNo, "False"},
                    Row{"empty_list", "[]", "'[]'", kNo, kNo, "False"},
                    Row{"list", R"([1, "x'y"])", R"('[1, "x\'y"]')", kNo, kNo, "True"},
                    Row{"empty_object", "{}", "'{}'", kNo, kNo, "False"},
                    Row{"object", R"({"a": null})", R"("{'a': None}")", kNo, kNo, "True"},
                    Row{"null", "null", kNo, kNo, kNo, kNo}),
    [](const auto& test) { return test.param.name; });

TEST(CoercionOfUnions, TakesAMemberThatMatchesThenTheFirstThatCan) {
  EXPECT_EQ(Made("Optional[int]", "null"), "None");
  EXPECT_EQ(Made("Optional[str]", "5"), "'5'");
  EXPECT_EQ(Made("Union[int, str]", R"("5")"), "'5'") << "matches str";
  EXPECT_EQ(Made("Union[int, str]", "1.5"), "1");
  EXPECT_EQ(Made("Union[int, str]", "true"), "'True'") << "a type refusal tries the next";
  EXPECT_EQ(Made("Union[int, str]", "[]"), "'[]'");
  EXPECT_EQ(Made("Union[int, bool]", R"("x")"), kNo) << "a value refusal does not";
}

TEST(CoercionOfLists, GoesItemByItem) {
  EXPECT_EQ(Made("List[int]", R"([1, "2", 3.7])"), "[1, 2, 3]");
  EXPECT_EQ(Made("List[str]", R"(["a", 1, true])"), "['a', '1', 'True']");
  EXPECT_EQ(Made("List[int]", R"([1, "x"])"), kNo);
  EXPECT_EQ(Made("List[str]", R"("abc")"), kNo) << "a text is no list";
  EXPECT_EQ(Made("List[List[int]]", R"([[1], ["2"]])"), "[[1], [2]]");
  EXPECT_EQ(Made("List[Optional[int]]", "[1, null]"), "[1, None]");
}

TEST(WithoutCoercion, TheTypeMustMatch) {
  EXPECT_EQ(Made("int", "5", false), "5");
  EXPECT_EQ(Made("float", "5", false), "5") << "an integer is a float, and stays one";
  EXPECT_EQ(Made("int", "5.0", false), kNo);
  EXPECT_EQ(Made("int", "true", false), kNo);
  EXPECT_EQ(Made("float", "true", false), kNo);
  EXPECT_EQ(Made("str", "5", false), kNo);
  EXPECT_EQ(Made("Optional[str]", "null", false), "None");
  EXPECT_EQ(Made("List[str]", R"(["a", 1])", false), kNo);
}

TEST(ACharacter, IsAText) {
  Literals literals;
  EXPECT_EQ(literals.Show(FromText(TypeOf("str"), "ل", true, literals.work)), "'ل'");
  EXPECT_EQ(literals.Show(FromText(TypeOf("int"), "۷", true, literals.work)), "7");
  EXPECT_EQ(literals.Show(FromText(TypeOf("int"), "x", true, literals.work)), kNo);
  EXPECT_EQ(literals.Show(FromText(TypeOf("int"), "7", false, literals.work)), kNo);
}

}  // namespace
}  // namespace evenhand::program
