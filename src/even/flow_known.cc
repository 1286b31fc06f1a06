// What can be known of an expression before any event. Always on the safe side: an answer holds for
// every event, or there is none.

#include <cmath>

#include "even/flow_builder.h"

namespace evenhand::even {
namespace {
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxKnownText = 256;
using sml::ExprKind;
}  // namespace

const sml::Expr* FlowBuilder::Argument(const sml::CheckedCall& call, std::string_view name) const {
  const auto& parameters = checked_.catalog->entries()[call.function].signature.parameters;
  for (std::size_t i = 0; i < parameters.size() && i < call.arguments.size(); ++i) {
    if (parameters[i].name == name) return call.arguments[i];
  }
  return nullptr;
}

const sml::Constant* FlowBuilder::ConstantArgument(const sml::CheckedCall& call,
                                                   std::string_view name) const {
  const auto& parameters = checked_.catalog->entries()[call.function].signature.parameters;
  for (std::size_t i = 0; i < parameters.size() && i < call.constants.size(); ++i) {
    if (parameters[i].name == name && call.constants[i]) return &*call.constants[i];
  }
  return nullptr;
}

// The type of an entity, where it is written. Stores name an entity "Type/id", so with a slash in
// it a type says nothing.
std::optional<std::string> FlowBuilder::EntityTypeOf(const Expr* entity, int depth) const {
  if (entity == nullptr || depth > kMaxDepth) return std::nullopt;
  if (entity->kind == ExprKind::kName) {
    return EntityTypeOf(&DefinitionOf(*entity).statement->value, depth + 1);
  }
  const bool is_entity =
      entity->kind == ExprKind::kCall && (entity->text == "Entity" || entity->text == "EntityJson");
  if (!is_entity) return std::nullopt;
  const std::string& type = ConstantArgument(CallOf(*entity), "type")->text;
  return type.find('/') == std::string::npos ? std::optional(type) : std::nullopt;
}

KeyShape FlowBuilder::ShapeOf(const Expr& text, int depth) {
  if (depth > kMaxDepth) return KeyShape::Unknown();
  switch (text.kind) {
    case ExprKind::kString:
      return KeyShape::Text(text.text);
    case ExprKind::kName:
      return ShapeOfName(text, depth);
    case ExprKind::kFormatString:
      return ShapeOfFormat(text, depth);
    case ExprKind::kBinary:
      if (text.op != sml::Op::kAdd) return KeyShape::Unknown();
      return Join(ShapeOf(text.items[0], depth + 1), ShapeOf(text.items[1], depth + 1));
    default:
      return KeyShape::Unknown();
  }
}

// Long texts are known by their ends only, so that names of names cannot make them longer and
// longer.
KeyShape FlowBuilder::ShapeOfName(const Expr& name, int depth) {
  const std::uint32_t definition = checked_.definition[name.id];
  const auto known = shapes_.find(definition);
  if (known != shapes_.end()) return known->second;
  KeyShape shape = ShapeOf(checked_.statements[definition].statement->value, depth + 1);
  if (shape.prefix.size() > kMaxKnownText || shape.suffix.size() > kMaxKnownText) {
    shape.whole = false;
    if (shape.prefix.size() > kMaxKnownText) shape.prefix.resize(kMaxKnownText);
    if (shape.suffix.size() > kMaxKnownText) {
      shape.suffix.erase(0, shape.suffix.size() - kMaxKnownText);
    }
    if (shape.prefix.size() + shape.suffix.size() > kMaxKnownText) shape.suffix.clear();
  }
  return shapes_.emplace(definition, std::move(shape)).first->second;
}

KeyShape FlowBuilder::ShapeOfFormat(const Expr& format, int depth) {
  KeyShape shape = KeyShape::Text("");
  std::string literal;
  std::size_t field = 0;
  const std::string& t = format.text;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if ((t[i] == '{' || t[i] == '}') && i + 1 < t.size() && t[i + 1] == t[i]) {
      literal.push_back(t[i++]);
    } else if (t[i] == '{') {
      i = t.find('}', i);
      shape = Join(shape, KeyShape::Text(std::exchange(literal, {})));
      shape = Join(shape, ShapeOf(format.items[field++], depth + 1));
    } else {
      literal.push_back(t[i]);
    }
  }
  return Join(shape, KeyShape::Text(literal));
}

