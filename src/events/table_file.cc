#include "events/table_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/parallel.h"
#include "events/database.h"

namespace evenhand::events {
namespace {

// What the library's callbacks see: the table, the next row to give and the one after the last.
struct Feed {
  const OutTable& table;
  std::size_t next = 0;
  std::size_t end = 0;
};

// Fewer rows are not worth a second thread.
constexpr std::size_t kRowsOfAStretch = 200'000;

duckdb_type TypeOf(const OutColumn& column) {
  if (std::holds_alternative<OutColumn::Text>(column.value)) return DUCKDB_TYPE_VARCHAR;
  return std::holds_alternative<OutColumn::Whole>(column.value) ? DUCKDB_TYPE_BIGINT
                                                                : DUCKDB_TYPE_DOUBLE;
}

// The callbacks run only when the library is loaded.
const DuckDbApi& Api() { return **LoadDuckDb(); }

void Bind(duckdb_bind_info info) {
  const auto* feed = static_cast<const Feed*>(Api().bind_get_extra_info(info));
  for (const OutColumn& column : feed->table.columns) {
    duckdb_logical_type type = Api().create_logical_type(TypeOf(column));
    Api().bind_add_result_column(info, column.name.c_str(), type);
    Api().destroy_logical_type(&type);
  }
  Api().bind_set_cardinality(info, feed->end - feed->next, true);
}

// One thread, so that rows come in order.
void Init(duckdb_init_info info) { Api().init_set_max_threads(info, 1); }

void Fill(const DuckDbApi& api, const OutColumn& column, duckdb_vector to, std::size_t from,
          std::size_t rows) {
  if (const auto* text = std::get_if<OutColumn::Text>(&column.value)) {
    for (std::size_t i = 0; i < rows; ++i) {
      const std::string_view value = (*text)(from + i);
      api.vector_assign_string_element_len(to, i, value.data(), value.size());
    }
  } else if (const auto* whole = std::get_if<OutColumn::Whole>(&column.value)) {
    auto* values = static_cast<std::int64_t*>(api.vector_get_data(to));
    for (std::size_t i = 0; i < rows; ++i) values[i] = (*whole)(from + i);
  } else {
    auto* values = static_cast<double*>(api.vector_get_data(to));
    const auto& real = std::get<OutColumn::Real>(column.value);
    for (std::size_t i = 0; i < rows; ++i) {
      values[i] = real(from + i);
      if (!std::isnan(values[i])) continue;
      api.vector_ensure_validity_writable(to);
      api.validity_set_row_invalid(api.vector_get_validity(to), i);
    }
  }
}

void Give(duckdb_function_info info, duckdb_data_chunk out) {
  const DuckDbApi& api = Api();
  auto* feed = static_cast<Feed*>(api.function_get_extra_info(info));
  const std::size_t rows = std::min<std::size_t>(feed->end - feed->next, api.vector_size());
  for (std::size_t i = 0; i < feed->table.columns.size(); ++i) {
    Fill(api, feed->table.columns[i], api.data_chunk_get_vector(out, i), feed->next, rows);
  }
  api.data_chunk_set_size(out, rows);
  feed->next += rows;
}

Result<void> Register(Database* database, Feed* feed) {
  const DuckDbApi& api = database->api();
  duckdb_table_function function = api.create_table_function();
  api.table_function_set_name(function, "evenhand_rows");
  api.table_function_set_extra_info(function, feed, nullptr);
  api.table_function_set_bind(function, Bind);
  api.table_function_set_init(function, Init);
  api.table_function_set_function(function, Give);
  const bool ok = api.register_table_function(database->connection(), function) == DuckDBSuccess;
  api.destroy_table_function(&function);
  if (!ok) return Fail(ErrorCode::kInternal, "DuckDB takes no table function");
  return {};
}

Result<void> Synced(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool ok = fd >= 0 && fsync(fd) == 0;
  const int code = errno;
  if (fd >= 0) close(fd);
  if (ok) return {};
  return Fail(ErrorCode::kIo, fmt::format("{}: {}", path, std::generic_category().message(code)));
}

Result<void> WriteRows(const std::string& part, const std::string& options, Feed feed,
                       const Resources& resources) {
  EVENHAND_ASSIGN(const auto database, Database::Open(resources));
  EVENHAND_TRY(Register(database.get(), &feed));
  std::error_code ignored;
  const std::string path = std::filesystem::absolute(part, ignored).string();
  auto written = database->Execute(
      fmt::format("copy (select * from evenhand_rows()) to {} ({}, use_tmp_file false)",
                  Quoted(path), options));
  if (!written) return Fail(ErrorCode::kIo, std::move(written).error().message);
  return {};
}

Result<void> Append(const std::string& from, const std::string& to) {
  std::ifstream in(from, std::ios::binary);
  std::ofstream out(to, std::ios::binary | std::ios::app);
  std::vector<char> piece(std::size_t{1} << 20);
  while (in.read(piece.data(), std::ssize(piece)), in.gcount() > 0) {
    if (!out.write(piece.data(), in.gcount())) break;
  }
  if (in.bad() || !in.eof() || !out.flush())
    return Fail(ErrorCode::kIo, fmt::format("{}: {}", to, std::generic_category().message(errno)));
  return {};
}

// Each thread a stretch of the rows, in a file of its own; then one after another.
class CsvStretches {
 public:
  CsvStretches(const std::string& part, const OutTable& table, const Resources& resources)
      : table_(table), count_(CountOf(table, resources)), resources_(resources) {
    resources_.threads = 1;
    resources_.memory_bytes /= count_;
    for (std::size_t i = 0; i < count_; ++i)
      files_.push_back(i == 0 ? part : fmt::format("{}.{}", part, i));
  }
  ~CsvStretches() {
    std::error_code ignored;
    for (std::size_t i = 1; i < count_; ++i) std::filesystem::remove(files_[i], ignored);
  }
  CsvStretches(const CsvStretches&) = delete;
  CsvStretches& operator=(const CsvStretches&) = delete;

