#include "coordination/configuration_model.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace evenhand::coordination {

ConfigurationModel::ConfigurationModel(const Bipartite& matrix) {
  constexpr double kTolerance = 1e-13;
  constexpr int kMostRounds = 20'000;
  std::vector<std::uint32_t> row_degrees;
  for (std::size_t row = 0; row < matrix.rows(); ++row)
    row_degrees.push_back(static_cast<std::uint32_t>(matrix.Row(row).size()));
  rows_ = SideOf(row_degrees);
  columns_ = SideOf(AccountsByObject(matrix));

  // Settling one side can settle the other.
  std::uint32_t step = 0;
  for (bool moves = true; moves; step += 2) {
    moves = Settle(&rows_, &columns_, step);
    moves = Settle(&columns_, &rows_, step + 1) || moves;
  }

  const double ties = std::sqrt(static_cast<double>(std::max<std::size_t>(matrix.cells.size(), 1)));
  for (Side* side : {&rows_, &columns_})
    for (Class& one : side->classes) one.fitness = one.left / ties;
  for (int round = 0; round < kMostRounds; ++round)
    if (std::max(Fit(&rows_, columns_), Fit(&columns_, rows_)) < kTolerance) break;
  error_ = std::max(ErrorOf(rows_, columns_, true), ErrorOf(columns_, rows_, false));

  std::vector<Kind> of_class(columns_.classes.size());
  for (std::uint32_t column = 0; column < columns_.class_of.size(); ++column) {
    Kind& kind = of_class[columns_.class_of[column]];
    if (kind.columns++ == 0) kind.column = column;
  }
  kinds_ = std::move(of_class);
}

ConfigurationModel::Side ConfigurationModel::SideOf(const std::vector<std::uint32_t>& degrees) {
  std::map<std::uint32_t, std::uint32_t> nodes;
  for (const std::uint32_t degree : degrees) ++nodes[degree];
  Side side;
  std::map<std::uint32_t, std::uint32_t> class_of;
  for (const auto& [degree, count] : nodes) {
    class_of[degree] = static_cast<std::uint32_t>(side.classes.size());
    side.classes.push_back({.degree = degree, .nodes = count, .left = static_cast<double>(degree)});
  }
  for (const std::uint32_t degree : degrees) side.class_of.push_back(class_of[degree]);
  return side;
}

// Those of `side` that go with all, or with none, of the unsettled ones of the other side.
bool ConfigurationModel::Settle(Side* side, Side* other, std::uint32_t step) {
  double unsettled = 0;
  for (const Class& one : other->classes)
    if (one.settled == kNever) unsettled += one.nodes;
  bool any = false;
  for (Class& one : side->classes) {
    if (one.settled != kNever || (one.left > 0 && one.left < unsettled)) continue;
    one.settled = step;
    one.chance = one.left > 0 ? 1 : 0;
    any = true;
    for (Class& of_other : other->classes)
      if (of_other.settled == kNever) of_other.left -= one.chance * one.nodes;
  }
  return any;
}

// One round over a side; the largest relative change.
double ConfigurationModel::Fit(Side* side, const Side& other) {
  double change = 0;
  for (Class& one : side->classes) {
    if (one.settled != kNever) continue;
    double sum = 0;
    for (const Class& of_other : other.classes) {
      if (of_other.settled != kNever) continue;
      sum += of_other.nodes * of_other.fitness / (1 + one.fitness * of_other.fitness);
    }
    const double fitted = one.left / sum;
    change = std::max(change, std::fabs(fitted - one.fitness) / fitted);
    one.fitness = fitted;
  }
  return change;
}

double ConfigurationModel::Chance(const Class& row, const Class& column) {
  if (row.settled != column.settled)
    return row.settled < column.settled ? row.chance : column.chance;
  const double odds = row.fitness * column.fitness;
  return odds / (1 + odds);
}

double ConfigurationModel::ErrorOf(const Side& side, const Side& other, bool side_is_rows) const {
  double error = 0;
  for (const Class& one : side.classes) {
    double average = 0;
    for (const Class& of_other : other.classes)
      average += of_other.nodes * (side_is_rows ? Chance(one, of_other) : Chance(of_other, one));
    error = std::max(error, std::fabs(average - one.degree));
  }
  return error;
}

}  // namespace evenhand::coordination
