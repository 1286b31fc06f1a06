// What is signed is what is read; what no note may hold is refused.

#include "record/sign_note.h"

#include <gtest/gtest.h>

namespace evenhand::record {
namespace {

SigningKey Key(const char* name, char seed, KeyType type = KeyType::kEd25519) {
  return *SigningKey::Make(type, name, std::string(32, seed));
}

std::vector<VerifierKey> Keys(std::initializer_list<SigningKey> keys) {
  std::vector<VerifierKey> out;
  for (const SigningKey& key : keys) out.push_back(*ParseVerifierKey(key.verifier_key()));
  return out;
}

class Texts : public testing::TestWithParam<const char*> {};
TEST_P(Texts, AreReadBackAsTheyWereSigned) {
  const SigningKey key = Key("example.org/reports", 'a');
  const auto note = SignNote(GetParam(), key);
  ASSERT_TRUE(note) << note.error().message;
  const auto read = ParseNote(*note);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->text, GetParam());
  EXPECT_EQ(*CheckSignatures(*read, Keys({key})), std::vector<std::size_t>{0});
  EXPECT_EQ(*SignNote(GetParam(), key), *note);
}
INSTANTIATE_TEST_SUITE_P(Some, Texts,
                         testing::Values("{\"a\": 1}\n", "one\n\ntwo\n", "گزارش برابری\n", "\n"));

struct BadText {
  const char* name;
  const char* text;
  const char* why;
};

class Refused : public testing::TestWithParam<BadText> {};
TEST_P(Refused, WithTheReason) {
  const auto note = SignNote(GetParam().text, Key("k", 'a'));
  ASSERT_FALSE(note);
  EXPECT_EQ(note.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(note.error().message.find(GetParam().why), std::string::npos) << note.error().message;
}
INSTANTIATE_TEST_SUITE_P(Some, Refused,
                         testing::Values(BadText{"empty", "", "does not end"},
                                         BadText{"open_line", "{}", "does not end"},
                                         BadText{"control", "a\x01\n", "no note may hold it"},
                                         BadText{"not_utf8", "\xFF\n", "no note may hold it"}),
                         [](const auto& one) { return std::string(one.param.name); });

TEST(SignNote, AWitnessSignsNoTexts) {
  EXPECT_FALSE(SignNote("x\n", Key("w", 'w', KeyType::kCosignature)));
}

TEST(SignNote, IsNoMoreThanANoteMayBe) {
  const auto note = SignNote(std::string(kMostNoteBytes, 'x') + "\n", Key("k", 'a'));
  ASSERT_FALSE(note);
  EXPECT_EQ(note.error().code, ErrorCode::kLimit);
}

TEST(AddSignature, KeepsTheFirstAndComesOnce) {
  const SigningKey one = Key("one", 'a'), two = Key("two", 'b');
  const std::string note = *SignNote("x\n", one);
  const auto both = AddSignature(note, two);
  ASSERT_TRUE(both);
  EXPECT_EQ(CheckSignatures(*ParseNote(*both), Keys({one, two}))->size(), 2u);
  EXPECT_FALSE(AddSignature(*both, two));
  EXPECT_FALSE(AddSignature("no note\n", two));
}

TEST(AddSignature, AChangedTextIsFoundOut) {
  const SigningKey key = Key("one", 'a');
  std::string note = *SignNote("alike\n", key);
  note[0] = 'A';
  EXPECT_FALSE(CheckSignatures(*ParseNote(note), Keys({key})));
}

}  // namespace
}  // namespace evenhand::record
