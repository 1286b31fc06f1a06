#pragma once

// Text of a rules file to Python 3.11 tokens.
//
//   in:  text    UTF-8 without NUL, line ends already "\n", ending in one
//   out: tokens  in order; the last is kEnd, or kError where the text stops being tokens
//        problem what is wrong at kError
//
// Errors: the tokenizer of CPython 3.11 is the model, also for what is refused and where. Some of
// its
//         errors are `eager`: they beat a grammar error that stands earlier in the file.
// Cost:   O(n) time, 20 bytes a token.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::sml {

// A line from 1 and a column in bytes from 0.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 0;
  auto operator<=>(const Position&) const = default;
};

struct Problem {
  Position at;
  std::string message;
};

enum class TokenKind : std::uint8_t {
  kName,
  kKeyword,
  kNumber,
  kString,
  kOperator,
  kNewline,
  kIndent,
  kDedent,
  kEnd,
  kError,
};

struct Token {
  std::uint32_t offset = 0;  // into the text
  std::uint32_t length = 0;
  Position at;
  TokenKind kind = TokenKind::kEnd;
  std::uint8_t brackets = 0;  // how many are open after this token
};

struct Tokens {
  std::vector<Token> list;
  std::optional<Problem> problem;
  bool eager = false;
  // The innermost bracket that is open at a problem that is not eager, as a problem of its own.
  std::optional<Problem> open_bracket;
};

Tokens Tokenize(std::string_view text);

// Whether a character may start, or go on, a name (Unicode XID, as Python has it).
bool StartsName(char32_t c);
bool ContinuesName(char32_t c);

}  // namespace evenhand::sml
