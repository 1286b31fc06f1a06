#include "events/database.h"

#include <fmt/format.h>

#include <filesystem>

namespace evenhand::events {
namespace {

// The reason's first line; the library goes on with tips about its own options.
Error ErrorOf(const char* reason) {
  std::string_view text = reason == nullptr ? "no reason given" : reason;
  text = text.substr(0, text.find('\n'));
  const bool memory = text.find("Out of Memory") != std::string_view::npos;
  return Error{memory ? ErrorCode::kLimit : ErrorCode::kInvalidArgument, std::string(text)};
}

std::string Doubled(std::string_view text, char quote) {
  std::string quoted(1, quote);
  for (const char c : text) quoted.append(c == quote ? 2 : 1, c);
  return quoted + quote;
}

}  // namespace

std::string Quoted(std::string_view text) { return Doubled(text, '\''); }

std::string QuotedName(std::string_view name) { return Doubled(name, '"'); }

std::string QuotedPath(const std::string& path) {
  std::error_code ignored;
  std::string plain;
  for (const char c : std::filesystem::absolute(path, ignored).string()) {
    const bool glob = c == '*' || c == '?' || c == '[';
    plain += glob ? std::string{'[', c, ']'} : std::string(1, c);
  }
  return Quoted(plain);
}

Rows::~Rows() {
  if (chunk_ != nullptr) api_.destroy_data_chunk(&chunk_);
  api_.destroy_result(&result_);
}

Result<duckdb_data_chunk> Rows::Fetch() {
  if (chunk_ != nullptr) api_.destroy_data_chunk(&chunk_);
  chunk_ = api_.fetch_chunk(result_);
  if (chunk_ == nullptr) {
    const char* reason = api_.result_error(&result_);
    if (reason != nullptr) return tl::unexpected(ErrorOf(reason));
  }
  return chunk_;
}

Result<std::unique_ptr<Database>> Database::Open(const Resources& resources) {
  EVENHAND_ASSIGN(const DuckDbApi* api, LoadDuckDb());
  auto database = std::unique_ptr<Database>(new Database(*api));
  duckdb_config config = nullptr;
  bool ok = api->create_config(&config) == DuckDBSuccess;
  const auto set = [&](const char* name, const std::string& value) {
    ok = ok && api->set_config(config, name, value.c_str()) == DuckDBSuccess;
  };
  set("autoinstall_known_extensions", "false");
  set("autoload_known_extensions", "false");
  set("allow_community_extensions", "false");
  set("threads", std::to_string(resources.threads));
  set("memory_limit", fmt::format("{}MiB", resources.memory_bytes >> 20));
  set("temp_directory", "");
  set("preserve_insertion_order", "true");
  char* reason = nullptr;
  ok = ok && api->open_ext(nullptr, &database->database_, config, &reason) == DuckDBSuccess &&
       api->connect(database->database_, &database->connection_) == DuckDBSuccess;
  api->destroy_config(&config);
  if (ok) {
    // How far a query is can be asked, but nothing is drawn.
    EVENHAND_TRY(database->Execute("set enable_progress_bar = true"));
    EVENHAND_TRY(database->Execute("set enable_progress_bar_print = false"));
    return database;
  }
  Error error = ErrorOf(reason);
  if (reason != nullptr) api->free(reason);
  return tl::unexpected(std::move(error).Within("opening DuckDB"));
}

Database::~Database() {
  if (connection_ != nullptr) api_.disconnect(&connection_);
  if (database_ != nullptr) api_.close(&database_);
}

Result<std::unique_ptr<Rows>> Database::Query(const std::string& sql) {
  duckdb_prepared_statement statement = nullptr;
  duckdb_pending_result pending = nullptr;
  duckdb_result result{};
  const auto fail = [&](const char* reason) {
    Error error = ErrorOf(reason);
    if (pending != nullptr) api_.destroy_pending(&pending);
    api_.destroy_prepare(&statement);
    return tl::unexpected(std::move(error));
  };
  if (api_.prepare(connection_, sql.c_str(), &statement) != DuckDBSuccess) {
    return fail(api_.prepare_error(statement));
  }
  if (api_.pending_prepared_streaming(statement, &pending) != DuckDBSuccess) {
    return fail(api_.pending_error(pending));
  }
  if (api_.execute_pending(pending, &result) != DuckDBSuccess) {
    auto failed = fail(api_.result_error(&result));
    api_.destroy_result(&result);
    return failed;
  }
  api_.destroy_pending(&pending);
  api_.destroy_prepare(&statement);
  return std::make_unique<Rows>(api_, result);
}

double Database::share_done() const {
  const double percent = api_.query_progress(connection_).percentage;
  return percent > 0 ? percent / 100 : 0;
}

Result<void> Database::Execute(const std::string& sql) {
  EVENHAND_ASSIGN(const std::unique_ptr<Rows> rows, Query(sql));
  while (true) {
    EVENHAND_ASSIGN(const duckdb_data_chunk chunk, rows->Fetch());
    if (chunk == nullptr) return {};
  }
}

}  // namespace evenhand::events
