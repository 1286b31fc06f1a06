#include "text/char_class.h"

#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

TEST(CharClass, FollowsPython) {
  for (const char32_t c : {U'a', U'_', U'7', U'ب', U'۳', U'²', U'½', U'漢', U'ǅ', U'ª'})
    EXPECT_TRUE(IsWordChar(c)) << std::hex << static_cast<std::uint32_t>(c);
  for (const char32_t c : {U' ', U'-', U'\u0301', U'\u064B', U'🚀', U'\u200c', U'€'})
    EXPECT_FALSE(IsWordChar(c)) << std::hex << static_cast<std::uint32_t>(c);
  EXPECT_FALSE(IsWordChar(0xD800));
  EXPECT_TRUE(IsDecimalDigit(U'۳'));
  EXPECT_FALSE(IsDecimalDigit(U'²'));
  for (const char32_t c : {U'\t', U'\x1c', U' ', U'\x85', U'\xa0', U'\u2028', U'\u3000'})
    EXPECT_TRUE(IsSpace(c)) << std::hex << static_cast<std::uint32_t>(c);
  for (const char32_t c : {U'\u200b', U'\u180e', U'\x1b', U'\ufeff'})
    EXPECT_FALSE(IsSpace(c)) << std::hex << static_cast<std::uint32_t>(c);
}

}  // namespace
}  // namespace evenhand::text
