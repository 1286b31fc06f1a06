#include "app/conformance_coordination.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <filesystem>

#include "app/csv_table.h"

namespace evenhand::app {

Result<std::string> CoordinationRun::Input(const std::string& name) const {
  for (const char* folder : {"/inputs/", "/data/", "/../../data/coortweet/"}) {
    for (const char* packing : {"", ".gz"}) {
      std::string path = directory + folder + name + packing;
      if (std::filesystem::exists(path)) return path;
    }
  }
  return Fail(ErrorCode::kNotFound,
              fmt::format("no input {} in {}/inputs or {}/data", name, directory, directory));
}

Result<std::int64_t> MillisecondsOf(std::string_view seconds) {
  double value = 0;
  const auto [end, error] = std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
  if (error != std::errc() || end != seconds.data() + seconds.size())
    return Fail(ErrorCode::kCorrupt, fmt::format("\"{}\" is no time in seconds", seconds));
  return std::llround(value * 1000);
}

Result<model::Shares> ReadShareLog(const std::string& path, std::string_view account_prefix) {
  EVENHAND_ASSIGN(const CsvTable table, ReadCsvTable(path));
  EVENHAND_ASSIGN(const std::size_t object, table.Column("object_id"));
  EVENHAND_ASSIGN(const std::size_t account, table.Column("account_id"));
  EVENHAND_ASSIGN(const std::size_t content, table.Column("content_id"));
  EVENHAND_ASSIGN(const std::size_t time, table.Column("timestamp_share"));
  model::Shares shares;
  for (const auto& row : table.rows) {
    EVENHAND_ASSIGN(const std::int64_t at_ms, MillisecondsOf(row[time]));
    if (row[account].starts_with(account_prefix))
      shares.Add(row[object], row[account], row[content], at_ms);
  }
  return shares;
}

Result<Tally> RunCoordination(const std::string& directory, std::ostream& out) {
  struct Part {
    const char* folder;
    Result<void> (*run)(const CoordinationRun&);
  };
  constexpr Part kParts[] = {{"coortweet", RunCoorTweet},
                             {"qut", RunQut},
                             {"sidecars", RunSidecars},
                             {"similarity", RunSimilarity},
                             {"dismantle", RunDismantle}};
  Tally tally;
  bool any = false;
  for (const Part& part : kParts) {
    if (!std::filesystem::is_directory(directory + "/" + part.folder)) continue;
    any = true;
    EVENHAND_TRY(part.run({.directory = directory, .out = &out, .tally = &tally}));
  }
  if (!any) {
    return Fail(
        ErrorCode::kNotFound,
        fmt::format("{} has none of the folders coortweet, qut, similarity, dismantle, sidecars",
                    directory));
  }
  out << fmt::format("{} of {}\n", tally.passed, tally.total);
  return tally;
}

}  // namespace evenhand::app
