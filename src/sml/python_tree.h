#pragma once

// What the grammar of Python 3.11 makes of a rules file, before SML decides what it keeps.
//
// Constructs that SML keeps have a kind of their own and their parts; all others are kOther, with
// the class name that CPython's `ast` gives them and the parts that a later look may need.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sml/ast.h"
#include "sml/lexer.h"

namespace evenhand::sml {

enum class NodeKind : std::uint8_t {
  // expressions
  kName,            // text: identifier, NFKC
  kConstant,        // constant; text or real
  kFormatString,    // items: kConstant (text) and kFormattedValue
  kFormattedValue,  // items: the expression; flag: it has a conversion or a format spec
  kList,            // items
  kTuple,           // items
  kCall,            // items: the function, then a kKeyword each; flag: it has positional arguments
  kKeyword,         // text: name, or empty for `**`; items: the value
  kBinary,          // op, or kNoOp with text the class of an operator that SML lacks; items: two
  kCompare,         // the same, for the first operator; items: two or more
  kBoolean,         // op; items: two or more
  kUnary,           // op, or kNoOp with text; items: one
  kAttribute,       // text: attribute; items: the value
  kSubscript,       // items: the value, the slice
  kStarred,         // items: the value
  kOther,           // class_name
  // statements
  kAssign,           // items: targets, then the value
  kAnnotatedAssign,  // items: target, annotation, and the value if any; flag: the target is plain
  kExpression,       // items: the value
};

enum class ConstantKind : std::uint8_t {
  kString,  // text: WTF-8
  kInt,     // text: decimal digits
  kFloat,   // real
  kTrue,
  kFalse,
  kNone,
  kForeign,  // bytes, imaginary numbers, `...`: text as it is shown
};

struct Node {
  NodeKind kind = NodeKind::kOther;
  ConstantKind constant = ConstantKind::kNone;
  Op op = Op::kNoOp;
  bool flag = false;
  bool parenthesised = false;
  std::uint16_t depth = 1;  // of the tree below
  Position at;
  std::string_view class_name;  // kOther
  double real = 0;
  std::string text;
  std::vector<Node> items;
};

// CPython's class name of a node: "Subscript", "IfExp", "FunctionDef", ...
std::string_view ClassName(const Node& node);

}  // namespace evenhand::sml
