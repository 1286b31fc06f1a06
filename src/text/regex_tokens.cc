#include "text/regex_tokens.h"

#include <algorithm>

#include "base/utf8.h"

namespace evenhand::text {

std::string ToUtf8(std::u32string_view text) {
  std::string utf8;
  for (const char32_t c : text) AppendUtf8(c, &utf8);
  return utf8;
}

std::string Quoted(std::u32string_view text) {
  const bool has_single = text.find(U'\'') != text.npos;
  const char quote = has_single && text.find(U'"') == text.npos ? '"' : '\'';
  std::string quoted(1, quote);
  for (const char32_t c : text) {
    if (c == static_cast<char32_t>(quote) || c == '\\') quoted += '\\';
    AppendUtf8(c, &quoted);
  }
  return quoted + quote;
}

std::u32string RegexTokens::Token::Spelling() const {
  if (at_end()) return {};
  return escaped ? std::u32string{U'\\', value} : std::u32string{value};
}

RegexTokens::RegexTokens(std::u32string_view pattern) : pattern_(pattern) { Advance(); }

void RegexTokens::Advance() {
  next_ = {};
  if (at_ >= pattern_.size()) return;
  next_.value = pattern_[at_++];
  if (next_.value != '\\') return;
  if (at_ >= pattern_.size()) FailAt("bad escape (end of pattern)", pattern_.size() - 1);
  next_ = {pattern_[at_++], true};
}

RegexTokens::Token RegexTokens::Get() {
  const Token token = next_;
  Advance();
  return token;
}

bool RegexTokens::Take(char32_t c) {
  if (!next_.Is(c)) return false;
  Advance();
  return true;
}

std::u32string RegexTokens::TakeWhile(std::size_t limit, bool (*belongs)(char32_t)) {
  std::u32string taken;
  while (taken.size() < limit && !next_.at_end() && !next_.escaped && belongs(next_.value))
    taken += Get().value;
  return taken;
}

std::u32string RegexTokens::TakeUntil(char32_t terminator, const char* what) {
  std::u32string taken;
  while (true) {
    const Token token = Get();
    if (token.at_end()) {
      if (taken.empty()) Fail(std::string("missing ") + what);
      Fail("missing " + std::string(1, static_cast<char>(terminator)) + ", unterminated name",
           taken.size());
    }
    if (token.Is(terminator)) break;
    taken += token.Spelling();
  }
  if (taken.empty()) Fail(std::string("missing ") + what, 1);
  return taken;
}

void RegexTokens::Seek(std::size_t position) {
  at_ = position;
  Advance();
}

void RegexTokens::Fail(const std::string& message, std::size_t back) const {
  FailAt(message, position() - back);
}

void RegexTokens::FailAt(const std::string& message, std::size_t position) const {
  std::string full = message + " at position " + std::to_string(position);
  if (pattern_.find(U'\n') != pattern_.npos) {
    const std::u32string_view before = pattern_.substr(0, position);
    const auto line = std::count(before.begin(), before.end(), U'\n') + 1;
    const std::size_t newline = before.rfind(U'\n');
    const std::size_t column = newline == before.npos ? position + 1 : position - newline;
    full += " (line " + std::to_string(line) + ", column " + std::to_string(column) + ")";
  }
  throw RegexSyntaxError{std::move(full)};
}

}  // namespace evenhand::text
