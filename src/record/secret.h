#pragma once

// What is kept from others: codes that only their maker can make, letters that only one reader can
// open. Through libsodium; randomness comes in.
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
