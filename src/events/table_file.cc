#include "events/table_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "events/database.h"

namespace evenhand::events {
namespace {

// What the library's callbacks see: the table and the next row to give.
struct Feed {
  const OutTable& table;
  std::size_t next = 0;
};

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
  Api().bind_set_cardinality(info, feed->table.rows, true);
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
  const std::size_t rows = std::min<std::size_t>(feed->table.rows - feed->next, api.vector_size());
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

Result<void> WritePart(const std::string& part, TableFormat format, const OutTable& table,
                       const Resources& resources) {
  EVENHAND_ASSIGN(const auto database, Database::Open(resources));
  Feed feed{table};
  EVENHAND_TRY(Register(database.get(), &feed));
  const char* options =
      format == TableFormat::kCsv ? "format csv, header true" : "format parquet, compression zstd";
  std::error_code ignored;
  const std::string path = std::filesystem::absolute(part, ignored).string();
  auto written = database->Execute(
      fmt::format("copy (select * from evenhand_rows()) to {} ({}, use_tmp_file false)",
                  Quoted(path), options));
  if (!written) return Fail(ErrorCode::kIo, std::move(written).error().message);
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
