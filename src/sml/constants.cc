#include "sml/constants.h"

#include <fmt/format.h>

#include <charconv>

namespace evenhand::sml {
namespace {

constexpr std::string_view kCheck = "ValidateCallKwargs";

bool IsNumber(const Expr& expr) {
  return expr.kind == ExprKind::kInt || expr.kind == ExprKind::kFloat;
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

// The peer's names of the kinds of nodes.
std::string_view NodeName(const Expr& expr) {
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
      return "None_";
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

std::string_view WantedNode(const Type& type) {
  switch (type.kind) {
    case TypeKind::kStr:
      return "String";
    case TypeKind::kInt:
    case TypeKind::kFloat:
      return "Number";
    case TypeKind::kBool:
      return "Boolean";
    case TypeKind::kList:
      return "List";
    default:
      return "None_";
  }
}

class Resolver {
 public:
  Resolver(CheckState* state, std::uint32_t file) : state_(*state), file_(file) {}

  std::optional<Constant> Run(const Expr& argument, const Type& wanted) {
    const Expr* node = Follow(argument);
    bool negative = false;
    if (node->kind == ExprKind::kUnary) {
      if (node->op == Op::kNegate && IsNumber(node->items[0])) {
        negative = node == &argument || NegativeByName(argument);
        node = &node->items[0];
      } else {
        state_.Error(
            kCheck, node->span, "const-argument-unary",
            fmt::format("`{}` not supported here, or its operand has the wrong type",
                        Spelling(node->op)),
            "only a minus before an `int` or `float` literal can be used in this argument");
      }
    }
    std::optional<Constant> constant = Literal(*node, wanted);
    if (constant && negative) Negate(&*constant);
    return constant;
  }

 private:
  // What a name stands for: a global's value in any file, or a literal of this file. One step only.
  const Expr* Follow(const Expr& argument) {
    if (argument.kind != ExprKind::kName) return &argument;
    const std::uint32_t found = state_.Lookup(file_, argument.text);
    if (found != kNoStatement) {
      const Expr& value = state_.At(found).statement->value;
      if (!IsLocal(argument.text) || IsLiteral(value)) return &value;
    }
    state_.Error(
        kCheck, argument.span, "const-argument-unresolved",
        fmt::format("name `{}` could not be resolved to a `Literal`", argument.text),
        fmt::format("only names that are assigned a literal directly can be used here, not "
                    "`a = b` with `b = 1`\nperhaps variable `{}` is undefined?",
                    argument.text));
    return &argument;
  }

  // Whether a name that was assigned a number with a minus stands for a negative one at this use.
  bool NegativeByName(const Expr& argument) {
    state_.WarnCompatibility(argument.span,
                             fmt::format("`{}` is a negative constant", argument.text),
                             "osprey-1.1 changes its sign at each use");
    if (!state_.out.config.osprey_1_1) return true;
    return state_.uses_of_minus[state_.Lookup(file_, argument.text)]++ % 2 == 0;
  }

  std::optional<Constant> Literal(const Expr& node, const Type& wanted) {
    if (NodeName(node) != WantedNode(wanted)) {
      state_.Error(kCheck, node.span, "const-argument-type",
                   fmt::format("invalid argument type: `{}`", NodeName(node)),
                   fmt::format("expected type `{}`", WantedNode(wanted)));
      return std::nullopt;
    }
    Constant constant{.kind = node.kind,
                      .boolean = node.boolean,
                      .real = node.real,
                      .text = node.text,
                      .items = {},
                      .span = node.span};
    for (const Expr& item : node.items) {
      std::optional<Constant> one = Literal(item, wanted.args[0]);
      if (!one) return std::nullopt;
      constant.items.push_back(*std::move(one));
    }
    return constant;
  }

  static void Negate(Constant* constant) {
    if (constant->kind == ExprKind::kFloat) {
      constant->real = -constant->real;
    } else if (constant->text.find_first_not_of('0') != std::string::npos) {
      constant->text = fmt::format("-{}", constant->text);
    }
  }

  CheckState& state_;
  std::uint32_t file_;
};

}  // namespace

std::optional<Constant> ResolveConstant(CheckState* state, std::uint32_t file, const Expr& argument,
                                        const Type& wanted) {
  return Resolver(state, file).Run(argument, wanted);
}

void KeepChangedSigns(CheckState* state) {
  for (const auto& [index, uses] : state->uses_of_minus) {
    if (uses % 2 == 0) continue;
    const std::uint32_t file = state->At(index).file;
    Statement& statement =
        state->out.trees[file].statements[index - state->out.first_statement[file]];
    Expr& number = statement.value.items[0];
    if (number.kind == ExprKind::kFloat) {
      number.real = -number.real;
    } else if (number.text.find_first_not_of('0') != std::string::npos) {
      number.text.insert(0, "-");
    }
  }
}

Constant DefaultConstant(const Parameter& parameter) {
  const std::string_view source = parameter.default_source;
  Constant constant;
  if (source == "True" || source == "False") {
    constant.kind = ExprKind::kBool;
    constant.boolean = source == "True";
  } else if (source.starts_with('\'') || source.starts_with('"')) {
    constant.kind = ExprKind::kString;
    constant.text = source.substr(1, source.size() - 2);
  } else if (source.starts_with('[')) {
    constant.kind = ExprKind::kList;
  } else if (source.find('.') != std::string_view::npos) {
    constant.kind = ExprKind::kFloat;
    std::from_chars(source.data(), source.data() + source.size(), constant.real);
  } else if (source != "None") {
    constant.kind = ExprKind::kInt;
    constant.text = source;
  }
  return constant;
}

}  // namespace evenhand::sml
