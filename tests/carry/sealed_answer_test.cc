#include "carry/sealed_answer.h"

#include <gtest/gtest.h>

#include "base/hex.h"
#include "record/secret.h"

namespace evenhand::carry {
namespace {

const std::string kCode = "7K4MQ2XD9HTB3WZ0A1BCDEFGH";

// RFC 5869, appendix A.3: SHA-256, without salt and info.
TEST(Derive, GivesThePublishedVector) {
  EXPECT_EQ(Hex(record::Derive(std::string(22, '\x0b'), "", 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

struct Length {
  std::size_t noise;  // bytes that do not pack
  std::size_t sealed;
};
class Lengths : public testing::TestWithParam<Length> {};
TEST_P(Lengths, ShowOnlyOneOfTwoSizes) {
  const std::string text = record::Derive("noise", "", GetParam().noise);
  const auto sealed = SealAnswer(kCode, text);
  ASSERT_TRUE(sealed.has_value()) << sealed.error().message;
  EXPECT_EQ(sealed->bytes.size(), GetParam().sealed);
  EXPECT_EQ(sealed->name, AnswerName(kCode));
  EXPECT_EQ(OpenAnswer(kCode, sealed->bytes), text);
  EXPECT_EQ(SealAnswer(kCode, text)->bytes, sealed->bytes) << "not the same twice";
}
INSTANTIATE_TEST_SUITE_P(Texts, Lengths,
                         testing::Values(Length{1, 2'048}, Length{100, 2'048}, Length{1'990, 2'048},
                                         Length{2'010, 4'096}, Length{4'030, 4'096}));

TEST(SealedAnswer, OpensForItsCodeAloneAndUnchanged) {
  const auto sealed = SealAnswer(kCode, "EVENHAND ANSWER 1\n");
  std::string other = kCode;
  other[0] = '8';
  EXPECT_FALSE(OpenAnswer(other, sealed->bytes).has_value());
  EXPECT_NE(AnswerName(other), sealed->name);
  for (const std::size_t at : {std::size_t{0}, std::size_t{23}, std::size_t{24}, std::size_t{100},
                               sealed->bytes.size() - 1}) {
    std::string changed = sealed->bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(OpenAnswer(kCode, changed).has_value()) << at;
  }
  EXPECT_FALSE(OpenAnswer(kCode, sealed->bytes.substr(1)).has_value());
  EXPECT_FALSE(OpenAnswer(kCode, "").has_value());
}

TEST(SealedAnswer, TwoTextsShareNoNonce) {
  EXPECT_NE(SealAnswer(kCode, "upheld")->bytes.substr(0, 24),
            SealAnswer(kCode, "overturned")->bytes.substr(0, 24));
}

TEST(SealedAnswer, WhatDoesNotFitIsRefused) {
  const auto sealed = SealAnswer(kCode, record::Derive("noise", "", 4'080));
  ASSERT_FALSE(sealed.has_value());
  EXPECT_EQ(sealed.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace evenhand::carry
