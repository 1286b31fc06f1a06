// Static types: every expression gets one, every use is checked against it, and uses that want the
// plain value of an entity, rule, duration or experiment are marked.

#include <fmt/format.h>

#include <algorithm>

#include "sml/check_state.h"

namespace evenhand::sml {
namespace {

constexpr std::string_view kCheck = "ValidateStaticTypes";

const Type kAny{.kind = TypeKind::kAny};
const Type kNone{.kind = TypeKind::kNone};
const Type kBool{.kind = TypeKind::kBool};
const Type kInt{.kind = TypeKind::kInt};
const Type kFloat{.kind = TypeKind::kFloat};
const Type kStr{.kind = TypeKind::kStr};
const Type kNumber = UnionOf({kInt, kFloat});
const Type kPrintable = UnionOf({kInt, kFloat, kBool, kStr});
const Type kAnyList = ListOf(kAny);

// What an operator makes of two operands; the first row that fits is taken.
struct Transition {
  const Type& left;
  const Type& right;
  const Type& result;
};

std::span<const Transition> TransitionsOf(Op op) {
  static const std::vector<Transition> kConcatOrNumber = {
      {kStr, kStr, kStr}, {kInt, kInt, kInt}, {kNumber, kNumber, kFloat}};
  static const std::vector<Transition> kNumeric = {{kInt, kInt, kInt}, {kNumber, kNumber, kFloat}};
  static const std::vector<Transition> kRepeatOrNumber = {
      {kInt, kInt, kInt}, {kNumber, kNumber, kFloat}, {kStr, kInt, kStr}, {kInt, kStr, kStr}};
  static const std::vector<Transition> kRatio = {{kNumber, kNumber, kFloat}};
  static const std::vector<Transition> kBits = {{kInt, kInt, kInt}};
  static const std::vector<Transition> kEquality = {{kAny, kAny, kBool}};
  static const std::vector<Transition> kOrder = {{kNumber, kNumber, kBool}};
  static const std::vector<Transition> kMembership = {{kStr, kStr, kBool}, {kAny, kAnyList, kBool}};
  switch (op) {
    case Op::kAdd:
      return kConcatOrNumber;
    case Op::kMultiply:
      return kRepeatOrNumber;
    case Op::kSubtract:
    case Op::kFloorDivide:
    case Op::kModulo:
    case Op::kPower:
      return kNumeric;
    case Op::kDivide:
      return kRatio;
    case Op::kShiftLeft:
    case Op::kShiftRight:
    case Op::kBitOr:
    case Op::kBitXor:
    case Op::kBitAnd:
      return kBits;
    case Op::kEqual:
    case Op::kNotEqual:
      return kEquality;
    case Op::kIn:
    case Op::kNotIn:
      return kMembership;
    default:
      return kOrder;
  }
}

std::string Has(const Type& type) { return fmt::format("has type `{}`", Display(type)); }

// Types that may stand beside None in a comparison without a warning. The peer lets plain types
// pass, because a failed value compares as None.
bool MayBeNone(const Type& type) {
  if (type.Is(TypeKind::kList)) return false;
  return !type.Is(TypeKind::kUnion) || type.admits_none();
}

Type Substitute(const Type& pattern, const Type& variable) {
  if (pattern.Is(TypeKind::kVariable)) return variable;
  Type type{.kind = pattern.kind, .name = pattern.name};
  for (const Type& arg : pattern.args) type.args.push_back(Substitute(arg, variable));
  return type;
}

bool HasVariable(const Type& type) {
  return type.Is(TypeKind::kVariable) ||
         std::any_of(type.args.begin(), type.args.end(), HasVariable);
}

class TypeChecker {
 public:
  explicit TypeChecker(CheckState* state) : state_(*state), out_(state->out) {}

  bool Run() {
    for (const std::uint32_t file : out_.file_order) {
      file_ = file;
      for (std::uint32_t i = out_.first_statement[file]; i < out_.first_statement[file + 1]; ++i) {
        statement_ = i;
        CheckStatement();
      }
    }
    return ok_;
  }

 private:
  void Error(Span span, std::string kind, std::string message, std::string hint,
             std::vector<Diagnostic::Note> notes = {}) {
    ok_ = false;
    state_.Error(kCheck, span, std::move(kind), std::move(message), std::move(hint),
                 std::move(notes));
  }

