#include <utility>

#include "sml/literal.h"
#include "sml/python_parser.h"

namespace evenhand::sml {
namespace {

struct BinaryOperator {
  std::string_view spelling;
  int strength;  // larger binds tighter
  Op op;
  std::string_view foreign;  // CPython's class of an operator that SML lacks
};

constexpr BinaryOperator kBinaryOperators[] = {
    {"|", 1, Op::kBitOr, {}},        {"^", 2, Op::kBitXor, {}},      {"&", 3, Op::kBitAnd, {}},
    {"<<", 4, Op::kShiftLeft, {}},   {">>", 4, Op::kShiftRight, {}}, {"+", 5, Op::kAdd, {}},
    {"-", 5, Op::kSubtract, {}},     {"*", 6, Op::kMultiply, {}},    {"/", 6, Op::kDivide, {}},
    {"//", 6, Op::kFloorDivide, {}}, {"%", 6, Op::kModulo, {}},      {"@", 6, Op::kNoOp, "MatMult"},
};

constexpr BinaryOperator kComparisons[] = {
    {"==", 0, Op::kEqual, {}},     {"!=", 0, Op::kNotEqual, {}}, {"<", 0, Op::kLess, {}},
    {"<=", 0, Op::kLessEqual, {}}, {">", 0, Op::kGreater, {}},   {">=", 0, Op::kGreaterEqual, {}},
    {"in", 0, Op::kIn, {}},        {"is", 0, Op::kNoOp, "Is"},
};

constexpr std::string_view kMeantComparison =
    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

}  // namespace

// --- lists of expressions ---

Node PythonParser::StarExpressions() {
  const Position start = Here();
  const auto item = [this] {
    if (!At("*")) return Expression();
    const Position at = Here();
    Advance();
    std::vector<Node> value;
    value.push_back(Binary(kWeakestOperator));
    return Make(NodeKind::kStarred, at, std::move(value));
  };
  Node first = item();
  if (!At(",")) return first;
  std::vector<Node> items;
  items.push_back(std::move(first));
  while (Take(",")) {
    if (!AtExpression() && !At("*")) break;
    items.push_back(item());
  }
  return Make(NodeKind::kTuple, start, std::move(items));
}

Node PythonParser::StarNamedItem() {
  if (!At("*")) return NamedExpression();
  const Position at = Here();
  Advance();
  std::vector<Node> value;
  value.push_back(Binary(kWeakestOperator));
  return Make(NodeKind::kStarred, at, std::move(value));
}

Node PythonParser::NamedExpression() {
  const Position start = Here();
  if (AtKind(TokenKind::kName) && At(":=", 1)) {
    Advance();
    Advance();
    Expression();
    return Other("NamedExpr", start);
  }
  Node node = Expression();
  const bool loose =
      !node.parenthesised && (node.kind == NodeKind::kCompare || node.kind == NodeKind::kBoolean);
  if (At("=") && !loose) {
    const auto comparison = [this] {
      Advance();
      Binary(kWeakestOperator);
      if (At("=") || At(":=")) Invalid();
    };
    Advise(comparison, start, std::string(kMeantComparison));
  }
  if (At(":=")) Fail(start, "cannot use assignment expressions with this target");
  return node;
}

Node PythonParser::YieldExpression() {
  const Position start = Here();
  Advance();
  if (Take("from")) {
    Expression();
    return Other("YieldFrom", start);
  }
  if (AtExpression() || At("*")) StarExpressions();
  return Other("Yield", start);
}

Node PythonParser::YieldOrStarExpressions() {
  return At("yield") ? YieldExpression() : StarExpressions();
}

// --- operators, weakest first ---

Node PythonParser::Expression() {
  const Nest nest(this);
  if (At("lambda")) return Lambda();
  const Token first = Peek();
  Node node = Disjunction();
  if (Take("if")) {
    Disjunction();
    if (!At("else") && !At(":")) Fail(first.at, "expected 'else' after 'if' expression");
    Expect("else");
    Expression();
    return Other("IfExp", first.at);
  }
  if (!failed() && !guessing_ && AtExpression()) SideBySide(first);
  return node;
}

// Two expressions side by side, which is never right. In brackets CPython points at the first.
void PythonParser::SideBySide(const Token& first) {
  const Token& last = tokens_.list[at_ - 1];
  if (first.kind == TokenKind::kName) {
    const std::string_view name = Text(first);
    const bool alone = last.offset == first.offset;
    if (alone && (name == "print" || name == "exec")) {
      return Fail(first.at, "missing parentheses in call to '" + std::string(name) + "'");
    }
    if (name == "_" || name == "match" || name == "case") return;
    if (alone && AtKind(TokenKind::kString)) return;  // a prefix that strings do not have
  }
  if (last.brackets == 0) return;
  const std::size_t furthest = furthest_;
  if (Peek(1).kind == TokenKind::kError) return Invalid();
  // A name, number or string is an expression whatever follows it.
  const bool certain = !AtAny({"not", "~", "lambda", "await", "{"});
  const std::size_t at = at_;
  const bool works = certain || Try([this] { Expression(); });
  if (failed()) return;
  at_ = at;
  furthest_ = furthest;
  if (works) Fail(first.at, "invalid syntax. Perhaps you forgot a comma?");
}

Node PythonParser::Lambda() {
  const Position start = Here();
  Advance();
  Parameters(":", false);
  ExpectColon();
  Expression();
  return Other("Lambda", start);
}

Node PythonParser::Disjunction() {
  const Position start = Here();
  Node first = Conjunction();
  if (!At("or")) return first;
  std::vector<Node> items;
  items.push_back(std::move(first));
  while (Take("or")) items.push_back(Conjunction());
  Node node = Make(NodeKind::kBoolean, start, std::move(items));
  node.op = Op::kOr;
  return node;
}

Node PythonParser::Conjunction() {
  const Position start = Here();
  Node first = Inversion();
  if (!At("and")) return first;
  std::vector<Node> items;
  items.push_back(std::move(first));
  while (Take("and")) items.push_back(Inversion());
  Node node = Make(NodeKind::kBoolean, start, std::move(items));
  node.op = Op::kAnd;
  return node;
}

Node PythonParser::Inversion() {
  if (!At("not")) return Comparison();
  const Nest nest(this);
  const Position start = Here();
  Advance();
  std::vector<Node> operand;
  operand.push_back(Inversion());
  Node node = Make(NodeKind::kUnary, start, std::move(operand));
  node.op = Op::kNot;
  return node;
}

Node PythonParser::Comparison() {
  const Position start = Here();
  Node first = Binary(kWeakestOperator);
  Op op = Op::kNoOp;
  std::string_view foreign;
  std::vector<Node> items;
  for (;;) {
    BinaryOperator found{};
    for (const BinaryOperator& candidate : kComparisons) {
      if (At(candidate.spelling)) found = candidate;
    }
    if (found.spelling.empty() && At("not") && At("in", 1)) {
      Advance();
      found = {.spelling = "not in", .strength = 0, .op = Op::kNotIn, .foreign = {}};
    }
    if (found.spelling.empty()) break;
    Advance();
    if (found.foreign == "Is" && Take("not")) found.foreign = "IsNot";
    if (items.empty()) {
      op = found.op;
      foreign = found.foreign;
      items.push_back(std::move(first));
    }
    items.push_back(Binary(kWeakestOperator));
  }
  if (items.empty()) return first;
  Node node = Make(NodeKind::kCompare, start, std::move(items));
  node.op = op;
  node.text = foreign;
  return node;
}

Node PythonParser::Binary(int least) {
  const Position start = Here();
  Node left = Unary();
  for (;;) {
    const BinaryOperator* found = nullptr;
    if (AtKind(TokenKind::kOperator)) {
      for (const BinaryOperator& candidate : kBinaryOperators) {
        if (At(candidate.spelling)) found = &candidate;
      }
    }
    if (found == nullptr || found->strength < least) return left;
    Advance();
    std::vector<Node> items;
    items.push_back(std::move(left));
    items.push_back(Binary(found->strength + 1));
    left = Make(NodeKind::kBinary, start, std::move(items));
    left.op = found->op;
    left.text = found->foreign;
  }
}

Node PythonParser::Unary() {
  const bool minus = At("-");
  const bool plus = At("+");
  if (!minus && !plus && !At("~")) return Power();
  const Nest nest(this);
  const Position start = Here();
  Advance();
  std::vector<Node> operand;
  operand.push_back(Unary());
  Node node = Make(NodeKind::kUnary, start, std::move(operand));
  if (minus) {
    node.op = Op::kNegate;
  } else {
    node.text = plus ? "UAdd" : "Invert";
  }
  return node;
}

Node PythonParser::Power() {
  const Position start = Here();
  Node base;
  if (Take("await")) {
    Primary();
    base = Other("Await", start);
  } else {
    base = Primary();
  }
  if (!Take("**")) return base;
  const Nest nest(this);
  std::vector<Node> items;
  items.push_back(std::move(base));
  items.push_back(Unary());
  Node node = Make(NodeKind::kBinary, start, std::move(items));
  node.op = Op::kPower;
  return node;
}

// --- primaries ---

Node PythonParser::Primary() {
  const Position start = Here();
  Node node = Atom();
  for (;;) {
    if (Take(".")) {
      std::string attribute = TakeName();
      std::vector<Node> items;
      items.push_back(std::move(node));
      node = Make(NodeKind::kAttribute, start, std::move(items));
      node.text = std::move(attribute);
    } else if (At("(")) {
      node = Call(std::move(node), start);
    } else if (At("[")) {
      node = Subscript(std::move(node), start);
    } else {
      return node;
    }
  }
}

Node PythonParser::Atom() {
  const Token token = Peek();
  const auto constant = [&](ConstantKind kind, std::string text = {}) {
    Advance();
    Node node = Make(NodeKind::kConstant, token.at);
    node.constant = kind;
    node.text = std::move(text);
    return node;
  };
  switch (token.kind) {
    case TokenKind::kName: {
      Node node = Make(NodeKind::kName, token.at);
      node.text = TakeName();
      return node;
    }
    case TokenKind::kNumber:
      return Number();
    case TokenKind::kString:
      return Strings();
    default:
      break;
  }
  if (At("True")) return constant(ConstantKind::kTrue);
  if (At("False")) return constant(ConstantKind::kFalse);
  if (At("None")) return constant(ConstantKind::kNone);
  if (At("...")) return constant(ConstantKind::kForeign, "Ellipsis");
  if (At("(")) return ParenthesisAtom();
  if (At("[")) return ListAtom();
  if (At("{")) return BraceAtom();
  Invalid();
  return {};
}

Node PythonParser::Number() {
  Node node = Make(NodeKind::kConstant, Here());
  auto value = DecodeNumber(Text(Peek()));
  if (!value) {
    Fail({node.at.line, 0}, value.error().message);
    return node;
  }
  switch (value->kind) {
    case NumberValue::Kind::kInt:
      node.constant = ConstantKind::kInt;
      node.text = std::move(value->digits);
      break;
    case NumberValue::Kind::kFloat:
      node.constant = ConstantKind::kFloat;
      node.real = value->real;
      break;
    case NumberValue::Kind::kImaginary:
      node.constant = ConstantKind::kForeign;
      node.text = Text(Peek());
      break;
  }
  Advance();
  return node;
}

Node PythonParser::Call(Node function, Position start) {
  const Nest nest(this);
  Expect("(");
  Node call;
  call.items.push_back(std::move(function));
  bool after_keyword = false;
  std::string wrong_order;
  while (!failed() && !At(")")) {
    const Position at = Here();
    if (At("**") || (AtKind(TokenKind::kName) && At("=", 1))) {
      const bool named = !At("**");
      Node keyword;
      std::string name = named ? TakeName() : std::string();
      Advance();
      std::vector<Node> value;
      value.push_back(Expression());
      if (named && ComprehensionAhead()) Fail(at, std::string(kMeantComparison));
      keyword = Make(NodeKind::kKeyword, at, std::move(value));
      keyword.text = std::move(name);
      after_keyword = true;
      call.op = named ? call.op : Op::kPower;
      call.items.push_back(std::move(keyword));
    } else {
      Positional(&call, after_keyword, &wrong_order);
    }
    if (!Take(",")) break;
  }
  if (!wrong_order.empty() && !failed()) FailHere(std::move(wrong_order));
  Expect(")");
  const bool positional = call.flag;
  Node node = Make(NodeKind::kCall, start, std::move(call.items));
  node.flag = positional;
  return node;
}

void PythonParser::Positional(Node* call, bool after_keyword, std::string* wrong_order) {
  const Position at = Here();
  const bool unpacked = call->op == Op::kPower;  // a `**` argument came before
  const bool first = call->items.size() == 1 && !call->flag;
  call->flag = true;
  if (Take("*")) {
    if (unpacked) Fail(at, "iterable argument unpacking follows keyword argument unpacking");
    Expression();
    return;
  }
  if (AtAny({"True", "False", "None"}) && At("=", 1)) {
    return Fail(at, "cannot assign to " + std::string(Text(Peek())));
  }
  NamedExpression();
  if (ComprehensionAhead()) {
    Comprehension();
    if (!first || !At(")")) Fail(at, "Generator expression must be parenthesized");
  } else if (after_keyword && wrong_order->empty()) {
    *wrong_order = unpacked ? "positional argument follows keyword argument unpacking"
                            : "positional argument follows keyword argument";
  }
}

Node PythonParser::Subscript(Node value, Position start) {
  const Nest nest(this);
  Expect("[");
  const Position at = Here();
  Node slice = SliceItem();
  if (At(",") || slice.kind == NodeKind::kStarred) {
    std::vector<Node> items;
    items.push_back(std::move(slice));
    while (Take(",")) {
      if (At("]")) break;
      items.push_back(SliceItem());
    }
    slice = Make(NodeKind::kTuple, at, std::move(items));
  }
  Expect("]");
  std::vector<Node> items;
  items.push_back(std::move(value));
  items.push_back(std::move(slice));
  return Make(NodeKind::kSubscript, start, std::move(items));
}

Node PythonParser::SliceItem() {
  const Position start = Here();
  if (At("*")) return StarNamedItem();
  Node lower;
  if (!At(":")) {
    lower = NamedExpression();
    if (!At(":")) return lower;
  }
  const auto bound = [this] {
    if (!AtAny({":", ",", "]"})) Expression();
  };
  Expect(":");
  bound();
  if (Take(":")) bound();
  return Other("Slice", start);
}

void PythonParser::Comprehension() {
  while (ComprehensionAhead()) {
    Take("async");
    Expect("for");
    TargetList(TargetUse::kFor);
    Expect("in");
    Disjunction();
    while (Take("if")) Disjunction();
  }
}

}  // namespace evenhand::sml
