#include "sml/python_parser.h"

#include <algorithm>

#include "sml/literal.h"
#include "sml/parser.h"

namespace evenhand::sml {

PythonParser::PythonParser(std::string_view text, Position origin, std::uint32_t depth)
    : text_(text), tokens_(Tokenize(text)), depth_(depth) {
  const auto move = [&](Position* at) {
    if (at->line == 1) at->column += origin.column;
    at->line += origin.line - 1;
  };
  for (Token& token : tokens_.list) move(&token.at);
  if (tokens_.problem) move(&tokens_.problem->at);
  if (tokens_.open_bracket) move(&tokens_.open_bracket->at);
}

bool PythonParser::Next(std::vector<Node>* statements) {
  statements->clear();
  if (failed()) return false;
  if (AtKind(TokenKind::kEnd)) return false;
  Statement(statements);
  if (failed()) Settle();
  return !failed();
}

Node PythonParser::ParseField() {
  Node node = StarExpressions();
  if (AtKind(TokenKind::kNewline)) Advance();
  if (!AtKind(TokenKind::kEnd)) Invalid();
  if (failed()) Settle();
  return node;
}

const Token& PythonParser::Peek(std::size_t ahead) {
  const std::size_t index = std::min(at_ + ahead, tokens_.list.size() - 1);
  if (!failed()) furthest_ = std::max(furthest_, index);
  return tokens_.list[index];
}

bool PythonParser::At(std::string_view spelling, std::size_t ahead) {
  const Token& token = Peek(ahead);
  return token.length == spelling.size() &&
         (token.kind == TokenKind::kOperator || token.kind == TokenKind::kKeyword) &&
         Text(token) == spelling;
}

bool PythonParser::AtAny(std::initializer_list<std::string_view> spellings) {
  return std::any_of(spellings.begin(), spellings.end(),
                     [this](std::string_view spelling) { return At(spelling); });
}

bool PythonParser::AtSoft(std::string_view name) {
  return AtKind(TokenKind::kName) && Text(Peek()) == name;
}

bool PythonParser::AtExpression() {
  switch (Peek().kind) {
    case TokenKind::kName:
    case TokenKind::kNumber:
    case TokenKind::kString:
      return true;
    case TokenKind::kNewline:
      return false;
    default:
      return AtAny(
          {"True", "False", "None", "...", "(", "[", "{", "-", "+", "~", "not", "lambda", "await"});
  }
}

void PythonParser::Advance() {
  if (at_ + 1 < tokens_.list.size()) ++at_;
}

bool PythonParser::Take(std::string_view spelling) {
  if (!At(spelling)) return false;
  Advance();
  return true;
}

bool PythonParser::Expect(std::string_view spelling) {
  if (Take(spelling)) return true;
  Invalid();
  return false;
}

void PythonParser::ExpectColon() {
  if (Take(":")) return;
  Fail(Here(), "expected ':'");
}

std::string PythonParser::TakeName() {
  if (!AtKind(TokenKind::kName)) {
    Invalid();
    return {};
  }
  std::string name = ToNfkc(Text(Peek()));
  Advance();
  return name;
}

void PythonParser::Fail(Position at, std::string message) {
  if (failed()) return;
  const Token& last = tokens_.list[furthest_];
  if (last.kind == TokenKind::kError && tokens_.problem) {
    problem_ = tokens_.problem;
  } else {
    problem_ = Problem{at, std::move(message)};
  }
  at_ = tokens_.list.size() - 1;
}

void PythonParser::Invalid() {
  if (failed()) return;
  const Token& last = tokens_.list[furthest_];
  if (last.kind == TokenKind::kIndent) {
    unexpected_indent_ = true;
    return FailHere("unexpected indent");
  }
  if (last.kind == TokenKind::kDedent) {
    unexpected_indent_ = true;
    return FailHere("unexpected unindent");
  }
  FailHere("invalid syntax");
}

// CPython reads the rest of the text before it reports a grammar error, and prefers what it finds.
void PythonParser::Settle() {
  const bool reached = tokens_.list[furthest_].kind == TokenKind::kError;
  if (!tokens_.problem || unexpected_indent_ || reached) return;
  const std::uint32_t seen = tokens_.list[furthest_].at.line;
  if (tokens_.eager) {
    problem_ = tokens_.problem;
  } else if (tokens_.open_bracket && seen > tokens_.open_bracket->at.line) {
    problem_ = tokens_.open_bracket;
  }
}

PythonParser::Nest::Nest(PythonParser* parser) : parser_(parser) {
  if (++parser_->depth_ > kMaxNesting) {
    parser_->Fail(parser_->Here(),
                  "nesting is deeper than " + std::to_string(kMaxNesting) + " levels");
  }
}

Node PythonParser::Make(NodeKind kind, Position at, std::vector<Node> items) {
  Node node;
  node.kind = kind;
  node.at = at;
  for (const Node& item : items) {
    node.depth = std::max(node.depth, static_cast<std::uint16_t>(item.depth + 1));
  }
  node.items = std::move(items);
  if (node.depth > kMaxNesting) {
    Fail(at, "nesting is deeper than " + std::to_string(kMaxNesting) + " levels");
    node.items.clear();
    node.depth = 1;
  }
  return node;
}

}  // namespace evenhand::sml
