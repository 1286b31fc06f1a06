#include "sml/annotation.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::sml {
namespace {

using Read = tl::expected<AnnotatedType, AnnotationError>;

constexpr std::array<std::string_view, 7> kGenerics = {
    "Entity", "ExtractLiteral", "ExtractSecret", "List", "Optional", "Secret", "Union"};

bool IsGeneric(std::string_view name) {
  return std::find(kGenerics.begin(), kGenerics.end(), name) != kGenerics.end();
}

tl::unexpected<AnnotationError> Wrong(Span span, std::string message, std::string hint = {}) {
  return tl::unexpected(
      AnnotationError{.span = span, .message = std::move(message), .hint = std::move(hint)});
}

std::string NotCheckable() {
  return fmt::format("can only check dynamic return values of simple types or `{}` generics",
                     fmt::join(kGenerics, "`, `"));
}

std::string Counted(const Annotation& a) {
  return fmt::format("got {} arguments", a.variants.size());
}

Read ReadSimple(const Annotation& a) {
  static constexpr std::pair<std::string_view, TypeKind> kSimple[] = {
      {"str", TypeKind::kStr},     {"bool", TypeKind::kBool}, {"int", TypeKind::kInt},
      {"float", TypeKind::kFloat}, {"None", TypeKind::kNone},
  };
  for (const auto& [name, kind] : kSimple) {
    if (a.name == name) return AnnotatedType{.type = {.kind = kind}};
  }
  if (IsGeneric(a.name)) {
    return Wrong(
        a.span, NotCheckable(),
        fmt::format("`{0}` is generic, try `{0}[T]` where `T` is a type like `str` or `int`",
                    a.name));
  }
  return Wrong(a.span, NotCheckable(), fmt::format("got unknown non-generic type `{}`", a.name));
}

Read ReadAny(const Annotation& a);

// A type inside another: what it says of secrets holds for the whole.
tl::expected<Type, AnnotationError> ReadInner(const Annotation& a, AnnotatedType* whole) {
  Read inner = ReadAny(a);
  if (!inner) return tl::unexpected(std::move(inner).error());
  whole->nested |= a.has_variants;
  whole->secret |= inner->secret;
  whole->extract_secret |= inner->extract_secret;
  whole->extract_literal |= inner->extract_literal;
  return std::move(inner->type);
}

Read ReadList(const Annotation& a) {
  if (a.variants.size() != 1) {
    return Wrong(a.variants.size() > 1 ? a.variants[1].span : a.span,
                 "unexpected additional variants to `List[...]`");
  }
  AnnotatedType whole;
  auto item = ReadInner(a.variants[0], &whole);
  if (!item) return tl::unexpected(std::move(item).error());
  whole.type = ListOf(*std::move(item));
  return whole;
}

Read ReadUnion(const Annotation& a) {
  if (a.variants.size() == 1) {
    return Wrong(a.span, "a `Union` of one item should be represented as the item by itself",
                 fmt::format("use `{}` instead", a.variants[0].name));
  }
  AnnotatedType whole;
  std::vector<Type> members;
  for (std::size_t i = 0; i < a.variants.size(); ++i) {
    auto member = ReadInner(a.variants[i], &whole);
    if (!member) return tl::unexpected(std::move(member).error());
    for (std::size_t j = 0; j < i; ++j) {
      if (!Same(members[j], *member)) continue;
      AnnotationError error{
          .span = a.variants[i].span,
          .message = fmt::format("duplicated type `{}` seen in `Union[...]`", Display(*member))};
      error.notes.push_back({.message = "the other one", .span = a.variants[j].span, .hint = {}});
      return tl::unexpected(std::move(error));
    }
    members.push_back(*std::move(member));
  }
  whole.type = UnionOf(std::move(members));
  return whole;
}

Read ReadOptional(const Annotation& a) {
  if (a.variants.empty() || a.variants.size() > 2) {
    return Wrong(a.span, "`Optional` must have one or two arguments", Counted(a));
  }
  if (a.variants.size() == 2 && a.variants[1].name != "None") {
    return Wrong(a.span, "`Optional` can't have arguments of different types or duplicate types",
                 fmt::format("got `{}` and `{}`", a.variants[0].name, a.variants[1].name));
  }
  AnnotatedType whole;
  auto inner = ReadInner(a.variants[0], &whole);
  if (!inner) return tl::unexpected(std::move(inner).error());
  whole.type = UnionOf({*std::move(inner), {.kind = TypeKind::kNone}});
  return whole;
}

Read ReadEntity(const Annotation& a) {
  if (a.variants.size() != 1) {
    return Wrong(a.span, "`Entity` must have exactly one argument", Counted(a));
  }
  const Annotation& id = a.variants[0];
  if (id.has_variants || (id.name != "str" && id.name != "int")) {
    return Wrong(id.span, "`Entity` only supports `str` and `int` ids",
                 fmt::format("got `{}` id type", id.name));
  }
  AnnotatedType whole;
  auto inner = ReadInner(id, &whole);
  if (!inner) return tl::unexpected(std::move(inner).error());
  whole.type = EntityOf(*std::move(inner));
  return whole;
}

Read ReadWrapper(const Annotation& a) {
  if (a.variants.size() != 1) {
    return Wrong(a.span, fmt::format("`{}` must have exactly one argument", a.name), Counted(a));
  }
  Read whole = ReadAny(a.variants[0]);
  if (!whole) return whole;
  whole->secret |= a.name == "Secret";
  whole->extract_secret |= a.name == "ExtractSecret";
  whole->extract_literal |= a.name == "ExtractLiteral";
  return whole;
}

Read ReadAny(const Annotation& a) {
  if (!a.has_variants) return ReadSimple(a);
  if (a.name == "List") return ReadList(a);
  if (a.name == "Union") return ReadUnion(a);
  if (a.name == "Optional") return ReadOptional(a);
  if (a.name == "Entity") return ReadEntity(a);
  if (IsGeneric(a.name)) return ReadWrapper(a);
  return Wrong(a.span, NotCheckable(), fmt::format("got unknown generic type `{}[...]`", a.name));
}

}  // namespace

tl::expected<AnnotatedType, AnnotationError> ReadAnnotation(const Annotation& annotation) {
  return ReadAny(annotation);
}

}  // namespace evenhand::sml
