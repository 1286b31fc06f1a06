#include "codec/json_write.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>

#include "codec/json_out.h"

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

// Texts of every length, since short ones are looked at in one piece; what needs an escape at every
// place.
TEST(JsonWritten, FindsWhatIsSpecialInTextsOfAnyLength) {
  const std::pair<std::string_view, std::string_view> specials[] = {
      {"", ""},          {"\"", "\\\""},      {"\\", "\\\\"},
      {"\n", "\\n"},     {"\x7f", "\\u007f"}, {"\u0085", "\\u0085"},
      {"\xff", "\uFFFD"}};
  for (std::size_t length = 0; length < 40; ++length) {
    for (std::size_t place = 0; place <= length; ++place) {
      for (const auto& [special, written] : specials) {
        const std::string before(place, 'b'), after(length - place, '~');
        std::string out;
        AppendJsonEscaped(before + std::string(special) + after, &out);
        ASSERT_EQ(out, before + std::string(written) + after);
      }
    }
  }
}

TEST(JsonOut, WritesKeysThatAreKnownAndKeysThatAreNot) {
  JsonOut out;
  const std::string odd = "a \"key\"";
  out.Open('{')
      .Key("one")
      .Int(1)
      .Key(odd)
      .String("x")
      .Key(std::string_view("three"))
      .Open('[')
      .Close(']')
      .Key("")
      .Bool(true)
      .Close('}');
  EXPECT_EQ(out.text(), R"({"one": 1, "a \"key\"": "x", "three": [], "": true})");
  EXPECT_EQ(out.Clear().Open('[').Int(2).Int(3).Close(']').text(), "[2, 3]");
}

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
