#pragma once

// Text made for matching, in which every character remembers what it came from.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::text {

// A stretch of the input, in bytes, on character boundaries.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Range&) const = default;
  std::string_view In(std::string_view input) const { return input.substr(begin, end - begin); }
};

struct KeyChar {
  char32_t code = 0;
  Range origin;  // grows over characters that were removed; begins and ends never go backwards
  bool operator==(const KeyChar&) const = default;
};

struct KeyText {
  std::vector<KeyChar> chars;
  bool ill_formed = false;  // the input was not UTF-8 throughout
};

// A run of characters of a KeyText, by index.
struct Token {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::span<const KeyChar> In(const KeyText& key) const {
    return std::span(key.chars).subspan(begin, end - begin);
  }
};

// The input from the first character's origin to the last one's; empty for no characters.
inline Range OriginOf(std::span<const KeyChar> chars) {
  return chars.empty() ? Range{} : Range{chars.front().origin.begin, chars.back().origin.end};
}

std::string Utf8(std::span<const KeyChar> chars);

}  // namespace evenhand::text
