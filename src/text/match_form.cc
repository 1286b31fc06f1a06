#include "text/match_form.h"

#include <emmintrin.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"
#include "text/char_set.h"

namespace evenhand::text {
namespace {

using Bytes = __m128i;

Bytes All(int byte) { return _mm_set1_epi8(static_cast<char>(byte)); }
Bytes Equal(Bytes a, int b) { return _mm_cmpeq_epi8(a, All(b)); }
Bytes AtLeast(Bytes a, int b) { return _mm_cmpeq_epi8(_mm_max_epu8(a, All(b)), a); }
Bytes Or(Bytes a, Bytes b) { return _mm_or_si128(a, b); }
Bytes AndNot(Bytes a, Bytes b) { return _mm_andnot_si128(b, a); }

// Whether one of the sixteen characters that may start at `at` may have a representative other than
// itself: the blocks of Latin, Greek, Cyrillic, Armenian; Georgian and Cherokee; letter-like signs;
// their extensions; wide letters; and whatever lies beyond the basic plane, but for the emoji.
// Reads 17 bytes.
bool MayHaveCase(const char* at) {
  const Bytes first = _mm_loadu_si128(reinterpret_cast<const Bytes*>(at));
  const Bytes second = _mm_loadu_si128(reinterpret_cast<const Bytes*>(at + 1));
  const Bytes in_two = AndNot(AtLeast(first, 0xC2), AtLeast(first, 0xD7));
  const Bytes signs = AndNot(Equal(first, 0xE2), Or(Equal(second, 0x80), Equal(second, 0x81)));
  const Bytes in_three =
      Or(Or(Equal(first, 0xE1), Equal(first, 0xEA)), Or(Equal(first, 0xEF), signs));
  const Bytes in_four = AndNot(AtLeast(first, 0xF0), Equal(second, 0x9F));
  return _mm_movemask_epi8(Or(in_two, Or(in_three, in_four))) != 0;
}

bool MayHaveCase(std::string_view text) {
  while (text.size() >= 17) {
    if (MayHaveCase(text.data())) return true;
    text.remove_prefix(16);
  }
  char rest[17] = {};
  std::copy(text.begin(), text.end(), rest);
  return MayHaveCase(rest);
}

// What a code point of one or two bytes turns into. No bytes: what it turns into is longer.
struct Short {
  std::array<char, 2> bytes = {};
  std::uint8_t size = 0;
};

constexpr char32_t kShortEnd = 0x800;

std::array<Short, kShortEnd> MakeShorts() {
  std::array<Short, kShortEnd> shorts;
  for (char32_t c = 0; c < kShortEnd; ++c) {
    char bytes[4];
    const auto size = EncodeUtf8(CaseRepresentative(c), bytes) - bytes;
    if (size <= 2)
      shorts[c] = {{bytes[0], size == 2 ? bytes[1] : char{}}, static_cast<std::uint8_t>(size)};
  }
  return shorts;
}

std::string_view Replace(std::string_view text, std::string* buffer) {
  static const std::array<Short, kShortEnd> shorts = MakeShorts();
  // U+FFFD for a stray byte is the worst growth there is.
  const std::size_t most = text.size() * 3 + 4;
  if (buffer->size() < most) buffer->resize(most);
  char* const start = buffer->data();
  char* to = start;
  const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned first = byte_at(at);
    const unsigned second = at + 1 < text.size() ? byte_at(at + 1) : 0;
    // Runs of one script are short: better no branch between one byte and two.
    const bool two = (first >= 0xC2) & (first <= 0xDF) & ((second & 0xC0) == 0x80);
    const char32_t c = two ? (first & 0x1F) << 6 | (second & 0x3F) : first;
    if ((first < 0x80 || two) && shorts[c].size > 0) [[likely]] {
      to[0] = shorts[c].bytes[0];
      to[1] = shorts[c].bytes[1];
      to += shorts[c].size;
      at += two ? 2 : 1;
    } else {
      to = EncodeUtf8(CaseRepresentative(DecodeNext(text, &at)), to);
    }
  }
  return {start, static_cast<std::size_t>(to - start)};
}

}  // namespace

std::string_view MatchForm(std::string_view text, std::string* buffer) {
  return MayHaveCase(text) ? Replace(text, buffer) : text;
}

}  // namespace evenhand::text
