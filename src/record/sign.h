#pragma once

// What a log or a witness signs, and how it is written (C2SP signed-note, tlog-checkpoint,
// tlog-cosignature). Reading and checking is record/note.h.
//
//   private key  := "PRIVATE+KEY+" name "+" hex(id) "+" base64(type:u8 seed:bytes[32])
//   verifier key := name "+" hex(id) "+" base64(type:u8 public_key:bytes[32])
//   id           := first 4 bytes of SHA-256(name 0x0A type public_key)
//   line         := "— " name " " base64(id signature) NL
//   cosignature  := time:u64be signature:bytes[64]
//
// The private form is the one that Go's sumdb/note writes, so its tools can use our keys, and we
// theirs.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "record/digest.h"
#include "record/key.h"

namespace evenhand::record {

class SigningKey {
 public:
  // `seed` is 32 random bytes. Errors: kInvalidArgument for a name that notes do not allow.
  static Result<SigningKey> Make(KeyType type, std::string_view name, std::string_view seed);
  // Errors: kInvalidArgument, without showing the key.
  static Result<SigningKey> Parse(std::string_view private_text);

  KeyType type() const { return type_; }
  const std::string& name() const { return name_; }
  std::string verifier_key() const;
  std::string private_text() const;

  const std::string& public_key() const { return public_key_; }  // 32 bytes

  // The 64 bytes of an Ed25519 signature over exactly `message`. Whoever calls sees to it that
  // messages of different kinds begin differently (record/signify.h does).
  std::string SignBytes(std::string_view message) const;

  // The signature line for `text`, which ends in a newline; for keys of type kEd25519.
  std::string Sign(std::string_view text) const;
  // The cosignature line for a checkpoint's text, given `time_s` seconds since 1970; for keys of
  // type kCosignature.
  std::string Cosign(std::string_view text, std::uint64_t time_s) const;

 private:
  SigningKey() = default;
  std::string Line(std::string_view message, std::string_view before_signature) const;

  KeyType type_ = KeyType::kEd25519;
  std::string name_;
  std::string seed_;        // 32 bytes
  std::string secret_;      // the library's 64 bytes
  std::string public_key_;  // 32 bytes
  std::string id_;          // 4 bytes
};

// What a cosigner signs: "cosignature/v1" NL "time " time_s NL text.
std::string CosignedMessage(std::string_view text, std::uint64_t time_s);

// origin NL size NL base64(root) NL. `origin` is one line, not empty.
std::string CheckpointText(std::string_view origin, std::uint64_t size, const Digest& root);

}  // namespace evenhand::record