  // Where the value of an expression comes from, for the reader of an error.
  std::vector<Diagnostic::Note> Origin(const Expr& expr) const {
    if (expr.kind != ExprKind::kName) return {};
    const std::uint32_t found = state_.Lookup(file_, expr.text);
    if (found == kNoStatement) return {};
    return {{.message = fmt::format("`{}` gets its type here", expr.text),
             .span = state_.At(found).statement->span,
             .hint = Has(out_.types[expr.id])}};
  }

  std::vector<Diagnostic::Note> Sides(const Expr& left, const Expr& right) const {
    std::vector<Diagnostic::Note> notes;
    for (const Expr* side : {&left, &right}) {
      notes.push_back({.message = side == &left ? "the left side" : "the right side",
                       .span = side->span,
                       .hint = Has(out_.types[side->id])});
      for (Diagnostic::Note& note : Origin(*side)) notes.push_back(std::move(note));
    }
    return notes;
  }

  // Statements.

  void CheckStatement() {
    CheckedStatement& checked = out_.statements[statement_];
    const Statement& statement = *checked.statement;
    const Type& value = TypeOf(statement.value);
    if (statement.is_call) {
      checked.type = kNone;
      return;
    }
    checked.type = statement.annotation ? CheckAnnotation(statement, value) : value;
    out_.types[statement.target_id] = checked.type;
    CheckSecrecy(statement);
  }

  const Type& CheckAnnotation(const Statement& statement, const Type& value) {
    const auto& annotation = state_.annotations[statement_];
    if (!annotation) {
      ok_ = false;
      state_.BadAnnotation(kCheck, annotation.error());
      return value;
    }
    const Type& wanted = annotation->type;
    if (!Fits(wanted, statement.value)) {
      std::vector<Diagnostic::Note> notes = Origin(statement.value);
      notes.insert(notes.begin(),
                   {.message = fmt::format("expected `{}` due to this", Display(wanted)),
                    .span = statement.annotation->span,
                    .hint = {}});
      Error(statement.value.span, "assignment-type", "incompatible types in assignment",
            fmt::format("{}, expected `{}`", Has(value), Display(wanted)), std::move(notes));
    }
    if (annotation->nested) {
      state_.WarnCompatibility(statement.annotation->span,
                               fmt::format("this is read as `{}`", Display(wanted)),
                               "osprey-1.1 forgets or refuses a generic inside another one");
    }
    return wanted;
  }

  void CheckSecrecy(const Statement& statement) {
    const bool annotated = statement.annotation && state_.annotations[statement_];
    const bool secret = annotated && state_.annotations[statement_]->secret;
    const bool declassified = annotated && state_.annotations[statement_]->extract_secret;
    const bool value_leaves = CanLeave(state_, file_, statement.value);
    state_.can_leave[statement_] = !secret && (declassified || value_leaves);
    if (secret || declassified) return;
    if (!value_leaves) {
      Error(statement.span, "secret-leak",
            "assignments can not include non-extractable features if they are not marked Secret",
            fmt::format("write `{}: Secret[...] = ...`, or `ExtractSecret[...]` to let it out",
                        statement.target));
    } else if (const Expr* name = SecretBelow(statement.value)) {
      state_.Warn(
          kCheck, name->span, "secret-leak",
          fmt::format("`{}` is made of a secret and is not secret itself", statement.target),
          "operators let secrets through: mark it `Secret[...]` if it must not get out");
    }
  }

  const Expr* SecretBelow(const Expr& expr) const {
    const Expr* found = nullptr;
    ForEach(expr, [&](const Expr& one) {
      if (!found && one.kind == ExprKind::kName && !CanLeave(state_, file_, one)) found = &one;
    });
    return found;
  }

  // Expressions.

  // Whether the value of `expr` may stand where `wanted` is; marks the use when it is unwrapped
  // there.
  bool Fits(const Type& wanted, const Expr& expr) {
    bool unwraps = false;
    if (!Accepts(wanted, out_.types[expr.id], &unwraps)) return false;
    if (unwraps) out_.unwraps[expr.id] = true;
    return true;
  }

  const Type& TypeOf(const Expr& expr) {
    Type type = Compute(expr);
    return out_.types[expr.id] = std::move(type);
  }

