#include "sml/conversion.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace evenhand::sml {
namespace {

constexpr std::string_view kSubsetHint =
    "the rules language is a simplified subset of Python\nnot all Python is valid in a rules file";
constexpr std::string_view kAttributeHint =
    "you can only access attributes one level deep\nfor example:\n - `Foo.Bar` is OK\n"
    " - `Foo.Bar.Baz` is not OK";
constexpr std::string_view kListHint =
    "this generally means that a list must not be on the left-hand side of an `=`\nfor example:\n"
    " - `[Foo, Bar] = Baz` is not OK\n - `Baz = [Foo, Bar]` is OK";
constexpr std::string_view kFieldHint =
    "a format string holds names and nothing else, for example:\n - `{Foo}` is OK\n"
    " - `{Foo!r}`, `{Foo:>3}` and `{1 + 1}` are not OK";
constexpr std::string_view kAnnotationHint =
    "write `Target: Annotation = Value`, where `Annotation` is a name or `Name[Name, ...]`";

bool IsNoneConstant(const Node& node) {
  return node.kind == NodeKind::kConstant && node.constant == ConstantKind::kNone;
}

// The names that messages use for what stands where something else is wanted.
std::string_view TreeName(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kName:
      return "Name";
    case ExprKind::kString:
      return "String";
    case ExprKind::kInt:
    case ExprKind::kFloat:
      return "Number";
    case ExprKind::kBool:
      return "Boolean";
    case ExprKind::kNone:
      return "None";
    case ExprKind::kList:
      return "List";
    case ExprKind::kFormatString:
      return "FormatString";
    case ExprKind::kCall:
      return "Call";
    case ExprKind::kBinary:
      return "BinaryOperation";
    case ExprKind::kCompare:
      return "BinaryComparison";
    case ExprKind::kBoolean:
      return "BooleanOperation";
    case ExprKind::kUnary:
      return "UnaryOperation";
    case ExprKind::kAttribute:
      return "Attribute";
  }
  return {};
}

bool IsLiteral(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kString:
    case ExprKind::kInt:
    case ExprKind::kFloat:
    case ExprKind::kBool:
    case ExprKind::kNone:
    case ExprKind::kList:
      return true;
    default:
      return false;
  }
}

void AppendDoublingBraces(std::string_view text, std::string* out) {
  for (const char c : text) {
    out->push_back(c);
    if (c == '{' || c == '}') out->push_back(c);
  }
}

}  // namespace

void Converter::Refuse(Span at, std::string kind, std::string message, std::string hint) {
  if (failed()) return;
  error_ = Diagnostic{.severity = Severity::kError,
                      .stage = Stage::kSyntax,
                      .check = "Syntax",
                      .kind = std::move(kind),
                      .message = std::move(message),
                      .hint = std::move(hint),
                      .span = at,
                      .notes = {}};
}

// Where the peer's 1.1 is quiet, so are we when told to be like it.
void Converter::Warn(Span at, std::string kind, std::string message) {
  if (options_.osprey_1_1) return;
  warnings_.push_back({.severity = Severity::kWarning,
                       .stage = Stage::kSyntax,
                       .check = "Syntax",
                       .kind = std::move(kind),
                       .message = std::move(message),
                       .hint = {},
                       .span = at,
                       .notes = {}});
}

void Converter::RefuseClass(const Node& node) {
  Refuse(SpanOf(node.at), "unsupported-construct",
         "unexpected node type `" + std::string(ClassName(node)) + "`", std::string(kSubsetHint));
}

void Converter::Expected(std::string_view wanted, const Expr& got, std::string hint) {
  Refuse(got.span, "wrong-node",
         "expected " + std::string(wanted) + ", got `" + std::string(TreeName(got)) + "`",
         std::move(hint));
}

// --- statements ---

