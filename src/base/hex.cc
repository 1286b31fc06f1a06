#include "base/hex.h"

namespace evenhand {

void AppendHex(std::string_view bytes, std::string* out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const std::size_t before = out->size();
  out->resize(before + bytes.size() * 2);
  char* to = out->data() + before;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    *to++ = kDigits[byte >> 4];
    *to++ = kDigits[byte & 15];
  }
}

std::string Hex(std::string_view bytes) {
  std::string text;
  AppendHex(bytes, &text);
  return text;
}

Result<std::string> Unhex(std::string_view text) {
  const auto value = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  std::string bytes;
  if (text.size() % 2 != 0) return Fail(ErrorCode::kCorrupt, "an odd number of hexadecimal digits");
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = value(text[i]), low = value(text[i + 1]);
    if (high < 0 || low < 0)
      return Fail(ErrorCode::kCorrupt, "something else than hexadecimal digits");
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace evenhand