  Type Compute(const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::kName:
        return TypeOfName(expr);
      case ExprKind::kString:
        return kStr;
      case ExprKind::kInt:
        return kInt;
      case ExprKind::kFloat:
        return kFloat;
      case ExprKind::kBool:
        return kBool;
      case ExprKind::kNone:
        return kNone;
      case ExprKind::kList:
        return TypeOfList(expr);
      case ExprKind::kFormatString:
        return TypeOfFormatString(expr);
      case ExprKind::kCall:
        return TypeOfCall(expr);
      case ExprKind::kBinary:
      case ExprKind::kCompare:
        return TypeOfTwo(expr);
      case ExprKind::kBoolean:
        return TypeOfBoolean(expr);
      case ExprKind::kUnary:
        return TypeOfUnary(expr);
      case ExprKind::kAttribute:
        return TypeOfAttribute(expr);
    }
    return kAny;
  }

  Type TypeOfName(const Expr& name) const {
    const std::uint32_t found = out_.definition[name.id];
    if (found == kNoStatement) return kAny;
    if (const auto narrowed = narrowed_.find(found); narrowed != narrowed_.end()) {
      return narrowed->second;
    }
    return state_.At(found).type;
  }

  Type TypeOfAttribute(const Expr& expr) {
    Error(expr.span, "attribute", "attributes aren't supported yet",
          fmt::format("`.{}` means nothing here", expr.text));
    return kAny;
  }

  Type TypeOfList(const Expr& list) {
    const Statement& statement = *state_.At(statement_).statement;
    if (list.items.empty()) {
      if (&list == &statement.value && !statement.annotation) {
        Error(statement.span, "empty-list",
              "empty list literal has a dynamic item type, and thus must be assigned to a variable "
              "with a type annotation",
              fmt::format("give this variable a type annotation, eg:\n`{}: List[str] = []`",
                          statement.target));
      }
      return kAnyList;
    }
    bool mixed = false;
    const Type& first = TypeOf(list.items[0]);
    for (std::size_t i = 1; i < list.items.size(); ++i) {
      mixed |= !Same(first, TypeOf(list.items[i]));
    }
    if (!mixed) return ListOf(first);
    ReportMixed(list);
    return kAnyList;
  }

