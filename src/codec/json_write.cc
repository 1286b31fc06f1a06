#include "codec/json_write.h"

#include <emmintrin.h>
#include <simdjson.h>

#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/float_repr.h"
#include "base/utf8.h"

namespace evenhand::codec {
namespace {

// Whether the byte cannot simply be copied: controls, " and \, and the first byte of U+0080 to
// U+00BF.
constexpr bool IsSpecial(unsigned char c) {
  return c < 0x20 || c == '"' || c == '\\' || c == 0x7f || c == 0xC2;
}

// A bit for each of the 16 bytes that is special.
unsigned SpecialAmong(__m128i bytes) {
  const auto is = [&](int c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(static_cast<char>(c))); };
  __m128i special = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
  special = _mm_or_si128(special, _mm_or_si128(is('"'), is('\\')));
  special = _mm_or_si128(special, _mm_or_si128(is(0x7f), is(0xC2)));
  return static_cast<unsigned>(_mm_movemask_epi8(special));
}

// How many bytes from `at` on are not special; *beyond_ascii turns true when one of them is not
// ASCII.
std::size_t PlainPrefix(std::string_view text, std::size_t at, bool* beyond_ascii) {
  const std::size_t start = at;
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    *beyond_ascii |= _mm_movemask_epi8(bytes) != 0;
    const unsigned special = SpecialAmong(bytes);
    if (special != 0) return at - start + static_cast<std::size_t>(__builtin_ctz(special));
  }
  const std::string_view rest = text.substr(at);
  if (IsShortAndPlain(rest)) return text.size() - start;
  for (; at < text.size() && !IsSpecial(static_cast<unsigned char>(text[at])); ++at) {
    *beyond_ascii |= static_cast<unsigned char>(text[at]) >= 0x80;
  }
  return at - start;
}

void AppendUnit(char32_t unit, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  const char escape[6] = {
      '\\',           'u', kHex[unit >> 12 & 15], kHex[unit >> 8 & 15], kHex[unit >> 4 & 15],
      kHex[unit & 15]};
  out->append(escape, 6);
}

void AppendSpecial(char32_t code, std::string* out) {
  switch (code) {
    case '"':
      out->append("\\\"");
      return;
    case '\\':
      out->append("\\\\");
      return;
    case '\n':
      out->append("\\n");
      return;
    case '\r':
      out->append("\\r");
      return;
    case '\t':
      out->append("\\t");
      return;
    case '\b':
      out->append("\\b");
      return;
    case '\f':
      out->append("\\f");
      return;
    default:
      break;
  }
  const bool control = code < 0x20 || (code >= 0x7f && code < 0xA0);
  return control || IsSurrogate(code) ? AppendUnit(code, out) : AppendUtf8(code, out);
}

// Character by character: for what is not well formed.
void AppendCarefully(std::string_view text, std::string* out) {
  for (std::size_t at = 0; at < text.size();) AppendSpecial(DecodeNext(text, &at), out);
}

}  // namespace

// Its first and its last bytes, which may overlap, in one look.
bool IsShortAndPlain(std::string_view text) {
  __m128i bytes;
  const char* const end = text.data() + text.size();
  if (text.size() >= 8 && text.size() <= 16) {
    std::int64_t ends[2];
    std::memcpy(&ends[0], text.data(), 8);
    std::memcpy(&ends[1], end - 8, 8);
    bytes = _mm_set_epi64x(ends[1], ends[0]);
  } else if (text.size() >= 4 && text.size() < 8) {
    std::int32_t ends[2];
    std::memcpy(&ends[0], text.data(), 4);
    std::memcpy(&ends[1], end - 4, 4);
    bytes = _mm_set_epi32(ends[1], ends[1], ends[0], ends[0]);
  } else if (!text.empty() && text.size() < 4) {
    const auto is_plain = [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; };
    return is_plain(text[0]) && is_plain(text[text.size() / 2]) && is_plain(end[-1]);
  } else {
    return false;
  }
  return SpecialAmong(bytes) == 0 && _mm_movemask_epi8(bytes) == 0;
}

void AppendJsonEscaped(std::string_view text, std::string* out) {
  if (IsShortAndPlain(text)) {
    out->append(text);
    return;
  }
  bool beyond_ascii = false;
  const std::size_t plain = PlainPrefix(text, 0, &beyond_ascii);
  if (beyond_ascii || plain < text.size()) {
    if (!simdjson::validate_utf8(text)) return AppendCarefully(text, out);
  }
  out->append(text, 0, plain);
  for (std::size_t at = plain; at < text.size();) {
    AppendSpecial(DecodeNext(text, &at), out);
    const std::size_t more = PlainPrefix(text, at, &beyond_ascii);
    out->append(text, at, more);
    at += more;
  }
}

void AppendJsonDouble(double value, std::string* out) {
  if (std::isnan(value)) {
    out->append("NaN");
  } else if (std::isinf(value)) {
    out->append(value > 0 ? "Infinity" : "-Infinity");
  } else {
    char room[kFloatReprRoom];
    out->append(FloatRepr(value, room));
  }
}

}  // namespace evenhand::codec
