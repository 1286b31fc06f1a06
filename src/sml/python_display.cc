#include "sml/python_parser.h"

// What stands in brackets: groups, tuples, lists, sets, dicts and their comprehensions.

namespace evenhand::sml {

Node PythonParser::ParenthesisAtom() {
  const Nest nest(this);
  const Position start = Here();
  Advance();
  if (Take(")")) return Make(NodeKind::kTuple, start);
  const Position at = Here();
  if (At("yield")) {
    Node node = YieldExpression();
    Expect(")");
    return node;
  }
  if (At("**")) Fail(at, "cannot use double starred expression here");
  Node first = StarNamedItem();
  if (ComprehensionAhead()) {
    if (first.kind == NodeKind::kStarred) {
      Fail(at, "iterable unpacking cannot be used in comprehension");
    }
    Comprehension();
    Expect(")");
    return Other("GeneratorExp", start);
  }
  if (!At(",")) {
    if (At(")") && first.kind == NodeKind::kStarred && !first.parenthesised) {
      Fail(at, "cannot use starred expression here");
    }
    Expect(")");
    first.parenthesised = true;
    return first;
  }
  std::vector<Node> items;
  items.push_back(std::move(first));
  while (Take(",") && !At(")")) items.push_back(StarNamedItem());
  Expect(")");
  return Make(NodeKind::kTuple, start, std::move(items));
}

Node PythonParser::ListAtom() {
  const Nest nest(this);
  const Position start = Here();
  Advance();
  std::vector<Node> items;
  while (!failed() && !At("]")) {
    items.push_back(StarNamedItem());
    if (ComprehensionAhead()) {
      if (items.size() > 1) return UnbracketedTarget(items[0].at);
      if (items[0].kind == NodeKind::kStarred) {
        Fail(items[0].at, "iterable unpacking cannot be used in comprehension");
      }
      Comprehension();
      Expect("]");
      return Other("ListComp", start);
    }
    if (!Take(",")) break;
  }
  Expect("]");
  return Make(NodeKind::kList, start, std::move(items));
}

Node PythonParser::BraceAtom() {
  const Nest nest(this);
  const Position start = Here();
  Advance();
  if (Take("}")) return Other("Dict", start);
  if (At("**")) {
    DictRest();
    return Other("Dict", start);
  }
  const Node first = StarNamedItem();
  if (At(":") && first.kind != NodeKind::kStarred) {
    DictValue();
    if (ComprehensionAhead()) {
      Comprehension();
      Expect("}");
      return Other("DictComp", start);
    }
    if (Take(",")) {
      DictRest();
    } else {
      Expect("}");
    }
    return Other("Dict", start);
  }
  if (ComprehensionAhead()) {
    if (first.kind == NodeKind::kStarred) {
      Fail(first.at, "iterable unpacking cannot be used in comprehension");
    }
    Comprehension();
    Expect("}");
    return Other("SetComp", start);
  }
  while (Take(",") && !At("}")) {
    StarNamedItem();
    if (ComprehensionAhead()) return UnbracketedTarget(first.at);
  }
  Expect("}");
  return Other("Set", start);
}

// `[x, y for ...`: CPython points at the first item when what follows is a comprehension.
Node PythonParser::UnbracketedTarget(Position first) {
  Advise([this] { Comprehension(); }, first,
         "did you forget parentheses around the comprehension target?");
  return {};
}

// The colon and what follows it.
void PythonParser::DictValue() {
  const Position colon = Here();
  Advance();
  if (AtAny({"}", ","})) Fail(colon, "expression expected after dictionary key and ':'");
  if (At("*")) Fail(Here(), "cannot use a starred expression in a dictionary value");
  Expression();
}

// The items of a dict up to its brace.
void PythonParser::DictRest() {
  while (!failed() && !At("}")) {
    if (Take("**")) {
      Binary(kWeakestOperator);
    } else {
      Expression();
      if (!At(":") && AtAny({",", "}"})) {
        Fail(tokens_.list[at_ - 1].at, "':' expected after dictionary key");
      }
      if (At(":")) {
        DictValue();
      } else {
        Invalid();
      }
    }
    if (At("for") || At("async")) Invalid();
    if (!Take(",")) break;
  }
  Expect("}");
}

}  // namespace evenhand::sml
