#pragma once

// Numbers and texts as Python 3.11 writes and reads them. The language promises its `repr`, `int()`
// and `float()` to the last character: f-strings, coercions and exports show them.
//
// Texts are WTF-8 (base/utf8.h). Writers append to any sink with `append(const char*,
// std::size_t)`, such as std::string, and allocate nothing themselves. Characters count as Unicode
// 14 has them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "base/bigint.h"
#include "base/float_repr.h"
#include "base/utf8.h"

namespace evenhand::text {

inline constexpr std::size_t kFloatReprBytes = kFloatReprRoom;
inline constexpr std::size_t kIntBytes = 20;

// repr(value): the shortest text that reads back as the same number: 5.0, 1e+16, 1e-05, inf, nan.
// Writes at most kFloatReprBytes at `to`; returns the position after them.
char* WriteFloatRepr(double value, char* to);

// Decimal digits, at most kIntBytes of them at `to`.
char* WriteInt(std::int64_t value, char* to);

// str.isprintable for one character: no control, format, private or unassigned character, no
// surrogate, and no separator but the plain space.
bool IsPrintable(char32_t c);

template <class Sink>
void AppendFloatRepr(double value, Sink* sink) {
  char buffer[kFloatReprBytes];
  sink->append(buffer, static_cast<std::size_t>(WriteFloatRepr(value, buffer) - buffer));
}

template <class Sink>
void AppendInt(std::int64_t value, Sink* sink) {
  char buffer[kIntBytes];
  sink->append(buffer, static_cast<std::size_t>(WriteInt(value, buffer) - buffer));
}

namespace internal {
inline constexpr std::size_t kEscapeBytes = 10;
// How repr writes one character between `quote` marks: at most kEscapeBytes at `to`.
char* WriteReprCharacter(char32_t c, char quote, char* to);
}  // namespace internal

// repr(text): in single quotes, or in double ones when it holds a single and no double quote.
template <class Sink>
void AppendStrRepr(std::string_view text, Sink* sink) {
  const bool prefer_double = text.find('\'') != text.npos && text.find('"') == text.npos;
  const char quote = prefer_double ? '"' : '\'';
  sink->append(&quote, 1);
  for (std::size_t at = 0; at < text.size();) {
    char buffer[internal::kEscapeBytes];
    const char* end = internal::WriteReprCharacter(DecodeNext(text, &at), quote, buffer);
    sink->append(buffer, static_cast<std::size_t>(end - buffer));
  }
  sink->append(&quote, 1);
}

// int(text): white space around, a sign, decimal digits of any script with single underscores
// between them. Nothing when Python would raise, which includes more than kMaxIntDigits digits. A
// BigInt is never one that would fit 64 bits.
inline constexpr std::size_t kMaxIntDigits = 4300;
using ParsedInt = std::variant<std::monostate, std::int64_t, BigInt>;
ParsedInt ParseInt(std::string_view text);

// float(text): as ParseInt, with fraction, exponent, inf, infinity and nan in any case. Too large
// is an infinity, too small a zero.
std::optional<double> ParseFloat(std::string_view text);

}  // namespace evenhand::text
