#pragma once

// Networks as files: a table (.csv, .parquet) or a graph (.graphml, .gexf), by the ending of the
// name.

#include <string>

#include "base/result.h"
#include "coordination/graph_text.h"
#include "coordination/tie_table.h"

namespace evenhand::app {

// Replaces the file whole or not at all. Errors: kInvalidArgument where the name ends in none of
// these; kIo.
Result<void> CheckTieFileName(const std::string& path);
Result<void> WriteTies(const std::string& path, const coordination::TieTable& table,
                       int threads = 1);

// The accounts that have ties, in bytewise order of names; and how many they are.
std::vector<std::uint32_t> TiedAccounts(const coordination::TieTable& table);
std::size_t CountTiedAccounts(const coordination::TieTable& table);

// The table's ties as edges of a graph, which borrows from both; nodes are the given accounts.
coordination::GraphTable GraphOf(const coordination::TieTable& table,
                                 const std::vector<std::uint32_t>& accounts);

}  // namespace evenhand::app
