#include "app/tie_table_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <span>
#include <tuple>

#include "app/tie_input.h"
#include "archive/csv_survey.h"
#include "archive/file_kind.h"

namespace evenhand::app {
namespace {

using coordination::WeightedTie;

struct Shape {
  std::string_view read_as, from, to;
  bool directed = false;
};
constexpr auto kShapes = std::to_array<Shape>({
    {"network", "account_id", "account_id_y"},
    {"CooRTweet network", "from", "to"},
    {"QUT network", "user_1", "user_2", true},
    {"Gephi edges", "Source", "Target"},
});

std::optional<std::size_t> Place(std::span<const std::string> columns, std::string_view name) {
  const auto at = std::ranges::find(columns, name);
  if (at == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(at - columns.begin());
}

struct Columns {
  const Shape* shape = nullptr;
  std::size_t from = 0, to = 0;
  std::optional<std::size_t> weight = {};
  bool pairs = false;  // each row counts 1
};

std::optional<Columns> Recognise(std::span<const std::string> names) {
  for (const Shape& shape : kShapes) {
    const auto from = Place(names, shape.from);
    const auto to = Place(names, shape.to);
    if (!from || !to) continue;
    Columns columns{.shape = &shape, .from = *from, .to = *to};
    columns.pairs = Place(names, "object_id") && Place(names, "time_delta");
    for (const std::string_view name : {"weight", "weight_full", "Weight"})
      if (!columns.weight) columns.weight = Place(names, name);
    return columns;
  }
  return std::nullopt;
}

// Adds rows up to ties.
class Sums {
 public:
  explicit Sums(const Columns& columns) : columns_(columns) {}

  Result<void> Add(std::string_view from, std::string_view to, std::string_view weight_text,
                   std::uint64_t row) {
    ++read_.rows;
    if (from.empty() || to.empty()) return Refuse(row, "an account has no name");
    double weight = 1;
    if (columns_.weight && !columns_.pairs) {
      const auto [end, error] =
          std::from_chars(weight_text.data(), weight_text.data() + weight_text.size(), weight);
      if (error != std::errc() || end != weight_text.data() + weight_text.size() ||
          !std::isfinite(weight) || weight < 0)
        return Refuse(row, fmt::format("'{}' is not a weight", weight_text.substr(0, 40)));
    }
    if (from == to) {
      ++read_.loops;
      return {};
    }
    const std::uint32_t a = names_.Number(from);
    const std::uint32_t b = names_.Number(to);
    rows_.push_back({a, b, weight, row});
    return {};
  }

  Result<TiesRead> Take() && {
    const std::vector<std::uint32_t> ranks = names_.Ranks();
    std::vector<std::uint32_t> by_rank(ranks.size());
    for (std::uint32_t name = 0; name < ranks.size(); ++name) by_rank[ranks[name]] = name;
    for (const std::uint32_t name : by_rank) read_.accounts.Number(names_.Name(name));
    for (Row& row : rows_) {
      row.from = ranks[row.from];
      row.to = ranks[row.to];
    }
    std::ranges::sort(rows_, {}, [](const Row& row) {
      const auto [low, high] = std::minmax(row.from, row.to);
      return std::tuple(low, high, row.from, row.number);
    });
    for (std::size_t i = 0; i < rows_.size();) {
      const auto [a, b] = std::minmax(rows_[i].from, rows_[i].to);
      WeightedTie tie{a, b, 0};
      std::size_t end = i;
      for (; end < rows_.size() && std::minmax(rows_[end].from, rows_[end].to) == std::minmax(a, b);
           ++end) {
        const bool again =
            end > i && (!columns_.shape->directed || rows_[end].from == rows_[end - 1].from);
        if (again && !columns_.pairs)
          return Fail(ErrorCode::kCorrupt, fmt::format("row {}: the pair stands in row {} already",
                                                       rows_[end].number, rows_[end - 1].number));
        tie.weight += rows_[end].weight;
      }
      if (columns_.shape->directed) tie.weight /= 2;
      read_.ties.push_back(tie);
      i = end;
    }
    read_.read_as = columns_.pairs ? "CooRTweet pairs" : columns_.shape->read_as;
    return std::move(read_);
  }

 private:
  struct Row {
    std::uint32_t from, to;
    double weight;
    std::uint64_t number;
  };
  static Result<void> Refuse(std::uint64_t row, std::string_view why) {
    return Fail(ErrorCode::kCorrupt, fmt::format("row {}: {}", row, why));
  }

  const Columns& columns_;
  NameTable names_;
  std::vector<Row> rows_;
  TiesRead read_;
};

Result<std::unique_ptr<events::ColumnReader>> Open(const std::string& path,
                                                   const archive::FileKind& kind,
                                                   const std::vector<std::string>& names,
                                                   const Columns& columns) {
  std::vector<std::size_t> wanted = {columns.from, columns.to};
  if (columns.weight) wanted.push_back(*columns.weight);
  if (kind.type == archive::FileType::kParquet) {
    events::ParquetFile file{.path = path, .wanted = {}};
    for (const std::size_t column : wanted) file.wanted.push_back(names[column]);
    return events::OpenParquet(file, {});
  }
  EVENHAND_ASSIGN(const archive::CsvSurvey survey, archive::SurveyCsv(path, kind));
  if (!survey.clean) {
    std::string first;
    EVENHAND_TRY(
        archive::CopyGoodRecords(path, kind, [&](std::uint64_t line, const std::string& reason) {
          if (first.empty()) first = fmt::format("line {}: {}", line, reason);
        }));
    if (!first.empty()) return Fail(ErrorCode::kCorrupt, std::move(first));
  }
  return events::OpenCsv({.path = path,
                          .packing = kind.packing,
                          .delimiter = kind.delimiter,
                          .columns = names,
                          .wanted = wanted},
                         {});
}

Result<TiesRead> ReadRows(const std::string& path, const archive::FileKind& kind,
                          const std::vector<std::string>& names, const Columns& columns) {
  EVENHAND_ASSIGN(const auto reader, Open(path, kind, names, columns));
  Sums sums(columns);
  events::ColumnChunk chunk;
  for (std::uint64_t row = 1;;) {
    EVENHAND_ASSIGN(const bool more, reader->Next(&chunk));
    if (!more) break;
    for (std::size_t i = 0; i < chunk.rows; ++i, ++row) {
      const std::string_view weight = columns.weight ? chunk.columns[2][i] : std::string_view();
      EVENHAND_TRY(sums.Add(chunk.columns[0][i], chunk.columns[1][i], weight, row));
    }
  }
  return std::move(sums).Take();
}

}  // namespace

Result<std::optional<TiesRead>> ReadTieTable(const std::string& path) {
  EVENHAND_ASSIGN(const archive::FileKind kind, archive::LookAt(path));
  std::vector<std::string> names = kind.columns;
  if (kind.type == archive::FileType::kParquet) {
    EVENHAND_ASSIGN(names, events::ParquetColumns(path, {}));
  } else if (kind.type != archive::FileType::kCsv) {
    return std::nullopt;
  }
  const std::optional<Columns> columns = Recognise(names);
  if (!columns) return std::nullopt;
  auto read = ReadRows(path, kind, names, *columns);
  if (!read) return tl::unexpected(std::move(read).error().Within(path));
  return *std::move(read);
}

TiesRead TiesReadOf(const MadeTies& made) {
  const coordination::TieTable& table = made.table;
  TiesRead read;
  std::vector<std::uint32_t> number(table.accounts.size(), NameTable::kNone);
  std::vector<std::uint32_t> ranks = table.accounts.Ranks();
  std::vector<std::uint32_t> by_rank(ranks.size());
  for (std::uint32_t account = 0; account < ranks.size(); ++account)
    by_rank[ranks[account]] = account;
  std::vector<bool> tied(ranks.size(), false);
  for (std::size_t i = 0; i < table.size(); ++i) tied[table.from[i]] = tied[table.to[i]] = true;
  for (const std::uint32_t account : by_rank)
    if (tied[account]) number[account] = read.accounts.Number(table.accounts.Name(account));
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> weights;
  for (std::size_t i = 0; i < table.size(); ++i) {
    ++read.rows;
    if (table.from[i] == table.to[i]) {
      ++read.loops;
      continue;
    }
    weights[std::minmax(number[table.from[i]], number[table.to[i]])] +=
        table.Weight(i) / (table.directed ? 2 : 1);
  }
  for (const auto& [ends, weight] : weights) read.ties.push_back({ends.first, ends.second, weight});
  read.read_as = made.made_by;
  return read;
}

}  // namespace evenhand::app