  Result<void> Write() {
    std::vector<Result<void>> written(count_);
    InParallel(static_cast<unsigned>(count_), [&](unsigned i) {
      written[i] = WriteRows(files_[i], fmt::format("format csv, header {}", i == 0),
                             {table_, Begin(i), Begin(i + 1)}, resources_);
    });
    for (Result<void>& one : written) EVENHAND_TRY(std::move(one));
    for (std::size_t i = 1; i < count_; ++i) EVENHAND_TRY(Append(files_[i], files_[0]));
    return {};
  }

 private:
  static std::size_t CountOf(const OutTable& table, const Resources& resources) {
    const auto most = static_cast<std::size_t>(std::max(1, resources.threads));
    return std::clamp<std::size_t>(table.rows / kRowsOfAStretch, 1, most);
  }
  std::size_t Begin(std::size_t stretch) const { return table_.rows * stretch / count_; }

  const OutTable& table_;
  std::size_t count_;
  Resources resources_;
  std::vector<std::string> files_;
};

Result<void> WritePart(const std::string& part, TableFormat format, const OutTable& table,
                       const Resources& resources) {
  if (format == TableFormat::kCsv) {
    EVENHAND_TRY(CsvStretches(part, table, resources).Write());
  } else {
    EVENHAND_TRY(
        WriteRows(part, "format parquet, compression zstd", {table, 0, table.rows}, resources));
  }
  return Synced(part);
}

}  // namespace

Result<void> WriteTable(const std::string& path, TableFormat format, const OutTable& table,
                        const Resources& resources) {
  const std::string part = path + ".part";
  std::error_code failed;
  auto written = WritePart(part, format, table, resources);
  if (written) {
    std::filesystem::rename(part, path, failed);
    if (!failed) return {};
    written = Fail(ErrorCode::kIo, failed.message());
  }
  std::filesystem::remove(part, failed);
  return tl::unexpected(std::move(written).error().Within("writing " + path));
}

}  // namespace evenhand::events
