#include "text/match_form.h"

#include <array>
#include <cstdint>

#include "base/utf8.h"
#include "text/char_class.h"
#include "text/char_set.h"

namespace evenhand::text {
namespace {

// What a code point of one or two bytes turns into. No bytes: what it turns into is longer.
struct Short {
  std::array<char, 2> bytes = {};
  std::uint8_t size = 0;
  bool is_word = false;
};

constexpr char32_t kShortEnd = 0x800;

std::array<Short, kShortEnd> MakeShorts() {
  std::array<Short, kShortEnd> shorts;
  for (char32_t c = 0; c < kShortEnd; ++c) {
    char bytes[4];
    const auto size = EncodeUtf8(CaseRepresentative(c), bytes) - bytes;
    shorts[c].is_word = IsWordChar(c);
    if (size > 2) continue;
    shorts[c].size = static_cast<std::uint8_t>(size);
    shorts[c].bytes = {bytes[0], size == 2 ? bytes[1] : char{}};
  }
  return shorts;
}

}  // namespace

std::string_view Marked(std::string_view text, std::string* buffer) {
  static const std::array<Short, kShortEnd> shorts = MakeShorts();
  // U+FFFD for a stray byte, and a mark beside each character: the worst growth there is.
  const std::size_t most = text.size() * 4 + 8;
  if (buffer->size() < most) buffer->resize(most);
  char* const start = buffer->data();
  char* to = start;
  bool in_word = false;
  // Branches are avoided: words are short, and so are the runs of one script.
  const auto mark = [&](bool is_word) {
    *to = kBoundary;
    to += static_cast<int>(is_word != in_word);
    in_word = is_word;
  };
  const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned first = byte_at(at);
    const unsigned second = at + 1 < text.size() ? byte_at(at + 1) : 0;
    const bool two = (first >= 0xC2) & (first <= 0xDF) & ((second & 0xC0) == 0x80);
    const char32_t c = two ? (first & 0x1F) << 6 | (second & 0x3F) : first;
    const Short& entry = shorts[c];
    if ((first < 0x80 || two) && entry.size > 0) [[likely]] {
      mark(entry.is_word);
      to[0] = entry.bytes[0];
      to[1] = entry.bytes[1];
      to += entry.size;
      at += two ? 2 : 1;
    } else {
      const char32_t other = DecodeNext(text, &at);
      mark(IsWordChar(other));
      to = EncodeUtf8(CaseRepresentative(other), to);
    }
  }
  mark(false);
  return {start, static_cast<std::size_t>(to - start)};
}

}  // namespace evenhand::text
