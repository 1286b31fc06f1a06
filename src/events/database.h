#pragma once

// A DuckDB database in memory with one connection, and results that are fetched chunk by chunk.
// Only this folder includes this file.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "events/columns.h"
#include "events/duckdb_api.h"

namespace evenhand::events {

// 'text' as SQL writes it.
std::string Quoted(std::string_view text);

// The path as SQL text that names this file and no other: characters of glob patterns stand for
// themselves, and nothing is taken for the address of a server.
std::string QuotedPath(const std::string& path);

// A column's name as SQL writes it.
std::string QuotedName(std::string_view name);

// Rows of a query; borrowed chunks stay valid until the next Fetch.
class Rows {
 public:
  Rows(const DuckDbApi& api, duckdb_result result) : api_(api), result_(result) {}
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  // The next chunk, or null at the end. Errors: as the query's.
  Result<duckdb_data_chunk> Fetch();

 private:
  const DuckDbApi& api_;
  duckdb_result result_;
  duckdb_data_chunk chunk_ = nullptr;
};

// Thread: one owner.
class Database {
 public:
  // Nothing is installed or fetched, and nothing is read but what queries name.
  static Result<std::unique_ptr<Database>> Open(const Resources& resources);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Errors: kInvalidArgument, or kLimit where memory did not suffice, with the library's reason.
  Result<std::unique_ptr<Rows>> Query(const std::string& sql);
  Result<void> Execute(const std::string& sql);

  // Of the query that runs, 0 to 1; 0 when the library does not know.
  double share_done() const;

  const DuckDbApi& api() const { return api_; }
  duckdb_connection connection() { return connection_; }

 private:
  explicit Database(const DuckDbApi& api) : api_(api) {}

  const DuckDbApi& api_;
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

}  // namespace evenhand::events
