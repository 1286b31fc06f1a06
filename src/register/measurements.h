#pragma once

// Measurements of one service in one state, collected from files of aggregates, and the controls
// that are measured beside them (reach.md 2.6, transparency.md 8).
//
// A row of a hidden country (ZZ) or network 0 is left out. One file has days or hours, not both;
// hours are added up, a day and network twice are refused. Several files (one for each test of a
// service) are added up. The order of rows and files changes nothing.
//
// Errors: kInvalidArgument for another state, mixed or coarse grains, a day and network twice;
// kLimit beyond
//         kMostCells network-days. After an error the object is of no use.
// Cost:   O(n log n); 24 bytes a network-day, twice that while a file is added.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "register/aggregate.h"
#include "register/verdict.h"

namespace evenhand::access {

inline constexpr std::size_t kMostCells = 16'000'000;
inline constexpr std::size_t kMostControlRows = 4'000'000;

struct Cell {
  std::int32_t day = 0;  // since 1970
  std::uint32_t network = 0;
  Counts counts = {};
  Day date() const { return Day(Days(day)); }
};

struct MeasurementOptions {
  bool daily = false;   // rows a week apart are known to be days
  bool add_up = false;  // a day and network twice in a file are two tests, not a mistake
};

class Measurements {
 public:
  explicit Measurements(std::string state, const MeasurementOptions& options = {})
      : state_(std::move(state)), options_(options) {}

  Result<void> Add(const AggregateRow& row);
  Result<void> EndFile();

  // Sorted by day and network, each once.
  const std::vector<Cell>& cells() const { return cells_; }
  std::int64_t left_out() const { return left_out_; }  // hidden country, network 0

 private:
  Result<void> Fold();
  Result<void> CheckGrain() const;

  std::string state_;
  MeasurementOptions options_;
  std::vector<Cell> cells_, file_;
  std::optional<bool> is_hourly_ = {};  // of the file
  std::int64_t left_out_ = 0;
};

// Shares of bad measurements by key (a country, an input) and day.
class ControlShares {
 public:
  Result<void> Add(std::string_view key, const AggregateRow& row);
  bool empty() const { return by_key_.empty(); }

  // The median over the other countries with at least 3 usable measurements in [from, to]; none
  // when they are fewer than three.
  std::optional<double> WorldIn(Day from, Day to, std::string_view own) const;
  // The share over all inputs; none when fewer than ten of them were measured.
  std::optional<double> LocalIn(Day from, Day to) const;

 private:
  struct Sum {
    std::uint64_t usable = 0, bad = 0;
  };
  using ByDay = std::map<Day, Sum>;
  static Sum SumIn(const ByDay& days, Day from, Day to);

  std::map<std::string, ByDay, std::less<>> by_key_;
  std::size_t rows_ = 0;
};

}  // namespace evenhand::access
