// Counts under labels: decisions, exceptions, appeals.

#include <algorithm>
#include <set>

#include "even/report_parts.h"

namespace evenhand::even {
namespace {

// A table of pairs of labels.
class Tally {
 public:
  explicit Tally(std::string name) : name_(std::move(name)) {}

  void Add(const std::string& row, const std::string& column) {
    ++counts_[row][column];
    columns_.insert(column);
  }

  Result<void> AppendTo(std::vector<CountTable>* tables) const {
    if (counts_.empty()) return {};
    CountTable table;
    table.name = name_;
    table.columns.assign(columns_.begin(), columns_.end());
    std::vector<std::vector<std::int64_t>> cells;
    for (const auto& [row, by_column] : counts_) {
      table.rows.push_back(row);
      cells.emplace_back();
      for (const std::string& column : columns_) {
        const auto found = by_column.find(column);
        cells.back().push_back(found == by_column.end() ? 0 : found->second);
      }
    }
    EVENHAND_ASSIGN(table.cells, SuppressSmall(cells));
    tables->push_back(std::move(table));
    return {};
  }

 private:
  std::string name_;
  std::map<std::string, std::map<std::string, std::int64_t>> counts_;
  std::set<std::string> columns_;
};

std::string OrNone(const std::string& text) { return text.empty() ? "none" : text; }

}  // namespace

std::vector<std::string> ValuesOf(Rows rows, std::string_view group) {
  std::set<std::string> values;
  for (const DecisionRow& row : rows) {
    const std::string* value = GroupOf(row, group);
    if (value != nullptr && !value->empty()) values.insert(*value);
  }
  return {values.begin(), values.end()};
}

std::set<std::string> HiddenValues(Rows rows, std::string_view group) {
  std::map<std::string, std::int64_t> counts;
  for (const DecisionRow& row : rows) {
    if (row.is_decided() && !row.is_sampled()) ++counts[*GroupOf(row, group)];
  }
  std::vector<std::vector<std::int64_t>> line(1);
  for (const auto& [value, count] : counts) line[0].push_back(count);
  const auto table = SuppressSmall(line);
  std::set<std::string> hidden;
  std::size_t at = 0;
  for (const auto& [value, count] : counts) {
    if (!table || !table->shown[0][at++]) hidden.insert(value);
  }
  return hidden;
}

// Clause and action by one more grouping: three at most, and the totals agree between tables.
Result<std::vector<CountTable>> DecisionTables(Rows rows) {
  struct By {
    const char* name;
    std::string DecisionRow::*member;
  };
  constexpr By kBy[] = {{"language", &DecisionRow::language},
                        {"role", &DecisionRow::role},
                        {"source", &DecisionRow::source},
                        {"automation", &DecisionRow::automation}};
  std::vector<CountTable> tables;
  for (const By& by : kBy) {
    Tally tally(std::string("clause and action by ") + by.name);
    for (const DecisionRow& row : rows) {
      if (!row.is_decided() || row.is_sampled()) continue;
      tally.Add(row.clause + ": " + OrNone(row.action), OrNone(row.*(by.member)));
    }
    EVENHAND_TRY(tally.AppendTo(&tables));
  }
  return tables;
}

Result<std::vector<CountTable>> ExceptionTables(Rows rows) {
  Tally by_role("exception and clause by role"), by_language("exception and clause by language");
  for (const DecisionRow& row : rows) {
    if (row.exception.empty() || !row.is_decided() || row.is_sampled()) continue;
    const std::string name = row.exception + ": " + row.clause;
    by_role.Add(name, row.role);
    by_language.Add(name, OrNone(row.language));
  }
  std::vector<CountTable> tables;
  EVENHAND_TRY(by_role.AppendTo(&tables));
  EVENHAND_TRY(by_language.AppendTo(&tables));
  return tables;
}

Result<std::vector<CountTable>> AppealTables(Rows rows) {
  Tally by_role("appeals by role"), by_language("appeals by language");
  for (const DecisionRow& row : rows) {
    if (!row.is_decided() || row.is_sampled()) continue;
    std::string state = "not appealed";
    if (row.appealed) state = row.answered ? OrNone(row.appeal_outcome) : "open";
    by_role.Add(row.role, state);
    by_language.Add(OrNone(row.language), state);
  }
  std::vector<CountTable> tables;
  EVENHAND_TRY(by_role.AppendTo(&tables));
  EVENHAND_TRY(by_language.AppendTo(&tables));
  return tables;
}

}  // namespace evenhand::even
