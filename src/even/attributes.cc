#include "even/attributes.h"

#include <fmt/format.h>

#include <map>

#include "codec/yaml.h"

namespace evenhand::even {
namespace {

using codec::JsonPathKind;
using codec::YamlKind;
using codec::YamlNode;

constexpr AttributeClass kClasses[] = {AttributeClass::kAdmitted, AttributeClass::kAudit,
                                       AttributeClass::kBarred};

// Steps that need more than one place to make sense cannot say where an attribute is.
bool NamesPlaces(const codec::JsonPath& path) {
  switch (path.kind) {
    case JsonPathKind::kParent:
    case JsonPathKind::kWhere:
    case JsonPathKind::kIntersect:
      return false;
    default:
      break;
  }
  for (const codec::JsonPath& operand : path.operands) {
    if (!NamesPlaces(operand)) return false;
  }
  return true;
}

class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name) {}

  Result<std::vector<Attribute>> Read(std::string_view text) {
    const auto root = codec::ReadYaml(text);
    if (!root) return Bad(root.error().line, root.error().message);
    if (*root == nullptr || (*root)->kind != YamlKind::kMap) {
      return Bad(1, "expected a mapping with the key `attributes`");
    }
    for (const auto& [key, value] : (*root)->members) {
      if (key->text != "attributes") {
        return Bad(key->line,
                   fmt::format("unknown key `{}`; only `attributes` stands here", key->text));
      }
      if (value->kind != YamlKind::kList) {
        return Bad(value->line, "`attributes` must be a list");
      }
      for (const codec::YamlPointer& item : value->items) EVENHAND_TRY(ReadItem(*item));
      return std::move(attributes_);
    }
    return Bad((*root)->line, "the key `attributes` is missing");
  }

 private:
  tl::unexpected<Error> Bad(std::uint32_t line, std::string_view what) const {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("{}:{}: {}", name_, line, what));
  }

  Result<void> ReadItem(const YamlNode& item) {
    if (item.kind != YamlKind::kMap) {
      return Bad(item.line, "an attribute is a mapping with `path`, `class` and `means`");
    }
    for (const auto& [key, value] : item.members) {
      if (key->text != "path" && key->text != "class" && key->text != "means" &&
          key->text != "name") {
        return Bad(
            key->line,
            fmt::format("unknown key `{}`; an attribute has `path`, `class`, `means` and `name`",
                        key->text));
      }
      if (value->kind == YamlKind::kList || value->kind == YamlKind::kMap) {
        return Bad(value->line, fmt::format("`{}` must be a text", key->text));
      }
    }
    Attribute attribute;
    EVENHAND_TRY(ReadPath(item, &attribute));
    EVENHAND_TRY(ReadClass(item, &attribute));
    if (const auto* means = item.Find("means")) attribute.means = means->second->text;
    if (const auto* name = item.Find("name")) attribute.name = name->second->text;
    attributes_.push_back(std::move(attribute));
    return {};
  }

  Result<void> ReadPath(const YamlNode& item, Attribute* to) {
    const auto* path = item.Find("path");
    if (path == nullptr) return Bad(item.line, "an attribute needs a `path`");
    const std::uint32_t line = path->second->line;
    to->path = path->second->text;
    auto parsed = codec::ParseJsonPath(to->path);
    if (!parsed) {
      return Bad(line, fmt::format("`{}` is no JSON path: {}", to->path, parsed.error().message));
    }
    if (!NamesPlaces(*parsed)) {
      return Bad(line,
                 fmt::format("`{}` does not say where the attribute is; write a path of names "
                             "and indexes",
                             to->path));
    }
    const auto [first, fresh] = first_line_.emplace(Print(*parsed), line);
    if (!fresh) {
      return Bad(line, fmt::format("`{}` stands twice, first in line {}", to->path, first->second));
    }
    to->parsed = *std::move(parsed);
    return {};
  }

  Result<void> ReadClass(const YamlNode& item, Attribute* to) {
    const auto* written = item.Find("class");
    if (written == nullptr) return Bad(item.line, "an attribute needs a `class`");
    for (const AttributeClass one : kClasses) {
      if (Name(one) != written->second->text) continue;
      to->attribute_class = one;
      return {};
    }
    return Bad(written->second->line,
               fmt::format("unknown class `{}`; it is `admitted`, `audit` or `barred`",
                           written->second->text));
  }

  std::string_view name_;
  std::vector<Attribute> attributes_;
  std::map<std::string, std::uint32_t> first_line_;  // by the path's canonical text
};

}  // namespace

std::string_view Name(AttributeClass of) {
  switch (of) {
    case AttributeClass::kAdmitted:
      return "admitted";
    case AttributeClass::kAudit:
      return "audit";
    case AttributeClass::kBarred:
      return "barred";
  }
  return "";
}

Result<std::vector<Attribute>> ParseAttributes(std::string_view text, std::string_view name) {
  return Reader(name).Read(text);
}

}  // namespace evenhand::even
