#include "base/utf8.h"

#include <gtest/gtest.h>

#include <vector>

namespace evenhand {
namespace {

std::vector<char32_t> Forward(std::string_view text) {
  std::vector<char32_t> all;
  for (std::size_t at = 0; at < text.size();) all.push_back(DecodeNext(text, &at));
  return all;
}

std::vector<char32_t> Backward(std::string_view text) {
  std::vector<char32_t> all;
  for (std::size_t at = text.size(); at > 0;) all.insert(all.begin(), DecodePrevious(text, &at));
  return all;
}

struct Case {
  const char* name;
  std::string_view text;
  std::vector<char32_t> code_points;
  bool utf8, wtf8;
};

class Utf8 : public testing::TestWithParam<Case> {};

TEST_P(Utf8, DecodesBothWaysAndJudges) {
  const Case& c = GetParam();
  EXPECT_EQ(Forward(c.text), c.code_points);
  EXPECT_EQ(Backward(c.text), c.code_points);
  EXPECT_EQ(IsWellFormed(c.text, false), c.utf8);
  EXPECT_EQ(IsWellFormed(c.text, true), c.wtf8);
  if (!c.wtf8) return;
  EXPECT_EQ(CountCodePoints(c.text), c.code_points.size());
  std::string again;
  for (const char32_t cp : c.code_points) AppendUtf8(cp, &again);
  EXPECT_EQ(again, c.text);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Utf8,
    testing::Values(
        Case{"empty", "", {}, true, true},
        Case{"ascii",
             "plain ascii",
             {'p', 'l', 'a', 'i', 'n', ' ', 'a', 's', 'c', 'i', 'i'},
             true,
             true},
        Case{"persian", "سلام", {0x633, 0x644, 0x627, 0x645}, true, true},
        Case{"emoji", "a🚀b", {'a', 0x1F680, 'b'}, true, true},
        Case{"replacement", "\xEF\xBF\xBD", {0xFFFD}, true, true},
        Case{"last_code_point", "\xF4\x8F\xBF\xBF", {0x10FFFF}, true, true},
        Case{"lone_high", "x\xED\xA0\x80y", {'x', 0xD800, 'y'}, false, true},
        Case{"lone_low", "\xED\xBF\xBF", {0xDFFF}, false, true},
        Case{"joined_pair", "\xED\xA0\x80\xED\xB0\x80", {0xD800, 0xDC00}, false, true},
        Case{"low_then_high", "\xED\xB0\x80\xED\xA0\x80", {0xDC00, 0xD800}, false, true},
        Case{"overlong", "\xC0\xAF", {0xFFFD, 0xFFFD}, false, false},
        Case{"overlong_three", "\xE0\x80\xAF", {0xFFFD, 0xFFFD, 0xFFFD}, false, false},
        Case{"too_big", "\xF4\x90\x80\x80", {0xFFFD, 0xFFFD, 0xFFFD, 0xFFFD}, false, false},
        Case{"cut_short", "a\xE2\x82", {'a', 0xFFFD, 0xFFFD}, false, false},
        Case{"stray_continuation",
             "\x80"
             "a",
             {0xFFFD, 'a'},
             false,
             false}),
    [](const auto& test) { return test.param.name; });

TEST(Utf8Offset, CountsCodePoints) {
  const std::string_view text = "ascii run, سلام 🚀 end";
  EXPECT_EQ(OffsetOf(text, 0), 0u);
  EXPECT_EQ(OffsetOf(text, 12), 13u);
  EXPECT_EQ(OffsetOf(text, CountCodePoints(text)), text.size());
  EXPECT_EQ(OffsetOf(text, 1000), text.size());
}

TEST(Utf8Ascii, LooksAtEveryByte) {
  const std::string plain(23, 'x');
  EXPECT_TRUE(IsAscii(plain));
  for (std::size_t i = 0; i < plain.size(); ++i) {
    std::string other = plain;
    other[i] = '\x80';
    EXPECT_FALSE(IsAscii(other)) << i;
  }
}

TEST(Utf8Sanitized, ReplacesWhatIsNoCharacter) {
  EXPECT_EQ(Sanitized("متن\xED\xA0\x80\xFFz"), "متن\xED\xA0\x80\xEF\xBF\xBDz");
}

}  // namespace
}  // namespace evenhand
