#include "record/note.h"

#include <gtest/gtest.h>

#include "record/log_in_memory.h"
#include "record/verify.h"

namespace evenhand::record {
namespace {

// Go's documentation of sumdb/note has this key and note.
const char kPeterKey[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const char kPeterNote[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJ"
    "nAM=\n";

TEST(Note, OfGoHolds) {
  const auto key = ParseVerifierKey(kPeterKey);
  ASSERT_TRUE(key) << key.error().message;
  const auto note = ParseNote(kPeterNote);
  ASSERT_TRUE(note) << note.error().message;
  EXPECT_EQ(CheckSignatures(*note, std::span(&*key, 1)), std::vector<std::size_t>{0});
}

struct BadNote {
  const char* name;
  std::string bytes;
};
class RefusedNote : public testing::TestWithParam<BadNote> {};
TEST_P(RefusedNote, WithAReason) {
  const auto note = ParseNote(GetParam().bytes);
  ASSERT_FALSE(note);
  EXPECT_EQ(note.error().code, ErrorCode::kCorrupt);
}
INSTANTIATE_TEST_SUITE_P(Notes, RefusedNote,
                         testing::Values(BadNote{"nothing", ""}, BadNote{"no_signature", "text\n"},
                                         BadNote{"no_line_after_the_gap", "text\n\n"},
                                         BadNote{"no_last_newline", "text\n\n— a AAAAAAA="},
                                         BadNote{"carriage_return", "text\r\n\n— a AAAAAAA=\n"},
                                         BadNote{"nul",
                                                 std::string("te\0xt\n\n— a AAAAAAA=\n", 20)},
                                         BadNote{"not_utf8", "te\xfft\n\n— a AAAAAAA=\n"},
                                         BadNote{"hyphen_for_dash", "text\n\n- a AAAAAAA=\n"},
                                         BadNote{"no_name", "text\n\n—  AAAAAAA=\n"},
                                         BadNote{"plus_in_name", "text\n\n— a+b AAAAAAA=\n"},
                                         BadNote{"space_in_name", "text\n\n— a\u2003b AAAAAAA=\n"},
                                         BadNote{"no_padding", "text\n\n— a AAAAAAA\n"},
                                         BadNote{"stray_bits", "text\n\n— a AAAAAAB=\n"},
                                         BadNote{"trailing_space", "text\n\n— a AAAAAAA= \n"},
                                         BadNote{"too_short", "text\n\n— a AAAAAA==\n"},
                                         BadNote{"more_text", "text\n\n— a AAAAAAA=\nmore\n"}),
                         [](const auto& row) { return row.param.name; });

TEST(Note, TextMayHaveEmptyLines) {
  const auto note = ParseNote("a\n\nb\n\n— نام AAAAAAA=\n");
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, "a\n\nb\n");
  EXPECT_EQ(note->signatures[0].name, "نام");
}

TEST(Note, HoldsManySignaturesUpToALimit) {
  std::string bytes = "text\n\n";
  for (std::size_t i = 0; i < kMostSignatures; ++i) bytes += "— a AAAAAAA=\n";
  EXPECT_TRUE(ParseNote(bytes));
  EXPECT_FALSE(ParseNote(bytes + "— a AAAAAAA=\n"));
  EXPECT_FALSE(ParseNote(std::string(kMostNoteBytes, 'a') + "\n\n— a AAAAAAA=\n"));
}

TEST(Note, OneWrongSignatureOfAKnownKeySpoilsIt) {
  const VerifierKey key = *ParseVerifierKey(LogKey().verifier_key());
  const std::string good = LogKey().Sign("text\n"), wrong = LogKey().Sign("other\n");
  const std::string unknown = LogKey('X').Sign("text\n");
  const auto signers = [&](const std::string& lines) {
    return CheckSignatures(*ParseNote("text\n\n" + lines), std::span(&key, 1));
  };
  EXPECT_EQ(signers(good), std::vector<std::size_t>{0});
  EXPECT_EQ(signers(good + good + unknown), std::vector<std::size_t>{0});
  EXPECT_EQ(signers(unknown), std::vector<std::size_t>{});  // same name, another id
  EXPECT_FALSE(signers(good + wrong));
  EXPECT_FALSE(signers(wrong));
}

TEST(Cosignature, SignsTimeAndText) {
  const std::string text = CheckpointText("o", 0, EmptyRoot());
  const std::string line = WitnessKey().Cosign(text, 1'767'225'600);
  const VerifierKey key = *ParseVerifierKey(WitnessKey().verifier_key());
  Note note = *ParseNote(text + "\n" + line);
  EXPECT_EQ(CosignedAt(note.signatures[0]), 1'767'225'600u);
  EXPECT_TRUE(CheckSignatures(note, std::span(&key, 1)));
  note.signatures[0].signature[7] ^= 1;  // one second off
  EXPECT_FALSE(CheckSignatures(note, std::span(&key, 1)));
}

TEST(VerifierKey, IsReadStrictly) {
  const std::string good = LogKey().verifier_key();
  EXPECT_TRUE(ParseVerifierKey(good));
  const std::string named = good.substr(good.find('+'));
  EXPECT_FALSE(ParseVerifierKey("another" + named));  // the id is of another name
  EXPECT_FALSE(ParseVerifierKey(named));
  EXPECT_FALSE(ParseVerifierKey(good + "="));
  EXPECT_FALSE(ParseVerifierKey(good + "\n"));
  EXPECT_FALSE(ParseVerifierKey(good.substr(0, good.size() - 4)));
  EXPECT_FALSE(ParseVerifierKey("a+12345678"));
  EXPECT_FALSE(ParseVerifierKey("a+1234567G+AAAA"));
  EXPECT_FALSE(ParseVerifierKey("a++"));
  const auto other_type = ParseVerifierKey("a+12345678+" + std::string("Bg=="));
  ASSERT_FALSE(other_type);
  EXPECT_NE(other_type.error().message.find("0x06"), std::string::npos);
}

TEST(SigningKey, IsWrittenAsGoWritesIt) {
  // From conformance/tlog.
  const std::string text =
      "PRIVATE+KEY+log.example.com/"
      "evenhand-shared+74f56556+AZ0rAQMXzGJbIgnjy3tBy8f4UhaOWtlSB3aLXjX3+HIK";
  const auto key = SigningKey::Parse(text);
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(key->private_text(), text);
  EXPECT_EQ(
      key->verifier_key(),
      "log.example.com/evenhand-shared+74f56556+AR19HE5dAO/9BwE8MtexEPW5JL59JEQpmr8RC5fAlw0e");
  EXPECT_FALSE(SigningKey::Parse(text.substr(1)));
  EXPECT_FALSE(
      SigningKey::Parse("PRIVATE+KEY+a+74f56556+AZ0rAQMXzGJbIgnjy3tBy8f4UhaOWtlSB3aLXjX3+HIK"));
  EXPECT_FALSE(SigningKey::Parse("PRIVATE+KEY+a"));
  const auto refused = SigningKey::Parse("PRIVATE+KEY+a+b+secret");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message.find("secret"), std::string::npos);
  EXPECT_FALSE(SigningKey::Make(KeyType::kEd25519, "a b", std::string(32, 'x')));
  EXPECT_FALSE(SigningKey::Make(KeyType::kEd25519, "a", "short"));
}

struct CheckpointRow {
  const char* name;
  std::string text;
  bool good;
};
const std::string kRoot = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";  // of the empty tree
class CheckpointRows : public testing::TestWithParam<CheckpointRow> {};
TEST_P(CheckpointRows, IsReadStrictly) {
  const auto checkpoint = ParseCheckpoint(GetParam().text);
  EXPECT_EQ(checkpoint.has_value(), GetParam().good)
      << (checkpoint ? "" : checkpoint.error().message);
}
INSTANTIATE_TEST_SUITE_P(
    Rows, CheckpointRows,
    testing::Values(
        CheckpointRow{"plain", "o\n5\n" + kRoot + "\n", true},
        CheckpointRow{"empty_tree", "o\n0\n" + kRoot + "\n", true},
        CheckpointRow{"empty_tree_other_root",
                      "o\n0\nAAAAQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", false},
        CheckpointRow{"largest", "o\n9223372036854775807\n" + kRoot + "\n", true},
        CheckpointRow{"too_large", "o\n9223372036854775808\n" + kRoot + "\n", false},
        CheckpointRow{"extension", "o\n5\n" + kRoot + "\nmore\nand more\n", true},
        CheckpointRow{"empty_extension", "o\n5\n" + kRoot + "\n\nmore\n", false},
        CheckpointRow{"leading_zero", "o\n05\n" + kRoot + "\n", false},
        CheckpointRow{"sign", "o\n+5\n" + kRoot + "\n", false},
        CheckpointRow{"hex", "o\n0x5\n" + kRoot + "\n", false},
        CheckpointRow{"no_size", "o\n\n" + kRoot + "\n", false},
        CheckpointRow{"space_after_size", "o\n5 \n" + kRoot + "\n", false},
        CheckpointRow{"space_after_origin", "o \n5\n" + kRoot + "\n", false},
        CheckpointRow{"no_origin", "\n5\n" + kRoot + "\n", false},
        CheckpointRow{"short_root", "o\n5\nAAAA\n", false},
        CheckpointRow{"root_without_padding", "o\n5\n" + kRoot.substr(0, 43) + "\n", false},
        CheckpointRow{"root_with_stray_bits", "o\n5\n" + kRoot.substr(0, 42) + "V=\n", false},
        CheckpointRow{"no_last_newline", "o\n5\n" + kRoot, false},
        CheckpointRow{"carriage_returns", "o\r\n5\r\n" + kRoot + "\r\n", false},
        CheckpointRow{"two_lines", "o\n5\n", false}, CheckpointRow{"nothing", "", false}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace evenhand::record
