#pragma once

// Texts signed with the record's own Ed25519 key, in forms that widespread tools read: signify (the
// text and its signature as one file), minisign, ssh-keygen, openssl. C2SP notes are
// record/sign_note.h.
//
//   signed     := "untrusted comment: verify with evenhand.pub" NL base64("Ed" number signature) NL
//   text public key := "untrusted comment: evenhand public key" NL base64("Ed" number key) NL
//   number     := first 8 bytes of SHA-256(key)
//
// One key signs texts of several kinds, so none may be taken for another: a text to be signed
// begins with one of the labels below. A checkpoint begins with its origin, which has no space in
// it.
//
// Errors: kInvalidArgument for a text of no known kind, or over kMostSignedBytes; kCorrupt, saying
// what
//         is wrong, for what does not verify.

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "record/sign.h"

namespace evenhand::record {

inline constexpr std::size_t kMostSignedBytes = 64u << 20;
inline constexpr std::string_view kSumsLabel = "SHA256 (";
inline constexpr std::string_view kFormLabel = "EVENHAND ";

// Whether `text` begins like a statement, a list of sums, or one of our forms.
bool MaySign(std::string_view text);

Result<std::string> SignText(std::string_view text, const SigningKey& key);

struct SignedText {
  std::string text = {};
  std::size_t key = 0;  // which of the keys signed
};
// Keys are those of verifier keys (record/note.h): 32 bytes each.
Result<SignedText> OpenSigned(std::string_view bytes, std::span<const std::string> public_keys);

// The public key as signify and minisign, openssl, and ssh-keygen's allowed signers take it.
std::string SignifyPublicKey(std::string_view public_key);
std::string PemPublicKey(std::string_view public_key);
std::string AllowedSigner(std::string_view public_key);
// 32 bytes, out of a file that SignifyPublicKey wrote.
Result<std::string> ReadSignifyPublicKey(std::string_view text);

// Signatures beside the text: for `minisign -x`, `ssh-keygen -Y verify -n evenhand -s`, and
// openssl.
Result<std::string> MinisignSignature(std::string_view text, std::string_view trusted_comment,
                                      const SigningKey& key);
Result<std::string> SshSignature(std::string_view text, const SigningKey& key);
Result<std::string> RawSignature(std::string_view text, const SigningKey& key);

}  // namespace evenhand::record
