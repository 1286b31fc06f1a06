#include "codec/json_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "base/utf8.h"

namespace evenhand::codec {
namespace {

enum class TokenKind : std::uint8_t { kEnd, kId, kNumber, kNamed, kWhere, kDoubleDot, kSymbol };

struct Token {
  TokenKind kind = TokenKind::kEnd;
  char symbol = 0;          // kSymbol: one of * . [ ] ( ) $ , : | &
  std::int64_t number = 0;  // saturated: a longer number is past the end of every list anyway
  std::string text;         // kId, kNamed: without quotes; else as written
  std::size_t column = 0;
};

bool IsIdStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@';
}
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsIdPart(char c) { return IsIdStart(c) || IsDigit(c) || c == '-'; }

std::int64_t Saturated(std::string_view digits) {
  std::int64_t value = 0;
  if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec == std::errc{}) {
    return value;
  }
  using Limits = std::numeric_limits<std::int64_t>;
  return digits[0] == '-' ? Limits::min() : Limits::max();
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<Token> Next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) {
      ++at_;
    }
    Token token;
    token.column = at_;
    if (at_ == text_.size()) return token;
    const char c = text_[at_];
    if (c == '\'' || c == '"' || c == '`') return Quoted(std::move(token), c);
    if (IsIdStart(c)) return Identifier(std::move(token));
    if (IsDigit(c) || (c == '-' && at_ + 1 < text_.size() && IsDigit(text_[at_ + 1]))) {
      return Number(std::move(token));
    }
    return Symbol(std::move(token), c);
  }

 private:
  Result<Token> Quoted(Token token, char quote) {
    token.kind = quote == '`' ? TokenKind::kNamed : TokenKind::kId;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == quote) {
        ++at_;
        return token;
      }
      if (text_[at_] == '\\') {
        if (++at_ == text_.size() || text_[at_] == '\n') break;
      }
      token.text += text_[at_];
    }
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("column {}: this {} is not closed", token.column, quote));
  }

  Token Identifier(Token token) {
    while (at_ < text_.size() && IsIdPart(text_[at_])) token.text += text_[at_++];
    token.kind = token.text == "where" ? TokenKind::kWhere : TokenKind::kId;
    return token;
  }

  Token Number(Token token) {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
    token.kind = TokenKind::kNumber;
    token.text = text_.substr(begin, at_ - begin);
    token.number = Saturated(token.text);
    return token;
  }

  Result<Token> Symbol(Token token, char c) {
    if (std::string_view("*.[]()$,:|&").find(c) == std::string_view::npos) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("column {}: unexpected character `{}`", at_, CharacterAt(at_)));
    }
    ++at_;
    token.kind = TokenKind::kSymbol;
    token.symbol = c;
    if (c == '.' && at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      token.kind = TokenKind::kDoubleDot;
      token.text = "..";
    } else {
      token.text = std::string(1, c);
    }
    return token;
  }

  // The whole UTF-8 sequence that starts here, so that messages never cut a letter.
  std::string_view CharacterAt(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < text_.size() && IsContinuation(text_[end])) ++end;
    return text_.substr(at, end - at);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// Binding strength of the operator in `token`, 0 for none, and what it makes.
std::pair<int, JsonPathKind> Operator(const Token& token) {
  switch (token.kind) {
    case TokenKind::kDoubleDot:
      return {1, JsonPathKind::kDescendants};
    case TokenKind::kWhere:
      return {5, JsonPathKind::kWhere};
    case TokenKind::kSymbol:
      if (token.symbol == '.') return {2, JsonPathKind::kChild};
      if (token.symbol == '|') return {3, JsonPathKind::kUnion};
      if (token.symbol == '&') return {4, JsonPathKind::kIntersect};
      break;
    default:
      break;
  }
  return {0, JsonPathKind::kRoot};
}

class Parser {
 public:
  explicit Parser(std::string_view text) : lexer_(text) {}

  Result<JsonPath> Run() {
    EVENHAND_TRY(Advance());
    EVENHAND_ASSIGN(JsonPath path, Path());
    if (token_.kind != TokenKind::kEnd) return Unexpected();
    return path;
  }

 private:
  Result<void> Advance() {
    EVENHAND_ASSIGN(token_, lexer_.Next());
    return {};
  }

  tl::unexpected<Error> Unexpected() const {
    const std::string what = token_.kind == TokenKind::kEnd
                                 ? "the path ends too early"
                                 : fmt::format("unexpected `{}`", token_.text);
    return Fail(ErrorCode::kInvalidArgument, fmt::format("column {}: {}", token_.column, what));
  }

  bool IsSymbol(char c) const { return token_.kind == TokenKind::kSymbol && token_.symbol == c; }

  Result<void> Expect(char c) {
    if (!IsSymbol(c)) return Unexpected();
    return Advance();
  }

  Result<JsonPath> Counted(JsonPath path) {
    if (++nodes_ > kMaxJsonPathNodes) {
      return Fail(ErrorCode::kLimit,
                  fmt::format("a path may have at most {} steps", kMaxJsonPathNodes));
    }
    return path;
  }

  Result<JsonPath> Join(JsonPathKind kind, JsonPath left, JsonPath right) {
    JsonPath joined{.kind = kind};
    joined.operands.push_back(std::move(left));
    joined.operands.push_back(std::move(right));
    return Counted(std::move(joined));
  }

