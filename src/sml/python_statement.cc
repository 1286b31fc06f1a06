#include <utility>

#include "sml/python_parser.h"

namespace evenhand::sml {
void PythonParser::Statement(std::vector<Node>* out) {
  if (AtKind(TokenKind::kIndent)) return Invalid();
  if (Node match; AtSoft("match") && Match(&match)) {
    out->push_back(std::move(match));
    return;
  }
  if (!failed() && !Compound(out)) SimpleLine(out);
}

// simple (";" simple)* [";"] NEWLINE
void PythonParser::SimpleLine(std::vector<Node>* out) {
  do {
    out->push_back(SimpleStatement());
  } while (Take(";") && !AtKind(TokenKind::kNewline));
  if (AtKind(TokenKind::kNewline)) return Advance();
  Invalid();
}

Node PythonParser::SimpleStatement() {
  const Position start = Here();
  if (At("import") || At("from")) return ImportStatement();
  if (Take("pass")) return Other("Pass", start);
  if (Take("break")) return Other("Break", start);
  if (Take("continue")) return Other("Continue", start);
  if (Take("return")) {
    if (AtExpression() || At("*")) StarExpressions();
    return Other("Return", start);
  }
  if (Take("raise")) {
    if (AtExpression()) {
      Expression();
      if (Take("from")) Expression();
    }
    return Other("Raise", start);
  }
  if (Take("del")) {
    TargetList(TargetUse::kDelete);
    if (!AtKind(TokenKind::kNewline) && !At(";")) Invalid();
    return Other("Delete", start);
  }
  if (Take("assert")) {
    Expression();
    if (Take(",")) Expression();
    return Other("Assert", start);
  }
  if (At("global") || At("nonlocal")) {
    const std::string_view name = At("global") ? "Global" : "Nonlocal";
    do {
      Advance();
      TakeName();
    } while (At(","));
    return Other(name, start);
  }
  return ExpressionStatement();
}

Node PythonParser::ExpressionStatement() {
  const Position start = Here();
  const bool yields = At("yield");
  Node first = YieldOrStarExpressions();
  if (AtAny({"+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="})) {
    return Augmented(first, start);
  }
  if (At(":") && !yields) return Annotated(std::move(first), start);
  std::vector<Node> items;
  items.push_back(std::move(first));
  while (!failed() && Take("=")) {
    if (yields) Fail(start, "assignment to yield expression not possible");
    CheckTarget(items.back(), TargetUse::kAssign);
    items.push_back(YieldOrStarExpressions());
  }
  if (items.size() > 1) return Make(NodeKind::kAssign, start, std::move(items));
  return Make(NodeKind::kExpression, start, std::move(items));
}

Node PythonParser::Augmented(const Node& target, Position start) {
  const bool fits = target.kind == NodeKind::kName || target.kind == NodeKind::kAttribute ||
                    target.kind == NodeKind::kSubscript;
  if (!fits) {
    Fail(start, std::string(ClassName(target)) + " is an illegal target for augmented assignment");
  }
  Advance();
  YieldOrStarExpressions();
  return Other("AugAssign", start);
}

Node PythonParser::Annotated(Node target, Position start) {
  const bool plain = target.kind == NodeKind::kName && !target.parenthesised;
  if (target.kind == NodeKind::kTuple || target.kind == NodeKind::kList) {
    Fail(start, target.kind == NodeKind::kTuple ? "only single target (not tuple) can be annotated"
                                                : "only single target (not list) can be annotated");
  }
  const bool fits = target.kind == NodeKind::kName || target.kind == NodeKind::kAttribute ||
                    target.kind == NodeKind::kSubscript;
  if (!fits) {
    const auto annotation = [this] {
      Advance();
      Expression();
    };
    Advise(annotation, start, "illegal target for annotation");
  }
  Expect(":");
  std::vector<Node> items;
  items.push_back(std::move(target));
  items.push_back(Expression());
  if (Take("=")) items.push_back(YieldOrStarExpressions());
  Node node = Make(NodeKind::kAnnotatedAssign, start, std::move(items));
  node.flag = plain;
  return node;
}

// --- imports ---

void PythonParser::DottedName() {
  do {
    TakeName();
  } while (Take("."));
}

Node PythonParser::ImportStatement() {
  const Position start = Here();
  if (Take("import")) {
    do {
      DottedName();
      if (Take("as")) TakeName();
    } while (Take(","));
    return Other("Import", start);
  }
  Advance();
  bool dots = false;
  while (Take(".") || Take("...")) dots = true;
  if (!dots || AtKind(TokenKind::kName)) DottedName();
  Expect("import");
  if (Take("*")) return Other("ImportFrom", start);
  const bool bracket = Take("(");
  do {
    if (bracket && At(")")) break;
    if (!bracket && AtKind(TokenKind::kNewline)) {
      Fail(Here(), "trailing comma not allowed without surrounding parentheses");
    }
    TakeName();
    if (Take("as")) TakeName();
  } while (Take(","));
  if (bracket) Expect(")");
  return Other("ImportFrom", start);
}

// --- compound statements ---

bool PythonParser::Compound(std::vector<Node>* out) {
  const Position start = Here();
  Node node;
  if (At("if"))
    node = If();
  else if (At("while"))
    node = While();
  else if (At("for"))
    node = For(start, "For");
  else if (At("with"))
    node = With(start, "With");
  else if (At("try"))
    node = TryStatement();
  else if (At("def"))
    node = Function(start, "FunctionDef");
  else if (At("class"))
    node = Class(start);
  else if (At("async"))
    node = Async();
  else if (At("@"))
    node = Decorated();
  else
    return false;
  out->push_back(std::move(node));
  return true;
}

// The statements under a header: indented lines, or a simple line beside it.
void PythonParser::Block(std::string_view what, Position owner) {
  ExpectColon();
  std::vector<Node> ignored;
  if (!AtKind(TokenKind::kNewline)) return SimpleLine(&ignored);
  Advance();
  if (!AtKind(TokenKind::kIndent)) {
    FailHere("expected an indented block after " + std::string(what) + " on line " +
             std::to_string(owner.line));
    unexpected_indent_ = false;
    return;
  }
  Advance();
  while (!failed() && !AtKind(TokenKind::kDedent) && !AtKind(TokenKind::kEnd)) {
    ignored.clear();
    Statement(&ignored);
  }
  if (AtKind(TokenKind::kDedent)) Advance();
}

void PythonParser::ElseBlock() {
  const Position at = Here();
  if (Take("else")) Block("'else' statement", at);
}

Node PythonParser::If() {
  const Position start = Here();
  std::string_view name = "'if' statement";
  Position owner = start;
  do {
    Advance();
    NamedExpression();
    Block(name, owner);
    name = "'elif' statement";
    owner = Here();
  } while (At("elif"));
  ElseBlock();
  return Other("If", start);
}

Node PythonParser::While() {
  const Position start = Here();
  Advance();
  NamedExpression();
  Block("'while' statement", start);
  ElseBlock();
  return Other("While", start);
}

Node PythonParser::For(Position start, std::string_view class_name) {
  const Position at = Here();
  Advance();
  TargetList(TargetUse::kFor);
  Expect("in");
  StarExpressions();
  Block("'for' statement", at);
  ElseBlock();
  return Other(class_name, start);
}

void PythonParser::WithItem() {
  Expression();
  if (!Take("as")) return;
  const Node target = At("*") ? Node{} : Primary();
  CheckTarget(target, TargetUse::kAssign);
  if (!AtAny({",", ")", ":"})) Invalid();
}

Node PythonParser::With(Position start, std::string_view class_name) {
  const Position at = Here();
  Advance();
  const bool bracketed = At("(") && Try([this] {
                           Advance();
                           do {
                             if (At(")")) break;
                             WithItem();
                           } while (Take(","));
                           Expect(")");
                           if (!At(":")) Invalid();
                         });
  if (!bracketed) {
    do {
      WithItem();
    } while (Take(","));
  }
  Block("'with' statement", at);
  return Other(class_name, start);
}

Node PythonParser::TryStatement() {
  const Position start = Here();
  Advance();
  Block("'try' statement", start);
  bool handled = false;
  std::optional<bool> groups;
  while (At("except")) {
    const Position at = Here();
    Advance();
    const bool group = Take("*");
    if (groups && *groups != group) {
      Fail(Here(), "cannot have both 'except' and 'except*' on the same 'try'");
    }
    groups = group;
    if (group && !AtExpression()) Fail(Here(), "expected one or more exception types");
    if (!At(":")) {
      const Position type = Here();
      Expression();
      if (At(",")) Fail(type, "multiple exception types must be parenthesized");
      if (Take("as")) TakeName();
    }
    Block(group ? "'except*' statement" : "'except' statement", at);
    handled = true;
  }
  if (handled) ElseBlock();
  const Position at = Here();
  if (Take("finally")) {
    Block("'finally' statement", at);
    handled = true;
  }
  if (!handled) FailHere("expected 'except' or 'finally' block");
  return Other(groups.value_or(false) ? "TryStar" : "Try", start);
}

Node PythonParser::Function(Position start, std::string_view class_name) {
  const Position at = Here();
  Advance();
  TakeName();
  Expect("(");
  Parameters(")", true);
  Expect(")");
  if (Take("->")) Expression();
  Block("function definition", at);
  return Other(class_name, start);
}

// The parameters of a function or lambda, up to `end`.
void PythonParser::Parameters(std::string_view end, bool annotations) {
  bool star = false;
  bool slash = false;
  bool defaults = false;
  const auto name = [&](bool starred) {
    const Position at = Here();
    TakeName();
    if (annotations && Take(":")) {
      if (starred && Take("*")) {
        Binary(kWeakestOperator);
      } else {
        Expression();
      }
    }
    return at;
  };
  for (bool first = true; !failed() && !At(end); first = false) {
    if (Take("**")) {
      name(false);
      if (At("=")) Fail(Here(), "var-keyword argument cannot have default value");
      Take(",");
      if (!At(end)) Fail(Here(), "arguments cannot follow var-keyword argument");
      return;
    }
    if (At("*")) {
      if (star) Fail(Here(), "* argument may appear only once");
      star = true;
      const Position at = Here();
      Advance();
      if (!At(",")) {
        name(true);
        if (At("=")) Fail(Here(), "var-positional argument cannot have default value");
      } else if (At(end, 1) || At("**", 1)) {
        Fail(at, "named arguments must follow bare *");
      }
    } else if (At("/")) {
      if (first) Fail(Here(), "at least one argument must precede /");
      if (slash) Fail(Here(), "/ may appear only once");
      if (star) Fail(Here(), "/ must be ahead of *");
      slash = true;
      Advance();
    } else {
      const Position at = name(false);
      if (Take("=")) {
        defaults = true;
        if (AtAny({",", end})) Fail(tokens_.list[at_ - 1].at, "expected default value expression");
        Expression();
      } else if (defaults && !star) {
        Fail(at, "non-default argument follows default argument");
      }
    }
    if (!Take(",")) return;
  }
}

Node PythonParser::Class(Position start) {
  const Position at = Here();
  Advance();
  TakeName();
  if (At("(")) {
    Node bases;
    Call(std::move(bases), start);
  }
  Block("class definition", at);
  return Other("ClassDef", start);
}

Node PythonParser::Async() {
  const Position start = Here();
  Advance();
  if (At("def")) return Function(start, "AsyncFunctionDef");
  if (At("for")) return For(start, "AsyncFor");
  if (At("with")) return With(start, "AsyncWith");
  Invalid();
  return {};
}

Node PythonParser::Decorated() {
  while (Take("@")) {
    NamedExpression();
    if (!AtKind(TokenKind::kNewline)) Invalid();
    Advance();
  }
  const Position start = Here();
  if (At("class")) return Class(start);
  if (At("def")) return Function(start, "FunctionDef");
  if (At("async") && At("def", 1)) return Async();
  Invalid();
  return {};
}

}  // namespace evenhand::sml
