#include "record/age.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/take_line.h"
#include "base/trimmed.h"
#include "record/base64.h"

namespace evenhand::record {
namespace {

constexpr std::string_view kVersion = "age-encryption.org/v1";
constexpr std::string_view kStanza = "-> ";
constexpr std::string_view kEnd = "---";
constexpr std::size_t kLineLetters = 64;
constexpr std::size_t kFileKeyBytes = 16;
constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kTag = crypto_aead_chacha20poly1305_ietf_ABYTES;

const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* Raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

tl::unexpected<Error> Damaged(std::string_view what) {
  return Fail(ErrorCode::kCorrupt, "the age file is damaged: " + std::string(what));
}

// Without padding, in the one right form.
std::optional<std::string> Unpadded(std::string_view text) {
  std::string padded(text);
  if (padded.ends_with('=')) return std::nullopt;
  padded.resize((padded.size() + 3) / 4 * 4, '=');
  return FromBase64(padded);
}

using Nonce = std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES>;

std::optional<std::string> Open(std::string_view locked, std::string_view key, const Nonce& nonce) {
  if (locked.size() < kTag) return std::nullopt;
  std::string text(locked.size() - kTag, '\0');
  if (crypto_aead_chacha20poly1305_ietf_decrypt(Raw(text), nullptr, nullptr, Raw(locked),
                                                locked.size(), nullptr, 0, nonce.data(),
                                                Raw(key)) != 0)
    return std::nullopt;
  return text;
}

// ---- the header

struct Stanza {
  std::string share = {};
  std::string locked = {};  // the file key
};

struct Header {
  std::vector<Stanza> stanzas = {};  // of the kind X25519
  std::string_view signed_part = {};
  std::string mac = {};
  std::size_t size = 0;
};

// The body of a stanza: whole lines of 64 letters, and a shorter one that ends it.
Result<std::string> TakeBody(std::string_view* rest) {
  std::string letters;
  for (;;) {
    const auto line = TakeLine(rest);
    if (!line || line->size() > kLineLetters) return Damaged("a stanza has no end");
    letters += *line;
    if (line->size() < kLineLetters) break;
  }
  const auto body = Unpadded(letters);
  if (!body) return Damaged("a stanza is no base64");
  return *body;
}

Result<void> AddStanza(std::string_view line, std::string body, Header* header) {
  constexpr std::string_view kKind = "X25519 ";
  const std::string_view arguments = line.substr(kStanza.size());
  if (arguments.substr(0, arguments.find(' ')) != "X25519") return {};
  const auto share =
      arguments.starts_with(kKind) ? Unpadded(arguments.substr(kKind.size())) : std::nullopt;
  if (!share || share->size() != crypto_scalarmult_BYTES || body.size() != kFileKeyBytes + kTag)
    return Damaged("its stanza X25519 is not one");
  header->stanzas.push_back({*share, std::move(body)});
  return {};
}

Result<Header> ReadHeader(std::string_view bytes) {
  const std::string_view all = bytes.substr(0, kMostAgeHeader);
  std::string_view rest = all;
  Header header;
  if (TakeLine(&rest) != kVersion)
    return Damaged("it does not begin with " + std::string(kVersion));
  bool has_stanza = false;
  for (;;) {
    const std::size_t at = all.size() - rest.size();
    const auto line = TakeLine(&rest);
    if (!line) return Damaged("its header has no end");
    if (line->starts_with(kStanza)) {
      EVENHAND_ASSIGN(std::string body, TakeBody(&rest));
      EVENHAND_TRY(AddStanza(*line, std::move(body), &header));
      has_stanza = true;
      continue;
    }
    const auto mac = line->starts_with("--- ") ? Unpadded(line->substr(kEnd.size() + 1))
                                               : std::optional<std::string>();
    if (!mac || mac->size() != crypto_auth_hmacsha256_BYTES || !has_stanza)
      return Damaged("its header is not one");
    header.signed_part = all.substr(0, at + kEnd.size());
    header.mac = *mac;
    header.size = all.size() - rest.size();
    return header;
  }
}

// The file key, where this key opens the stanza.
std::optional<std::string> FileKey(const Stanza& stanza, const SealKey& key) {
  std::string shared(crypto_scalarmult_BYTES, '\0');
  // It refuses a share with which the outcome would not depend on the key.
  if (crypto_scalarmult(Raw(shared), Raw(key.secret_key), Raw(stanza.share)) != 0)
    return std::nullopt;
  const std::string wrap =
      Derive(shared, "age-encryption.org/v1/X25519", crypto_aead_chacha20poly1305_ietf_KEYBYTES,
             stanza.share + key.public_key);
  return Open(stanza.locked, wrap, Nonce{});
}

Result<std::string> FileKeyOf(const Header& header, std::span<const SealKey> keys) {
  for (const Stanza& stanza : header.stanzas) {
    for (const SealKey& key : keys) {
      const auto file_key = FileKey(stanza, key);
      if (!file_key) continue;
      const std::string mac_key = Derive(*file_key, "header", crypto_auth_hmacsha256_KEYBYTES);
      if (!IsSameSecret(Hmac(mac_key, header.signed_part), header.mac))
        return Damaged("its header was changed");
      return *file_key;
    }
  }
  return Fail(ErrorCode::kNotFound, keys.empty()
                                        ? "it is sealed, and there is no key here to open it"
                                        : "the age file is sealed to other keys");
}

// ---- what is inside

Result<std::string> OpenPayload(std::string_view payload, std::string_view file_key,
                                std::size_t most) {
  if (payload.size() < kNonceBytes + kTag) return Damaged("its end is missing");
  const std::string key = Derive(file_key, "payload", crypto_aead_chacha20poly1305_ietf_KEYBYTES,
                                 payload.substr(0, kNonceBytes));
  payload.remove_prefix(kNonceBytes);
  const std::size_t chunks = (payload.size() + kChunk + kTag - 1) / (kChunk + kTag);
  if (payload.size() < chunks * kTag) return Damaged("its end is missing");
  if (payload.size() - chunks * kTag > most)
    return Fail(ErrorCode::kLimit, "more than " + std::to_string(most) + " bytes are sealed in it");
  std::string text;
  for (std::uint64_t number = 0; number < chunks; ++number) {
    const std::string_view chunk = payload.substr(0, kChunk + kTag);
    payload.remove_prefix(chunk.size());
    const bool is_last = payload.empty();
    Nonce nonce{};
    for (std::size_t i = 0; i < sizeof(number); ++i)
      nonce[nonce.size() - 2 - i] = static_cast<unsigned char>(number >> (8 * i));
    nonce.back() = is_last ? 1 : 0;
    const auto opened = Open(chunk, key, nonce);
    // A last chunk may only be empty where it is the only one.
    if (!opened || (is_last && opened->empty() && number > 0))
      return Damaged("what is inside was cut or changed");
    text += *opened;
  }
  return text;
}

// ---- as text

// Messengers wrap lines anew and put blanks in, which mean nothing in base64.
Result<std::string> FromText(std::string_view text) {
  text = Trimmed(text);
  if (!text.ends_with(kAgeEnds)) return Damaged("its last line is missing");
  text.remove_prefix(kAgeBegins.size());
  text.remove_suffix(std::min(kAgeEnds.size(), text.size()));
  std::string letters;
  std::ranges::copy_if(text, std::back_inserter(letters),
                       [](char c) { return c != ' ' && c != '\n' && c != '\r' && c != '\t'; });
  const auto bytes = FromBase64(letters);
  if (!bytes) return Damaged("it is no base64");
  return *bytes;
}

// ---- bech32

constexpr std::string_view kBech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t kCheckLetters = 6;

std::uint32_t Polymod(const std::vector<std::uint8_t>& values) {
  constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                       0x3d4233dd, 0x2a1462b3};
  std::uint32_t check = 1;
  for (const std::uint8_t value : values) {
    const std::uint32_t top = check >> 25;
    check = (check & 0x1ffffff) << 5 ^ value;
    for (std::size_t i = 0; i < kGenerator.size(); ++i)
      if ((top >> i & 1) != 0) check ^= kGenerator[i];
  }
  return check;
}

// Bytes as groups of five bits, the last filled up with zeros.
std::vector<std::uint8_t> Fives(std::string_view bytes) {
  std::vector<std::uint8_t> fives;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFF;
    for (bits += 8; bits >= 5; bits -= 5)
      fives.push_back(static_cast<std::uint8_t>(held >> (bits - 5) & 31));
  }
  if (bits > 0) fives.push_back(static_cast<std::uint8_t>(held << (5 - bits) & 31));
  return fives;
}

}  // namespace

