#include <algorithm>

#include "base/utf8.h"
#include "sml/literal.h"
#include "sml/python_parser.h"

namespace evenhand::sml {
namespace {

constexpr std::size_t kMaxBrackets = 200;

char OpenerOf(char close) { return close == ')' ? '(' : close == ']' ? '[' : '{'; }

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

// Text that follows text is one constant.
void AppendText(std::string_view text, Position at, std::vector<Node>* items) {
  if (text.empty()) return;
  if (items->empty() || items->back().kind != NodeKind::kConstant) {
    Node node;
    node.kind = NodeKind::kConstant;
    node.constant = ConstantKind::kString;
    node.at = at;
    items->push_back(std::move(node));
  }
  items->back().text += text;
}

}  // namespace

// Reads one f-string token the way CPython 3.11 does: by its characters, with each field parsed on
// its own. Says what is wrong in `error`, whose place is where the parser around it stands.
class FormatStringReader {
 public:
  FormatStringReader(PythonParser* parser, const Token& token, Position whole)
      : parser_(parser), at_(token.at), whole_(whole) {
    const std::string_view text = parser->Text(token);
    parts_ = SplitString(text);
    text_ = text.substr(0, parts_.body_offset + parts_.body.size());
    cursor_ = parts_.body_offset;
  }

  void Read(std::vector<Node>* items) { Pieces(0, items); }
  const std::string& error() const { return error_; }

 private:
  bool failed() const { return !error_.empty() || parser_->failed(); }
  bool AtEnd() const { return cursor_ >= text_.size(); }
  char Current() const { return text_[cursor_]; }
  void Refuse(std::string_view why) {
    if (!failed()) error_ = "f-string: " + std::string(why);
  }

  // Literal text and fields; nested in a format spec up to its brace.
  void Pieces(int level, std::vector<Node>* items) {
    while (!failed() && !AtEnd()) {
      if (Literal(level, items)) continue;
      if (failed() || AtEnd() || Current() == '}') return;
      Field(level, items);
    }
  }

  // Text up to a brace that means something. True when the text ended in a doubled brace.
  bool Literal(int level, std::vector<Node>* items) {
    const std::size_t start = cursor_;
    std::size_t end = text_.size();
    bool doubled = false;
    while (!AtEnd()) {
      char c = Current();
      ++cursor_;
      if (!parts_.raw && c == '\\' && !AtEnd()) {
        c = Current();
        ++cursor_;
        if (c == 'N') {
          SkipCharacterName();
          continue;
        }
      }
      if (c != '{' && c != '}') continue;
      end = cursor_ - 1;
      if (level == 0 && !AtEnd() && Current() == c) {
        end = cursor_;
        ++cursor_;
        doubled = true;
      } else if (level == 0 && c == '}') {
        Refuse("single '}' is not allowed");
        return false;
      } else {
        --cursor_;
      }
      break;
    }
    auto decoded = DecodeString(text_.substr(start, end - start), parts_.raw);
    if (!decoded) {
      error_ = decoded.error().message;
      return false;
    }
    AppendText(*decoded, whole_, items);
    return doubled;
  }

  void SkipCharacterName() {
    if (AtEnd()) return;
    ++cursor_;
    if (text_[cursor_ - 1] != '{') return;
    while (!AtEnd()) {
      ++cursor_;
      if (text_[cursor_ - 1] == '}') return;
    }
  }

  void Field(int level, std::vector<Node>* items) {
    if (level >= 2) return Refuse("expressions nested too deeply");
    const std::size_t brace = cursor_;
    ++cursor_;
    const std::size_t start = cursor_;
    FindExpressionEnd();
    if (failed()) return;
    Node value = Expression(brace, text_.substr(start, cursor_ - start));
    bool plain = true;
    if (!failed() && !AtEnd() && Current() == '=') {
      ++cursor_;
      while (!AtEnd() && IsBlank(Current())) ++cursor_;
      if (!AtEnd()) AppendText(text_.substr(start, cursor_ - start), whole_, items);
      plain = false;
    }
    if (!failed() && !AtEnd() && Current() == '!') {
      ++cursor_;
      if (AtEnd()) return Refuse("expecting '}'");
      const char conversion = Current();
      ++cursor_;
      if (conversion != 's' && conversion != 'r' && conversion != 'a') {
        return Refuse("invalid conversion character: expected 's', 'r', or 'a'");
      }
      plain = false;
    }
    if (!failed() && !AtEnd() && Current() == ':') {
      ++cursor_;
      std::vector<Node> ignored;
      Pieces(level + 1, &ignored);
      plain = false;
    }
    if (failed()) return;
    if (AtEnd() || Current() != '}') return Refuse("expecting '}'");
    ++cursor_;
    std::vector<Node> parts;
    parts.push_back(std::move(value));
    Node field = parser_->Make(NodeKind::kFormattedValue, whole_, std::move(parts));
    field.flag = !plain;
    items->push_back(std::move(field));
  }

