#include "events/columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "events/database.h"

namespace evenhand::events {
namespace {

std::string_view TextOf(const duckdb_string_t& text) {
  const std::uint32_t length = text.value.inlined.length;
  const bool inlined = length <= sizeof text.value.inlined.inlined;
  return {inlined ? text.value.inlined.inlined : text.value.pointer.ptr, length};
}

bool IsValid(const std::uint64_t* validity, std::size_t row) {
  return validity == nullptr || (validity[row / 64] >> (row % 64) & 1) != 0;
}

void ReadVector(const DuckDbApi& api, duckdb_vector vector, std::size_t rows,
                std::vector<std::string_view>* out) {
  const auto* texts = static_cast<const duckdb_string_t*>(api.vector_get_data(vector));
  const std::uint64_t* validity = api.vector_get_validity(vector);
  out->resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    (*out)[row] = IsValid(validity, row) ? TextOf(texts[row]) : std::string_view();
  }
}

// All columns of the query are VARCHAR.
Result<bool> ReadChunk(const DuckDbApi& api, Rows* rows, ColumnChunk* chunk) {
  EVENHAND_ASSIGN(const duckdb_data_chunk data, rows->Fetch());
  if (data == nullptr) return false;
  chunk->rows = api.data_chunk_get_size(data);
  chunk->columns.resize(api.data_chunk_get_column_count(data));
  for (std::size_t i = 0; i < chunk->columns.size(); ++i) {
    ReadVector(api, api.data_chunk_get_vector(data, i), chunk->rows, &chunk->columns[i]);
  }
  return true;
}

class DuckDbReader : public ColumnReader {
 public:
  DuckDbReader(std::string path, std::unique_ptr<Database> database, bool has_rejects)
      : path_(std::move(path)), database_(std::move(database)), has_rejects_(has_rejects) {}
  ~DuckDbReader() override { rows_.reset(); }

  Result<void> Begin(const std::string& sql) {
    auto rows = database_->Query(sql);
    if (!rows) return tl::unexpected(Told(std::move(rows).error()).Within(path_));
    rows_ = *std::move(rows);
    return {};
  }

  Result<bool> Next(ColumnChunk* chunk) override {
    auto more = ReadChunk(database_->api(), rows_.get(), chunk);
    if (!more) return tl::unexpected(Told(std::move(more).error()).Within(path_));
    return more;
  }

  double share_done() override { return database_->share_done(); }

  Result<std::vector<RejectedRecord>> Rejects() override {
    std::vector<RejectedRecord> rejects;
    rows_.reset();
    if (!has_rejects_) return rejects;
    // A row is named once for each of its missing columns.
    EVENHAND_ASSIGN(
        const auto rows,
        database_->Query("select line::varchar, first(error_type order by column_idx)::varchar, "
                         "first(error_message order by column_idx) from reject_errors "
                         "group by line order by reject_errors.line"));
    ColumnChunk chunk;
    while (true) {
      EVENHAND_ASSIGN(const bool more, ReadChunk(database_->api(), rows.get(), &chunk));
      if (!more) return rejects;
      for (std::size_t row = 0; row < chunk.rows; ++row) {
        rejects.push_back({.record = std::stoull(std::string(chunk.columns[0][row])),
                           .reason = ReasonOf(chunk.columns[1][row], chunk.columns[2][row])});
      }
    }
  }

 private:
  static Error Told(Error error) {
    if (error.message.find("state machine reached an invalid state") == std::string::npos)
      return error;
    error.message = "some lines end in CRLF and some in LF; make them alike (sed 's/\\r$//')";
    return error;
  }

  static std::string ReasonOf(std::string_view kind, std::string_view message) {
    if (kind == "MISSING COLUMNS") return "fewer fields than the first line names";
    if (kind == "TOO MANY COLUMNS") return "more fields than the first line names";
    if (kind == "INVALID ENCODING") return "not UTF-8";
    if (kind == "UNQUOTED VALUE")
      return "a quote opens a value and does not close it, or something follows where it closes";
    if (kind == "LINE SIZE OVER MAXIMUM")
      return fmt::format("longer than {} bytes", kMaxCsvLineBytes);
    return std::string(message.substr(0, message.find('\n')));
  }

