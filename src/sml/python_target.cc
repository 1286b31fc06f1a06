#include "sml/python_parser.h"

namespace evenhand::sml {
namespace {

// How CPython's messages call an expression that cannot be assigned to.
std::string Describe(const Node& node) {
  switch (node.kind) {
    case NodeKind::kCall:
      return "function call";
    case NodeKind::kFormatString:
      return "f-string expression";
    case NodeKind::kCompare:
      return "comparison";
    case NodeKind::kBinary:
    case NodeKind::kBoolean:
    case NodeKind::kUnary:
      return "expression";
    case NodeKind::kConstant:
      switch (node.constant) {
        case ConstantKind::kTrue:
          return "True";
        case ConstantKind::kFalse:
          return "False";
        case ConstantKind::kNone:
          return "None";
        default:
          return node.text == "Ellipsis" ? "ellipsis" : "literal";
      }
    default:
      break;
  }
  const std::string_view name = ClassName(node);
  if (name == "IfExp") return "conditional expression";
  if (name == "Lambda") return "lambda";
  if (name == "Dict") return "dict literal";
  if (name == "Set") return "set display";
  if (name == "ListComp") return "list comprehension";
  if (name == "DictComp") return "dict comprehension";
  if (name == "SetComp") return "set comprehension";
  if (name == "GeneratorExp") return "generator expression";
  if (name == "Yield" || name == "YieldFrom") return "yield expression";
  if (name == "Await") return "await expression";
  if (name == "NamedExpr") return "named expression";
  if (name == "Starred") return "starred";
  return "expression";
}

}  // namespace

void PythonParser::CheckTarget(const Node& node, TargetUse use) {
  if (failed()) return;
  switch (node.kind) {
    case NodeKind::kName:
    case NodeKind::kAttribute:
    case NodeKind::kSubscript:
      return;
    case NodeKind::kStarred:
      if (use == TargetUse::kDelete) break;
      return CheckTarget(node.items[0], use);
    case NodeKind::kTuple:
    case NodeKind::kList:
      for (const Node& item : node.items) CheckTarget(item, use);
      return;
    default:
      break;
  }
  const std::string verb = use == TargetUse::kDelete ? "cannot delete " : "cannot assign to ";
  Fail(node.at, verb + Describe(node));
}

Node PythonParser::TargetList(TargetUse use) {
  const Position start = Here();
  const auto item = [&] {
    const Position at = Here();
    if (!Take("*")) return Binary(kWeakestOperator);
    std::vector<Node> value;
    value.push_back(Binary(kWeakestOperator));
    return Make(NodeKind::kStarred, at, std::move(value));
  };
  Node targets = item();
  if (At(",")) {
    std::vector<Node> items;
    items.push_back(std::move(targets));
    while (Take(",") && (AtExpression() || At("*"))) items.push_back(item());
    targets = Make(NodeKind::kTuple, start, std::move(items));
  }
  CheckTarget(targets, use);
  return targets;
}

}  // namespace evenhand::sml
