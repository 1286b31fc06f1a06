#include "base/utf8.h"

#include <cstring>

namespace evenhand {
namespace {

unsigned char ByteAt(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// Length and value of the multi-byte character at `at`, or length 0 when there is none.
struct Decoded {
  std::size_t length = 0;
  char32_t value = kReplacement;
};

Decoded DecodeAt(std::string_view text, std::size_t at) {
  const unsigned char lead = ByteAt(text, at);
  std::size_t length;
  char32_t value;
  char32_t least;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2, value = lead & 0x1Fu, least = 0x80;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3, value = lead & 0x0Fu, least = 0x800;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, value = lead & 0x07u, least = 0x10000;
  } else {
    return {};
  }
  if (text.size() - at < length) return {};
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[at + i])) return {};
    value = value << 6 | (ByteAt(text, at + i) & 0x3Fu);
  }
  if (value < least || value > kMaxCodePoint) return {};
  return {length, value};
}

std::uint64_t Load8(const char* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

}  // namespace

namespace internal {

char32_t DecodeBeyondAscii(std::string_view text, std::size_t* position) {
  const Decoded decoded = DecodeAt(text, *position);
  *position += decoded.length == 0 ? 1 : decoded.length;
  return decoded.value;
}

}  // namespace internal

char32_t DecodePrevious(std::string_view text, std::size_t* position) {
  const std::size_t end = *position;
  for (std::size_t length = 1; length <= 4 && length <= end; ++length) {
    if (IsContinuation(text[end - length])) continue;
    const unsigned char byte = ByteAt(text, end - length);
    if (byte < 0x80 && length == 1) {
      *position = end - 1;
      return byte;
    }
    const Decoded decoded = DecodeAt(text, end - length);
    if (decoded.length != length) break;
    *position = end - length;
    return decoded.value;
  }
  *position = end - 1;
  return kReplacement;
}

char* EncodeUtf8(char32_t c, char* to) {
  const auto put = [&to](char32_t byte) { *to++ = static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  }
  return to;
}

void AppendUtf8(char32_t c, std::string* to) {
  char bytes[4];
  to->append(bytes, static_cast<std::size_t>(EncodeUtf8(c, bytes) - bytes));
}

bool IsAscii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080u;
  const char* at = text.data();
  std::size_t left = text.size();
  std::uint64_t seen = 0;
  for (; left >= 8; at += 8, left -= 8) seen |= Load8(at);
  std::uint64_t tail = 0;
  if (left > 0) std::memcpy(&tail, at, left);
  return ((seen | tail) & kHighBits) == 0;
}

bool IsWellFormed(std::string_view text, bool surrogates) {
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= 8 && (Load8(text.data() + at) & 0x8080808080808080u) == 0) {
      at += 8;
      continue;
    }
    const std::size_t start = at;
    const char32_t c = DecodeNext(text, &at);
    if (c == kReplacement && at - start != 3) return false;
    if (IsSurrogate(c) && !surrogates) return false;
  }
  return true;
}

std::size_t CountCodePoints(std::string_view text) {
  std::size_t count = 0;
  // Bytes that are not continuations; this shape is what compilers turn into vector code.
  for (const char c : text) count += static_cast<signed char>(c) >= -64;
  return count;
}

std::size_t OffsetOf(std::string_view text, std::size_t index) {
  if (index >= text.size()) return text.size();
  std::size_t at = 0;
  while (index > 0 && at < text.size()) {
    if (index >= 8 && text.size() - at >= 8 &&
        (Load8(text.data() + at) & 0x8080808080808080u) == 0) {
      at += 8;
      index -= 8;
      continue;
    }
    DecodeNext(text, &at);
    --index;
  }
  return at;
}

std::string Sanitized(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    AppendUtf8(DecodeNext(text, &at), &clean);
  }
  return clean;
}

}  // namespace evenhand
