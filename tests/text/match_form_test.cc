#include "text/match_form.h"

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "text/char_class.h"
#include "text/char_set.h"

namespace evenhand::text {
namespace {

// Boundaries shown as |.
std::string ShowMarked(std::string_view text) {
  std::string buffer;
  std::string marked(Marked(text, &buffer));
  for (char& c : marked)
    if (c == kBoundary) c = '|';
  return marked;
}

TEST(Marked, ShowsWordsAndForgetsCaseBeyondAscii) {
  EXPECT_EQ(ShowMarked(""), "");
  EXPECT_EQ(ShowMarked("Free MONEY!"), "|Free| |MONEY|!");
  EXPECT_EQ(ShowMarked("...!"), "...!");
  EXPECT_EQ(ShowMarked("C++ c_1"), "|C|++ |c_1|");
  EXPECT_EQ(ShowMarked("سلام، دنیا"), "|سلام|، |دنیا|");
  EXPECT_EQ(ShowMarked("ПРИВЕТ мир"), ShowMarked("привет МИР"));
  EXPECT_EQ(ShowMarked("\u212Aelvin"), "|kelvin|");  // the Kelvin sign is a k
  EXPECT_EQ(ShowMarked("a\xC3"), "|a|\uFFFD");       // half a character
}

// Letters that are one without case are all word characters or none is, but for the Greek iota that is
// written below another letter.
TEST(CaseRepresentative, IsAWordCharacterWhenItsLettersAre) {
  for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
    const char32_t representative = CaseRepresentative(c);
    if (representative == 0x345) continue;
    ASSERT_EQ(IsWordChar(c), IsWordChar(representative)) << static_cast<std::uint32_t>(c);
  }
}

}  // namespace
}  // namespace evenhand::text
