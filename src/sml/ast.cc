#include "sml/ast.h"

#include "text/python_text.h"

namespace evenhand::sml {
namespace {

// How tightly an operator binds; larger is tighter. An operand of looser binding needs brackets.
enum Binding : int {
  kOrBinding,
  kAndBinding,
  kNotBinding,
  kCompareBinding,
  kBitOrBinding,
  kBitXorBinding,
  kBitAndBinding,
  kShiftBinding,
  kSumBinding,
  kProductBinding,
  kNegateBinding,
  kPowerBinding,
  kAtomBinding,
};

Binding BindingOf(Op op) {
  switch (op) {
    case Op::kOr:
      return kOrBinding;
    case Op::kAnd:
      return kAndBinding;
    case Op::kNot:
      return kNotBinding;
    case Op::kBitOr:
      return kBitOrBinding;
    case Op::kBitXor:
      return kBitXorBinding;
    case Op::kBitAnd:
      return kBitAndBinding;
    case Op::kShiftLeft:
    case Op::kShiftRight:
      return kShiftBinding;
    case Op::kAdd:
    case Op::kSubtract:
      return kSumBinding;
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kFloorDivide:
    case Op::kModulo:
      return kProductBinding;
    case Op::kNegate:
      return kNegateBinding;
    case Op::kPower:
      return kPowerBinding;
    case Op::kNoOp:
      return kAtomBinding;
    default:
      return kCompareBinding;
  }
}

Binding BindingOf(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kBinary:
    case ExprKind::kCompare:
    case ExprKind::kBoolean:
    case ExprKind::kUnary:
      return BindingOf(expr.op);
    default:
      return kAtomBinding;
  }
}

class Printer {
 public:
  void Add(const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::kName:
      case ExprKind::kInt:
        out += expr.text;
        break;
      case ExprKind::kString:
        text::AppendStrRepr(expr.text, &out);
        break;
      case ExprKind::kFloat:
        Float(expr.real);
        break;
      case ExprKind::kBool:
        out += expr.boolean ? "True" : "False";
        break;
      case ExprKind::kNone:
        out += "None";
        break;
      case ExprKind::kFormatString:
        out += 'f';
        text::AppendStrRepr(expr.text, &out);
        break;
      case ExprKind::kList:
        out += '[';
        Items(expr, {});
        out += ']';
        break;
      case ExprKind::kCall:
        out += expr.text + '(';
        Items(expr, expr.keywords);
        out += ')';
        break;
      case ExprKind::kAttribute:
        Operand(expr.items[0], kAtomBinding);
        out += '.' + expr.text;
        break;
      case ExprKind::kUnary:
        Unary(expr);
        break;
      case ExprKind::kBoolean:
        Boolean(expr);
        break;
      case ExprKind::kBinary:
      case ExprKind::kCompare:
        Binary(expr);
        break;
    }
  }

  std::string out;

 private:
  // An infinity is what a number too large to hold was read as.
  void Float(double real) {
    if (real > 1.7976931348623157e308) {
      out += "1e999";
    } else {
      text::AppendFloatRepr(real, &out);
    }
  }

  void Items(const Expr& expr, const std::vector<std::string>& names) {
    for (std::size_t i = 0; i < expr.items.size(); ++i) {
      if (i > 0) out += ", ";
      if (!names.empty()) out += names[i] + '=';
      Add(expr.items[i]);
    }
  }

  void Operand(const Expr& expr, int least) {
    const bool brackets = BindingOf(expr) < least;
    if (brackets) out += '(';
    Add(expr);
    if (brackets) out += ')';
  }

  void Operator(Op op) {
    out += ' ';
    out += Spelling(op);
    out += ' ';
  }

  void Unary(const Expr& expr) {
    out += expr.op == Op::kNot ? "not " : "-";
    Operand(expr.items[0], BindingOf(expr.op));
  }

  void Boolean(const Expr& expr) {
    for (std::size_t i = 0; i < expr.items.size(); ++i) {
      if (i > 0) Operator(expr.op);
      Operand(expr.items[i], BindingOf(expr.op) + 1);
    }
  }

  // Power groups to the right and takes a minus there; comparisons do not chain; all else groups
  // to the left.
  void Binary(const Expr& expr) {
    const int own = BindingOf(expr.op);
    const bool power = expr.op == Op::kPower;
    Operand(expr.items[0], power || expr.kind == ExprKind::kCompare ? own + 1 : own);
    Operator(expr.op);
    Operand(expr.items[1], power ? static_cast<int>(kNegateBinding) : own + 1);
  }
};

}  // namespace

std::string_view Spelling(Op op) {
  switch (op) {
    case Op::kNoOp:
      return {};
    case Op::kAdd:
      return "+";
    case Op::kSubtract:
    case Op::kNegate:
      return "-";
    case Op::kMultiply:
      return "*";
    case Op::kDivide:
      return "/";
    case Op::kFloorDivide:
      return "//";
    case Op::kModulo:
      return "%";
    case Op::kPower:
      return "**";
    case Op::kShiftLeft:
      return "<<";
    case Op::kShiftRight:
      return ">>";
    case Op::kBitOr:
      return "|";
    case Op::kBitXor:
      return "^";
    case Op::kBitAnd:
      return "&";
    case Op::kEqual:
      return "==";
    case Op::kNotEqual:
      return "!=";
    case Op::kLess:
      return "<";
    case Op::kLessEqual:
      return "<=";
    case Op::kGreater:
      return ">";
    case Op::kGreaterEqual:
      return ">=";
    case Op::kIn:
      return "in";
    case Op::kNotIn:
      return "not in";
    case Op::kAnd:
      return "and";
    case Op::kOr:
      return "or";
    case Op::kNot:
      return "not";
  }
  return {};
}

std::string Print(const Expr& expr) {
  Printer printer;
  printer.Add(expr);
  return std::move(printer.out);
}

}  // namespace evenhand::sml
