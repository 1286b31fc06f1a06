#pragma once

// The smallest parts of a regular expression: escapes, classes, and the flags that change them.
// All of it throws RegexSyntaxError and is for text/python_regex.cc alone.

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/char_set.h"
#include "text/regex_tokens.h"

namespace evenhand::text {

enum RegexFlag : std::uint32_t {
  kIgnoreCase = 1,
  kLocale = 2,
  kMultiline = 4,
  kDotAll = 8,
  kVerbose = 16,
  kAscii = 32,
  kUnicode = 64,
  kTemplate = 128,
};
constexpr std::uint32_t kTypeFlags = kAscii | kLocale | kUnicode;

bool IsDigit(char32_t c);
bool IsOctal(char32_t c);
bool IsAsciiLetter(char32_t c);

inline constexpr std::uint64_t kMaxRepeat = 0xFFFFFFFF;

// The number that digits of this base write, or `limit` when it is larger.
std::uint64_t NumberOf(std::u32string_view digits, std::uint32_t base, std::uint64_t limit);

// What a class matches, given the code points and the kinds (\w and such) written in it.
CharSet Fold(const CharSet& written, const CharSet& kinds, std::uint32_t flags);

// \d \D \s \S \w \W; empty for any other letter.
std::optional<CharSet> CharKind(char32_t letter, std::uint32_t flags);

// The code point of an octal escape of two or three digits.
char32_t OctalValue(const RegexTokens& tokens, std::u32string_view digits);

// The code point that an escape writes, other than an octal or a group number.
char32_t ReadCodePoint(RegexTokens& tokens, const RegexTokens::Token& token);

// From after `[` to `]`.
CharSet ReadClass(RegexTokens& tokens, std::uint32_t flags);

}  // namespace evenhand::text
