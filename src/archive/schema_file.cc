#include <fmt/format.h>

#include <algorithm>

#include "archive/schema.h"
#include "codec/yaml.h"

namespace evenhand::archive {
namespace {

using codec::YamlKind;
using codec::YamlNode;

Error ErrorAt(std::uint32_t line, std::uint32_t column, const std::string& message) {
  return Error{ErrorCode::kInvalidArgument, fmt::format("{}:{}: {}", line, column, message)};
}

// Reads on after a mistake; the first one is told.
class SchemaReader {
 public:
  Result<TableSchema> Read(const YamlNode& root) {
    TableSchema schema = FromTree(root);
    if (wrong_) return tl::unexpected(*std::move(wrong_));
    return schema;
  }

 private:
  void Refuse(const YamlNode& at, const std::string& message) {
    if (!wrong_) wrong_ = ErrorAt(at.line, at.column + 1, message);
  }

  const std::string& Text(const YamlNode& node, std::string_view what) {
    const bool scalar =
        node.kind != YamlKind::kNull && node.kind != YamlKind::kList && node.kind != YamlKind::kMap;
    if (!scalar || node.text.empty()) Refuse(node, fmt::format("{} wants a text", what));
    return node.text;
  }

  std::string ColumnName(const YamlNode& node) {
    const std::string& name = Text(node, "a column");
    if (IsBarred(name)) {
      Refuse(node, fmt::format("'{}' is never read: where somebody writes from, with what, or to "
                               "how many is no evidence of "
                               "coordination",
                               name));
    }
    return name;
  }

  std::vector<std::string> ColumnNames(const YamlNode& node) {
    if (node.kind != YamlKind::kList) return {ColumnName(node)};
    std::vector<std::string> names;
    for (const auto& item : node.items) names.push_back(ColumnName(*item));
    if (names.empty()) Refuse(node, "an empty list of columns");
    return names;
  }

  template <class Value>
  Value Choice(const YamlNode& node, std::string_view what,
               std::initializer_list<std::pair<std::string_view, Value>> choices) {
    std::string listed;
    for (const auto& [name, value] : choices) {
      if (node.text == name) return value;
      (listed += listed.empty() ? "" : ", ") += name;
    }
    Refuse(node, fmt::format("{} is one of {}", what, listed));
    return choices.begin()->second;
  }

  bool Flag(const YamlNode& node, std::string_view what) {
    if (node.kind != YamlKind::kBool) Refuse(node, fmt::format("{} is true or false", what));
    return node.boolean;
  }

  void ReadUnit(const YamlNode& node, TableSchema* schema) {
    schema->time_unit = Choice<TimeUnit>(node, "unit",
                                         {{"seconds", TimeUnit::kSeconds},
                                          {"milliseconds", TimeUnit::kMilliseconds},
                                          {"microseconds", TimeUnit::kMicroseconds}});
  }

  // `field: name`, `field: [name, other]` or `field: {column: ..., split: ...}`.
  void ReadField(Field field, const YamlNode& node, TableSchema* schema) {
    FieldSource& source = (*schema)[field];
    if (node.kind != YamlKind::kMap) {
      source.columns = ColumnNames(node);
      return;
    }
    for (const auto& [key, value] : node.members) {
      if (key->text == "column") {
        source.columns = ColumnNames(*value);
      } else if (key->text == "split") {
        source.split = Text(*value, "split");
      } else if (key->text == "brackets") {
        source.brackets = Flag(*value, "brackets");
      } else if (key->text == "prefix") {
        source.prefix = Text(*value, "prefix");
      } else if (key->text == "unit" && field == Field::kTime) {
        ReadUnit(*value, schema);
      } else if (key->text == "in-id" && field == Field::kTime) {
        schema->time_in_id = Flag(*value, "in-id");
      } else {
        Refuse(*key, fmt::format("'{}' is not known here; write column, split, brackets, prefix{}",
                                 key->text, field == Field::kTime ? ", unit, in-id" : ""));
      }
    }
    if (source.columns.empty()) Refuse(node, "'column' is missing");
    if (source.brackets && source.split.empty()) source.split = ", ";
  }

  void ReadFindInText(const YamlNode& node, TableSchema* schema) {
    if (node.kind != YamlKind::kList)
      Refuse(node, "find-in-text is a list of links, hashtags, mentions");
    for (const auto& item : node.items) {
      *Choice<bool*>(*item, "find-in-text",
                     {{"links", &schema->links_in_text},
                      {"hashtags", &schema->hashtags_in_text},
                      {"mentions", &schema->mentions_in_text}}) = true;
    }
  }

  void ReadMember(const YamlNode& key, const YamlNode& value, TableSchema* schema) {
    if (const std::optional<Field> field = ParseField(key.text))
      return ReadField(*field, value, schema);
    if (key.text == "name") {
      schema->name = Text(value, "name");
    } else if (key.text == "find-in-text") {
      ReadFindInText(value, schema);
    } else if (key.text == "numeric-ids") {
      schema->numeric_ids = Flag(value, "numeric-ids");
    } else if (key.text == "repeats") {
      schema->repeats = Choice<Repeats>(value, "repeats",
                                        {{"pass-over", Repeats::kPassOver},
                                         {"links-only", Repeats::kLinksOnly},
                                         {"equal-shares", Repeats::kEqualShares},
                                         {"keep", Repeats::kKeep}});
    } else if (key.text == "delimiter") {
      if (value.text.size() != 1 || value.text == "\"" || value.text == "\n")
        Refuse(value, "delimiter is one character");
      schema->delimiter = value.text.front();
    } else {
      Refuse(key, fmt::format("'{}' is not known; a schema has name, account, content, time and "
                              "what the posts hold: object, "
                              "text, links, domains, hashtags, mentions, media, repost-of, "
                              "repost-flag, reply-to, quote-of; "
                              "and trace, find-in-text, repeats, numeric-ids, delimiter",
                              key.text));
    }
  }

  TableSchema FromTree(const YamlNode& root) {
    if (root.kind != YamlKind::kMap) Refuse(root, "a schema is a map of fields to columns");
    TableSchema schema{.name = "the given schema"};
    for (const auto& [key, value] : root.members) ReadMember(*key, *value, &schema);
    for (const Field field : {Field::kAccount, Field::kContent, Field::kTime}) {
      if (schema[field].columns.empty())
        Refuse(root, fmt::format("'{}' is missing", NameOf(field)));
    }
    if (schema.is_share_log()) schema.repeats = Repeats::kKeep;
    return schema;
  }

  std::optional<Error> wrong_;
};

}  // namespace

Result<TableSchema> ReadSchema(std::string_view yaml) {
  const auto tree = codec::ReadYaml(yaml);
  if (!tree)
    return tl::unexpected(
        ErrorAt(tree.error().line, tree.error().column + 1, tree.error().message));
  return SchemaReader().Read(**tree);
}

}  // namespace evenhand::archive