void Converter::Add(Node statement, Tree* tree) {
  if (failed()) return;
  switch (statement.kind) {
    case NodeKind::kAssign:
      return Assignment(std::move(statement), tree);
    case NodeKind::kAnnotatedAssign:
      return AnnotatedAssignment(std::move(statement), tree);
    case NodeKind::kExpression:
      return CallStatement(std::move(statement), tree);
    default:
      return RefuseClass(statement);
  }
}

bool Converter::Target(const Node& node, std::string_view hint, Statement* statement) {
  Node copy = node;
  const Expr target = Convert(copy, Context::kStore);
  if (!failed() && target.kind != ExprKind::kName) Expected("`Name`", target, std::string(hint));
  if (failed()) return false;
  statement->target = target.text;
  statement->target_id = target.id;
  return true;
}

void Converter::Assignment(Node node, Tree* tree) {
  const Span at = SpanOf(node.at);
  if (node.items.size() != 2) {
    return Refuse(at, "chained-assignment", "an assignment can only have a single target");
  }
  Statement statement;
  statement.span = at;
  if (!Target(node.items[0], "you can only assign to a name, e.g. `Foo = Bar`", &statement)) return;
  statement.value = Convert(node.items[1]);
  if (!failed()) tree->statements.push_back(std::move(statement));
}

void Converter::AnnotatedAssignment(Node node, Tree* tree) {
  const Span at = SpanOf(node.at);
  if (!node.flag) return Refuse(at, "wrong-node", "expected simple annotated assignment");
  Statement statement;
  statement.span = at;
  if (!Target(node.items[0], {}, &statement)) return;
  if (node.items.size() < 3) {
    return Refuse(at, "declaration-without-value", "assignment must have a value");
  }
  statement.value = Convert(node.items[2]);
  if (!failed()) statement.annotation = Annotate(node.items[1], node.at);
  if (failed()) return;
  const bool literal =
      IsLiteral(statement.value) || statement.value.kind == ExprKind::kFormatString;
  if (statement.annotation->name == "ExtractLiteral" && !literal) {
    return Expected("`Literal` or `FormatString`", statement.value,
                    "`ExtractLiteral` wants a literal or a format string as its value");
  }
  tree->statements.push_back(std::move(statement));
}

void Converter::CallStatement(Node node, Tree* tree) {
  const Span at = SpanOf(node.at);
  if (node.items[0].kind != NodeKind::kCall) {
    return Refuse(at, "bare-expression",
                  "a bare expression is not allowed, unless it is a function call",
                  "consider prefixing this with a variable assignment: `Foo =`");
  }
  Statement statement;
  statement.is_call = true;
  statement.value = Convert(node.items[0]);
  statement.span = statement.value.span;
  if (!failed()) tree->statements.push_back(std::move(statement));
}

// --- expressions ---

Expr Converter::Make(ExprKind kind, const Node& node) {
  Expr expr;
  expr.kind = kind;
  expr.span = SpanOf(node.at);
  expr.id = (*next_id_)++;
  return expr;
}

Expr Converter::Convert(Node& node, Context context) {
  if (failed()) return {};
  switch (node.kind) {
    case NodeKind::kName: {
      Expr expr = Make(ExprKind::kName, node);
      expr.text = std::move(node.text);
      return expr;
    }
    case NodeKind::kConstant:
      return Constant(node);
    case NodeKind::kFormatString:
      return FormatString(node);
    case NodeKind::kCall:
      return Call(node);
    case NodeKind::kBinary:
      return Operation(node, ExprKind::kBinary, "operator");
    case NodeKind::kUnary:
      return Operation(node, ExprKind::kUnary, "unary operator");
    case NodeKind::kBoolean:
      return Operation(node, ExprKind::kBoolean, {});
    case NodeKind::kCompare:
      return Compare(node);
    case NodeKind::kList: {
      if (context == Context::kStore) {
        Refuse(SpanOf(node.at), "wrong-node", "a list can only be in the load context",
               std::string(kListHint));
        return {};
      }
      return Operation(node, ExprKind::kList, {});
    }
    case NodeKind::kAttribute: {
      Expr expr = Make(ExprKind::kAttribute, node);
      expr.text = std::move(node.text);
      expr.items.push_back(Convert(node.items[0]));
      if (expr.items[0].kind != ExprKind::kName) {
        Expected("`Name`", expr.items[0], std::string(kAttributeHint));
      }
      return expr;
    }
    default:
      RefuseClass(node);
      return {};
  }
}

