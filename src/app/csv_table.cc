#include "app/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "events/columns.h"
#include "source/line_reader.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kShownDifferences = 5;

// The first line of a file: the names of its columns.
Result<std::vector<std::string>> HeaderOf(const std::string& path) {
  source::LineReader reader({path}, {.batch_bytes = 1 << 12});
  source::LineBatch batch;
  EVENHAND_ASSIGN(const bool more, reader.Pull(&batch));
  if (!more || batch.lines.empty()) return Fail(ErrorCode::kCorrupt, path + " is empty");
  std::vector<std::string> names(1);
  for (const char c : batch.lines.front().text) {
    if (c == ',') {
      names.emplace_back();
    } else {
      names.back() += c;
    }
  }
  return names;
}

std::optional<double> NumberOf(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// What the recorded text may be off by: half of its last decimal, where it has fewer than a double
// holds.
double RoundingOf(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos || text.find_first_of("eE") != std::string_view::npos)
    return 0;
  const std::size_t decimals = text.size() - point - 1;
  return decimals < 14 ? 0.51 * std::pow(10.0, -static_cast<double>(decimals)) : 0;
}

bool SameCell(const std::string& wanted, const Cell& got) {
  if (const auto* text = std::get_if<std::string>(&got)) return *text == wanted;
  const std::optional<double> number = NumberOf(wanted);
  if (!number) return false;
  const double value = std::get<double>(got);
  return std::fabs(*number - value) <= std::max(1e-9 * std::fabs(*number), RoundingOf(wanted));
}

bool SameRow(const std::vector<std::string>& wanted, const CellRow& got) {
  return wanted.size() == got.size() && std::ranges::equal(wanted, got, SameCell);
}

std::string Show(const CellRow& row) {
  std::string text;
  for (const Cell& cell : row) {
    if (!text.empty()) text += ',';
    if (const auto* words = std::get_if<std::string>(&cell)) {
      text += *words;
    } else {
      text += fmt::format("{}", std::get<double>(cell));
    }
  }
  return text;
}

std::string KeyOf(const std::vector<std::string>& row, std::size_t keys) {
  std::string key;
  for (std::size_t i = 0; i < std::min(keys, row.size()); ++i) key += row[i] + '\x1f';
  return key;
}

std::string KeyOf(const CellRow& row, std::size_t keys) {
  std::string key;
  for (std::size_t i = 0; i < keys; ++i) key += std::get<std::string>(row[i]) + '\x1f';
  return key;
}

}  // namespace

Result<std::size_t> CsvTable::Column(std::string_view name) const {
  const auto at = std::ranges::find(header, name);
  if (at == header.end()) return Fail(ErrorCode::kCorrupt, fmt::format("no column {}", name));
  return static_cast<std::size_t>(at - header.begin());
}

Result<CsvTable> ReadCsvTable(const std::string& path) {
  CsvTable table;
  EVENHAND_ASSIGN(table.header, HeaderOf(path));
  events::CsvFile file{
      .path = path,
      .packing = path.ends_with(".gz") ? events::Packing::kGzip : events::Packing::kNone,
      .columns = table.header};
  for (std::size_t column = 0; column < table.header.size(); ++column)
    file.wanted.push_back(column);
  file.tell_rejects = true;
  EVENHAND_ASSIGN(const auto reader, events::OpenCsv(file, {}));
  events::ColumnChunk chunk;
  for (;;) {
    EVENHAND_ASSIGN(const bool more, reader->Next(&chunk));
    if (!more) break;
    for (std::size_t row = 0; row < chunk.rows; ++row) {
      table.rows.emplace_back();
      for (const auto& column : chunk.columns) table.rows.back().emplace_back(column[row]);
    }
  }
  EVENHAND_ASSIGN(const auto rejects, reader->Rejects());
  if (!rejects.empty())
    return Fail(ErrorCode::kCorrupt,
                fmt::format("{}: record {}: {}", path, rejects[0].record, rejects[0].reason));
  return table;
}

void CompareTables(const std::string& name, CsvTable wanted, std::vector<CellRow> got,
                   std::size_t keys, std::ostream& out, Tally* tally) {
  ++tally->total;
  std::ranges::sort(wanted.rows, {}, [&](const auto& row) { return KeyOf(row, keys); });
  std::ranges::sort(got, {}, [&](const auto& row) { return KeyOf(row, keys); });
  std::size_t differences = 0;
  const auto differ = [&](std::string_view sign, const std::string& row) {
    if (++differences <= kShownDifferences) out << fmt::format("{}: {} {}\n", name, sign, row);
  };
  std::size_t w = 0;
  std::size_t g = 0;
  while (w < wanted.rows.size() || g < got.size()) {
    const bool has_both = w < wanted.rows.size() && g < got.size();
    const int order = has_both ? KeyOf(wanted.rows[w], keys).compare(KeyOf(got[g], keys))
                               : (g < got.size() ? 1 : -1);
    if (order < 0) {
      differ("wanted", fmt::format("{}", fmt::join(wanted.rows[w++], ",")));
    } else if (order > 0) {
      differ("got   ", Show(got[g++]));
    } else {
      if (!SameRow(wanted.rows[w], got[g])) {
        differ("wanted", fmt::format("{}, got {}", fmt::join(wanted.rows[w], ","), Show(got[g])));
      }
      ++w;
      ++g;
    }
  }
  if (differences > kShownDifferences)
    out << fmt::format("{}: {} rows differ\n", name, differences);
  tally->passed += differences == 0;
}

void CompareNumbers(const std::string& name, double wanted, double got, double tolerance,
                    std::ostream& out, Tally* tally) {
  ++tally->total;
  if (std::fabs(wanted - got) <= std::max(tolerance * std::fabs(wanted), 1e-300)) {
    ++tally->passed;
  } else {
    out << fmt::format("{}: wanted {}, got {}\n", name, wanted, got);
  }
}

}  // namespace evenhand::app
