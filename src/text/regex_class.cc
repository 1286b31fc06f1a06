#include "text/regex_class.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace evenhand::text {

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsOctal(char32_t c) { return c >= '0' && c <= '7'; }
namespace {

bool IsHex(char32_t c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace

bool IsAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::uint64_t NumberOf(std::u32string_view digits, std::uint32_t base, std::uint64_t limit) {
  std::uint64_t value = 0;
  for (const char32_t c : digits) {
    const std::uint32_t digit = IsDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    value = std::min(limit, value * base + digit);
  }
  return value;
}

CharSet Fold(const CharSet& written, const CharSet& kinds, std::uint32_t flags) {
  if ((flags & kIgnoreCase) == 0) return written.Union(kinds);
  return (flags & kAscii) != 0 ? IgnoringAsciiCase(written, kinds) : IgnoringCase(written, kinds);
}

std::optional<CharSet> CharKind(char32_t letter, std::uint32_t flags) {
  static const CharSet ascii_digits = CharSet::Between('0', '9');
  static const CharSet ascii_spaces = CharSet::FromRanges({{'\t', '\r'}, {' ', ' '}});
  const bool ascii = (flags & kAscii) != 0;
  switch (letter) {
    case 'd':
      return ascii ? ascii_digits : DigitChars();
    case 'D':
      return (ascii ? ascii_digits : DigitChars()).Complement();
    case 's':
      return ascii ? ascii_spaces : SpaceChars();
    case 'S':
      return (ascii ? ascii_spaces : SpaceChars()).Complement();
    case 'w':
      return ascii ? AsciiWordChars() : WordChars();
    case 'W':
      return (ascii ? AsciiWordChars() : WordChars()).Complement();
    default:
      return std::nullopt;
  }
}

char32_t OctalValue(const RegexTokens& tokens, std::u32string_view digits) {
  const std::uint64_t value = NumberOf(digits, 8, kMaxRepeat);
  if (value > 0377)
    tokens.Fail("octal escape value \\" + ToUtf8(digits) + " outside of range 0-0o377",
                digits.size() + 1);
  return static_cast<char32_t>(value);
}

char32_t ReadCodePoint(RegexTokens& tokens, const RegexTokens::Token& token) {
  const auto read_hex = [&](std::size_t digits) {
    const std::u32string hex = tokens.TakeWhile(digits, &IsHex);
    const std::u32string spelling = token.Spelling() + hex;
    if (hex.size() != digits) tokens.Fail("incomplete escape " + ToUtf8(spelling), spelling.size());
    const std::uint64_t value = NumberOf(hex, 16, kMaxRepeat);
    if (value > kMaxCodePoint) tokens.Fail("bad escape " + ToUtf8(spelling), spelling.size());
    return static_cast<char32_t>(value);
  };
  switch (token.value) {
    case 'a':
      return '\a';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    case 'x':
      return read_hex(2);
    case 'u':
      return read_hex(4);
    case 'U':
      return read_hex(8);
    case 'N':
      break;
    default:
      if (IsAsciiLetter(token.value))
        tokens.Fail("bad escape " + ToUtf8(token.Spelling()), token.length());
      return token.value;
  }
  if (!tokens.Take('{')) tokens.Fail("missing {");
  const std::u32string name = tokens.TakeUntil('}', "character name");
  const std::string utf8 = ToUtf8(name);
  for (const UCharNameChoice choice : {U_UNICODE_CHAR_NAME, U_CHAR_NAME_ALIAS}) {
    UErrorCode status = U_ZERO_ERROR;
    const UChar32 found = u_charFromName(choice, utf8.c_str(), &status);
    if (U_SUCCESS(status)) return static_cast<char32_t>(found);
  }
  tokens.Fail("undefined character name " + Quoted(name), name.size() + 4);
}

namespace {

// One element of a class: a code point, or a kind such as \w.
struct ClassItem {
  char32_t literal = 0;
  std::optional<CharSet> kind = std::nullopt;
};

ClassItem ReadClassItem(RegexTokens& tokens, const RegexTokens::Token& token, std::uint32_t flags) {
  if (!token.escaped) return {token.value};
  if (auto kind = CharKind(token.value, flags)) return {0, std::move(kind)};
  if (IsOctal(token.value))
    return {OctalValue(tokens, token.value + tokens.TakeWhile(2, &IsOctal))};
  if (IsDigit(token.value)) tokens.Fail("bad escape " + ToUtf8(token.Spelling()), token.length());
  return {ReadCodePoint(tokens, token)};
}

}  // namespace

CharSet ReadClass(RegexTokens& tokens, std::uint32_t flags) {
  const std::size_t here = tokens.position() - 1;
  const bool negated = tokens.Take('^');
  std::vector<CharSet::Range> written;
  CharSet kinds;
  const auto add = [&](const ClassItem& item) {
    if (item.kind.has_value()) {
      kinds = kinds.Union(*item.kind);
    } else {
      written.push_back({item.literal, item.literal});
    }
  };
  for (bool empty = true;; empty = false) {
    const RegexTokens::Token token = tokens.Get();
    if (token.at_end()) tokens.FailAt("unterminated character set", here);
    if (token.Is(']') && !empty) break;
    const ClassItem low = ReadClassItem(tokens, token, flags);
    if (!tokens.Take('-')) {
      add(low);
      continue;
    }
    const RegexTokens::Token last = tokens.Get();
    if (last.at_end()) tokens.FailAt("unterminated character set", here);
    if (last.Is(']')) {
      add(low);
      written.push_back({'-', '-'});
      break;
    }
    const ClassItem high = ReadClassItem(tokens, last, flags);
    if (low.kind.has_value() || high.kind.has_value() || high.literal < low.literal)
      tokens.Fail("bad character range " + ToUtf8(token.Spelling()) + "-" + ToUtf8(last.Spelling()),
                  token.length() + 1 + last.length());
    written.push_back({low.literal, high.literal});
  }
  CharSet set = Fold(CharSet::FromRanges(std::move(written)), kinds, flags);
  return negated ? set.Complement() : set;
}

}  // namespace evenhand::text
