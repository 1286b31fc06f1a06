#include "text/python_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

namespace evenhand::text {
namespace {

std::string FloatRepr(double value) {
  std::string out;
  AppendFloatRepr(value, &out);
  return out;
}

std::string StrRepr(std::string_view text) {
  std::string out;
  AppendStrRepr(text, &out);
  return out;
}

std::string ShowInt(std::string_view text) {
  const ParsedInt parsed = ParseInt(text);
  if (const auto* small = std::get_if<std::int64_t>(&parsed)) {
    std::string out;
    AppendInt(*small, &out);
    return out;
  }
  if (const auto* big = std::get_if<BigInt>(&parsed)) return "big " + big->str();
  return "no";
}

std::string ShowFloat(std::string_view text) {
  const std::optional<double> parsed = ParseFloat(text);
  return parsed ? FloatRepr(*parsed) : "no";
}

TEST(FloatRepr, IsPythons) {
  const struct {
    double value;
    const char* repr;
  } cases[] = {
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {5, "5.0"},
      {0.1, "0.1"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1e15, "1000000000000000.0"},
      {1e16, "1e+16"},
      {123456789012345680.0, "1.2345678901234568e+17"},
      {9007199254740993.0, "9007199254740992.0"},
      {0.0001, "0.0001"},
      {0.00001, "1e-05"},
      {0.000123, "0.000123"},
      {1.5e-7, "1.5e-07"},
      {1e22, "1e+22"},
      {1e100, "1e+100"},
      {-2.5e-300, "-2.5e-300"},
      {5e-324, "5e-324"},
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
      {std::numeric_limits<double>::infinity(), "inf"},
      {-std::numeric_limits<double>::infinity(), "-inf"},
      {std::nan(""), "nan"},
      {-std::nan(""), "nan"},
  };
  for (const auto& c : cases) EXPECT_EQ(FloatRepr(c.value), c.repr);
}

TEST(StrRepr, IsPythons) {
  const struct {
    std::string_view text;
    const char* repr;
  } cases[] = {
      {"", "''"},
      {"plain", "'plain'"},
      {"it's", "\"it's\""},
      {"say \"hi\"", "'say \"hi\"'"},
      {"it's \"both\"", "'it\\'s \"both\"'"},
      {"a\\b", "'a\\\\b'"},
      {"\t\n\r", "'\\t\\n\\r'"},
      {std::string_view("\0\x1f\x7f", 3), "'\\x00\\x1f\\x7f'"},
      {"سلام، دنیا", "'سلام، دنیا'"},
      {"می\u200c"
       "رود",
       "'می\\u200c"
       "رود'"},  // the zero-width non-joiner is a format character
      {"\u00a0\u2028", "'\\xa0\\u2028'"},
      {"😀", "'😀'"},
      {"\U000e0041", "'\\U000e0041'"},
      {"\U0001fae8", "'\\U0001fae8'"},  // assigned only in Unicode 15
      {"\xed\xa0\x80", "'\\ud800'"},    // a lone surrogate
  };
  for (const auto& c : cases) EXPECT_EQ(StrRepr(c.text), c.repr);
}

TEST(ParseInt, ReadsWhatIntReads) {
  const struct {
    std::string_view text;
    const char* value;
  } cases[] = {
      {"0", "0"},
      {" \t12\n", "12"},
      {"\u00a012\u3000", "12"},
      {"+5", "5"},
      {"-5", "-5"},
      {"-0", "0"},
      {"1_000", "1000"},
      {"00012", "12"},
      {"۱۲۳", "123"},
      {"-٣", "-3"},
      {"１２", "12"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"9223372036854775808", "big 9223372036854775808"},
      {"-000018446744073709551616", "big -18446744073709551616"},
      {"", "no"},
      {"  ", "no"},
      {"+", "no"},
      {"+-5", "no"},
      {"- 5", "no"},
      {"1__2", "no"},
      {"_1", "no"},
      {"1_", "no"},
      {"-_1", "no"},
      {"1.5", "no"},
      {"1e3", "no"},
      {"0x10", "no"},
      {"²", "no"},
      {"\x1c"
       "12",
       "no"},  // a space for str.isspace, but not here
      {"\u200b1", "no"},
      {std::string_view("1\0", 2), "no"},
      {"\xff"
       "1",
       "no"},
  };
  for (const auto& c : cases) EXPECT_EQ(ShowInt(c.text), c.value) << c.text;
}

TEST(ParseInt, StopsAtPythonsDigitLimit) {
  EXPECT_EQ(ShowInt("+" + std::string(kMaxIntDigits, '0')), "0");
  EXPECT_EQ(ShowInt(std::string(kMaxIntDigits + 1, '0')), "no");
  EXPECT_EQ(ShowInt(std::string(kMaxIntDigits, '1')), "big " + std::string(kMaxIntDigits, '1'));
  EXPECT_EQ(ShowInt(std::string(kMaxIntDigits + 1, '1')), "no");
}

TEST(ParseFloat, ReadsWhatFloatReads) {
  const struct {
    std::string_view text;
    const char* value;
  } cases[] = {
      {"1e3", "1000.0"},
      {" 12 ", "12.0"},
      {"1_0.5", "10.5"},
      {"1e1_0", "10000000000.0"},
      {".5", "0.5"},
      {"5.", "5.0"},
      {"-.5", "-0.5"},
      {"٣.٥", "3.5"},
      {"1e٥", "100000.0"},
      {"inf", "inf"},
      {"+Infinity", "inf"},
      {"-iNf", "-inf"},
      {"NaN", "nan"},
      {"-nan", "nan"},
      {"1e400", "inf"},
      {"-1e400", "-inf"},
      {"-1e-400", "-0.0"},
      {"1e99999999999999999999999", "inf"},
      {"0e99999999999999999999999", "0.0"},
      {"", "no"},
      {".", "no"},
      {"e5", "no"},
      {"1e", "no"},
      {"1e+", "no"},
      {"1_.5", "no"},
      {"1._5", "no"},
      {"1_e5", "no"},
      {"in_f", "no"},
      {"infinit", "no"},
      {"nan(1)", "no"},
      {"--1", "no"},
      {"+-1", "no"},
      {"1,5", "no"},
      {"1٫5", "no"},
      {"0x1p3", "no"},
      {"1f", "no"},
      {"ınf", "no"},
  };
  for (const auto& c : cases) EXPECT_EQ(ShowFloat(c.text), c.value) << c.text;
  EXPECT_EQ(ShowFloat("1" + std::string(400, '0') + "e-400"), "1.0");
  EXPECT_EQ(ShowFloat("0." + std::string(400, '0') + "1"), "0.0");
}

}  // namespace
}  // namespace evenhand::text
