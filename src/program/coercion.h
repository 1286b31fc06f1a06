#pragma once

// JSON to a value of a declared type, with the language's coercions (docs/language.md, coercion):
// Python's str(), int(), float() and truthiness, element by element for lists.

#include <cstdint>
#include <string_view>

#include "codec/json_document.h"
#include "program/value.h"
#include "program/workspace.h"
#include "sml/type.h"

namespace evenhand::program {

// ERR when the value is not of the type and cannot, or (`coerce` false) may not, be made one.
Value FromJson(const sml::Type& type, codec::Json json, bool coerce, Workspace& work);

// Kinds of single JSON values, as a bit set over codec::JsonKind.
using ScalarKinds = std::uint16_t;

// The kinds that FromJson takes as they stand for this type, whatever `coerce` says; and such a
// value.
ScalarKinds ScalarsTakenAsIs(const sml::Type& type);
constexpr bool Holds(ScalarKinds kinds, codec::JsonKind kind) {
  return (kinds >> static_cast<int>(kind) & 1) != 0;
}
inline Value FromScalar(codec::JsonKind kind, codec::Json json) {
  switch (kind) {
    case codec::JsonKind::kString:
      return Value::Str(json.AsString());
    case codec::JsonKind::kInt:
      return Value::Int(json.AsInt());
    case codec::JsonKind::kBool:
      return Value::Bool(json.AsBool());
    case codec::JsonKind::kDouble:
      return Value::Float(json.AsDouble());
    default:
      return Value::None();
  }
}

// The same for a text that is no JSON value of its own: a character that a path took from a text.
Value FromText(const sml::Type& type, std::string_view text, bool coerce, Workspace& work);

// Python's str() of a JSON value: `True`, `1e+16`, `[1, 'x']`, `{'a': None}`.
void AppendPythonStr(codec::Json json, ArenaText* out);

// Python's str() of a value; an entity as Type/id, a list as its repr.
void AppendPythonStr(Value value, ArenaText* out);

}  // namespace evenhand::program
