#pragma once

// Static types of SML (docs/language.md, types).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::sml {

enum class TypeKind : std::uint8_t {
  kAny,
  kNone,
  kBool,
  kInt,
  kFloat,
  kStr,
  kList,        // args: item
  kUnion,       // args: two or more members; Optional[T] is Union[T, None]
  kEntity,      // args: id type
  kRule,        // unwraps to bool
  kTimeDelta,   // unwraps to float
  kExperiment,  // unwraps to list[str]
  kEffect,      // name: class; "EffectBase" accepts every other
  kVariable,    // in signatures only: the T of a generic function
};

// The effect class that accepts every other.
inline constexpr std::string_view kEffectBase = "EffectBase";

struct Type {
  TypeKind kind = TypeKind::kAny;
  std::string name = {};  // kEffect: class name; kVariable: its name
  std::vector<Type> args = {};

  bool operator==(const Type&) const = default;
  bool Is(TypeKind k) const { return kind == k; }
  bool admits_none() const;  // None, Any, or a union with such a member
};

Type ListOf(Type item);
Type EntityOf(Type id);
// Flat and without duplicates; one member alone is that member.
Type UnionOf(std::vector<Type> members);

// Equal, where the order of a union's members does not count. (It counts for how a value is
// coerced, so operator== looks at it.)
bool Same(const Type& a, const Type& b);

// What an entity, rule, duration or experiment stands for where its plain value is wanted.
std::optional<Type> Unwrapped(const Type& type);

// A union without its None; any other type as it is.
Type WithoutNone(const Type& type);

// As error messages show it: `Optional[int]`, `list[str]`, `Entity[str]`.
std::string Display(const Type& type);

// Whether a value of type `given` is accepted where `wanted` is. When the acceptance rests on
// unwrapping (Entity to its id, Rule to bool, ...), *unwraps is set. Nothing unwraps inside a list.
bool Accepts(const Type& wanted, const Type& given, bool* unwraps = nullptr);

// One parameter of a function. `constant` parameters are resolved when the rulebook is checked.
struct Parameter {
  std::string name;
  std::string alias;  // another name that callers may write; empty for none
  Type type;
  bool constant = false;
  bool literal_text = false;  // must be written as a string or f-string literal
  bool has_default = false;
  std::string default_source;  // SML literal: "None", "True", "''", "-1", "[]"
};

struct Signature {
  std::vector<Parameter> parameters;
  Type result;
  bool dynamic_result = false;   // the annotation of the assignment decides: "-> dynamic" or
                                 // "-> Entity[dynamic]"
  bool extra_arguments = false;  // "**: List[bool]": any further keyword of one type
  Type extra_type;

  // The parameter that a caller means by `keyword`, or null.
  const Parameter* Find(std::string_view keyword) const;
};

// Signatures are written as text, once, beside the function:
//   (s: str, chars: Optional[str] = None) -> str
//   (path: Const[str], required: bool = True, coerce_type: bool = True) -> dynamic
//   (optional_value: Optional[T], default_value: Optional[T] = None) -> T
//   (rules_any: List[RuleT], then: List[EffectBase]) -> None
//   (description: Text, ...)            Text = a string or f-string literal
//   (text|s: str, phrase: str) -> bool  s is another name for text
// Types: Any None bool int float str List[..] Optional[..] Union[..] Entity[..] RuleT TimeDeltaT
// ExperimentT T dynamic, and Effect[Name] for an effect class.
Result<Signature> ParseSignature(std::string_view text);

}  // namespace evenhand::sml