  // One whole path: everything up to what cannot go on with it. Operators wait on a stack until one
  // that binds less tightly, or a bracket, takes what they made as its left side.
  Result<JsonPath> Path() {
    struct Waiting {
      JsonPath left;
      int strength;
      JsonPathKind kind;
    };
    std::vector<Waiting> waiting;
    EVENHAND_ASSIGN(JsonPath path, Primary());
    for (;;) {
      const auto [strength, kind] = Operator(token_);
      while (!waiting.empty() && waiting.back().strength >= strength) {
        Waiting& top = waiting.back();
        EVENHAND_ASSIGN(path, Join(top.kind, std::move(top.left), std::move(path)));
        waiting.pop_back();
      }
      if (strength > 0) {
        EVENHAND_TRY(Advance());
        waiting.push_back({std::move(path), strength, kind});
        EVENHAND_ASSIGN(path, Primary());
      } else if (IsSymbol('[')) {
        EVENHAND_ASSIGN(JsonPath inside, Brackets());
        EVENHAND_ASSIGN(path, Join(JsonPathKind::kChild, std::move(path), std::move(inside)));
      } else {
        return path;
      }
    }
  }

  Result<JsonPath> Primary() {
    if (token_.kind == TokenKind::kId) return Fields();
    if (token_.kind == TokenKind::kNamed) return Named();
    if (IsSymbol('[')) return Brackets();
    if (IsSymbol('$')) {
      EVENHAND_TRY(Advance());
      return Counted({.kind = JsonPathKind::kRoot});
    }
    if (IsSymbol('*')) {
      EVENHAND_TRY(Advance());
      JsonPath any{.kind = JsonPathKind::kFields};
      any.fields.push_back("*");
      return Counted(std::move(any));
    }
    if (IsSymbol('(')) {
      if (++depth_ > kMaxJsonPathNodes) {
        return Fail(ErrorCode::kLimit, "too many parentheses in this path");
      }
      EVENHAND_TRY(Advance());
      EVENHAND_ASSIGN(JsonPath path, Path());
      EVENHAND_TRY(Expect(')'));
      --depth_;
      return path;
    }
    return Unexpected();
  }

  Result<JsonPath> Named() {
    JsonPath path;
    if (token_.text == "this") {
      path.kind = JsonPathKind::kThis;
    } else if (token_.text == "parent") {
      path.kind = JsonPathKind::kParent;
    } else {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("column {}: unknown operator `{}`", token_.column, token_.text));
    }
    EVENHAND_TRY(Advance());
    return Counted(std::move(path));
  }

  Result<JsonPath> Fields() {
    JsonPath path{.kind = JsonPathKind::kFields};
    for (;;) {
      if (token_.kind != TokenKind::kId) return Unexpected();
      path.fields.push_back(std::move(token_.text));
      EVENHAND_TRY(Advance());
      if (!IsSymbol(',')) return Counted(std::move(path));
      EVENHAND_TRY(Advance());
    }
  }

  Result<JsonPath> Brackets() {
    EVENHAND_TRY(Expect('['));
    EVENHAND_ASSIGN(JsonPath inside, InsideBrackets());
    EVENHAND_TRY(Expect(']'));
    return inside;
  }

  Result<JsonPath> InsideBrackets() {
    if (token_.kind == TokenKind::kId) return Fields();
    JsonPath path{.kind = JsonPathKind::kSlice};
    if (IsSymbol('*')) {
      EVENHAND_TRY(Advance());
      return Counted(std::move(path));
    }
    EVENHAND_ASSIGN(path.start, MaybeNumber());
    if (path.start && !IsSymbol(':')) {
      return Counted({.kind = JsonPathKind::kIndex, .index = *path.start});
    }
    EVENHAND_TRY(Expect(':'));
    EVENHAND_ASSIGN(path.end, MaybeNumber());
    return Counted(std::move(path));
  }

  Result<std::optional<std::int64_t>> MaybeNumber() {
    if (token_.kind != TokenKind::kNumber) return std::nullopt;
    const std::int64_t number = token_.number;
    EVENHAND_TRY(Advance());
    return number;
  }

  Lexer lexer_;
  Token token_;
  int nodes_ = 0;
  int depth_ = 0;
};

std::string PrintSlice(const JsonPath& path) {
  if (!path.start && !path.end) return "[*]";
  // The peer's spelling: a bound of 0 is as good as none.
  const std::string start = path.start.value_or(0) != 0 ? fmt::format("{}", *path.start) : "";
  const std::string end = path.end.value_or(0) != 0 ? fmt::format(":{}", *path.end) : "";
  return fmt::format("[{}{}]", start, end);
}

std::string PrintPair(const JsonPath& path, std::string_view between) {
  return fmt::format("{}{}{}", Print(path.operands[0]), between, Print(path.operands[1]));
}

}  // namespace

bool JsonPath::any_field() const {
  return std::find(fields.begin(), fields.end(), "*") != fields.end();
}

Result<JsonPath> ParseJsonPath(std::string_view text) { return Parser(text).Run(); }

std::string Print(const JsonPath& path) {
  switch (path.kind) {
    case JsonPathKind::kRoot:
      return "$";
    case JsonPathKind::kThis:
      return "`this`";
    case JsonPathKind::kParent:
      return "`parent`";
    case JsonPathKind::kFields:
      return fmt::format("{}", fmt::join(path.fields, ","));
    case JsonPathKind::kIndex:
      return fmt::format("[{}]", path.index);
    case JsonPathKind::kSlice:
      return PrintSlice(path);
    case JsonPathKind::kChild:
      return PrintPair(path, ".");
    case JsonPathKind::kDescendants:
      return PrintPair(path, "..");
    case JsonPathKind::kWhere:
      return PrintPair(path, " where ");
    case JsonPathKind::kUnion:
      return PrintPair(path, "|");
    case JsonPathKind::kIntersect:
      return PrintPair(path, "&");
  }
  return {};
}

}  // namespace evenhand::codec
