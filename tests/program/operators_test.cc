// The operators of the language, as Python has them; by zero a division gives 0.

#include "program/operators.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <map>

#include "program/literal.h"

namespace evenhand::program {
namespace {

sml::Op OpOf(std::string_view sign) {
  static const std::map<std::string_view, sml::Op> kOps = {
      {"+", sml::Op::kAdd},          {"-", sml::Op::kSubtract},     {"*", sml::Op::kMultiply},
      {"/", sml::Op::kDivide},       {"//", sml::Op::kFloorDivide}, {"%", sml::Op::kModulo},
      {"**", sml::Op::kPower},       {"<<", sml::Op::kShiftLeft},   {">>", sml::Op::kShiftRight},
      {"|", sml::Op::kBitOr},        {"^", sml::Op::kBitXor},       {"&", sml::Op::kBitAnd},
      {"<", sml::Op::kLess},         {"<=", sml::Op::kLessEqual},   {">", sml::Op::kGreater},
      {">=", sml::Op::kGreaterEqual}};
  return kOps.at(sign);
}

// A line of a table: `left sign right` is `wanted`.
struct Line {
  std::string_view left, sign, right, wanted;
};

// --- arithmetic ---

class Arithmetics : public testing::TestWithParam<Line> {};

TEST_P(Arithmetics, AsInPython) {
  const auto& [left, sign, right, wanted] = GetParam();
  Literals literals;
  std::string_view why;
  const Value a = literals.Read(left);
  const Value b = literals.Read(right);
  const Value result = Arithmetic(OpOf(sign), a, b, literals.work, &why);
  EXPECT_EQ(literals.Show(result, why), wanted) << left << " " << sign << " " << right;
}

INSTANTIATE_TEST_SUITE_P(
    Integers, Arithmetics,
    testing::Values(
        Line{"7", "//", "2", "3"}, Line{"-7", "//", "2", "-4"}, Line{"7", "//", "-2", "-4"},
        Line{"-7", "//", "-2", "3"}, Line{"7", "%", "3", "1"}, Line{"-7", "%", "3", "2"},
        Line{"7", "%", "-3", "-2"}, Line{"-7", "%", "-3", "-1"}, Line{"10", "/", "5", "2.0"},
        Line{"1", "/", "3", "0.3333333333333333"}, Line{"0", "/", "-5", "-0.0"},
        Line{"2", "**", "10", "1024"}, Line{"2", "**", "-1", "0.5"}, Line{"0", "**", "0", "1"},
        Line{"-1", "**", "1000001", "-1"}, Line{"1", "<<", "3", "8"}, Line{"-5", ">>", "1", "-3"},
        Line{"-1", ">>", "100", "-1"}, Line{"6", "|", "3", "7"}, Line{"6", "^", "3", "5"},
        Line{"6", "&", "3", "2"}, Line{"-6", "&", "255", "250"}));

INSTANTIATE_TEST_SUITE_P(
    BigIntegers, Arithmetics,
    testing::Values(Line{"9223372036854775807", "+", "1", "9223372036854775808"},
                    Line{"9223372036854775808", "-", "1", "9223372036854775807"},
                    Line{"-9223372036854775808", "-", "1", "-9223372036854775809"},
                    Line{"-9223372036854775808", "//", "-1", "9223372036854775808"},
                    Line{"-9223372036854775808", "%", "-1", "0"},
                    Line{"4294967296", "*", "4294967296", "18446744073709551616"},
                    Line{"2", "**", "100", "1267650600228229401496703205376"},
                    Line{"1", "<<", "70", "1180591620717411303424"},
                    Line{"1180591620717411303424", ">>", "70", "1"},
                    Line{"-1180591620717411303425", ">>", "70", "-2"},
                    Line{"-1180591620717411303424", "&", "255", "0"},
                    Line{"-1180591620717411303425", "&", "255", "255"},
                    Line{"-1180591620717411303424", "|", "1", "-1180591620717411303423"},
                    Line{"-100000000000000000001", "//", "100000000000000000000", "-2"},
                    Line{"-100000000000000000001", "%", "100000000000000000000",
                         "99999999999999999999"},
                    Line{"9007199254740993", "/", "1", "9007199254740992.0"},
                    Line{"18014398509481987", "/", "2", "9007199254740994.0"},
                    Line{"100000000000000000000", "/", "3", "3.333333333333333e+19"},
                    Line{"100000000000000000000", "*", "0.5", "5e+19"}));

INSTANTIATE_TEST_SUITE_P(
    Floats, Arithmetics,
    testing::Values(Line{"7.5", "//", "2", "3.0"}, Line{"-7.5", "//", "2", "-4.0"},
                    Line{"-7.5", "%", "2", "0.5"}, Line{"7.5", "%", "-2", "-0.5"},
                    Line{"-4.0", "%", "2", "0.0"}, Line{"4.0", "%", "-2", "-0.0"},
                    Line{"1.0", "//", "0.1", "9.0"}, Line{"0.1", "+", "0.2", "0.30000000000000004"},
                    Line{"2", "**", "0.5", "1.4142135623730951"}, Line{"1e308", "*", "10", "inf"},
                    Line{"inf", "-", "inf", "nan"}, Line{"1.0", "//", "inf", "0.0"},
                    Line{"-1.0", "//", "inf", "-1.0"}));

INSTANTIATE_TEST_SUITE_P(ByZero, Arithmetics,
                         testing::Values(Line{"7", "/", "0", "0"}, Line{"7", "//", "0", "0"},
                                         Line{"7", "%", "0", "0"}, Line{"7.5", "/", "0", "0"},
                                         Line{"7", "//", "0.0", "0"}, Line{"7.5", "%", "0.0", "0"},
                                         Line{"nan", "/", "0.0", "0"},
                                         Line{"100000000000000000000", "//", "0", "0"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, Arithmetics,
    testing::Values(Line{"'سلا'", "+", "'م'", "'سلام'"}, Line{"''", "+", "''", "''"},
                    Line{"'ab'", "*", "3", "'ababab'"}, Line{"2", "*", "'é'", "'éé'"},
                    Line{"'ab'", "*", "-1", "''"}, Line{"'ab'", "*", "True", "'ab'"},
                    Line{"'ab'", "*", "-100000000000000000000", "''"}));

INSTANTIATE_TEST_SUITE_P(
    Refusals, Arithmetics,
    testing::Values(Line{"'a'", "+", "1", "ERR: unsupported operand types"},
                    Line{"None", "+", "1", "ERR: unsupported operand types"},
                    Line{"[1]", "+", "[2]", "ERR: unsupported operand types"},
                    Line{"1", "<<", "-1", "ERR: negative shift count"},
                    Line{"1", "<<", "10000000000", "ERR: the integer would be too large"},
                    Line{"2", "**", "10000000000", "ERR: the integer would be too large"},
                    Line{"1.5", "<<", "1", "ERR: this operator works on integers only"},
                    Line{"0", "**", "-1", "ERR: 0.0 cannot be raised to a negative power"},
                    Line{"-8", "**", "0.5", "ERR: a negative number has no real fractional power"},
                    Line{"10.0", "**", "400", "ERR: the result is too large for a float"},
                    Line{"'ab'", "*", "10000000000",
                         "ERR: the text would pass the memory limit of an event"}));

// --- comparisons ---

class Comparisons : public testing::TestWithParam<Line> {};

TEST_P(Comparisons, AsInPython) {
  const auto& [left, sign, right, wanted] = GetParam();
  Literals literals;
  std::string_view why;
  const Value a = literals.Read(left);
  const Value b = literals.Read(right);
  const Value result = sign == "=="   ? Value::Bool(Equal(a, b))
                       : sign == "in" ? Contains(a, b, &why)
                                      : Ordered(OpOf(sign), a, b, &why);
  EXPECT_EQ(literals.Show(result, why), wanted) << left << " " << sign << " " << right;
  if (sign == "==") {
    EXPECT_EQ(Equal(b, a), Equal(a, b)) << "equality goes both ways";
  }
}

INSTANTIATE_TEST_SUITE_P(
    Equality, Comparisons,
    testing::Values(Line{"1", "==", "1.0", "True"}, Line{"True", "==", "1", "True"},
                    Line{"1", "==", "'1'", "False"}, Line{"None", "==", "None", "True"},
                    Line{"None", "==", "0", "False"}, Line{"nan", "==", "nan", "False"},
                    Line{"0.0", "==", "-0.0", "True"},
                    Line{"9007199254740993", "==", "9007199254740992.0", "False"},
                    Line{"18446744073709551616", "==", "18446744073709551616.0", "True"},
                    Line{"18446744073709551617", "==", "18446744073709551616.0", "False"},
                    Line{"'é'", "==", "'é'", "True"}, Line{"[1, 'a']", "==", "[1.0, 'a']", "True"},
                    Line{"[1, 2]", "==", "[1]", "False"}, Line{"[[1]]", "==", "[[1]]", "True"},
                    Line{"Account/'a'", "==", "Account/'a'", "True"},
                    Line{"Account/'a'", "==", "Post/'a'", "False"},
                    Line{"Account/1", "==", "Account/'1'", "False"}));

INSTANTIATE_TEST_SUITE_P(
    Order, Comparisons,
    testing::Values(Line{"1", "<", "2", "True"}, Line{"2", "<=", "2.0", "True"},
                    Line{"2", ">", "2", "False"}, Line{"2", ">=", "2", "True"},
                    Line{"None", "<", "1", "False"}, Line{"1", ">=", "None", "False"},
                    Line{"None", "<=", "None", "False"}, Line{"nan", "<", "1", "False"},
                    Line{"nan", ">=", "1", "False"}, Line{"False", "<", "1", "True"},
                    Line{"9223372036854775807", "<", "9223372036854775808.0", "True"},
                    Line{"9007199254740993", ">", "9007199254740992.0", "True"},
                    Line{"100000000000000000000", "<", "1e20", "False"},
                    Line{"100000000000000000001", ">", "1e20", "True"},
                    Line{"-100000000000000000001", "<", "-1e20", "True"},
                    Line{"100000000000000000000", "<", "inf", "True"},
                    Line{"100000000000000000000", ">", "-inf", "True"},
                    Line{"100000000000000000000", ">", "1.5", "True"},
                    Line{"'a'", "<", "'b'", "ERR: these values have no order"},
                    Line{"[1]", "<", "[2]", "ERR: these values have no order"}));

INSTANTIATE_TEST_SUITE_P(
    Membership, Comparisons,
    testing::Values(Line{"'la'", "in", "'salam'", "True"}, Line{"''", "in", "'x'", "True"},
                    Line{"''", "in", "''", "True"}, Line{"'لا'", "in", "'سلام'", "True"},
                    Line{"'A'", "in", "'a'", "False"}, Line{"1", "in", "[2, 1.0]", "True"},
                    Line{"'1'", "in", "[1]", "False"}, Line{"None", "in", "[1, None]", "True"},
                    Line{"None", "in", "[1]", "False"}, Line{"None", "in", "None", "True"},
                    Line{"1", "in", "None", "False"}, Line{"None", "in", "'text'", "False"},
                    Line{"1", "in", "[]", "False"},
                    Line{"1", "in", "'1'", "ERR: `in` needs a text or a list on its right"},
                    Line{"1", "in", "1", "ERR: `in` needs a text or a list on its right"}));

// --- one operand ---

TEST(Negation, OfNumbersOnly) {
  Literals literals;
  std::string_view why;
  const auto negated = [&](std::string_view text) {
    return literals.Show(Negate(literals.Read(text), literals.work, &why), why);
  };
  EXPECT_EQ(negated("5"), "-5");
  EXPECT_EQ(negated("True"), "-1");
  EXPECT_EQ(negated("0.0"), "-0.0");
  EXPECT_EQ(negated("-9223372036854775808"), "9223372036854775808");
  EXPECT_EQ(negated("9223372036854775808"), "-9223372036854775808");
  EXPECT_EQ(negated("'x'"), "ERR: bad operand for unary -");
  EXPECT_EQ(negated("None"), "ERR: bad operand for unary -");
}

TEST(Truth, IsThatOfPython) {
  Literals literals;
  for (const char* text : {"None", "False", "0", "0.0", "-0.0", "''", "[]"}) {
    EXPECT_FALSE(Truthy(literals.Read(text))) << text;
  }
  for (const char* text :
       {"True", "-1", "nan", "'0'", "'False'", "[None]", "Account/''", "100000000000000000000"}) {
    EXPECT_TRUE(Truthy(literals.Read(text))) << text;
  }
  EXPECT_FALSE(Truthy(Value::Rule(3, false)));
  EXPECT_FALSE(Truthy(Value::Failed(Failure::kError)));
}

TEST(Unwrapped, IsThePlainValue) {
  Literals literals;
  EXPECT_EQ(literals.Show(Unwrap(literals.Read("Account/'a'"), literals.work.arena)), "'a'");
  EXPECT_EQ(literals.Show(Unwrap(Value::Rule(3, true), literals.work.arena)), "True");
  EXPECT_EQ(literals.Show(Unwrap(Value::Delta(90'000'000), literals.work.arena)), "90.0");
  const EntityValue who{"Account", Value::Str("a")};
  const ExperimentValue experiment{"Exp", &who, "control", 0, "1", "2"};
  EXPECT_EQ(literals.Show(Unwrap(Value::Experiment(&experiment), literals.work.arena)),
            "['Exp', 'a', 'Account', 'control', '0', '1', '2']");
}

// --- every integer and float, against slower ways ---

std::int64_t AnyInteger() {
  // Near the edges of 0, 2^53 and 2^63 as often as anywhere.
  const std::int64_t edge = *rc::gen::element<std::int64_t>(0, 1, std::int64_t{1} << 53, INT64_MAX,
                                                            INT64_MIN, -(std::int64_t{1} << 53));
  const std::int64_t by = *rc::gen::inRange(-3, 4);
  std::int64_t near = 0;
  if (*rc::gen::arbitrary<bool>() || __builtin_add_overflow(edge, by, &near)) {
    return *rc::gen::arbitrary<std::int64_t>();
  }
  return near;
}

BigInt Big(Value v) { return v.tag() == Tag::kBig ? v.AsBig() : BigInt(v.AsInt()); }

RC_GTEST_PROP(IntegerArithmetic, IsExact, ()) {
  Workspace work(1 << 20);
  const std::int64_t a = AnyInteger();
  const std::int64_t b = AnyInteger();
  std::string_view why;
  const auto result = [&](std::string_view sign) {
    return Big(Arithmetic(OpOf(sign), Value::Int(a), Value::Int(b), work, &why));
  };
  RC_ASSERT(result("+") == BigInt(a) + b);
  RC_ASSERT(result("-") == BigInt(a) - b);
  RC_ASSERT(result("*") == BigInt(a) * b);
  if (b == 0) return;
  const BigInt rest = result("%");
  RC_ASSERT(result("//") * b + rest == a);
  RC_ASSERT(rest == 0 || (rest < 0) == (b < 0));
  RC_ASSERT(abs(rest) < abs(BigInt(b)));
}

RC_GTEST_PROP(IntegerArithmetic, OfBigOnesIsThatOfSmallOnes, ()) {
  Workspace work(1 << 20);
  // Both sides times 2^64: quotients stay, remainders are 2^64 times as large.
  const std::int64_t a = AnyInteger();
  const std::int64_t b = AnyInteger();
  RC_PRE(b != 0);
  std::string_view why;
  const Value scaled_a = work.Integer(BigInt(a) << 64);
  const Value scaled_b = work.Integer(BigInt(b) << 64);
  const auto pair = [&](std::string_view sign, Value left, Value right) {
    return Arithmetic(OpOf(sign), left, right, work, &why);
  };
  const Value small_a = Value::Int(a);
  const Value small_b = Value::Int(b);
  RC_ASSERT(Big(pair("//", scaled_a, scaled_b)) == Big(pair("//", small_a, small_b)));
  RC_ASSERT(Big(pair("%", scaled_a, scaled_b)) == Big(pair("%", small_a, small_b)) << 64);
  RC_ASSERT(pair("/", scaled_a, scaled_b).AsFloat() == pair("/", small_a, small_b).AsFloat());
  RC_ASSERT(CompareNumbers(scaled_a, scaled_b) == CompareNumbers(small_a, small_b));
}

RC_GTEST_PROP(Comparison, OfAnIntegerAndAFloatIsExact, ()) {
  const std::int64_t i = AnyInteger();
  double d = *rc::gen::arbitrary<double>();
  if (*rc::gen::arbitrary<bool>()) d = static_cast<double>(AnyInteger());
  // A long double holds every int64 and every double.
  static_assert(std::numeric_limits<long double>::digits >= 64);
  const auto a = static_cast<long double>(i);
  const auto b = static_cast<long double>(d);
  const int order = a < b ? -1 : a > b ? 1 : 0;
  RC_ASSERT(CompareNumbers(Value::Int(i), Value::Float(d)) == order);
  RC_ASSERT(CompareNumbers(Value::Float(d), Value::Int(i)) == -order);
}

}  // namespace
}  // namespace evenhand::program
