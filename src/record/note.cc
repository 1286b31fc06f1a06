#include "record/note.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "base/utf8.h"
#include "record/base64.h"
#include "record/verify.h"

namespace evenhand::record {
namespace {

constexpr std::string_view kDash = "\u2014 ";
constexpr std::size_t kIdBytes = 4, kTimeBytes = 8;

const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

tl::unexpected<Error> NoNote(std::string_view why) {
  return Fail(ErrorCode::kCorrupt, fmt::format("this is not a signed note: {}", why));
}

bool HasControls(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
}

std::string KeyId(const VerifierKey& key) {
  const std::string named = key.name + "\n" + static_cast<char>(key.type) + key.public_key;
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()), Raw(named), named.size());
  return digest.substr(0, kIdBytes);
}

std::optional<std::string> FromHex(std::string_view hex) {
  std::string bytes(hex.size() / 2, '\0');
  for (std::size_t i = 0; i < hex.size(); ++i) {
    const char c = hex[i];
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'a' || c > 'f')) return std::nullopt;
    const int value = digit ? c - '0' : c - 'a' + 10;
    if (i / 2 < bytes.size()) bytes[i / 2] = static_cast<char>(bytes[i / 2] * 16 + value);
  }
  return bytes;
}

Result<NoteSignature> ParseSignature(std::string_view line, std::size_t number) {
  const auto bad = [&](std::string_view why) {
    return NoNote(fmt::format("signature line {}: {}", number, why));
  };
  if (!line.starts_with(kDash)) return bad("it does not begin with an em dash and a space");
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == line.npos) return bad("it has no signature");
  if (!IsKeyName(line.substr(0, space))) return bad("the name is not one that a key may have");
  const std::optional<std::string> bytes = FromBase64(line.substr(space + 1));
  if (!bytes) return bad("the signature is not canonical base64");
  if (bytes->size() <= kIdBytes) return bad("the signature is too short");
  return NoteSignature{std::string(line.substr(0, space)), bytes->substr(0, kIdBytes),
                       bytes->substr(kIdBytes)};
}

bool Holds(const VerifierKey& key, std::string_view text, std::string_view signature) {
  std::string message(text);
  if (key.type == KeyType::kCosignature) {
    if (signature.size() != kTimeBytes + crypto_sign_BYTES) return false;
    const std::uint64_t time_s = CosignedAt({.signature = std::string(signature)});
    message = "cosignature/v1\ntime " + std::to_string(time_s) + "\n" + message;
    signature.remove_prefix(kTimeBytes);
  }
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(Raw(signature), Raw(message), message.size(),
                                     Raw(key.public_key)) == 0;
}

// The next line of `*rest`, which ends in a newline, without that.
std::string_view TakeLine(std::string_view* rest) {
  const std::size_t end = rest->find('\n');
  const std::string_view line = rest->substr(0, end);
  rest->remove_prefix(end == rest->npos ? rest->size() : end + 1);
  return line;
}

}  // namespace

Result<VerifierKey> ParseVerifierKey(std::string_view text) {
  const auto bad = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("this is no verifier key (name+id+base64): {}", why));
  };
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? first : text.find('+', first + 1);
  if (second == text.npos) return bad("a part is missing");
  const std::string_view name = text.substr(0, first);
  if (!IsKeyName(name)) return bad("the name is not one that a key may have");
  const std::optional<std::string> id = FromHex(text.substr(first + 1, second - first - 1));
  if (second - first - 1 != 2 * kIdBytes || !id) return bad("the id is not 8 hex digits");
  const std::optional<std::string> key = FromBase64(text.substr(second + 1));
  if (!key || key->empty()) return bad("the last part is not canonical base64");
  const auto type = static_cast<KeyType>((*key)[0]);
  if (type != KeyType::kEd25519 && type != KeyType::kCosignature) {
    return bad(fmt::format("keys of type 0x{:02x} are not known here; 0x01 and 0x04 are",
                           static_cast<unsigned>(type)));
  }
  if (key->size() != 1 + crypto_sign_PUBLICKEYBYTES) return bad("the key is not 32 bytes");
  const VerifierKey parsed{type, std::string(name), *id, key->substr(1)};
  if (KeyId(parsed) != parsed.id) return bad("the id does not fit the name and key");
  return parsed;
}

