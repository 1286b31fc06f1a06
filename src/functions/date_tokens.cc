#include "functions/date_tokens.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/utf8.h"
#include "text/char_class.h"

namespace evenhand::functions {
namespace {

// Stand-ins for characters beyond ASCII.
constexpr char kOddDigit = '\x01';  // a digit that is not a decimal one: ² or ①
constexpr char kLetter = '\x02';
constexpr char kOther = '\x03';

constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsNumber(char c) { return IsAsciiDigit(c) || c == kOddDigit; }
constexpr bool IsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == kLetter;
}

char Simplified(char32_t c) {
  if (text::IsSpace(c)) return ' ';
  if (c < 0x20) return kOther;
  if (c < 0x80) return static_cast<char>(c);
  const auto unicode = static_cast<UChar32>(c);
  if (text::IsDecimalDigit(c)) return static_cast<char>('0' + u_charDigitValue(unicode));
  if (u_getIntPropertyValue(unicode, UCHAR_NUMERIC_TYPE) == U_NT_DIGIT) return kOddDigit;
  return (U_GET_GC_MASK(unicode) & U_GC_L_MASK) != 0 ? kLetter : kOther;
}

enum class Shape { kWord, kNumber, kDottedWord, kDottedNumber };

// One step further into a token whose last character is `last`; false when `next` is not part of
// it.
bool Extend(char last, char next, std::size_t length, Shape* shape) {
  switch (*shape) {
    case Shape::kWord:
      if (next == '.') *shape = Shape::kDottedWord;
      return IsWord(next) || next == '.';
    case Shape::kNumber:
      if (IsNumber(next)) return true;
      *shape = Shape::kDottedNumber;
      return next == '.' || (next == ',' && length >= 2);
    case Shape::kDottedWord:
      if (next == '.' || IsWord(next)) return true;
      if (!IsNumber(next) || last != '.') return false;
      *shape = Shape::kDottedNumber;
      return true;
    case Shape::kDottedNumber:
      if (next == '.' || IsNumber(next)) return true;
      if (!IsWord(next) || last != '.') return false;
      *shape = Shape::kDottedWord;
      return true;
  }
  return false;
}

}  // namespace

DateTokens::DateTokens(std::string_view text) {
  text_.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (c != 0) text_.push_back(Simplified(c));
  }
  tokens_.reserve(std::min<std::size_t>(text_.size(), 32));
  for (std::size_t at = 0; at < text_.size();) at = AddToken(at);
}

// Adds the token, or the pieces of a dotted one, that starts at `begin`; returns where it ends.
std::size_t DateTokens::AddToken(std::size_t begin) {
  std::size_t end = begin + 1;
  bool seen_letters = false;
  Shape shape = IsWord(text_[begin]) ? Shape::kWord : Shape::kNumber;
  if (IsWord(text_[begin]) || IsNumber(text_[begin])) {
    for (; end < text_.size(); ++end) {
      seen_letters |= shape == Shape::kWord || shape == Shape::kDottedWord;
      const Shape before = shape;
      if (!Extend(text_[end - 1], text_[end], end - begin, &shape)) {
        shape = before;
        break;
      }
    }
  }
  const std::string_view token = std::string_view(text_).substr(begin, end - begin);
  const auto dots = std::count(token.begin(), token.end(), '.');
  const bool dotted = shape == Shape::kDottedWord || shape == Shape::kDottedNumber;
  if (dotted && (seen_letters || dots > 1 || token.back() == '.' || token.back() == ',')) {
    Split(begin, end);
    return end;
  }
  if (shape == Shape::kDottedNumber && dots == 0)
    std::replace(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                 text_.begin() + static_cast<std::ptrdiff_t>(end), ',', '.');
  tokens_.push_back(token);
  return end;
}

// Adds the parts between dots and commas, and these.
void DateTokens::Split(std::size_t begin, std::size_t end) {
  const std::string_view all = text_;
  for (std::size_t at = begin; at < end;) {
    std::size_t stop = std::min(all.find_first_of(".,", at), end);
    if (stop == at) ++stop;
    tokens_.push_back(all.substr(at, stop - at));
    at = stop;
  }
}

}  // namespace evenhand::functions
