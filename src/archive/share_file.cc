#include "archive/share_file.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "archive/share_maker.h"

namespace evenhand::archive {
namespace {

using events::OutColumn;
using model::Shares;
using model::Trace;

// The shares of all traces one after another, as rows. Asked for rows in order, so the place of the
// last one is where to look first.
class AllRows {
 public:
  explicit AllRows(const std::map<Trace, Shares>& shares) {
    for (const auto& [trace, of_trace] : shares) {
      parts_.push_back({.trace = trace, .shares = &of_trace, .begin = rows_});
      rows_ += of_trace.size();
    }
  }

  std::size_t rows() const { return rows_; }

  struct Place {
    Trace trace;
    const Shares* shares;
    std::size_t row;
  };
  Place At(std::size_t row) {
    while (row < parts_[part_].begin) --part_;
    while (part_ + 1 < parts_.size() && row >= parts_[part_ + 1].begin) ++part_;
    return {parts_[part_].trace, parts_[part_].shares, row - parts_[part_].begin};
  }

 private:
  struct Part {
    Trace trace;
    const Shares* shares;
    std::size_t begin;
  };
  std::vector<Part> parts_;
  std::size_t rows_ = 0;
  std::size_t part_ = 0;
};

bool WholeSeconds(const std::map<Trace, Shares>& shares) {
  return std::ranges::all_of(shares, [](const auto& entry) {
    return std::ranges::all_of(entry.second.time_ms,
                               [](std::int64_t ms) { return ms % 1000 == 0; });
  });
}

}  // namespace

Result<void> WriteShares(const std::string& path, events::TableFormat format,
                         const std::map<Trace, Shares>& shares) {
  AllRows all(shares);
  const auto time = [&all](std::size_t row) {
    const AllRows::Place at = all.At(row);
    return at.shares->time_ms[at.row];
  };
  events::OutTable table{.columns = {}, .rows = all.rows()};
  table.columns.push_back({"object_id", OutColumn::Text([&all](std::size_t row) {
                             const AllRows::Place at = all.At(row);
                             return at.shares->objects.Name(at.shares->object[at.row]);
                           })});
  table.columns.push_back({"account_id", OutColumn::Text([&all](std::size_t row) {
                             const AllRows::Place at = all.At(row);
                             return at.shares->accounts.Name(at.shares->account[at.row]);
                           })});
  table.columns.push_back({"content_id", OutColumn::Text([&all](std::size_t row) {
                             const AllRows::Place at = all.At(row);
                             return at.shares->contents.Name(at.shares->content[at.row]);
                           })});
  if (WholeSeconds(shares)) {
    table.columns.push_back(
        {"timestamp_share", OutColumn::Whole([=](std::size_t row) { return time(row) / 1000; })});
  } else {
    table.columns.push_back({"timestamp_share", OutColumn::Real([=](std::size_t row) {
                               return static_cast<double>(time(row)) / 1000;
                             })});
  }
  if (shares.size() > 1) {
    table.columns.push_back(
        {"trace", OutColumn::Text([&all](std::size_t row) { return NameOf(all.At(row).trace); })});
  }
  return events::WriteTable(path, format, table);
}

}  // namespace evenhand::archive