  void ReportMixed(const Expr& list) {
    std::vector<std::string> names;
    bool rules = false;
    for (const Expr& item : list.items) {
      names.push_back(Display(out_.types[item.id]));
      rules |= out_.types[item.id].Is(TypeKind::kRule);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    Error(list.span, "mixed-list",
          "found multiple different types in list literal, unable to infer type",
          fmt::format("has types `{}`{}", fmt::join(names, "`, `"),
                      rules ? "\na rule becomes a bool in `SomeRule and True`" : ""));
  }

  Type TypeOfFormatString(const Expr& text) {
    for (const Expr& name : text.items) {
      const Type& type = TypeOf(name);
      if (!Fits(kPrintable, name)) {
        Error(name.span, "fstring-type", "unsupported type for f-string substitution",
              fmt::format("{}, expected one of `int`, `float`, `bool`, `str`", Has(type)),
              Origin(name));
      }
      const std::uint32_t found = out_.definition[name.id];
      if (found != kNoStatement && !state_.can_leave[found]) {
        Error(name.span, "secret-leak", "format strings can not include non-extractable features",
              fmt::format("name '{}' is marked as non-extractable", name.text));
      }
    }
    return kStr;
  }

  // Calls.

  Type TypeOfCall(const Expr& call) {
    const Signature& signature = state_.Function(call)->signature;
    std::optional<Type> variable;
    const Expr* decided_by = nullptr;
    for (std::size_t i = 0; i < call.items.size(); ++i) {
      const Expr& argument = call.items[i];
      const Type& given = TypeOf(argument);
      const Parameter* parameter = signature.Find(call.keywords[i]);
      const Type& wanted = parameter ? parameter->type : signature.extra_type;
      if (parameter && HasVariable(wanted)) {
        InferVariable(argument, given, wanted, &variable, &decided_by);
      } else if (!Fits(wanted, argument)) {
        ReportArgument(call, i, wanted, parameter && parameter->constant);
      }
    }
    if (signature.dynamic_result) return DynamicResult(signature);
    if (!HasVariable(signature.result)) return signature.result;
    if (!variable) {
      Error(call.span, "generic-unresolved",
            fmt::format("cannot tell which type `{}(...)` returns", call.text),
            "at least one of its arguments must be something else than `None`");
      return kAny;
    }
    return Substitute(signature.result, *variable);
  }

  // The annotation says it: it was checked to be there.
  Type DynamicResult(const Signature& signature) const {
    const auto& annotation = state_.annotations[statement_];
    return annotation ? annotation->type : signature.result;
  }

  void InferVariable(const Expr& argument, const Type& given, const Type& wanted,
                     std::optional<Type>* variable, const Expr** decided_by) {
    if (given.Is(TypeKind::kNone)) return;
    Type inferred = given;
    if (wanted.Is(TypeKind::kUnion)) {
      // `Optional[T]` takes the inner type; of an entity, as the peer has it, the type of its id.
      inferred = given.Is(TypeKind::kEntity) ? given.args[0]
                 : given.admits_none()       ? WithoutNone(given)
                                             : given;
    }
    if (!*variable) {
      *variable = std::move(inferred);
      *decided_by = &argument;
    } else if (!Same(**variable, inferred)) {
      Error(argument.span, "generic-conflict", "conflicting generic types",
            fmt::format("{}, expected `{}`", Has(inferred), Display(**variable)),
            {{.message = "the type was decided here", .span = (*decided_by)->span, .hint = {}}});
    }
  }

  void ReportArgument(const Expr& call, std::size_t index, const Type& wanted, bool constant) {
    const Expr& argument = call.items[index];
    const Type& given = out_.types[argument.id];
    std::string name = Display(wanted);
    if (constant) name = fmt::format("ConstExpr[{}]", name);
    std::string hint = fmt::format("{}, expected `{}`", Has(given), name);
    if (given == ListOf({.kind = TypeKind::kRule}) && wanted == ListOf(kBool)) {
      hint += "\na rule becomes a bool in `SomeRule and True`";
    }
    Error(
        argument.span, "argument-type",
        fmt::format("argument `{}` to `{}` has incompatible type", call.keywords[index], call.text),
        std::move(hint), Origin(argument));
  }

  // Operators.

  Type TypeOfTwo(const Expr& expr) {
    const Expr& left = expr.items[0];
    const Expr& right = expr.items[1];
    const Type& left_type = TypeOf(left);
    const Type& right_type = TypeOf(right);
    const bool compares = expr.kind == ExprKind::kCompare;
    const bool any = left_type.Is(TypeKind::kAny) || right_type.Is(TypeKind::kAny);
    if (compares || !any) {
      for (const Transition& row : TransitionsOf(expr.op)) {
        if (!Accepts(row.left, left_type) || !Accepts(row.right, right_type)) continue;
        Fits(row.left, left);
        Fits(row.right, right);
        if (expr.op == Op::kEqual || expr.op == Op::kNotEqual) CheckEquality(expr);
        if (expr.op == Op::kIn || expr.op == Op::kNotIn) CheckMembership(expr);
        return row.result;
      }
    }
    ReportOperands(expr);
    return kAny;
  }

  void ReportOperands(const Expr& expr) {
    const Type& left = out_.types[expr.items[0].id];
    const Type& right = out_.types[expr.items[1].id];
    std::string hint = fmt::format("no implementation for `{} {} {}`", Display(left),
                                   Spelling(expr.op), Display(right));
    for (const Expr& side : expr.items) {
      const Type& type = out_.types[side.id];
      if (side.kind == ExprKind::kName && type.Is(TypeKind::kUnion) && type.admits_none()) {
        hint += fmt::format("\nwrite `{} != None and ...` before it", side.text);
      }
    }
    Error(expr.span, "operand-type",
          fmt::format("unsupported operand types for `{}`", Spelling(expr.op)), std::move(hint),
          Sides(expr.items[0], expr.items[1]));
  }

  void CheckEquality(const Expr& expr) {
    const Expr& left = expr.items[0];
    const Expr& right = expr.items[1];
    const Type& left_type = out_.types[left.id];
    const Type& right_type = out_.types[right.id];
    const bool none = left_type.Is(TypeKind::kNone) || right_type.Is(TypeKind::kNone);
    if (none) {
      const Expr& other = left_type.Is(TypeKind::kNone) ? right : left;
      if (!MayBeNone(out_.types[other.id])) {
        state_.Warn(kCheck, expr.span, "never-none",
                    fmt::format("type `{}` incompatible with None", Display(out_.types[other.id])),
                    Has(out_.types[other.id]), Origin(other));
      }
      return;
    }
    bool unwraps_left = false;
    bool unwraps_right = false;
    const bool left_fits = Accepts(right_type, left_type, &unwraps_left);
    const bool right_fits = Accepts(left_type, right_type, &unwraps_right);
    if (!left_fits && !right_fits) {
      Error(expr.span, "comparison-type", "left and right sides have incompatible types",
            fmt::format("comparison will always result in `{}`",
                        expr.op == Op::kEqual ? "False" : "True"),
            Sides(left, right));
    } else if ((left_fits && !unwraps_left) || (right_fits && !unwraps_right)) {
      return;
    } else {
      out_.unwraps[left_fits ? left.id : right.id] = true;
    }
  }

  // `in` a list: the item must be able to equal one of the list's, which are never unwrapped.
  void CheckMembership(const Expr& expr) {
    const Expr& left = expr.items[0];
    const Type& right = out_.types[expr.items[1].id];
    const std::optional<Type> inner =
        out_.unwraps[expr.items[1].id] ? Unwrapped(right) : std::optional<Type>(right);
    if (!inner->Is(TypeKind::kList)) return;
    const Type& item = inner->args[0];
    const Type& left_type = out_.types[left.id];
    bool unwraps_left = false;
    bool unwraps_item = false;
    const bool left_fits = Accepts(item, left_type, &unwraps_left);
    const bool item_fits = Accepts(left_type, item, &unwraps_item) && !unwraps_item;
    if (item_fits || (left_fits && !unwraps_left)) return;
    if (left_fits) {
      out_.unwraps[left.id] = true;
      return;
    }
    Error(
        expr.span, "membership-type", "item has incompatible type with list elements",
        fmt::format("comparison will always result in `{}`", expr.op == Op::kIn ? "False" : "True"),
        Sides(left, expr.items[1]));
  }

  Type TypeOfUnary(const Expr& expr) {
    const Expr& operand = expr.items[0];
    const Type& type = TypeOf(operand);
    if (expr.op == Op::kNot) {
      if (!Fits(kBool, operand)) {
        Error(expr.span, "unary-operand-type", "`not` only works on `bool` types",
              fmt::format("{}, and `not` should be used on `bool` types like `not (X == Y)`",
                          Has(type)),
              Origin(operand));
      }
      return kBool;
    }
    // The operand itself is not unwrapped: the peer, too, fails when it negates a duration.
    if (!Accepts(kNumber, type)) {
      Error(expr.span, "unary-operand-type",
            fmt::format("bad operand type for unary -: `{}`", Display(type)),
            "unary `-` should be used on `int` types or `float` types like `-3`", Origin(operand));
    }
    return type;
  }

  Type TypeOfBoolean(const Expr& expr) {
    std::vector<std::pair<std::uint32_t, std::optional<Type>>> before;
    for (const Expr& operand : expr.items) {
      const Type& type = TypeOf(operand);
      if (!Fits(kBool, operand)) {
        Error(operand.span, "operand-type",
              fmt::format("unsupported operand type for `{}`", Spelling(expr.op)),
              fmt::format("{}, expected `bool`", Has(type)), Origin(operand));
      }
      Narrow(expr.op, operand, &before);
    }
    for (auto one = before.rbegin(); one != before.rend(); ++one) {
      if (one->second) {
        narrowed_[one->first] = *std::move(one->second);
      } else {
        narrowed_.erase(one->first);
      }
    }
    return kBool;
  }

  // After `X != None and`, or `X == None or`, X is not None in the operands that follow. What was
  // known of X before goes to `before`.
  void Narrow(Op op, const Expr& operand,
              std::vector<std::pair<std::uint32_t, std::optional<Type>>>* before) {
    if (operand.kind != ExprKind::kCompare) return;
    if (operand.op != (op == Op::kAnd ? Op::kNotEqual : Op::kEqual)) return;
    const bool none_left = operand.items[0].kind == ExprKind::kNone;
    const Expr& name = operand.items[none_left ? 1 : 0];
    if (name.kind != ExprKind::kName) return;
    if (!none_left && operand.items[1].kind != ExprKind::kNone) return;
    const std::uint32_t found = out_.definition[name.id];
    const Type& type = out_.types[name.id];
    if (found == kNoStatement || !type.Is(TypeKind::kUnion) || !type.admits_none()) return;
    const auto known = narrowed_.find(found);
    before->emplace_back(
        found, known == narrowed_.end() ? std::nullopt : std::optional<Type>(known->second));
    narrowed_[found] = WithoutNone(type);
  }

  CheckState& state_;
  Checked& out_;
  std::uint32_t file_ = 0;
  std::uint32_t statement_ = 0;
  bool ok_ = true;
  std::unordered_map<std::uint32_t, Type> narrowed_;  // by statement that assigns the name
};

}  // namespace

bool CheckStaticTypes(CheckState* state) { return TypeChecker(state).Run(); }

}  // namespace evenhand::sml