  std::string path_;
  std::unique_ptr<Database> database_;  // outlives rows_
  std::unique_ptr<Rows> rows_;
  bool has_rejects_;
};

const char* NameOf(Packing packing) {
  switch (packing) {
    case Packing::kNone:
      return "none";
    case Packing::kGzip:
      return "gzip";
    case Packing::kZstd:
      return "zstd";
  }
  return "none";
}

// Column i is called "ci": what the file calls it may be empty or stand twice.
std::string CsvQuery(const CsvFile& file) {
  std::string columns, wanted;
  for (std::size_t i = 0; i < file.columns.size(); ++i) {
    columns += fmt::format("{}'c{}': 'VARCHAR'", i == 0 ? "" : ", ", i);
  }
  for (const std::size_t i : file.wanted)
    wanted += fmt::format("{}c{}", wanted.empty() ? "" : ", ", i);
  return fmt::format(
      "select {} from read_csv({}, auto_detect = false, columns = {{{}}}, header = true, delim = "
      "{}, "
      "quote = '\"', escape = '\"', nullstr = '', compression = '{}', hive_partitioning = false, "
      "max_line_size = {}, ignore_errors = true{})",
      wanted, QuotedPath(file.path), columns, Quoted(std::string(1, file.delimiter)),
      NameOf(file.packing), kMaxCsvLineBytes,
      file.tell_rejects ? fmt::format(", store_rejects = true, rejects_limit = {}", kMaxRejects)
                        : "");
}

std::string ParquetSource(const std::string& path) {
  return fmt::format("read_parquet({}, binary_as_string = true, hive_partitioning = false)",
                     QuotedPath(path));
}

struct ParquetColumn {
  std::string name;
  bool list = false;
};

Result<std::vector<ParquetColumn>> Describe(Database* database, const std::string& path) {
  auto rows = database->Query("select column_name, column_type from (describe select * from " +
                              ParquetSource(path) + ")");
  if (!rows) return tl::unexpected(std::move(rows).error().Within(path));
  std::vector<ParquetColumn> columns;
  ColumnChunk chunk;
  while (true) {
    EVENHAND_ASSIGN(const bool more, ReadChunk(database->api(), rows->get(), &chunk));
    if (!more) return columns;
    for (std::size_t row = 0; row < chunk.rows; ++row) {
      columns.push_back(
          {std::string(chunk.columns[0][row]), chunk.columns[1][row].ends_with("[]")});
    }
  }
}

}  // namespace

Result<std::vector<std::string>> ParquetColumns(const std::string& path,
                                                const Resources& resources) {
  EVENHAND_ASSIGN(const auto database, Database::Open(resources));
  EVENHAND_ASSIGN(const std::vector<ParquetColumn> columns, Describe(database.get(), path));
  std::vector<std::string> names;
  for (const ParquetColumn& column : columns) names.push_back(column.name);
  return names;
}

Result<std::unique_ptr<ColumnReader>> OpenCsv(const CsvFile& file, const Resources& resources) {
  EVENHAND_ASSIGN(auto database, Database::Open(resources));
  auto reader = std::make_unique<DuckDbReader>(file.called.empty() ? file.path : file.called,
                                               std::move(database), file.tell_rejects);
  EVENHAND_TRY(reader->Begin(CsvQuery(file)));
  return reader;
}

Result<std::unique_ptr<ColumnReader>> OpenParquet(const ParquetFile& file,
                                                  const Resources& resources) {
  EVENHAND_ASSIGN(auto database, Database::Open(resources));
  EVENHAND_ASSIGN(const std::vector<ParquetColumn> columns, Describe(database.get(), file.path));
  std::string wanted;
  for (const std::string& name : file.wanted) {
    const auto column = std::ranges::find(columns, name, &ParquetColumn::name);
    if (column == columns.end()) {
      return Fail(ErrorCode::kNotFound, fmt::format("{}: has no column '{}'", file.path, name));
    }
    const std::string quoted = QuotedName(name);
    wanted += wanted.empty() ? "" : ", ";
    wanted += column->list ? fmt::format("array_to_string({}::varchar[], chr({}))", quoted,
                                         int{kListSeparator})
                           : quoted + "::varchar";
  }
  auto reader = std::make_unique<DuckDbReader>(file.path, std::move(database), false);
  EVENHAND_TRY(reader->Begin(fmt::format("select {} from {}", wanted, ParquetSource(file.path))));
  return reader;
}

}  // namespace evenhand::events
