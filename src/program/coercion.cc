#include "program/coercion.h"

#include <cmath>
#include <optional>
#include <string>
#include <variant>

#include "text/python_text.h"

namespace evenhand::program {
namespace {

using codec::Json;
using codec::JsonKind;
using sml::Type;
using sml::TypeKind;

// What a coercion makes: a value, or why not. In a union a refused type lets the next member try; a
// refused value does not.
enum class Refusal : std::uint8_t { kType, kValue };
using Coerced = std::variant<Value, Refusal>;

// A JSON value, or a bare text.
struct Input {
  Json json;
  std::optional<std::string_view> text;
  JsonKind kind() const { return text ? JsonKind::kString : json.kind(); }
  std::string_view string() const { return text ? *text : json.AsString(); }
};

Value IntegerOf(Json json, Workspace& work) {
  if (json.kind() == JsonKind::kInt) return Value::Int(json.AsInt());
  char room[20];
  return work.Integer(json.digits(room));
}

bool Matches(const Type& type, const Input& input) {
  const JsonKind kind = input.kind();
  switch (type.kind) {
    case TypeKind::kAny:
      return true;
    case TypeKind::kNone:
      return kind == JsonKind::kNull;
    case TypeKind::kBool:
      return kind == JsonKind::kBool;
    case TypeKind::kInt:
      return kind == JsonKind::kInt || kind == JsonKind::kBig;
    case TypeKind::kFloat:
      return kind == JsonKind::kDouble || kind == JsonKind::kInt || kind == JsonKind::kBig;
    case TypeKind::kStr:
      return kind == JsonKind::kString;
    case TypeKind::kUnion:
      for (const Type& member : type.args) {
        if (Matches(member, input)) return true;
      }
      return false;
    case TypeKind::kList: {
      if (kind != JsonKind::kArray) return false;
      bool all = true;
      input.json.EachItem([&](Json item) { return all = Matches(type.args[0], Input{item, {}}); });
      return all;
    }
    default:
      return !type.args.empty() && Matches(type.args[0], input);
  }
}

// A value as it is; containers that no type names become none of ours and are never asked for.
Value Plain(const Input& input, Workspace& work) {
  switch (input.kind()) {
    case JsonKind::kBool:
      return Value::Bool(input.json.AsBool());
    case JsonKind::kInt:
    case JsonKind::kBig:
      return IntegerOf(input.json, work);
    case JsonKind::kDouble:
      return Value::Float(input.json.AsDouble());
    case JsonKind::kString:
      return Value::Str(input.string());
    case JsonKind::kArray: {
      const std::span<Value> items = work.arena.Array<Value>(input.json.size());
      std::size_t i = 0;
      input.json.EachItem([&](Json item) {
        items[i++] = Plain(Input{item, {}}, work);
        return true;
      });
      return Value::List(items);
    }
    default:
      return Value::None();
  }
}

bool IsTruthy(const Input& input) {
  switch (input.kind()) {
    case JsonKind::kBool:
      return input.json.AsBool();
    case JsonKind::kInt:
      return input.json.AsInt() != 0;
    case JsonKind::kDouble:
      return input.json.AsDouble() != 0;
    case JsonKind::kString:
      return !input.string().empty();
    case JsonKind::kArray:
    case JsonKind::kObject:
      return input.json.size() != 0;
    default:
      return true;
  }
}

Value ToStr(const Input& input, Workspace& work) {
  ArenaText text(work.arena);
  AppendPythonStr(input.json, &text);
  return Value::Str(text.text());
}

Coerced ToInt(const Input& input, Workspace& work) {
  if (input.kind() == JsonKind::kDouble) {
    const double d = input.json.AsDouble();
    if (!std::isfinite(d)) return Refusal::kValue;
    if (std::abs(d) < 9.2e18) return Value::Int(static_cast<std::int64_t>(d));
    return work.Integer(BigInt(std::trunc(d)));
  }
  if (input.kind() != JsonKind::kString) return Refusal::kType;
  text::ParsedInt parsed = text::ParseInt(input.string());
  if (const auto* small = std::get_if<std::int64_t>(&parsed)) return Value::Int(*small);
  if (auto* big = std::get_if<BigInt>(&parsed)) return work.Integer(std::move(*big));
  return Refusal::kValue;
}

Coerced ToFloat(const Input& input) {
  if (input.kind() != JsonKind::kString) return Refusal::kType;
  const auto parsed = text::ParseFloat(input.string());
  if (!parsed) return Refusal::kValue;
  return Value::Float(*parsed);
}

Coerced Coerce(const Type& type, const Input& input, Workspace& work);

Coerced CoerceUnion(const Type& type, const Input& input, Workspace& work) {
  for (const Type& member : type.args) {
    const Coerced made = Coerce(member, input, work);
    const auto* refusal = std::get_if<Refusal>(&made);
    if (refusal == nullptr || *refusal == Refusal::kValue) return made;
  }
  return Refusal::kType;
}

Coerced CoerceList(const Type& type, const Input& input, Workspace& work) {
  if (input.kind() != JsonKind::kArray) return Refusal::kType;
  const std::span<Value> items = work.arena.Array<Value>(input.json.size());
  std::size_t i = 0;
  std::optional<Refusal> refused;
  input.json.EachItem([&](Json item) {
    const Coerced made = Coerce(type.args[0], Input{item, {}}, work);
    if (const auto* refusal = std::get_if<Refusal>(&made)) {
      refused = *refusal;
      return false;
    }
    items[i++] = std::get<Value>(made);
    return true;
  });
  if (refused) return *refused;
  return Value::List(items);
}

Coerced Coerce(const Type& type, const Input& input, Workspace& work) {
  if (Matches(type, input)) return Plain(input, work);
  const JsonKind kind = input.kind();
  switch (type.kind) {
    case TypeKind::kStr:
      if (kind == JsonKind::kNull) return Refusal::kType;
      return ToStr(input, work);
    case TypeKind::kInt:
      return ToInt(input, work);
    case TypeKind::kFloat:
      return ToFloat(input);
    case TypeKind::kBool:
      return Value::Bool(kind != JsonKind::kNull && IsTruthy(input));
    case TypeKind::kUnion:
      return CoerceUnion(type, input, work);
    case TypeKind::kList:
      return CoerceList(type, input, work);
    default:
      return Refusal::kType;
  }
}

Value Make(const Type& type, const Input& input, bool coerce, Workspace& work) {
  if (!coerce) {
    return Matches(type, input) ? Plain(input, work) : Value::Failed(Failure::kError);
  }
  // A null is refused as a whole; inside a list it may still count as false.
  if (input.kind() == JsonKind::kNull && !Matches(type, input)) {
    return Value::Failed(Failure::kError);
  }
  const Coerced made = Coerce(type, input, work);
  const Value* value = std::get_if<Value>(&made);
  return value != nullptr ? *value : Value::Failed(Failure::kError);
}

void AppendNumber(std::int64_t n, ArenaText* out) { text::AppendInt(n, out); }

// `quoted` writes texts as Python's repr does, as inside containers.
void AppendJson(Json json, bool quoted, ArenaText* out) {
  switch (json.kind()) {
    case JsonKind::kMissing:
    case JsonKind::kNull:
      return out->Append("None");
    case JsonKind::kBool:
      return out->Append(json.AsBool() ? "True" : "False");
    case JsonKind::kInt:
      return AppendNumber(json.AsInt(), out);
    case JsonKind::kBig: {
      char room[20];
      return out->Append(json.digits(room));
    }
    case JsonKind::kDouble:
      return text::AppendFloatRepr(json.AsDouble(), out);
    case JsonKind::kString:
      if (quoted) return text::AppendStrRepr(json.AsString(), out);
      return out->Append(json.AsString());
    case JsonKind::kArray: {
      out->Append('[');
      bool first = true;
      json.EachItem([&](Json item) {
        if (!std::exchange(first, false)) out->Append(", ");
        AppendJson(item, true, out);
        return true;
      });
      return out->Append(']');
    }
    case JsonKind::kObject: {
      out->Append('{');
      bool first = true;
      for (const auto& [key, member] : json.Members()) {
        if (!std::exchange(first, false)) out->Append(", ");
        text::AppendStrRepr(key, out);
        out->Append(": ");
        AppendJson(member, true, out);
      }
      return out->Append('}');
    }
  }
}

void AppendValue(Value value, bool quoted, ArenaText* out) {
  switch (value.tag()) {
    case Tag::kStr:
      if (quoted) return text::AppendStrRepr(value.AsStr(), out);
      return out->Append(value.AsStr());
    case Tag::kBool:
      return out->Append(value.AsBool() ? "True" : "False");
    case Tag::kInt:
      return AppendNumber(value.AsInt(), out);
    case Tag::kBig:
      return out->Append(value.AsBig().str());
    case Tag::kFloat:
      return text::AppendFloatRepr(value.AsFloat(), out);
    case Tag::kList: {
      out->Append('[');
      bool first = true;
      for (const Value item : value.AsList()) {
        if (!std::exchange(first, false)) out->Append(", ");
        AppendValue(item, true, out);
      }
      return out->Append(']');
    }
    case Tag::kEntity:
      out->Append(value.AsEntity().type);
      out->Append('/');
      return AppendValue(value.AsEntity().id, false, out);
    case Tag::kRule:
      return out->Append(value.AsBool() ? "True" : "False");
    case Tag::kDelta:
      return text::AppendFloatRepr(static_cast<double>(value.AsDelta()) / 1e6, out);
    case Tag::kExperiment:
      return out->Append(value.AsExperiment().name);
    default:
      return out->Append("None");
  }
}

}  // namespace

Value FromJson(const Type& type, Json json, bool coerce, Workspace& work) {
  return Make(type, Input{json, {}}, coerce, work);
}

ScalarKinds ScalarsTakenAsIs(const Type& type) {
  const auto bit = [](JsonKind kind) { return 1u << static_cast<int>(kind); };
  unsigned kinds = 0;
  switch (type.kind) {
    case TypeKind::kNone:
      kinds = bit(JsonKind::kNull);
      break;
    case TypeKind::kBool:
      kinds = bit(JsonKind::kBool);
      break;
    case TypeKind::kInt:
      kinds = bit(JsonKind::kInt);
      break;
    case TypeKind::kFloat:
      kinds = bit(JsonKind::kInt) | bit(JsonKind::kDouble);
      break;
    case TypeKind::kStr:
      kinds = bit(JsonKind::kString);
      break;
    case TypeKind::kUnion:
      for (const Type& member : type.args) kinds |= ScalarsTakenAsIs(member);
      break;
    default:
      break;
  }
  return static_cast<ScalarKinds>(kinds);
}

Value FromText(const Type& type, std::string_view text, bool coerce, Workspace& work) {
  return Make(type, Input{{}, text}, coerce, work);
}

void AppendPythonStr(Json json, ArenaText* out) { AppendJson(json, false, out); }
void AppendPythonStr(Value value, ArenaText* out) { AppendValue(value, false, out); }

}  // namespace evenhand::program
