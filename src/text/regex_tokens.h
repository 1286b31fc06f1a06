#pragma once

// The characters of a regular expression, as Python's parser takes them: one at a time, a backslash
// together with what follows it. Positions count code points.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::text {

// What a parser throws to itself; never leaves text/python_regex.cc.
struct RegexSyntaxError {
  std::string message;
};

class RegexTokens {
 public:
  static constexpr char32_t kEnd = static_cast<char32_t>(-1);

  // A code point; with `escaped`, the one after a backslash. `value` is kEnd at the end.
  struct Token {
    char32_t value = kEnd;
    bool escaped = false;
    bool at_end() const { return value == kEnd; }
    bool Is(char32_t c) const { return value == c && !escaped; }
    std::size_t length() const { return at_end() ? 0 : escaped ? 2 : 1; }
    std::u32string Spelling() const;
  };

  explicit RegexTokens(std::u32string_view pattern);

  const Token& next() const { return next_; }
  Token Get();
  bool Take(char32_t c);  // if it is next
  // Up to `limit` further characters that `belongs` accepts.
  std::u32string TakeWhile(std::size_t limit, bool (*belongs)(char32_t));
  // Everything before `terminator`, which is taken too. `what` is for the message: "group name".
  std::u32string TakeUntil(char32_t terminator, const char* what);

  std::size_t position() const { return at_ - next_.length(); }
  void Seek(std::size_t position);

  // An error `back` code points before position().
  [[noreturn]] void Fail(const std::string& message, std::size_t back = 0) const;
  [[noreturn]] void FailAt(const std::string& message, std::size_t position) const;

 private:
  void Advance();

  std::u32string_view pattern_;
  std::size_t at_ = 0;  // after next_
  Token next_;
};

std::string ToUtf8(std::u32string_view text);
// As Python's repr() quotes a string.
std::string Quoted(std::u32string_view text);

}  // namespace evenhand::text
