#include "record/signify.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/take_line.h"
#include "record/base64.h"
#include "record/digest.h"
#include "record/tree_hash.h"

namespace evenhand::record {
namespace {

constexpr std::string_view kComment = "untrusted comment: ";
constexpr std::string_view kAlgorithm = "Ed";
constexpr std::size_t kNumberBytes = 8;

// How a statement of reasons begins in each of its languages (policy/statement.h).
constexpr std::array<std::string_view, 5> kStatementLabels = {"Decision ", "تصمیم ", "القرار ",
                                                              "Решение ", "Decisión "};

const unsigned char* Raw(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

std::string NumberOf(std::string_view public_key) {
  return std::string(BytesOf(Sha256(public_key)).substr(0, kNumberBytes));
}

std::string SignatureLines(std::string_view number, std::string_view signature) {
  return std::string(kComment) + "verify with evenhand.pub\n" +
         ToBase64(std::string(kAlgorithm) + std::string(number) + std::string(signature)) + "\n";
}

Result<void> CheckMaySign(std::string_view text) {
  if (text.size() > kMostSignedBytes)
    return Fail(ErrorCode::kInvalidArgument, "the text is too long to be signed");
  if (MaySign(text)) return {};
  return Fail(ErrorCode::kInvalidArgument,
              "this key signs statements of reasons, lists of sums and texts that begin with "
              "'EVENHAND '; nothing else, "
              "so that none can be taken for another");
}

// What the two lines hold after "Ed"; `rest` keeps what follows them.
Result<std::string> TakeComment(std::string_view* rest, std::size_t bytes, const char* what) {
  const auto comment = TakeLine(rest);
  if (!comment || !comment->starts_with(kComment))
    return Fail(ErrorCode::kCorrupt,
                fmt::format("this is no {}: its first line is not 'untrusted comment: …'", what));
  const auto line = TakeLine(rest);
  const auto decoded = line ? FromBase64(*line) : std::nullopt;
  if (!decoded || decoded->size() != kAlgorithm.size() + bytes ||
      !decoded->starts_with(kAlgorithm)) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("this is no {}: its second line is damaged", what));
  }
  return decoded->substr(kAlgorithm.size());
}

// ssh's strings: a length of four bytes before the bytes.
std::string SshString(std::string_view bytes) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(bytes.size() >> shift);
  return out + std::string(bytes);
}

std::string SshKey(std::string_view public_key) {
  return SshString("ssh-ed25519") + SshString(public_key);
}

std::string Wrapped(std::string_view text, std::size_t width) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += width)
    out += std::string(text.substr(at, width)) + "\n";
  return out;
}

}  // namespace

bool MaySign(std::string_view text) {
  return text.starts_with(kSumsLabel) || text.starts_with(kFormLabel) ||
         std::ranges::any_of(kStatementLabels,
                             [&](std::string_view label) { return text.starts_with(label); });
}

Result<std::string> SignText(std::string_view text, const SigningKey& key) {
  EVENHAND_TRY(CheckMaySign(text));
  return SignatureLines(NumberOf(key.public_key()), key.SignBytes(text)) + std::string(text);
}

Result<SignedText> OpenSigned(std::string_view bytes, std::span<const std::string> public_keys) {
  if (bytes.size() > kMostSignedBytes + 1'000)
    return Fail(ErrorCode::kCorrupt, "the signed text is too long");
  EVENHAND_ASSIGN(const std::string signature,
                  TakeComment(&bytes, kNumberBytes + crypto_sign_BYTES, "signed text"));
  const std::string_view number = std::string_view(signature).substr(0, kNumberBytes);
  for (std::size_t i = 0; i < public_keys.size(); ++i) {
    if (NumberOf(public_keys[i]) != number) continue;
    if (crypto_sign_verify_detached(Raw(signature) + kNumberBytes, Raw(bytes), bytes.size(),
                                    Raw(public_keys[i])) != 0) {
      return Fail(ErrorCode::kCorrupt,
                  "the signature does not hold: the text was changed after it was signed");
    }
    if (!MaySign(bytes))
      return Fail(ErrorCode::kCorrupt, "what was signed is no statement, list of sums or form");
    return SignedText{std::string(bytes), i};
  }
  return Fail(ErrorCode::kNotFound, "it is signed with a key that is not known here");
}

std::string SignifyPublicKey(std::string_view public_key) {
  return std::string(kComment) + "evenhand public key\n" +
         ToBase64(std::string(kAlgorithm) + NumberOf(public_key) + std::string(public_key)) + "\n";
}

std::string PemPublicKey(std::string_view public_key) {
  // SubjectPublicKeyInfo of RFC 8410: a fixed beginning, then the key.
  constexpr std::string_view kBefore("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);
  return "-----BEGIN PUBLIC KEY-----\n" + ToBase64(std::string(kBefore) + std::string(public_key)) +
         "\n-----END PUBLIC KEY-----\n";
}

std::string AllowedSigner(std::string_view public_key) {
  return "log namespaces=\"evenhand\" ssh-ed25519 " + ToBase64(SshKey(public_key)) + "\n";
}

Result<std::string> ReadSignifyPublicKey(std::string_view text) {
  EVENHAND_ASSIGN(
      const std::string key,
      TakeComment(&text, kNumberBytes + crypto_sign_PUBLICKEYBYTES, "public key of signify"));
  if (!text.empty()) return Fail(ErrorCode::kCorrupt, "something stands after the public key");
  return key.substr(kNumberBytes);
}

Result<std::string> MinisignSignature(std::string_view text, std::string_view trusted_comment,
                                      const SigningKey& key) {
  EVENHAND_TRY(CheckMaySign(text));
  const std::string signature = key.SignBytes(text);
  // Its second signature covers the first and the comment; the first byte of a signature is none of
  // our labels but by a chance of one in 2^56.
  return SignatureLines(NumberOf(key.public_key()), signature) +
         fmt::format("trusted comment: {}\n", trusted_comment) +
         ToBase64(key.SignBytes(signature + std::string(trusted_comment))) + "\n";
}

Result<std::string> SshSignature(std::string_view text, const SigningKey& key) {
  EVENHAND_TRY(CheckMaySign(text));
  std::string hash(crypto_hash_sha512_BYTES, '\0');
  crypto_hash_sha512(reinterpret_cast<unsigned char*>(hash.data()), Raw(text), text.size());
  const std::string what = SshString("evenhand") + SshString("") + SshString("sha512");
  const std::string signature = key.SignBytes("SSHSIG" + what + SshString(hash));
  const std::string version("\0\0\0\1", 4);
  const std::string blob = "SSHSIG" + version + SshString(SshKey(key.public_key())) + what +
                           SshString(SshString("ssh-ed25519") + SshString(signature));
  return "-----BEGIN SSH SIGNATURE-----\n" + Wrapped(ToBase64(blob), 70) +
         "-----END SSH SIGNATURE-----\n";
}

Result<std::string> RawSignature(std::string_view text, const SigningKey& key) {
  EVENHAND_TRY(CheckMaySign(text));
  return key.SignBytes(text);
}

}  // namespace evenhand::record
