#include "codec/json_write.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace evenhand::codec {
namespace {

struct Case {
  const char* name;
  std::string_view text;
  std::string_view written;
};

class JsonWritten : public testing::TestWithParam<Case> {};

// Also far into a text, where the writer goes by blocks.
TEST_P(JsonWritten, IsUtf8WithControlsEscaped) {
  const Case& c = GetParam();
  for (const std::size_t before : {0, 1, 15, 16, 17, 40}) {
    const std::string plain(before, 'x');
    std::string out;
    AppendJsonEscaped(plain + std::string(c.text) + "end", &out);
    EXPECT_EQ(out, plain + std::string(c.written) + "end") << before;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Texts, JsonWritten,
    testing::Values(Case{"plain", "plain ~ text", "plain ~ text"},
                    Case{"quotes", R"(a "b" \c /)", R"(a \"b\" \\c /)"},
                    Case{"short_escapes", "\b\f\n\r\t", R"(\b\f\n\r\t)"},
                    Case{"controls", std::string_view("\0\x1f\x7f", 3), R"(\u0000\u001f\u007f)"},
                    Case{"two_bytes", "سلام «é»", "سلام «é»"},
                    Case{"three_bytes", "€\xE2\x80\x8C", "€\xE2\x80\x8C"},
                    Case{"four_bytes", "🚀", "🚀"},
                    Case{"later_controls", "\u0080\u009f\u00a0", "\\u0080\\u009f\u00a0"},
                    Case{"lone_surrogates", "é\xED\xA0\x80\xED\xBF\xBF", R"(é\ud800\udfff)"},
                    Case{"stray_byte", "\x80", "\uFFFD"},
                    Case{"overlong", "\xC0\xAF\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"},
                    Case{"beyond_unicode", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
                    Case{"cut_short", "\xF0\x9F\x9A", "\uFFFD\uFFFD\uFFFD"}),
    [](const auto& test) { return test.param.name; });

TEST(JsonDouble, IsShortestWithPythonsNames) {
  const auto written = [](double value) {
    std::string out;
    AppendJsonDouble(value, &out);
    return out;
  };
  EXPECT_EQ(written(0.1), "0.1");
  EXPECT_EQ(written(5), "5.0");
  EXPECT_EQ(written(1e16), "1e+16");
  EXPECT_EQ(written(-0.0), "-0.0");
  EXPECT_EQ(written(std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(written(-std::numeric_limits<double>::infinity()), "-Infinity");
}

}  // namespace
}  // namespace evenhand::codec
