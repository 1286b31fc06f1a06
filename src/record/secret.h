#pragma once

// What is kept from others: codes that only their maker can make, letters that only one reader can
// open. Through libsodium and, for HKDF,
// OpenSSL; randomness comes in.
//
// Errors: kCorrupt for what does not open: another key, or changed bytes.

#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::record {

// HMAC-SHA-256: 32 bytes, for a key of 32.
std::string Hmac(std::string_view key, std::string_view message);
// Takes the same time wherever the two differ; false for different lengths.
bool IsSameSecret(std::string_view a, std::string_view b);

// HKDF-SHA-256 (RFC 5869): `size` bytes, at most 8,160.
std::string Derive(std::string_view secret, std::string_view info, std::size_t size,
                   std::string_view salt = {});

// XChaCha20-Poly1305: 16 bytes longer than its text. `key` is 32 bytes; `nonce` is 24, and never
// the same for two texts under one key.
std::string Lock(std::string_view text, std::string_view key, std::string_view nonce);
Result<std::string> Unlock(std::string_view locked, std::string_view key, std::string_view nonce);

// Letters to one reader, as libsodium's sealed boxes: 48 bytes longer than their text.
struct SealKey {
  std::string public_key = {};  // 32 bytes each
  std::string secret_key = {};
};
SealKey MakeSealKey(std::string_view seed);  // 32 random bytes
// `seed` is 32 random bytes, used once.
std::string Seal(std::string_view text, std::string_view public_key, std::string_view seed);
Result<std::string> OpenSealed(std::string_view sealed, const SealKey& key);

}  // namespace evenhand::record
