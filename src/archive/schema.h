#pragma once

// What the columns of a table (or the members of flat JSON objects) mean: which one holds the
// account, which the links, and so on. Known archives are recognised by their columns; others are
// described by a YAML file.
//
// Only the columns that a schema names are read. A schema cannot name columns that say where
// somebody writes from or with what (IsBarred): address, country, language, client, followers are
// no evidence.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/share_maker.h"
#include "archive/time_text.h"
#include "base/result.h"

namespace evenhand::archive {

enum class Field : std::uint8_t {
  kAccount,
  kContent,
  kTime,
  kObject,
  kTrace,
  kText,
  kLinks,
  kDomains,
  kHashtags,
  kMentions,
  kMedia,
  kRepostOf,
  kRepostFlag,
  kReplyTo,
  kQuoteOf,
};
inline constexpr std::size_t kFields = 15;

// The word for a field in YAML files: "account", "repost-of", ...
std::string_view NameOf(Field field);
std::optional<Field> ParseField(std::string_view name);

struct FieldSource {
  std::vector<std::string> columns =
      {};                   // the first that is not empty counts; none: the archive does not say
  std::string split = {};   // between the items of a list; empty: one value
  bool brackets = false;    // a list stands in [ ], its items perhaps in quotes
  std::string prefix = {};  // put before each value, so that numbers of two kinds stay apart
};

struct TableSchema {
  std::string name;
  std::vector<std::string> known_by = {};  // the columns that all have to be there
  std::array<FieldSource, kFields> sources = {};
  TimeUnit time_unit = TimeUnit::kSeconds;  // of times that are numbers
  bool time_in_id =
      false;  // the content's id is a Twitter id, which tells the time to the millisecond
  bool numeric_ids = false;    // an id like 1.2E+18 was rounded, and the file is refused
  bool links_in_text = false;  // cut out of the text where no column has any
  bool hashtags_in_text = false;
  bool mentions_in_text = false;
  Repeats repeats = Repeats::kPassOver;
  std::optional<char> delimiter = {};  // of CSV; otherwise found in the first line

  const FieldSource& operator[](Field field) const {
    return sources[static_cast<std::size_t>(field)];
  }
  FieldSource& operator[](Field field) { return sources[static_cast<std::size_t>(field)]; }
  // Rows that already are shares.
  bool is_share_log() const { return !(*this)[Field::kObject].columns.empty(); }
};

// The schemas that are recognised, the most particular first.
std::span<const TableSchema> KnownSchemas();

// The first known one whose columns are all there, or null.
const TableSchema* Recognise(std::span<const std::string> columns);

// Whether a column of this name (the last part of a path) may never be read.
bool IsBarred(std::string_view column);

// A schema from YAML; docs/archives.md has the format by example.
// Errors: kInvalidArgument with line, column and what would be right.
Result<TableSchema> ReadSchema(std::string_view yaml);

}  // namespace evenhand::archive