  // Moves the cursor to the character that ends the field's expression.
  void FindExpressionEnd() {
    std::string open;
    std::string_view quotes;
    for (; !AtEnd(); ++cursor_) {
      const char c = Current();
      if (c == '\\') return Refuse("expression part cannot include a backslash");
      if (!quotes.empty()) {
        if (text_.substr(cursor_, quotes.size()) == quotes) {
          cursor_ += quotes.size() - 1;
          quotes = {};
        }
      } else if (c == '\'' || c == '"') {
        const bool triple =
            text_.size() - cursor_ > 2 && text_[cursor_ + 1] == c && text_[cursor_ + 2] == c;
        quotes = text_.substr(cursor_, triple ? 3 : 1);
        cursor_ += quotes.size() - 1;
      } else if (c == '[' || c == '{' || c == '(') {
        if (open.size() >= kMaxBrackets) return Refuse("too many nested parenthesis");
        open += c;
      } else if (c == '#') {
        return Refuse("expression part cannot include '#'");
      } else if (open.empty() && std::string_view("!:}=<>").find(c) != std::string_view::npos) {
        const char next = cursor_ + 1 < text_.size() ? text_[cursor_ + 1] : '\0';
        if (next == '=' && (c == '!' || c == '=' || c == '<' || c == '>')) {
          ++cursor_;
        } else if (c != '<' && c != '>') {
          break;
        }
      } else if (c == ']' || c == '}' || c == ')') {
        if (open.empty()) return Refuse(std::string("unmatched '") + c + "'");
        if (open.back() != OpenerOf(c)) {
          return Refuse(std::string("closing parenthesis '") + c +
                        "' does not match opening parenthesis '" + open.back() + "'");
        }
        open.pop_back();
      }
    }
    if (!quotes.empty()) return Refuse("unterminated string");
    if (!open.empty()) return Refuse(std::string("unmatched '") + open.back() + "'");
    if (AtEnd()) return Refuse("expecting '}'");
  }

  Node Expression(std::size_t brace, std::string_view source) {
    if (std::all_of(source.begin(), source.end(), IsBlank)) {
      Refuse("empty expression not allowed");
      return {};
    }
    std::string text("(");
    text.append(source).append(")\n");
    PythonParser inner(text, PositionOf(brace), parser_->depth_);
    Node node = inner.ParseField();
    if (inner.problem())
      parser_->Fail(inner.problem()->at, "f-string: " + inner.problem()->message);
    return node;
  }

  Position PositionOf(std::size_t offset) const {
    const std::string_view before = text_.substr(0, offset);
    const auto lines = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
    if (lines == 0) return {at_.line, at_.column + static_cast<std::uint32_t>(offset)};
    return {at_.line + lines, static_cast<std::uint32_t>(offset - before.rfind('\n') - 1)};
  }

  PythonParser* parser_;
  Position at_;
  Position whole_;  // of the first of the strings side by side
  StringParts parts_;
  std::string_view text_;  // the token without its closing quotes
  std::size_t cursor_ = 0;
  std::string error_;
};

// A bytes literal is refused later, for what it is; here only when it is no Python.
void PythonParser::CheckBytes(std::string_view body, bool raw, Position at) {
  if (!IsAscii(body)) return Fail(at, "bytes can only contain ASCII literal characters");
  for (std::size_t i = 0; !raw && i + 1 < body.size(); ++i) {
    if (body[i] != '\\') continue;
    ++i;
    if (body[i] != 'x') continue;
    const std::string_view digits = body.substr(i + 1, 2);
    const bool whole = digits.size() == 2 &&
                       digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    if (!whole) return FailHere("(value error) invalid \\x escape");
  }
}

// One or more string tokens side by side.
Node PythonParser::Strings() {
  const std::size_t first = at_;
  while (AtKind(TokenKind::kString)) Advance();
  const std::size_t end = at_;
  const Position at = tokens_.list[first].at;
  std::vector<Node> items;
  bool format = false;
  std::size_t bytes = 0;
  for (std::size_t i = first; i < end && !failed(); ++i) {
    const Token& token = tokens_.list[i];
    const StringParts parts = SplitString(Text(token));
    if (parts.bytes) {
      ++bytes;
      CheckBytes(parts.body, parts.raw, token.at);
    } else if (parts.format) {
      format = true;
      FormatStringReader reader(this, token, at);
      reader.Read(&items);
      if (!reader.error().empty()) FailHere(reader.error());
    } else {
      auto text = DecodeString(parts.body, parts.raw);
      if (!text) {
        FailHere(text.error().message);
      } else {
        AppendText(*text, at, &items);
      }
    }
  }
  if (bytes > 0 && bytes != end - first) FailHere("cannot mix bytes and nonbytes literals");
  if (format) return Make(NodeKind::kFormatString, at, std::move(items));
  Node node = Make(NodeKind::kConstant, at);
  node.constant = bytes > 0 ? ConstantKind::kForeign : ConstantKind::kString;
  if (bytes > 0) {
    node.text = "b'...'";
  } else if (!items.empty()) {
    node.text = std::move(items[0].text);
  }
  return node;
}

}  // namespace evenhand::sml
