#pragma once

// DuckDB's C interface, opened when first asked for. Only this folder includes this file.
//
// The library is looked for beside the program, in lib beside its folder (where cmake/duckdb.cmake
// puts it), and where the system's loader looks. Its version must be the one this program was built
// for: a surprise is refused.

#include <duckdb.h>

#include "base/result.h"

namespace evenhand::events {

// The functions we use, each under its name without "duckdb_".
// clang-format off
#define EVENHAND_DUCKDB_FUNCTIONS(F)                                                           \
  F(library_version) F(create_config) F(set_config) F(destroy_config) F(open_ext) F(close)     \
  F(connect) F(disconnect) F(free) F(prepare) F(prepare_error) F(destroy_prepare)              \
  F(pending_prepared_streaming) F(pending_error) F(execute_pending) F(destroy_pending)         \
  F(destroy_result) F(result_error) F(fetch_chunk) F(destroy_data_chunk)                       \
  F(data_chunk_get_size) F(data_chunk_set_size) F(data_chunk_get_column_count)                 \
  F(data_chunk_get_vector) F(vector_get_data) F(vector_get_validity) F(vector_size)            \
  F(vector_ensure_validity_writable) F(validity_set_row_invalid)                               \
  F(vector_assign_string_element_len) F(create_table_function) F(destroy_table_function)       \
  F(table_function_set_name) F(table_function_set_extra_info) F(table_function_set_bind)       \
  F(table_function_set_init) F(table_function_set_function) F(register_table_function)         \
  F(create_logical_type) F(destroy_logical_type) F(bind_add_result_column)                     \
  F(bind_get_extra_info) F(bind_set_cardinality) F(init_set_max_threads)                       \
  F(function_get_extra_info) F(query_progress)
// clang-format on

struct DuckDbApi {
#define EVENHAND_DUCKDB_MEMBER(name) decltype(&::duckdb_##name) name = nullptr;
  EVENHAND_DUCKDB_FUNCTIONS(EVENHAND_DUCKDB_MEMBER)
#undef EVENHAND_DUCKDB_MEMBER
};

// The one library of the process. Errors: kUnavailable with what was looked for and what to do.
// Thread: safe.
Result<const DuckDbApi*> LoadDuckDb();

}  // namespace evenhand::events
