#include "sml/python_tree.h"

namespace evenhand::sml {

std::string_view ClassName(const Node& node) {
  switch (node.kind) {
    case NodeKind::kName:
      return "Name";
    case NodeKind::kConstant:
      return "Constant";
    case NodeKind::kFormatString:
      return "JoinedStr";
    case NodeKind::kFormattedValue:
      return "FormattedValue";
    case NodeKind::kList:
      return "List";
    case NodeKind::kTuple:
      return "Tuple";
    case NodeKind::kCall:
      return "Call";
    case NodeKind::kKeyword:
      return "keyword";
    case NodeKind::kBinary:
      return "BinOp";
    case NodeKind::kCompare:
      return "Compare";
    case NodeKind::kBoolean:
      return "BoolOp";
    case NodeKind::kUnary:
      return "UnaryOp";
    case NodeKind::kAttribute:
      return "Attribute";
    case NodeKind::kSubscript:
      return "Subscript";
    case NodeKind::kStarred:
      return "Starred";
    case NodeKind::kOther:
      return node.class_name;
    case NodeKind::kAssign:
      return "Assign";
    case NodeKind::kAnnotatedAssign:
      return "AnnAssign";
    case NodeKind::kExpression:
      return "Expr";
  }
  return {};
}

}  // namespace evenhand::sml
