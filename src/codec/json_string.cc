#include "codec/json_string.h"

#include <cstdint>

#include "base/utf8.h"

namespace evenhand::codec {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The four digits after \u, or -1.
std::int32_t FourHex(const char* at, const char* end) {
  if (end - at < 4) return -1;
  std::int32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = HexDigit(at[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

}  // namespace

bool UnescapeJsonString(const char* raw, const char* end, Arena* arena, std::string_view* out) {
  // The closing quote: the first one that no backslash escapes.
  const char* close = raw;
  while (close < end && *close != '"') close += *close == '\\' ? 2 : 1;
  if (close >= end) return false;

  char* const start = static_cast<char*>(arena->Allocate(static_cast<std::size_t>(close - raw), 1));
  char* to = start;
  for (const char* at = raw; at < close;) {
    if (static_cast<unsigned char>(*at) < 0x20) return false;
    if (*at != '\\') {
      *to++ = *at++;
      continue;
    }
    const char kind = at[1];
    at += 2;
    switch (kind) {
      case '"':
      case '\\':
      case '/':
        *to++ = kind;
        break;
      case 'b':
        *to++ = '\b';
        break;
      case 'f':
        *to++ = '\f';
        break;
      case 'n':
        *to++ = '\n';
        break;
      case 'r':
        *to++ = '\r';
        break;
      case 't':
        *to++ = '\t';
        break;
      case 'u': {
        const std::int32_t unit = FourHex(at, close);
        if (unit < 0) return false;
        at += 4;
        auto code = static_cast<char32_t>(unit);
        if (code >= 0xD800 && code < 0xDC00 && close - at >= 6 && at[0] == '\\' && at[1] == 'u') {
          const std::int32_t low = FourHex(at + 2, close);
          if (low >= 0xDC00 && low < 0xE000) {
            code = 0x10000 + ((code - 0xD800) << 10) + (static_cast<char32_t>(low) - 0xDC00);
            at += 6;
          }
        }
        to = EncodeUtf8(code, to);
        break;
      }
      default:
        return false;
    }
  }
  *out = {start, static_cast<std::size_t>(to - start)};
  return true;
}

}  // namespace evenhand::codec
