#pragma once

// YAML with places: one document as a tree that remembers where each part stood.
//
// Plain scalars are typed as YAML 1.1 does (`yes` is a bool, `0x1f` an int), because the files that
// we read were written for such a reader. Later duplicates of a key win; `<<` merges. Aliases share
// their node. Limits: kMaxYamlBytes of text, kMaxYamlDepth levels, kMaxYamlNodes nodes, each alias
// counted as if it were written out.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace evenhand::codec {

inline constexpr std::size_t kMaxYamlBytes = std::size_t{4} << 20;
inline constexpr int kMaxYamlDepth = 64;
inline constexpr std::size_t kMaxYamlNodes = 500'000;

enum class YamlKind : std::uint8_t { kNull, kBool, kInt, kFloat, kStr, kList, kMap };

struct YamlNode;
using YamlPointer = std::shared_ptr<const YamlNode>;

struct YamlNode {
  YamlKind kind = YamlKind::kNull;
  std::uint32_t source = 0;  // what the caller named the text
  std::uint32_t line = 1;    // from 1
  std::uint32_t column = 0;  // bytes, from 0
  bool boolean = false;
  double number = 0;      // kInt and kFloat
  std::string text = {};  // any scalar, as written but without quotes
  std::vector<YamlPointer> items = {};
  std::vector<std::pair<YamlPointer, YamlPointer>> members = {};  // keys are scalars

  // The entry with this key, or null.
  const std::pair<YamlPointer, YamlPointer>* Find(std::string_view key) const;
};

struct YamlError {
  std::uint32_t line = 1;
  std::uint32_t column = 0;
  std::string message = {};
};

// The document in `text`; a null node when the text has none.
// Errors: bad YAML, more than one document, a limit passed.
tl::expected<YamlPointer, YamlError> ReadYaml(std::string_view text, std::uint32_t source = 0);

}  // namespace evenhand::codec
