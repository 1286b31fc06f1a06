#include "record/age.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <fstream>
#include <iterator>

#include "record/base64.h"
#include "source_dir.h"

namespace evenhand::record {
namespace {

constexpr std::size_t kMost = 300'000;
const SealKey kKey = MakeSealKey(std::string(32, 's'));
const SealKey kOther = MakeSealKey(std::string(32, 'o'));

const unsigned char* Raw(const std::string& bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string Unpadded(const std::string& bytes) {
  std::string text = ToBase64(bytes);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::string LockChunk(const std::string& text, const std::string& key, const std::string& nonce) {
  std::string out(text.size() + 16, '\0');
  crypto_aead_chacha20poly1305_ietf_encrypt(Raw(out), nullptr, Raw(text), text.size(), nullptr, 0,
                                            nullptr, Raw(nonce), Raw(key));
  return out;
}

// A file as the format says, written here so that each part of it can be bent.
struct AgeFile {
  std::string text = "EVENHAND APPEAL 1";
  SealKey to = kKey;
  std::string before = {};  // stanzas before that of the key
  std::string file_key = std::string(16, 'f');
  std::string mac = {};  // empty: the right one
  bool ends = true;      // its last chunk says so

  std::string Write() const {
    const SealKey once = MakeSealKey(std::string(32, 'e'));
    std::string shared(32, '\0');
    EXPECT_EQ(crypto_scalarmult(Raw(shared), Raw(once.secret_key), Raw(to.public_key)), 0);
    const std::string wrap =
        Derive(shared, "age-encryption.org/v1/X25519", 32, once.public_key + to.public_key);
    std::string header = "age-encryption.org/v1\n" + before + "-> X25519 " +
                         Unpadded(once.public_key) + "\n" +
                         Unpadded(LockChunk(file_key, wrap, std::string(12, '\0'))) + "\n---";
    const std::string right = Unpadded(Hmac(Derive(file_key, "header", 32), header));
    return header + " " + (mac.empty() ? right : mac) + "\n" + Payload();
  }
  std::string Payload() const {
    const std::string salt(16, 'n'), key = Derive(file_key, "payload", 32, salt);
    std::string out = salt;
    for (std::size_t at = 0, number = 0; at == 0 || at < text.size(); at += 65'536, ++number) {
      std::string nonce(12, '\0');
      nonce[10] = static_cast<char>(number);
      nonce[11] = ends && at + 65'536 >= text.size() ? '\1' : '\0';
      out += LockChunk(text.substr(at, 65'536), key, nonce);
    }
    return out;
  }
};

Result<std::string> Open(const std::string& bytes, std::size_t most = kMost) {
  const std::vector<SealKey> keys = {kOther, kKey};
  return OpenAge(bytes, keys, most);
}
std::string AsText(const std::string& bytes) {
  std::string text(kAgeBegins), letters = ToBase64(bytes);
  for (std::size_t at = 0; at < letters.size(); at += 64) text += "\n" + letters.substr(at, 64);
  return text + "\n" + std::string(kAgeEnds) + "\n";
}
std::string ReadFile(const std::string& name) {
  std::ifstream file(SourceDir() + "/tests/record/age/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Age, OpensWhatIsSealedToOneOfTheKeys) {
  for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 131'072U, 200'000U}) {
    AgeFile file;
    file.text = std::string(size, 'x');
    const auto opened = Open(file.Write());
    ASSERT_TRUE(opened) << size << ": " << opened.error().message;
    EXPECT_EQ(*opened, file.text) << size;
  }
}

// Files that age 1.1.1 made for the key of these tests (age -r, age -a -r; two recipients).
TEST(Age, OpensWhatTheToolMakes) {
  for (const char* name : {"letter.age", "letter.age.txt", "two.age"}) {
    const std::string bytes = ReadFile(name);
    EXPECT_TRUE(IsAge(bytes)) << name;
    const auto opened = Open(bytes);
    ASSERT_TRUE(opened) << name << ": " << opened.error().message;
    EXPECT_EQ(*opened, ReadFile("letter.txt")) << name;
  }
}

TEST(Age, PassesOverStanzasOfOtherKinds) {
  AgeFile file;
  file.before = "-> scrypt c2FsdA 18\nYm9keQ\n-> x-grease a b\n" + std::string(64, 'A') + "\n\n" +
                "-> X25519like x\n\n";
  EXPECT_EQ(*Open(file.Write()), file.text);
}

TEST(Age, IsSealedToOthers) {
  AgeFile file;
  file.to = MakeSealKey(std::string(32, 'z'));
  EXPECT_EQ(Open(file.Write()).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(OpenAge(AgeFile().Write(), {}, kMost).error().code, ErrorCode::kNotFound);
}

// Every changed byte and every cut is seen.
TEST(Age, NothingThatWasChangedOpens) {
  for (const bool is_text : {false, true}) {
    const std::string whole = is_text ? AsText(AgeFile().Write()) : AgeFile().Write();
    ASSERT_TRUE(Open(whole));
    for (std::size_t i = 0; i < whole.size(); ++i) {
      std::string changed = whole;
      changed[i] = static_cast<char>(changed[i] ^ 1);
      const auto opened = Open(changed);
      // As text a line may be broken elsewhere, which changes nothing.
      const bool is_blank = is_text && std::isspace(static_cast<unsigned char>(changed[i])) != 0;
      EXPECT_FALSE(opened && !is_blank) << "byte " << i << " of " << is_text;
      const bool is_whole = is_text && i + 1 == whole.size();  // but for its last line feed
      EXPECT_EQ(Open(whole.substr(0, i)).has_value(), is_whole) << i;
    }
  }
}

TEST(Age, ChunksCannotBeTakenAwayOrPutInAnotherOrder) {
  AgeFile file;
  file.text = std::string(65'536, 'a') + std::string(65'536, 'b') + "c";
  const std::string whole = file.Write();
  constexpr std::size_t kChunk = 65'536 + 16;
  const std::size_t payload = whole.size() - 2 * kChunk - 17;
  EXPECT_FALSE(Open(whole.substr(0, payload + kChunk)));
  EXPECT_FALSE(Open(whole.substr(0, payload + 2 * kChunk)));
  EXPECT_FALSE(Open(whole.substr(0, payload) + whole.substr(payload + kChunk, kChunk) +
                    whole.substr(payload, kChunk) + whole.substr(payload + 2 * kChunk)));
  EXPECT_FALSE(Open(whole + whole.substr(payload, kChunk)));
  file.ends = false;
  EXPECT_FALSE(Open(file.Write()));
}

struct Bent {
  const char* name;
  std::string bytes;
};
class BentAge : public testing::TestWithParam<Bent> {};
TEST_P(BentAge, IsDamaged) {
  const auto opened = Open(GetParam().bytes);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt) << opened.error().message;
}
std::string Replaced(std::string text, const std::string& a, const std::string& b) {
  const std::size_t at = text.find(a);
  EXPECT_NE(at, text.npos) << a;
  return text.replace(at, a.size(), b);
}
std::string WithBefore(std::string before) {
  AgeFile file;
  file.before = std::move(before);
  return file.Write();
}
std::string WithMac(std::string mac) {
  AgeFile file;
  file.mac = std::move(mac);
  return file.Write();
}
INSTANTIATE_TEST_SUITE_P(
    Record, BentAge,
    testing::Values(
        Bent{"version", Replaced(AgeFile().Write(), "/v1\n", "/v2\n")},
        Bent{"no_stanza", "age-encryption.org/v1\n--- " + std::string(43, 'A') + "\n"},
        Bent{"mac_of_another", WithMac(std::string(43, 'A'))}, Bent{"short_mac", WithMac("AAAA")},
        Bent{"padded_mac", WithMac(std::string(43, 'A') + "=")},
        Bent{"windows", Replaced(AgeFile().Write(), "/v1\n", "/v1\r\n")},
        Bent{"share_is_short", WithBefore("-> X25519 AAAA\n" + std::string(43, 'A') + "\n")},
        Bent{"no_share", WithBefore("-> X25519\n" + std::string(43, 'A') + "\n")},
        Bent{"two_shares", WithBefore("-> X25519 " + std::string(43, 'A') + " AAAA\n" +
                                      std::string(43, 'A') + "\n")},
        Bent{"body_is_long",
             WithBefore("-> X25519 " + std::string(43, 'A') + "\n" + std::string(47, 'A') + "\n")},
        Bent{"body_has_stray_bits", WithBefore("-> x\nAB\n")},
        Bent{"body_has_no_end", WithBefore("-> x\n" + std::string(65, 'A') + "\n")},
        Bent{"header_without_end", WithBefore("-> x\n" + std::string(20'000, 'A'))},
        Bent{"text_of_something_else", AsText("something else")},
        Bent{"text_without_end", std::string(kAgeBegins) + "\nAAAA\n"},
        Bent{"text_alone", std::string(kAgeBegins)},
        Bent{"text_is_no_base64",
             std::string(kAgeBegins) + "\n!!!!\n" + std::string(kAgeEnds) + "\n"}),
    [](const auto& one) { return one.param.name; });

// A share with which every key would give the same secret opens nothing.
TEST(Age, RefusesASharePointOfLowOrder) {
  const std::string zero = "-> X25519 " + std::string(43, 'A') + "\n" + std::string(43, 'A') + "\n";
  EXPECT_TRUE(Open(WithBefore(zero))) << "another stanza is ours";
  const std::string only =
      Replaced(WithBefore(zero), AgeFile().Write().substr(22, 10 + 43 + 1 + 43 + 1), "");
  EXPECT_EQ(Open(only).error().code, ErrorCode::kNotFound);
}

TEST(Age, IsNotOpenedBeyondItsLimit) {
  AgeFile file;
  file.text = std::string(1'001, 'x');
  EXPECT_EQ(Open(file.Write(), 1'000).error().code, ErrorCode::kLimit);
  EXPECT_TRUE(Open(file.Write(), 1'001));
}

TEST(Age, AsTextMayBeWrappedAnew) {
  std::string text = AsText(AgeFile().Write());
  for (std::size_t at = 100; at < text.size() - 80; at += 31) text.insert(at, " \r\n");
  EXPECT_TRUE(IsAge("\n " + text + "\n\n"));
  EXPECT_EQ(*Open("\n " + text + "\n\n"), AgeFile().text);
}

// BIP 173 has the first two; the tool took the third for the files above.
TEST(Age, RecipientsAreBech32) {
  std::string bytes;
  for (const int byte : {0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf,
                         0x84, 0x65, 0x3a, 0x56, 0xd7, 0xc6, 0x75, 0xbe, 0x77, 0xdf})
    bytes += static_cast<char>(byte);
  EXPECT_EQ(Bech32("abcdef", bytes), "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw");
  EXPECT_EQ(Bech32("a", ""), "a12uel5l");
  const std::string recipient = AgeRecipient(kKey.public_key);
  EXPECT_EQ(recipient.size(), 62U);
  EXPECT_EQ(recipient + "\n", ReadFile("recipient"));
}

}  // namespace
}  // namespace evenhand::record
