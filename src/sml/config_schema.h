#pragma once

// What a configuration may hold, key by key. Values are taken as loosely as the peer takes them: a
// number is good text, and text that reads as a number is a good number.

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/yaml.h"

namespace evenhand::sml {

enum class SchemaKind : std::uint8_t {
  kAnything,
  kText,
  kInt,
  kReal,
  kChoice,
  kList,
  kMap,
  kObject
};

struct Schema;
struct SchemaField {
  std::string_view name;
  const Schema* schema;
  bool required = false;
};

struct Schema {
  SchemaKind kind = SchemaKind::kAnything;
  const Schema* item = nullptr;                  // kList: each item; kMap: each value
  std::span<const SchemaField> fields = {};      // kObject
  std::span<const std::string_view> words = {};  // kChoice
  double least = 0, most = 0;                    // kInt, kReal: used when least < most
};

// The schema of each top-level key; nothing for one that we do not know.
const Schema* FindConfigSchema(std::string_view key);

// One thing that is wrong: where (keys and indices from the value that was given) and why.
struct SchemaError {
  std::vector<std::string> path;
  bool unknown_key = false;
  std::string reason;
};
std::vector<SchemaError> CheckSchema(const codec::YamlNode& node, const Schema& schema);

// Scalars as the schema reads them; none when they are not of that sort.
std::optional<std::string> ConfigText(const codec::YamlNode& node);
std::optional<double> ConfigInt(const codec::YamlNode& node);

}  // namespace evenhand::sml
