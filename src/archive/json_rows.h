#pragma once

// Flat JSON objects as rows of a table: members are columns. A schema from a YAML file may also
// name members inside members, as `user.id`; a list on the way or at the end makes a list of
// values.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "archive/row_posts.h"
#include "codec/json_document.h"

namespace evenhand::archive {

class JsonRows {
 public:
  // By the members of the document (or of the first in a list), or as `given`, which must outlive
  // this. Nothing when no known schema fits. Errors: as RowPosts::Make.
  static Result<std::optional<JsonRows>> Recognise(const codec::Json& document,
                                                   const TableSchema* given);

  const TableSchema& schema() const { return rows_.schema(); }

  // Calls row(object) for the document, or for each item where it is a list.
  Result<void> Read(const codec::Json& document,
                    const std::function<Result<void>(const codec::Json&)>& row) const;

  // The post of an object, as RowPosts::Read. Borrows until the next call.
  Result<const model::Post*> Post(const codec::Json& object);
  // Of the object of the last call.
  std::optional<model::Trace> Trace() const { return rows_.TraceOf(values_); }

 private:
  explicit JsonRows(RowPosts rows) : rows_(std::move(rows)) {}

  RowPosts rows_;
  std::vector<std::string> texts_;
  std::vector<std::string_view> values_;
};

}  // namespace evenhand::archive
