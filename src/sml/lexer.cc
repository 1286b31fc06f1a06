#include "sml/lexer.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/utf8.h"
#include "text/python_text.h"

namespace evenhand::sml {
namespace {

constexpr std::size_t kMaxBrackets = 200;  // CPython's limits
constexpr std::size_t kMaxIndents = 100;
constexpr std::uint32_t kTabWidth = 8;

constexpr std::array<std::string_view, 35> kKeywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

constexpr std::array<std::string_view, 25> kLongOperators = {
    "**=", "//=", ">>=", "<<=", "...", "!=", "<>", "==", "<=", ">=", ":=", "->", "**",
    "//",  "<<",  ">>",  "+=",  "-=",  "*=", "/=", "%=", "&=", "|=", "^=", "@="};

bool IsDigit(int c) { return c >= '0' && c <= '9'; }
bool IsOctal(int c) { return c >= '0' && c <= '7'; }
bool IsBinary(int c) { return c == '0' || c == '1'; }
bool IsHex(int c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool MayStartName(int c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
}
bool MayContinueName(int c) { return MayStartName(c) || IsDigit(c); }
bool IsQuote(int c) { return c == '\'' || c == '"'; }

char ClosingOf(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

std::string InvalidCharacter(char32_t c, std::string_view spelled) {
  std::array<char, 16> code{};
  std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned>(c));
  if (!text::IsPrintable(c)) return std::string("invalid non-printable character ") + code.data();
  return "invalid character '" + std::string(spelled) + "' (" + code.data() + ")";
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Tokens Run() {
    while (!done_) {
      if (line_begins_) {
        Indentation();
      } else {
        One();
      }
    }
    return std::move(out_);
  }

 private:
  struct Bracket {
    char open;
    Position at;
  };
  struct Indent {
    std::uint32_t width = 0;      // with tabs to the next multiple of 8
    std::uint32_t alternate = 0;  // with tabs as one column: both orders must agree
  };

  int At(std::size_t ahead = 0) const {
    const std::size_t at = cursor_ + ahead;
    return at < text_.size() ? static_cast<unsigned char>(text_[at]) : -1;
  }
  Position PositionOf(std::size_t offset) const {
    return {line_, static_cast<std::uint32_t>(offset - line_start_)};
  }
  void NewLine() {  // the cursor stands after a "\n"
    ++line_;
    line_start_ = cursor_;
  }

  void Emit(TokenKind kind, std::size_t start, Position at) {
    out_.list.push_back({.offset = static_cast<std::uint32_t>(start),
                         .length = static_cast<std::uint32_t>(cursor_ - start),
                         .at = at,
                         .kind = kind,
                         .brackets = static_cast<std::uint8_t>(brackets_.size())});
  }
  void EmitFrom(TokenKind kind, std::size_t start) { Emit(kind, start, PositionOf(start)); }

  void Stop(Position at, std::string message, bool eager) {
    if (done_) return;
    EmitFrom(TokenKind::kError, std::min(cursor_, text_.size()));
    out_.list.back().at = at;
    out_.problem = Problem{at, std::move(message)};
    out_.eager = eager;
    if (!eager && !brackets_.empty()) out_.open_bracket = OpenBracket();
    done_ = true;
  }
  // The error's place is the byte before the cursor, as CPython counts it.
  void StopHere(std::string message) {
    const std::size_t offset = std::max(cursor_, line_start_ + 1) - 1;
    Stop(PositionOf(offset), std::move(message), true);
  }

  Problem OpenBracket() const {
    const Bracket& open = brackets_.back();
    return {open.at, std::string("'") + open.open + "' was never closed"};
  }

  void EndOfText() {
    if (!brackets_.empty()) {
      const Problem open = OpenBracket();
      return Stop(open.at, open.message, false);
    }
    Emit(TokenKind::kEnd, cursor_, LastLineEnd());
    done_ = true;
  }

  // Where the end of the text is said to be: on the last line, at its end.
  Position LastLineEnd() const {
    if (cursor_ < 2) return {};
    const std::size_t before = text_.rfind('\n', cursor_ - 2);
    const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
    return {line_ - 1, static_cast<std::uint32_t>(cursor_ - 1 - start)};
  }

  // White space at the start of a line, and what it says about blocks.
  void Indentation() {
    line_begins_ = false;
    Indent indent;
    Indent before_backslash;  // when there is one, it is what counts
    for (;;) {
      const int c = At();
      if (c == ' ') {
        ++indent.width;
        ++indent.alternate;
      } else if (c == '\t') {
        indent.width = (indent.width / kTabWidth + 1) * kTabWidth;
        ++indent.alternate;
      } else if (c == '\f') {
        indent = {};
      } else if (c == '\\') {
        if (before_backslash.width == 0) before_backslash = indent;
        if (!Continuation()) return;
        indent = {};
        continue;
      } else {
        break;
      }
      ++cursor_;
    }
    if (At() == '#' || At() == '\n') {
      SkipBlankLine();
      return;
    }
    if (!brackets_.empty()) return;
    SetIndent(before_backslash.width > 0 ? before_backslash : indent);
  }

  void SkipBlankLine() {
    while (At() != '\n' && At() != -1) ++cursor_;
    if (At() == -1) return;
    ++cursor_;
    NewLine();
    line_begins_ = true;
  }

  void SetIndent(Indent indent) {
    const Indent current = indents_.back();
    if (indent.width == current.width) {
      if (indent.alternate != current.alternate) StopForTabs();
      return;
    }
    if (indent.width > current.width) {
      if (indents_.size() >= kMaxIndents) {
        Stop(PositionOf(cursor_), "too many levels of indentation", false);
        return;
      }
      if (indent.alternate <= current.alternate) return StopForTabs();
      indents_.push_back(indent);
      EmitBlockToken(TokenKind::kIndent);
      return;
    }
    while (indents_.back().width > indent.width) {
      indents_.pop_back();
      EmitBlockToken(TokenKind::kDedent);
    }
    if (indents_.back().width != indent.width) {
      // The dedents that led here are never seen: the line itself is refused.
      while (out_.list.back().kind == TokenKind::kDedent) out_.list.pop_back();
      const std::size_t end = text_.find('\n', cursor_);
      Stop(PositionOf(end), "unindent does not match any outer indentation level", false);
      return;
    }
    if (indents_.back().alternate != indent.alternate) StopForTabs();
  }

  void EmitBlockToken(TokenKind kind) {
    if (At() == -1) return Emit(kind, cursor_, LastLineEnd());
    EmitFrom(kind, cursor_);
    Token& token = out_.list.back();
    if (token.at.column > 0) --token.at.column;
  }

  void StopForTabs() {
    Stop(PositionOf(text_.find('\n', cursor_)),
         "inconsistent use of tabs and spaces in indentation", false);
  }

  // A backslash that joins lines; the cursor stands on it.
  bool Continuation() {
    ++cursor_;
    if (At() != '\n') {
      Stop(PositionOf(cursor_), "unexpected character after line continuation character", false);
      return false;
    }
    ++cursor_;
    if (At() == -1) {
      if (!brackets_.empty()) {
        EndOfText();
      } else {
        Stop(PositionOf(cursor_ - 1), "unexpected EOF while parsing", false);
      }
      return false;
    }
    NewLine();
    return true;
  }

  void One() {
    while (At() == ' ' || At() == '\t' || At() == '\f') ++cursor_;
    if (At() == '#') {
      while (At() != '\n' && At() != -1) ++cursor_;
    }
    const int c = At();
    if (c == -1) return EndOfText();
    if (c == '\n') return LineEnd();
    if (c == '\\') {
      Continuation();
      return;
    }
    if (MayStartName(c)) return NameOrString();
    if (IsDigit(c) || (c == '.' && IsDigit(At(1)))) return Number();
    if (IsQuote(c)) return String(cursor_);
    Operator();
  }

  void LineEnd() {
    if (brackets_.empty()) {
      ++cursor_;
      EmitFrom(TokenKind::kNewline, cursor_ - 1);
    } else {
      ++cursor_;
    }
    NewLine();
    line_begins_ = true;
  }

  // Length of a string prefix (r, u, f, b and their pairs) that a quote follows, or 0.
  std::size_t StringPrefix() const {
    bool b = false, u = false, r = false, f = false;
    for (std::size_t n = 0;; ++n) {
      const int c = At(n);
      if (IsQuote(c)) return n;
      if (!(b || u || f) && (c == 'b' || c == 'B'))
        b = true;
      else if (!(b || u || r || f) && (c == 'u' || c == 'U'))
        u = true;
      else if (!(r || u) && (c == 'r' || c == 'R'))
        r = true;
      else if (!(f || b || u) && (c == 'f' || c == 'F'))
        f = true;
      else
        return 0;
    }
  }

  void NameOrString() {
    const std::size_t start = cursor_;
    if (const std::size_t prefix = StringPrefix(); prefix > 0) {
      cursor_ += prefix;
      return String(start);
    }
    while (MayContinueName(At())) ++cursor_;
    const std::string_view name = text_.substr(start, cursor_ - start);
    if (!CheckName(start)) return;
    const bool keyword = std::find(kKeywords.begin(), kKeywords.end(), name) != kKeywords.end();
    EmitFrom(keyword ? TokenKind::kKeyword : TokenKind::kName, start);
  }

  // Refuses bytes beyond ASCII that Unicode does not allow in a name.
  bool CheckName(std::size_t start) {
    for (std::size_t at = start; at < cursor_;) {
      const std::size_t from = at;
      const char32_t code = DecodeNext(text_, &at);
      if (from == start ? StartsName(code) : ContinuesName(code)) continue;
      Stop(PositionOf(from), InvalidCharacter(code, text_.substr(from, at - from)), true);
      return false;
    }
    return true;
  }

  // --- numbers ---

  // digit+ ("_" digit+)*, all of a class; false when an underscore has no digit after it.
  bool Digits(bool (*is_digit)(int)) {
    while (is_digit(At())) ++cursor_;
    while (At() == '_') {
      ++cursor_;
      if (!is_digit(At())) return false;
      while (is_digit(At())) ++cursor_;
    }
    return true;
  }

  bool DecimalTail() {
    if (Digits(IsDigit)) return true;
    StopHere("invalid decimal literal");
    return false;
  }

  // `0xfor` and the like: a keyword may follow a number without a blank.
  bool KeywordFollows() const {
    const std::string_view rest = text_.substr(cursor_, 5);
    for (const std::string_view word : {"and", "else", "for", "if", "in", "is", "or", "not"}) {
      if (rest.starts_with(word)) return true;
    }
    return false;
  }
  bool EndOfNumber(std::string_view kind) {
    if (!MayContinueName(At()) || At() >= 128 || KeywordFollows()) return true;
    StopHere("invalid " + std::string(kind) + " literal");
    return false;
  }

  void Number() {
    const std::size_t start = cursor_;
    const int second = At() == '0' ? At(1) | 0x20 : 0;
    bool good = false;
    if (second == 'x') {
      good = Radix(IsHex, "hexadecimal");
    } else if (second == 'o') {
      good = Radix(IsOctal, "octal");
    } else if (second == 'b') {
      good = Radix(IsBinary, "binary");
    } else {
      good = Decimal(start);
    }
    if (good) EmitFrom(TokenKind::kNumber, start);
  }

  bool Radix(bool (*is_digit)(int), std::string_view kind) {
    cursor_ += 2;
    if (At() == '_') ++cursor_;
    const bool good = is_digit(At()) && Digits(is_digit);
    if (IsDigit(At())) {
      const int digit = At();
      ++cursor_;
      StopHere(std::string("invalid digit '") + static_cast<char>(digit) + "' in " +
               std::string(kind) + " literal");
      return false;
    }
    if (!good) {
      StopHere("invalid " + std::string(kind) + " literal");
      return false;
    }
    return EndOfNumber(kind);
  }

  bool Decimal(std::size_t start) {
    bool leading_zeros = false;
    if (At() != '.') {
      leading_zeros = At() == '0';
      if (!DecimalTail()) return false;
      leading_zeros =
          leading_zeros &&
          text_.substr(start, cursor_ - start).find_first_not_of("0_") != std::string_view::npos;
    }
    bool is_int = true;
    if (At() == '.') {
      is_int = false;
      ++cursor_;
      if (IsDigit(At()) && !DecimalTail()) return false;
    }
    if (At() == 'e' || At() == 'E') {
      const bool sign = At(1) == '+' || At(1) == '-';
      if (IsDigit(At(sign ? 2 : 1))) {
        is_int = false;
        cursor_ += sign ? 2 : 1;
        if (!DecimalTail()) return false;
      } else if (sign) {
        cursor_ += 2;
        StopHere("invalid decimal literal");
        return false;
      }
    }
    if (At() == 'j' || At() == 'J') {
      ++cursor_;
      return EndOfNumber("imaginary");
    }
    if (is_int && leading_zeros) {
      Stop(PositionOf(start),
           "leading zeros in decimal integer literals are not permitted; use an 0o prefix for "
           "octal integers",
           true);
      return false;
    }
    return EndOfNumber("decimal");
  }

  // --- strings ---

  // The cursor stands on the first quote.
  void String(std::size_t start) {
    const Position at = PositionOf(start);
    const auto quote = static_cast<char>(At());
    const bool triple = At(1) == quote && At(2) == quote;
    if (!triple && At(1) == quote) {  // the empty string
      cursor_ += 2;
      return Emit(TokenKind::kString, start, at);
    }
    const std::string_view closing = text_.substr(cursor_, triple ? 3 : 1);
    cursor_ += closing.size();
    while (text_.substr(cursor_, closing.size()) != closing) {
      const int c = At();
      if (c == -1 || (!triple && c == '\n')) return Unterminated(at, triple);
      ++cursor_;
      if (c == '\n') NewLine();
      if (c == '\\' && At() != -1) {
        ++cursor_;
        if (text_[cursor_ - 1] == '\n') NewLine();
      }
    }
    cursor_ += closing.size();
    Emit(TokenKind::kString, start, at);
  }

  void Unterminated(Position at, bool triple) {
    const std::uint32_t seen = At() == -1 && line_start_ == cursor_ ? line_ - 1 : line_;
    Stop(at,
         std::string("unterminated ") + (triple ? "triple-quoted " : "") +
             "string literal (detected at line " + std::to_string(seen) + ")",
         true);
  }

  // --- operators ---

  void Operator() {
    const std::size_t start = cursor_;
    const auto c = static_cast<char>(At());
    for (const std::string_view op : kLongOperators) {
      if (text_.substr(cursor_, op.size()) == op) {
        cursor_ += op.size();
        return EmitFrom(TokenKind::kOperator, start);
      }
    }
    ++cursor_;
    if (!text::IsPrintable(static_cast<unsigned char>(c))) {
      return StopHere(InvalidCharacter(static_cast<unsigned char>(c), {}));
    }
    if (c == '(' || c == '[' || c == '{') {
      if (brackets_.size() >= kMaxBrackets) return StopHere("too many nested parentheses");
      brackets_.push_back({c, PositionOf(start)});
    } else if (c == ')' || c == ']' || c == '}') {
      if (!Close(c)) return;
    }
    EmitFrom(TokenKind::kOperator, start);
  }

  bool Close(char c) {
    if (brackets_.empty()) {
      StopHere(std::string("unmatched '") + c + "'");
      return false;
    }
    const Bracket open = brackets_.back();
    brackets_.pop_back();
    if (ClosingOf(open.open) == c) return true;
    std::string message = std::string("closing parenthesis '") + c +
                          "' does not match opening parenthesis '" + open.open + "'";
    if (open.at.line != line_) message += " on line " + std::to_string(open.at.line);
    StopHere(std::move(message));
    return false;
  }

  std::string_view text_;
  std::size_t cursor_ = 0;
  std::uint32_t line_ = 1;
  std::size_t line_start_ = 0;
  bool line_begins_ = true;
  bool done_ = false;
  std::vector<Indent> indents_ = {Indent{}};
  std::vector<Bracket> brackets_;
  Tokens out_;
};

}  // namespace

bool StartsName(char32_t c) {
  return c == '_' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_START);
}

bool ContinuesName(char32_t c) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_XID_CONTINUE);
}

Tokens Tokenize(std::string_view text) { return Lexer(text).Run(); }

}  // namespace evenhand::sml