// A window of another width is another counter, also under one key.
KeyShape FlowBuilder::ShapeOfKey(const sml::CheckedCall& call) {
  const Expr* key = Argument(call, "key");
  if (key == nullptr) return KeyShape::Unknown();
  const Expr* window = Argument(call, "window_seconds");
  if (window == nullptr) return ShapeOf(*key);
  return Join(Join(ShapeOf(*key), KeyShape::Text(":w")), ShapeOfWindow(*window));
}

KeyShape FlowBuilder::ShapeOfWindow(const Expr& seconds) {
  const Expr* number = &seconds;
  for (int depth = 0; number->kind == ExprKind::kName && depth < kMaxDepth; ++depth) {
    number = &DefinitionOf(*number).statement->value;
  }
  const bool known = number->kind == ExprKind::kFloat ||
                     (number->kind == ExprKind::kInt && number->text.size() < 10);
  if (!known) return KeyShape::Unknown();
  const double value = number->kind == ExprKind::kFloat
                           ? number->real
                           : static_cast<double>(std::stol(number->text));
  // Beyond a century there is no counter at all (functions/counter.cc).
  if (!(value < 4e9)) return KeyShape::Unknown();
  return KeyShape::Text(std::to_string(std::llround(value * 1e6)));
}

// Whether the expression has a value on every event.
bool FlowBuilder::NeverFails(const Expr& expr, int depth) {
  if (depth > kMaxDepth) return false;
  const auto all = [&] {
    for (const Expr& item : expr.items) {
      if (!NeverFails(item, depth + 1)) return false;
    }
    return true;
  };
  switch (expr.kind) {
    case ExprKind::kString:
    case ExprKind::kInt:
    case ExprKind::kFloat:
    case ExprKind::kBool:
    case ExprKind::kNone:
    case ExprKind::kBoolean:
      return true;  // `and`, `or` take a failure for false
    case ExprKind::kCompare:
      return expr.op == sml::Op::kEqual || expr.op == sml::Op::kNotEqual;
    case ExprKind::kName:
      return NameNeverFails(expr, depth);
    case ExprKind::kFormatString:
    case ExprKind::kList:
      return all();
    case ExprKind::kUnary:
      return expr.op == sml::Op::kNot && all();
    case ExprKind::kCall:
      return CallNeverFails(expr, depth);
    default:
      return false;
  }
}

bool FlowBuilder::NameNeverFails(const Expr& name, int depth) {
  const std::uint32_t definition = checked_.definition[name.id];
  const auto known = never_fails_.find(definition);
  if (known != never_fails_.end()) return known->second;
  const bool never = NeverFails(checked_.statements[definition].statement->value, depth + 1);
  never_fails_.emplace(definition, never);
  return never;
}

bool FlowBuilder::CallNeverFails(const Expr& expr, int depth) {
  const sml::CheckedCall& call = CallOf(expr);
  const program::FunctionRow& row = *rows_[call.function];
  const auto given = [&](const Expr& argument) {
    return !checked_.types[argument.id].admits_none() && NeverFails(argument, depth + 1);
  };
  if (expr.text == "GetActionName" || expr.text == "GetActionId") return true;
  if (expr.text == "ResolveOptional") {
    const Expr* fallback = Argument(call, "default_value");
    return fallback != nullptr && given(*fallback);
  }
  if (row.call == nullptr || row.can_error || row.can_fail ||
      row.purity != program::Purity::kPure || !row.effect_class.empty()) {
    return false;
  }
  const sml::Signature& signature = checked_.catalog->entries()[call.function].signature;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (call.arguments[i] == nullptr) continue;
    const bool takes_none =
        i < signature.parameters.size() && (signature.parameters[i].type.admits_none() ||
                                            signature.parameters[i].default_source == "None");
    if (!takes_none && !given(*call.arguments[i])) return false;
  }
  return true;
}

}  // namespace evenhand::even