Result<Note> ParseNote(std::string_view bytes) {
  if (bytes.size() > kMostNoteBytes) return NoNote("it is too long");
  if (!IsWellFormed(bytes, false)) return NoNote("it is not UTF-8");
  if (HasControls(bytes)) return NoNote("it has a control character");
  const std::size_t gap = bytes.rfind("\n\n");
  if (gap == bytes.npos) return NoNote("no empty line before the signatures");
  if (!bytes.ends_with('\n') || gap + 2 == bytes.size()) {
    return NoNote("it does not end with a signature line");
  }
  Note note{.text = std::string(bytes.substr(0, gap + 1))};
  for (std::string_view rest = bytes.substr(gap + 2); !rest.empty();) {
    if (note.signatures.size() == kMostSignatures) return NoNote("it has too many signatures");
    EVENHAND_ASSIGN(NoteSignature signature,
                    ParseSignature(TakeLine(&rest), note.signatures.size() + 1));
    note.signatures.push_back(std::move(signature));
  }
  return note;
}

Result<std::vector<std::size_t>> CheckSignatures(const Note& note,
                                                 std::span<const VerifierKey> keys) {
  std::vector<bool> signed_by(keys.size());
  for (const NoteSignature& signature : note.signatures) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i].name != signature.name || keys[i].id != signature.id) continue;
      if (!Holds(keys[i], note.text, signature.signature)) {
        return Fail(ErrorCode::kCorrupt,
                    fmt::format("the signature of {} does not hold for this text", signature.name));
      }
      signed_by[i] = true;
    }
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (signed_by[i]) found.push_back(i);
  }
  return found;
}

std::uint64_t CosignedAt(const NoteSignature& signature) {
  if (signature.signature.size() != kTimeBytes + crypto_sign_BYTES) return 0;
  std::uint64_t time_s = 0;
  for (std::size_t i = 0; i < kTimeBytes; ++i) {
    time_s = time_s << 8 | static_cast<unsigned char>(signature.signature[i]);
  }
  return time_s;
}

Result<Checkpoint> ParseCheckpoint(std::string_view text) {
  const auto bad = [](std::string_view why) {
    return Fail(ErrorCode::kCorrupt, fmt::format("this is not a checkpoint: {}", why));
  };
  if (!text.ends_with('\n')) return bad("it does not end with a newline");
  if (!IsWellFormed(text, false) || HasControls(text)) return bad("it is not plain UTF-8 text");
  Checkpoint checkpoint{.origin = std::string(TakeLine(&text))};
  if (checkpoint.origin.empty()) return bad("line 1 has no origin");
  if (checkpoint.origin.ends_with(' ')) return bad("line 1 ends with a space");
  const std::optional<std::uint64_t> size = ParseNumber(TakeLine(&text));
  if (!size) return bad("line 2 is not a size in decimal, without leading zeros, up to 2^63 - 1");
  checkpoint.size = *size;
  const std::optional<std::string> root = FromBase64(TakeLine(&text));
  if (!root || root->size() != sizeof(Digest))
    return bad("line 3 is not 32 bytes in canonical base64");
  checkpoint.root = DigestAt(*root);
  if (checkpoint.size == 0 && checkpoint.root != EmptyRoot()) {
    return bad("line 3 is not the root of an empty tree, which size 0 asks for");
  }
  while (!text.empty()) {
    const std::string_view line = TakeLine(&text);
    if (line.empty() || line.ends_with(' '))
      return bad("an extension line is empty or ends with a space");
    checkpoint.extensions.emplace_back(line);
  }
  return checkpoint;
}

}  // namespace evenhand::record