Expr Converter::Constant(Node& node) {
  Expr expr = Make(ExprKind::kNone, node);
  switch (node.constant) {
    case ConstantKind::kString:
      expr.kind = ExprKind::kString;
      expr.text = std::move(node.text);
      break;
    case ConstantKind::kInt:
      expr.kind = ExprKind::kInt;
      expr.text = std::move(node.text);
      break;
    case ConstantKind::kFloat:
      expr.kind = ExprKind::kFloat;
      expr.real = node.real;
      break;
    case ConstantKind::kTrue:
    case ConstantKind::kFalse:
      expr.kind = ExprKind::kBool;
      expr.boolean = node.constant == ConstantKind::kTrue;
      break;
    case ConstantKind::kNone:
      break;
    case ConstantKind::kForeign:
      Refuse(expr.span, "unsupported-literal", "unexpected constant `" + node.text + "`");
      break;
  }
  return expr;
}

Expr Converter::FormatString(Node& node) {
  Expr expr = Make(ExprKind::kFormatString, node);
  std::size_t shown = 0;  // characters so far, braces counted once
  for (Node& part : node.items) {
    if (part.kind == NodeKind::kConstant) {
      AppendDoublingBraces(part.text, &expr.text);
      shown += CountCodePoints(part.text);
      continue;
    }
    Span at = expr.span;
    at.column += static_cast<std::uint32_t>(shown) + 3;
    if (part.flag) {
      Refuse(at, "fstring-too-complex", "a format string cannot have a format spec",
             std::string(kFieldHint));
    } else if (part.items[0].kind != NodeKind::kName) {
      Refuse(at, "fstring-too-complex", "a format string can only interpolate a `Name`",
             std::string(kFieldHint));
    }
    if (failed()) return {};
    expr.items.push_back(Convert(part.items[0]));
    const std::string field = "{" + expr.items.back().text + "}";
    expr.text += field;
    shown += CountCodePoints(field);
  }
  return expr;
}

Expr Converter::Call(Node& node) {
  Expr expr = Make(ExprKind::kCall, node);
  if (node.flag) {
    Refuse(expr.span, "positional-argument",
           "functions with non-keyword arguments are not supported",
           "name each argument: `Function(argument=value)`");
    return {};
  }
  Expr function = Convert(node.items[0]);
  if (failed()) return {};
  if (function.kind == ExprKind::kAttribute) {
    Refuse(function.span, "attribute-call", "attributes cannot be called");
  } else if (function.kind != ExprKind::kName) {
    Expected("`Attribute` or `Name`", function);
  }
  expr.text = std::move(function.text);
  for (auto keyword = node.items.begin() + 1; keyword != node.items.end() && !failed(); ++keyword) {
    const Span at = SpanOf(keyword->items[0].at);
    if (keyword->text.empty()) {
      Warn(at, "double-star", "`**` arguments are ignored");
      continue;
    }
    const auto known = std::find(expr.keywords.begin(), expr.keywords.end(), keyword->text);
    if (known != expr.keywords.end()) {
      Warn(at, "duplicate-keyword",
           "argument `" + keyword->text + "` is given twice, and the last value counts");
    }
    Expr value = Convert(keyword->items[0]);
    if (known == expr.keywords.end()) {
      expr.keywords.push_back(std::move(keyword->text));
      expr.items.push_back(std::move(value));
    } else {
      expr.items[static_cast<std::size_t>(known - expr.keywords.begin())] = std::move(value);
    }
  }
  return expr;
}

