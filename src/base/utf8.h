#pragma once

// UTF-8 as events carry it: WTF-8, in which a lone surrogate stands as its own three bytes.
//
// Decoding never fails and never reads past the end: each byte that cannot start or continue a
// character counts as one U+FFFD. Cost: O(n), no allocation unless a string is given.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand {

inline constexpr char32_t kReplacement = 0xFFFD;
inline constexpr char32_t kMaxCodePoint = 0x10FFFF;

constexpr bool IsSurrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

// Whether the byte goes on with a character that an earlier one began.
constexpr bool IsContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

namespace internal {
// `*position` stands on a byte >= 0x80.
char32_t DecodeBeyondAscii(std::string_view text, std::size_t* position);
}  // namespace internal

// The code point at `*position` (which must be < text.size()); moves past it.
inline char32_t DecodeNext(std::string_view text, std::size_t* position) {
  const auto byte = static_cast<unsigned char>(text[*position]);
  if (byte >= 0x80) return internal::DecodeBeyondAscii(text, position);
  ++*position;
  return byte;
}

// The code point that ends at `*position` (which must be > 0); moves to its start.
char32_t DecodePrevious(std::string_view text, std::size_t* position);

// Writes 1 to 4 bytes at `to`; returns the position after them. Surrogates become three bytes.
char* EncodeUtf8(char32_t c, char* to);
void AppendUtf8(char32_t c, std::string* to);

bool IsAscii(std::string_view text);

// Whether the text is well formed, but for surrogates where `surrogates` allows them. (A high one
// followed by a low one is allowed too: joined texts may hold that, and it stays two characters.)
bool IsWellFormed(std::string_view text, bool surrogates);

// Code points of a well-formed text; of any other text a number between 0 and text.size().
std::size_t CountCodePoints(std::string_view text);

// The byte offset of code point number `index`, or text.size() when there are fewer.
std::size_t OffsetOf(std::string_view text, std::size_t index);

// The text with U+FFFD for each byte that is not part of a character. Surrogates stay.
std::string Sanitized(std::string_view text);

}  // namespace evenhand
