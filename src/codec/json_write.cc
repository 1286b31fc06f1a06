#include "codec/json_write.h"

#include <emmintrin.h>

#include <cmath>

#include "base/float_repr.h"
#include "base/utf8.h"

namespace evenhand::codec {
namespace {

// How many bytes from `at` on may be copied as they are: printable ASCII but " and \.
std::size_t PlainPrefix(std::string_view text, std::size_t at) {
  const std::size_t start = at;
  for (; at + 16 <= text.size(); at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    // Signed comparison: bytes of 0x80 and above are negative, so they count as below space too.
    __m128i special = _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20));
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    special = _mm_or_si128(special, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7f)));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(special));
    if (mask != 0) return at - start + static_cast<std::size_t>(__builtin_ctz(mask));
  }
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x20 || c >= 0x7f || c == '"' || c == '\\') break;
  }
  return at - start;
}

void AppendUnit(char32_t unit, std::string* out) {
  static constexpr char kHex[] = "0123456789abcdef";
  const char escape[6] = {'\\', 'u', kHex[unit >> 12 & 15], kHex[unit >> 8 & 15],
                          kHex[unit >> 4 & 15], kHex[unit & 15]};
  out->append(escape, 6);
}

void AppendSpecial(char32_t code, std::string* out) {
  switch (code) {
    case '"': out->append("\\\""); return;
    case '\\': out->append("\\\\"); return;
    case '\n': out->append("\\n"); return;
    case '\r': out->append("\\r"); return;
    case '\t': out->append("\\t"); return;
    case '\b': out->append("\\b"); return;
    case '\f': out->append("\\f"); return;
    default: break;
  }
  if (code < 0x10000) return AppendUnit(code, out);
  code -= 0x10000;
  AppendUnit(0xD800 + (code >> 10), out);
  AppendUnit(0xDC00 + (code & 0x3FF), out);
}

}  // namespace

void AppendJsonEscaped(std::string_view text, std::string* out) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t plain = PlainPrefix(text, at);
    out->append(text, at, plain);
    at += plain;
    while (at < text.size()) {
      const auto c = static_cast<unsigned char>(text[at]);
      if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') break;
      AppendSpecial(DecodeNext(text, &at), out);
    }
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