// A node whose parts are all expressions.
Expr Converter::Operation(Node& node, ExprKind kind, std::string_view what) {
  Expr expr = Make(kind, node);
  expr.op = node.op;
  for (Node& item : node.items) {
    expr.items.push_back(Convert(item));
    if (failed()) return {};
  }
  if (!node.text.empty()) {
    Refuse(expr.span, "unsupported-operator",
           "unsupported " + std::string(what) + " `" + node.text + "` encountered");
  }
  return expr;
}

Expr Converter::Compare(Node& node) {
  if (node.items.size() > 2) {
    Refuse(SpanOf(node.at), "chained-comparison", "only binary comparisons are supported",
           "instead of `a < b < c`, consider: `a < b and b < c`");
    return {};
  }
  return Operation(node, ExprKind::kCompare, "comparator");
}

// --- annotations ---

Annotation Converter::Annotate(const Node& node, Position statement) {
  Annotation annotation;
  annotation.span = SpanOf(node.at);
  if (failed()) return annotation;
  if (node.kind == NodeKind::kName || IsNoneConstant(node)) {
    annotation.name = IsNoneConstant(node) ? "None" : node.text;
    return annotation;
  }
  if (node.kind == NodeKind::kSubscript) return AnnotateSubscript(node, statement);
  if (node.kind == NodeKind::kBinary && node.op == Op::kBitOr) return AnnotateBar(node, statement);
  Refuse(SpanOf(statement), "wrong-node", "unexpected node: `" + std::string(ClassName(node)) + "`",
         std::string(kAnnotationHint));
  return annotation;
}

Annotation Converter::AnnotateSubscript(const Node& node, Position statement) {
  const auto expect_name = [&](const Node& part) {
    if (part.kind == NodeKind::kName) return;
    Refuse(SpanOf(part.at), "wrong-node",
           "expected `Name`, got `" + std::string(ClassName(part)) + "`",
           std::string(kAnnotationHint));
  };
  Annotation annotation;
  annotation.span = SpanOf(node.at);
  annotation.has_variants = true;
  expect_name(node.items[0]);
  annotation.name = node.items[0].text;
  const Node& slice = node.items[1];
  if (slice.kind != NodeKind::kTuple) {
    annotation.variants.push_back(Annotate(slice, statement));
    return annotation;
  }
  for (const Node& item : slice.items) {
    expect_name(item);
    annotation.variants.push_back(Annotate(item, statement));
  }
  return annotation;
}

// `A | B | None` is an Optional of what stands before the None; else a Union of all.
Annotation Converter::AnnotateBar(const Node& node, Position statement) {
  std::vector<const Node*> chain;  // right to left
  const Node* left = &node;
  while (left->kind == NodeKind::kBinary && left->op == Op::kBitOr) {
    chain.push_back(&left->items[1]);
    left = &left->items[0];
  }
  Annotation annotation;
  annotation.span = SpanOf(node.at);
  annotation.has_variants = true;
  annotation.variants.push_back(Annotate(*left, statement));
  for (auto right = chain.rbegin(); right != chain.rend(); ++right) {
    annotation.variants.push_back(Annotate(**right, statement));
  }
  const bool optional = IsNoneConstant(*chain.front());
  annotation.name = optional ? "Optional" : "Union";
  if (optional) annotation.variants.pop_back();
  Annotation& first = annotation.variants.front();
  if (options_.osprey_1_1 && first.has_variants) {
    // The peer forgets the name of a generic on the left of a bar.
    std::vector<Annotation> inner = std::move(first.variants);
    annotation.variants.erase(annotation.variants.begin());
    annotation.variants.insert(annotation.variants.begin(), std::make_move_iterator(inner.begin()),
                               std::make_move_iterator(inner.end()));
  }
  return annotation;
}

}  // namespace evenhand::sml
