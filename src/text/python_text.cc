#include "text/python_text.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/float_repr.h"
#include "text/char_class.h"

namespace evenhand::text {
namespace {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsBlank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Python 3.11 knows Unicode 14; ICU may know more.
bool IsAssigned(char32_t c) {
  UVersionInfo age;
  u_charAge(static_cast<UChar32>(c), age);
  return age[0] >= 1 && age[0] <= 14;
}

char* Write(std::string_view text, char* to) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

char* WriteHex(char letter, std::uint32_t value, int digits, char* to) {
  *to++ = '\\';
  *to++ = letter;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4)
    *to++ = "0123456789abcdef"[value >> shift & 15];
  return to;
}

// Numbers as Python reads them: digits and spaces of other scripts become ASCII ones. The result
// borrows from `text` when that is ASCII, else from `*buffer`. Any other character becomes '?',
// which no number holds.
std::string_view ToAsciiNumber(std::string_view text, std::string* buffer) {
  if (IsAscii(text)) return text;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (c < 0x80) {
      buffer->push_back(static_cast<char>(c));
    } else if (IsSpace(c)) {
      buffer->push_back(' ');
    } else if (IsDecimalDigit(c) && IsAssigned(c)) {
      buffer->push_back(static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c))));
    } else {
      buffer->push_back('?');
    }
  }
  return *buffer;
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

// Takes out underscores, each of which must stand between two digits. The result borrows from
// `text` when it has none.
std::optional<std::string_view> WithoutUnderscores(std::string_view text, std::string* buffer) {
  if (text.find('_') == text.npos) return text;
  std::string kept;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      kept.push_back(text[i]);
    } else if (i == 0 || i + 1 == text.size() || !IsDigit(text[i - 1]) || !IsDigit(text[i + 1])) {
      return std::nullopt;
    }
  }
  *buffer = std::move(kept);
  return *buffer;
}

// Trimmed, ASCII, without underscores; what is left may still be no number.
std::optional<std::string_view> Normalized(std::string_view text, std::string* buffer) {
  return WithoutUnderscores(Trimmed(ToAsciiNumber(text, buffer)), buffer);
}

bool TakeSign(std::string_view* text) {
  if (text->empty() || (text->front() != '-' && text->front() != '+')) return false;
  const bool negative = text->front() == '-';
  text->remove_prefix(1);
  return negative;
}

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

// The magnitude of an unsigned decimal number.
std::optional<double> ParseMagnitude(std::string_view text) {
  if (EqualsIgnoringCase(text, "inf") || EqualsIgnoringCase(text, "infinity")) return HUGE_VAL;
  if (EqualsIgnoringCase(text, "nan")) return std::nan("");
  // from_chars knows further words, and a sign here would be a second one.
  if (text.empty() || !(IsDigit(text[0]) || text[0] == '.')) return std::nullopt;
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end || error == std::errc::invalid_argument) return std::nullopt;
  // Out of range: strtod says on which side.
  if (error != std::errc()) return std::strtod(std::string(text).c_str(), nullptr);
  return value;
}

}  // namespace

char* WriteFloatRepr(double value, char* to) {
  const std::string_view written = FloatRepr(value, {to, kFloatReprBytes});
  // The names of what is no number do not stand in `to` yet.
  return written.data() == to ? to + written.size() : std::copy(written.begin(), written.end(), to);
}

char* WriteInt(std::int64_t value, char* to) {
  return std::to_chars(to, to + kIntBytes, value).ptr;
}

bool IsPrintable(char32_t c) {
  if (c < 0x7F) return c >= ' ';
  constexpr std::uint32_t kHidden = U_GC_C_MASK | U_GC_Z_MASK;
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & kHidden) == 0 && IsAssigned(c);
}

char* internal::WriteReprCharacter(char32_t c, char quote, char* to) {
  switch (c) {
    case '\t':
      return Write("\\t", to);
    case '\n':
      return Write("\\n", to);
    case '\r':
      return Write("\\r", to);
    default:
      break;
  }
  if (c == '\\' || c == static_cast<unsigned char>(quote)) *to++ = '\\';
  if (IsPrintable(c)) return EncodeUtf8(c, to);
  if (c <= 0xFF) return WriteHex('x', c, 2, to);
  if (c <= 0xFFFF) return WriteHex('u', c, 4, to);
  return WriteHex('U', c, 8, to);
}

ParsedInt ParseInt(std::string_view text) {
  std::string buffer;
  const std::optional<std::string_view> normalized = Normalized(text, &buffer);
  if (!normalized) return {};
  std::string_view digits = *normalized;
  const bool negative = TakeSign(&digits);
  if (digits.empty() || digits.size() > kMaxIntDigits) return {};
  if (!std::all_of(digits.begin(), digits.end(), IsDigit)) return {};

  const bool has_minus = negative && digits.data() > normalized->data();
  const char* from = has_minus ? digits.data() - 1 : digits.data();
  std::int64_t value = 0;
  if (std::from_chars(from, digits.data() + digits.size(), value).ec == std::errc()) return value;
  // A leading zero would make BigInt read octal digits.
  digits.remove_prefix(digits.find_first_not_of('0'));
  BigInt big{std::string(digits)};
  return negative ? BigInt(-big) : big;
}

std::optional<double> ParseFloat(std::string_view text) {
  std::string buffer;
  const std::optional<std::string_view> normalized = Normalized(text, &buffer);
  if (!normalized) return std::nullopt;
  std::string_view number = *normalized;
  const bool negative = TakeSign(&number);
  const std::optional<double> magnitude = ParseMagnitude(number);
  if (!magnitude) return std::nullopt;
  return negative ? -*magnitude : *magnitude;
}

}  // namespace evenhand::text
