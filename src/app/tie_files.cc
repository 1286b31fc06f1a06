#include "app/tie_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/ledger_files.h"
#include "events/table_file.h"

namespace evenhand::app {
namespace {

using coordination::GraphColumn;
using coordination::GraphTable;
using coordination::TieColumn;
using coordination::TieTable;
using events::OutColumn;

// By account.
std::vector<bool> Tied(const TieTable& table) {
  std::vector<bool> tied(table.accounts.size(), false);
  for (std::size_t i = 0; i < table.size(); ++i) tied[table.from[i]] = tied[table.to[i]] = true;
  return tied;
}

bool HasHoles(const TieColumn& column) {
  return std::ranges::any_of(column.values, [](double value) { return std::isnan(value); });
}

Result<void> WriteTable(const std::string& path, const TieTable& table, int threads) {
  events::OutTable out{.columns = {}, .rows = table.size()};
  out.columns.push_back({table.from_name, OutColumn::Text([&](std::size_t i) {
                           return table.accounts.Name(table.from[i]);
                         })});
  out.columns.push_back({table.to_name, OutColumn::Text([&](std::size_t i) {
                           return table.accounts.Name(table.to[i]);
                         })});
  for (const TieColumn& column : table.columns) {
    if (column.whole && !HasHoles(column)) {
      out.columns.push_back({column.name, OutColumn::Whole([&column](std::size_t i) {
                               return static_cast<std::int64_t>(column.values[i]);
                             })});
    } else {
      out.columns.push_back(
          {column.name, OutColumn::Real([&column](std::size_t i) { return column.values[i]; })});
    }
  }
  if (!table.object_ids.empty())
    out.columns.push_back({"object_ids", OutColumn::Text([&](std::size_t i) -> std::string_view {
                             return table.object_ids[i];
                           })});
  return events::WriteTable(
      path, path.ends_with(".csv") ? events::TableFormat::kCsv : events::TableFormat::kParquet, out,
      {.threads = threads});
}

GraphColumn ColumnOf(const TieColumn& column) {
  const auto value = [&column](std::size_t i) {
    return std::isnan(column.values[i]) ? std::string() : fmt::format("{}", column.values[i]);
  };
  return {column.name, column.whole ? GraphColumn::Type::kWhole : GraphColumn::Type::kReal, value};
}

}  // namespace

Result<void> CheckTieFileName(const std::string& path) {
  for (const std::string_view ending : {".csv", ".parquet", ".graphml", ".gexf"})
    if (path.size() > ending.size() && path.ends_with(ending)) return {};
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("--out {}: end the name in .csv, .parquet, .graphml or .gexf", path));
}

std::size_t CountTiedAccounts(const TieTable& table) {
  return static_cast<std::size_t>(std::ranges::count(Tied(table), true));
}

std::vector<std::uint32_t> TiedAccounts(const TieTable& table) {
  const std::vector<bool> tied = Tied(table);
  std::vector<std::uint32_t> accounts;
  for (std::uint32_t account = 0; account < tied.size(); ++account)
    if (tied[account]) accounts.push_back(account);
  const std::vector<std::uint32_t> ranks = table.accounts.Ranks();
  std::ranges::sort(accounts, {}, [&](std::uint32_t account) { return ranks[account]; });
  return accounts;
}

GraphTable GraphOf(const TieTable& table, const std::vector<std::uint32_t>& accounts) {
  GraphTable graph{
      .directed = table.directed,
      .nodes = accounts.size(),
      .id = [&accounts](std::size_t node) { return accounts[node]; },
      .label = [&](std::size_t node) { return table.accounts.Name(accounts[node]); },
      .edges = table.size(),
      .ends = [&table](std::size_t i) { return std::pair(table.from[i], table.to[i]); },
      .weight = [&table](std::size_t i) { return fmt::format("{}", table.Weight(i)); }};
  for (std::size_t i = 1; i < table.columns.size(); ++i)
    graph.edge_columns.push_back(ColumnOf(table.columns[i]));
  return graph;
}

Result<void> WriteTies(const std::string& path, const TieTable& table, int threads) {
  EVENHAND_TRY(CheckTieFileName(path));
  if (path.ends_with(".csv") || path.ends_with(".parquet")) return WriteTable(path, table, threads);
  const std::vector<std::uint32_t> accounts = TiedAccounts(table);
  const GraphTable graph = GraphOf(table, accounts);
  return WriteWholeFile(path, path.ends_with(".gexf") ? coordination::GexfText(graph)
                                                      : coordination::GraphMlText(graph));
}

}  // namespace evenhand::app
