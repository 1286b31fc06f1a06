#include "text/match_form.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "text/char_class.h"
#include "text/char_set.h"

namespace evenhand::text {
namespace {

std::string Form(std::string_view text) {
  std::string buffer;
  return std::string(MatchForm(text, &buffer));
}

TEST(MatchForm, ForgetsCaseBeyondAscii) {
  EXPECT_EQ(Form(""), "");
  EXPECT_EQ(Form("Free MONEY!"), "Free MONEY!");
  EXPECT_EQ(Form("ПРИВЕТ Мир"), "привет мир");
  EXPECT_EQ(Form("Ünder CAFÉ"), "ünder CAFé");
  EXPECT_EQ(Form("\u212Aelvin"), "kelvin");  // the Kelvin sign is a k
  EXPECT_EQ(Form("é\xC3"), "é\uFFFD");       // half a character
}

TEST(MatchForm, LeavesTextsWithoutCaseWhereTheyAre) {
  std::string buffer;
  for (const std::string_view text :
       {"plain", "سلام، می‌خواهم ۱۲۳", "שלום", "你好", "👍🏽 ok"}) {
    EXPECT_EQ(MatchForm(text, &buffer).data(), text.data()) << text;
  }
}

// No letter is passed over.
TEST(MatchForm, IsTheRepresentativeOfEveryCodePoint) {
  for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
    std::string text = "a", wanted = "a";
    AppendUtf8(c, &text);
    AppendUtf8(CaseRepresentative(c), &wanted);
    ASSERT_EQ(Form(text + "b"), wanted + "b") << static_cast<std::uint32_t>(c);
  }
}

// Letters that are one without case are all word characters or none is, but for the Greek iota that
// is written below another letter.
TEST(CaseRepresentative, IsAWordCharacterWhenItsLettersAre) {
  for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
    const char32_t representative = CaseRepresentative(c);
    if (representative == 0x345) continue;
    ASSERT_EQ(IsWordChar(c), IsWordChar(representative)) << static_cast<std::uint32_t>(c);
  }
}

}  // namespace
}  // namespace evenhand::text