bool IsAge(std::string_view bytes) {
  return bytes.starts_with(kVersion) || Trimmed(bytes).starts_with(kAgeBegins);
}

Result<std::string> OpenAge(std::string_view bytes, std::span<const SealKey> keys,
                            std::size_t most) {
  if (Trimmed(bytes).starts_with(kAgeBegins)) {
    EVENHAND_ASSIGN(const std::string file, FromText(bytes));
    return file.starts_with(kVersion) ? OpenAge(file, keys, most)
                                      : Damaged("it holds something else");
  }
  EVENHAND_ASSIGN(const Header header, ReadHeader(bytes));
  EVENHAND_ASSIGN(const std::string file_key, FileKeyOf(header, keys));
  return OpenPayload(bytes.substr(header.size), file_key, most);
}

std::string Bech32(std::string_view prefix, std::string_view bytes) {
  const std::vector<std::uint8_t> data = Fives(bytes);
  std::vector<std::uint8_t> values;
  for (const char c : prefix) values.push_back(static_cast<std::uint8_t>(c >> 5));
  values.push_back(0);
  for (const char c : prefix) values.push_back(static_cast<std::uint8_t>(c & 31));
  values.insert(values.end(), data.begin(), data.end());
  values.resize(values.size() + kCheckLetters);
  const std::uint32_t check = Polymod(values) ^ 1;
  std::string out = std::string(prefix) + "1";
  for (const std::uint8_t five : data) out += kBech32[five];
  for (std::size_t i = 0; i < kCheckLetters; ++i)
    out += kBech32[check >> (5 * (kCheckLetters - 1 - i)) & 31];
  return out;
}

std::string AgeRecipient(std::string_view public_key) { return Bech32("age", public_key); }

}  // namespace evenhand::record
