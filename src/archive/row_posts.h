#pragma once

// Rows of a table to posts, as a schema says.
//
// A row whose account or id is missing or whose time cannot be read is no post; the reason is
// given. Cost: O(bytes of the row).

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/schema.h"
#include "base/arena.h"
#include "base/result.h"
#include "model/post.h"

namespace evenhand::archive {

// Why a row with these values is no post; empty when it is one, as far as they tell.
std::string WhyNoPost(std::string_view account, std::string_view content, std::string_view time);

class RowPosts {
 public:
  // For tables with these columns, of which those that the schema names are read.
  // Errors: kInvalidArgument where account, content or time have no column there.
  static Result<RowPosts> Make(const TableSchema& schema, std::span<const std::string> columns);

  // The columns to read; rows have their values in this order.
  const std::vector<std::string>& wanted() const { return wanted_; }

  // The post of a row of values; a value that is not there is an empty text. A list may also come
  // with `list_separator` between its items. Borrows from the row and from here until the next
  // call. Errors: kInvalidArgument for this row only; kCorrupt where the whole file is spoilt.
  Result<const model::Post*> Read(std::span<const std::string_view> row, char list_separator);

  // For share logs: the trace that a row names, kObject where there is no such column.
  std::optional<model::Trace> TraceOf(std::span<const std::string_view> row) const;

  // Where a row has the field's value, when exactly one column has it and nothing is put before it.
  std::optional<std::size_t> PlainPlace(Field field) const;

  const TableSchema& schema() const { return *schema_; }

 private:
  explicit RowPosts(const TableSchema& schema)
      : schema_(&schema), arena_(std::make_unique<Arena>()) {}
  std::string_view Value(Field field, std::span<const std::string_view> row) const;
  std::string_view Prefixed(Field field, std::string_view value);
  void ReadList(Field field, std::span<const std::string_view> row, char separator,
                std::vector<std::string_view>* out);
  void ReadActs(std::span<const std::string_view> row, char list_separator);
  std::optional<std::int64_t> Time(std::span<const std::string_view> row) const;

  const TableSchema* schema_;
  std::vector<std::string> wanted_;
  std::array<std::vector<std::size_t>, kFields> places_;  // in a row, of each field's columns
  std::unique_ptr<Arena> arena_;
  model::Post post_;
};

}  // namespace evenhand::archive
