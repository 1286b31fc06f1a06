#include "sml/type.h"

#include <algorithm>

namespace evenhand::sml {
namespace {

bool IsInvariant(TypeKind kind) { return kind == TypeKind::kList || kind == TypeKind::kEntity; }

const Type& FloatType() {
  static const Type type{.kind = TypeKind::kFloat};
  return type;
}

// Acceptance of one value that is no union by one type that is no union.
bool AcceptsPlain(const Type& wanted, const Type& given);

// Acceptance without unwrapping.
bool AcceptsAsIs(const Type& wanted, const Type& given) {
  if (wanted.Is(TypeKind::kAny) || given.Is(TypeKind::kAny)) return true;
  if (given.Is(TypeKind::kUnion)) {
    return std::all_of(given.args.begin(), given.args.end(),
                       [&](const Type& member) { return AcceptsAsIs(wanted, member); });
  }
  if (wanted.Is(TypeKind::kUnion)) {
    return std::any_of(wanted.args.begin(), wanted.args.end(),
                       [&](const Type& member) { return AcceptsAsIs(member, given); });
  }
  return AcceptsPlain(wanted, given);
}

bool AcceptsPlain(const Type& wanted, const Type& given) {
  if (IsInvariant(wanted.kind) || IsInvariant(given.kind)) {
    return wanted.kind == given.kind && AcceptsAsIs(wanted.args[0], given.args[0]);
  }
  if (wanted.Is(TypeKind::kFloat)) return given.Is(TypeKind::kFloat) || given.Is(TypeKind::kInt);
  if (wanted.Is(TypeKind::kEffect)) {
    return given.Is(TypeKind::kEffect) && (wanted.name == kEffectBase || wanted.name == given.name);
  }
  return wanted.kind == given.kind;
}

std::string DisplayUnion(const Type& type) {
  if (type.args.size() == 2 && type.args[1].Is(TypeKind::kNone)) {
    return "Optional[" + Display(type.args[0]) + "]";
  }
  std::string text = "Union[";
  for (const Type& member : type.args) {
    if (&member != &type.args[0]) text += ", ";
    text += Display(member);
  }
  return text + "]";
}

}  // namespace

Type ListOf(Type item) {
  Type type{.kind = TypeKind::kList};
  type.args.push_back(std::move(item));
  return type;
}

Type EntityOf(Type id) {
  Type type{.kind = TypeKind::kEntity};
  type.args.push_back(std::move(id));
  return type;
}

Type UnionOf(std::vector<Type> members) {
  Type type{.kind = TypeKind::kUnion};
  for (Type& member : members) {
    std::vector<Type> flat;
    if (member.Is(TypeKind::kUnion)) {
      flat = std::move(member.args);
    } else {
      flat.push_back(std::move(member));
    }
    for (Type& one : flat) {
      const bool known = std::any_of(type.args.begin(), type.args.end(),
                                     [&](const Type& other) { return Same(other, one); });
      if (!known) type.args.push_back(std::move(one));
    }
  }
  if (type.args.size() == 1) return std::move(type.args[0]);
  return type;
}

bool Type::admits_none() const {
  if (kind == TypeKind::kNone || kind == TypeKind::kAny) return true;
  return kind == TypeKind::kUnion &&
         std::any_of(args.begin(), args.end(), [](const Type& t) { return t.admits_none(); });
}

bool Same(const Type& a, const Type& b) {
  if (a.kind != b.kind || a.name != b.name || a.args.size() != b.args.size()) return false;
  if (!a.Is(TypeKind::kUnion)) {
    return std::equal(a.args.begin(), a.args.end(), b.args.begin(), Same);
  }
  return std::all_of(a.args.begin(), a.args.end(), [&](const Type& member) {
    return std::any_of(b.args.begin(), b.args.end(),
                       [&](const Type& other) { return Same(member, other); });
  });
}

std::optional<Type> Unwrapped(const Type& type) {
  switch (type.kind) {
    case TypeKind::kEntity:
      return type.args[0];
    case TypeKind::kRule:
      return Type{.kind = TypeKind::kBool};
    case TypeKind::kTimeDelta:
      return FloatType();
    case TypeKind::kExperiment:
      return ListOf({.kind = TypeKind::kStr});
    default:
      return std::nullopt;
  }
}

Type WithoutNone(const Type& type) {
  if (!type.Is(TypeKind::kUnion)) return type;
  std::vector<Type> members;
  for (const Type& member : type.args) {
    if (!member.Is(TypeKind::kNone)) members.push_back(member);
  }
  return UnionOf(std::move(members));
}

std::string Display(const Type& type) {
  switch (type.kind) {
    case TypeKind::kAny:
      return "Any";
    case TypeKind::kNone:
      return "None";
    case TypeKind::kBool:
      return "bool";
    case TypeKind::kInt:
      return "int";
    case TypeKind::kFloat:
      return "float";
    case TypeKind::kStr:
      return "str";
    case TypeKind::kList:
      return "list[" + Display(type.args[0]) + "]";
    case TypeKind::kUnion:
      return DisplayUnion(type);
    case TypeKind::kEntity:
      return "Entity[" + Display(type.args[0]) + "]";
    case TypeKind::kRule:
      return "RuleT";
    case TypeKind::kTimeDelta:
      return "TimeDeltaT";
    case TypeKind::kExperiment:
      return "ExperimentT";
    case TypeKind::kEffect:
    case TypeKind::kVariable:
      return type.name;
  }
  return {};
}

bool Accepts(const Type& wanted, const Type& given, bool* unwraps) {
  if (unwraps) *unwraps = false;
  if (AcceptsAsIs(wanted, given)) return true;
  const std::optional<Type> inner = Unwrapped(given);
  if (!inner || !AcceptsAsIs(wanted, *inner)) return false;
  if (unwraps) *unwraps = true;
  return true;
}

}  // namespace evenhand::sml
