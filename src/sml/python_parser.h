#pragma once

// The grammar of Python 3.11 over a rules file: which texts it refuses and where, and what the
// others are made of. Recursive descent; stops at the first error.
//
// An error moves the parser to the last token, which nothing accepts, so that every rule ends by
// itself and no call needs a check of its own.

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sml/lexer.h"
#include "sml/python_tree.h"

namespace evenhand::sml {

class PythonParser {
 public:
  // `text` as Tokenize wants it; it must outlive the parser and its nodes' class names.
  explicit PythonParser(std::string_view text) : text_(text), tokens_(Tokenize(text)) {}

  // The next line's statements, compound ones as one node without its parts; false at the end and
  // after an error.
  bool Next(std::vector<Node>* statements);

  // What makes the text no Python, once Next has said false.
  const std::optional<Problem>& problem() const { return problem_; }

 private:
  // The expression of an f-string field. `text` is "(" expression ")\n", of which the first
  // character stands at `origin`; `depth` is that of the parser around it.
  PythonParser(std::string_view text, Position origin, std::uint32_t depth);
  Node ParseField();

  // --- tokens (python_parser.cc) ---
  const Token& Peek(std::size_t ahead = 0);
  std::string_view Text(const Token& token) const {
    return text_.substr(token.offset, token.length);
  }
  bool At(std::string_view spelling, std::size_t ahead = 0);  // a keyword or operator
  bool AtKind(TokenKind kind) { return Peek().kind == kind; }
  bool AtSoft(std::string_view name);  // a name with this spelling
  bool AtExpression();                 // a token that starts an expression
  bool AtAny(std::initializer_list<std::string_view> spellings);
  void Advance();
  bool Take(std::string_view spelling);
  bool Expect(std::string_view spelling);
  void ExpectColon();
  std::string TakeName();
  Position Here() { return Peek().at; }

  // --- errors ---
  bool failed() const { return problem_.has_value(); }
  void Fail(Position at, std::string message);
  void FailHere(std::string message) { Fail(tokens_.list[furthest_].at, std::move(message)); }
  void Invalid();  // "invalid syntax" at the furthest token that was looked at
  void Settle();   // decides between the grammar's error and the tokenizer's
  // Runs `rule`; when it fails, forgets that it was tried, unless it ran into the end of what
  // tokenises. True if it worked.
  template <class Rule>
  bool Try(Rule rule);

  // CPython's second look at an error: `message` at `at` when `rule` could go on from here, else
  // "invalid syntax" where the parser stands.
  template <class Rule>
  void Advise(Rule rule, Position at, std::string message);

  // Counts recursion; an error at the limit.
  class Nest {
   public:
    explicit Nest(PythonParser* parser);
    ~Nest() { --parser_->depth_; }
    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;

   private:
    PythonParser* parser_;
  };
  Node Make(NodeKind kind, Position at, std::vector<Node> items = {});
  Node Other(std::string_view class_name, Position at) {
    Node node = Make(NodeKind::kOther, at);
    node.class_name = class_name;
    return node;
  }

  // --- expressions (python_expression.cc) ---
  static constexpr int kWeakestOperator = 1;  // that Binary knows: `|`
  Node StarExpressions();                     // a, *b
  Node StarNamedItem();                       // *a | named
  Node NamedExpression();
  Node Expression();
  Node Lambda();
  Node Disjunction();
  Node Conjunction();
  Node Inversion();
  Node Comparison();
  Node Binary(int least);
  Node Unary();
  Node Power();
  Node Primary();
  Node Atom();
  Node YieldExpression();
  Node YieldOrStarExpressions();
  Node Call(Node function, Position start);
  void Positional(Node* call, bool after_keyword, std::string* wrong_order);
  Node Subscript(Node value, Position start);
  Node SliceItem();
  void SideBySide(const Token& first);
  bool ComprehensionAhead() { return At("for") || (At("async") && At("for", 1)); }
  void Comprehension();
  Node Number();
  void Parameters(std::string_view end, bool annotations);

  // --- displays (python_display.cc) ---
  Node ParenthesisAtom();
  Node ListAtom();
  Node BraceAtom();
  void DictRest();
  void DictValue();
  Node UnbracketedTarget(Position first);

  // --- strings (python_string.cc) ---
  Node Strings();
  void CheckBytes(std::string_view body, bool raw, Position at);
  friend class FormatStringReader;

  // --- targets (python_target.cc) ---
  enum class TargetUse : std::uint8_t { kAssign, kFor, kDelete };
  void CheckTarget(const Node& node, TargetUse use);
  Node TargetList(TargetUse use);

  // --- statements (python_statement.cc) ---
  void Statement(std::vector<Node>* out);
  void SimpleLine(std::vector<Node>* out);
  Node SimpleStatement();
  Node ExpressionStatement();
  Node Annotated(Node target, Position start);
  Node Augmented(const Node& target, Position start);
  Node ImportStatement();
  void ImportNames();
  void DottedName();
  bool Compound(std::vector<Node>* out);
  void Block(std::string_view what, Position owner);
  void ElseBlock();
  Node If();
  Node While();
  Node For(Position start, std::string_view class_name);
  Node With(Position start, std::string_view class_name);
  void WithItem();
  Node TryStatement();
  Node Function(Position start, std::string_view class_name);
  Node Class(Position start);
  Node Async();
  Node Decorated();

  // --- match (python_match.cc) ---
  bool Match(Node* out);
  void CaseBlock();
  void OpenPattern();
  void Pattern();
  void ClosedPattern();
  void SequencePattern(std::string_view close);
  void MappingPattern();
  void NamePattern();
  void SignedNumber();

  std::string_view text_;
  Tokens tokens_;
  std::size_t at_ = 0;
  std::size_t furthest_ = 0;  // the last token that anything has looked at
  std::uint32_t depth_ = 0;
  bool guessing_ = false;  // inside Try: no advice is worked out
  std::optional<Problem> problem_;
  bool unexpected_indent_ = false;
};

template <class Rule>
bool PythonParser::Try(Rule rule) {
  const std::size_t at = at_;
  const bool guessing = std::exchange(guessing_, true);
  rule();
  guessing_ = guessing;
  if (!failed()) return true;
  if (tokens_.list[furthest_].kind == TokenKind::kError) return false;
  problem_.reset();
  unexpected_indent_ = false;
  at_ = at;
  return false;
}

template <class Rule>
void PythonParser::Advise(Rule rule, Position at, std::string message) {
  const std::size_t furthest = furthest_;
  if (Try(rule)) return Fail(at, std::move(message));
  if (!failed()) furthest_ = furthest;
  Invalid();
}

}  // namespace evenhand::sml
