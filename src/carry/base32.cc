#include "carry/base32.h"

namespace evenhand::carry {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kShortRootLetters = 30;

}  // namespace

std::string ToBase32(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5) text += kLetters[bits >> (count - 5) & 31];
  }
  if (count > 0) text += kLetters[bits << (5 - count) & 31];
  return text;
}

std::optional<std::string> FromBase32(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = kLetters.find(c);
    if (value == kLetters.npos) return std::nullopt;
    bits = bits << 5 | static_cast<std::uint32_t>(value);
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 255);
  }
  if (ToBase32(bytes) != text) return std::nullopt;
  return bytes;
}

std::string ShortRoot(std::uint64_t size, const record::Digest& root) {
  const std::string letters = ToBase32(record::BytesOf(root)).substr(0, kShortRootLetters);
  std::string text = std::to_string(size);
  for (std::size_t at = 0; at < letters.size(); at += 5)
    text += (at == 0 ? " " : "-") + letters.substr(at, 5);
  return text;
}

}  // namespace evenhand::carry
