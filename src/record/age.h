#pragma once

// Files of the format age-encryption.org/v1, sealed to one of our keys by people who have that tool
// alone: opened, and the key's name for it. Of the kinds of stanzas X25519 is read; others are
// passed over.
//
//   file    := header payload
//   header  := "age-encryption.org/v1" LF stanza+ "--- " mac LF
//   stanza  := "-> X25519 " share LF base64 of the locked file key LF
//   mac     := HMAC-SHA-256 over the header up to "---", by a key from the file key
//   payload := nonce:16  then chunks of 64 KiB, each ChaCha20-Poly1305, numbered, the last marked
//
// Base64 is without padding. As text, a file stands as base64 of 64 letters a line between
// "-----BEGIN AGE ENCRYPTED FILE-----" and "-----END AGE ENCRYPTED FILE-----".
//
// Errors: kNotFound for a file that is sealed to other keys; kCorrupt for one that is cut, changed
//         or not of this format; kLimit for more than `most` bytes inside, before they are opened.
// Cost:   linear; one X25519 for each stanza and key.
// Source: C2SP age.md, version 1; libsodium's primitives. Debian has no library that reads it.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "record/secret.h"

namespace evenhand::record {

inline constexpr std::string_view kAgeBegins = "-----BEGIN AGE ENCRYPTED FILE-----";
inline constexpr std::string_view kAgeEnds = "-----END AGE ENCRYPTED FILE-----";
inline constexpr std::size_t kMostAgeHeader = 16'384;  // bytes

// Whether it begins like such a file, as bytes or as text.
bool IsAge(std::string_view bytes);
Result<std::string> OpenAge(std::string_view bytes, std::span<const SealKey> keys,
                            std::size_t most);

// The public key as age's recipients are written: "age1…" (bech32, BIP 173).
std::string AgeRecipient(std::string_view public_key);
std::string Bech32(std::string_view prefix, std::string_view bytes);

}  // namespace evenhand::record
