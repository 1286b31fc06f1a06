#pragma once

// A SHA-256 value, as trees, leaves and checkpoints hold it.

#include <array>
#include <cstdint>
#include <string_view>

namespace evenhand::record {

using Digest = std::array<std::uint8_t, 32>;

// The digest's bytes; valid as long as the digest.
inline std::string_view BytesOf(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// The digest that the first 32 of `bytes` are.
inline Digest DigestAt(std::string_view bytes) {
  Digest digest;
  for (std::size_t i = 0; i < digest.size(); ++i) digest[i] = static_cast<std::uint8_t>(bytes[i]);
  return digest;
}

}  // namespace evenhand::record
