#pragma once

// Days of the register: 00:00 to 24:00 UTC. A day that is known to the month or the year only is
// two days, the earliest and the latest that it can be (reach.md 2.2).

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::access {

using Day = std::chrono::sys_days;
using Days = std::chrono::days;
using Time = std::chrono::sys_seconds;

// Both ends included.
struct DayPair {
  Day earliest = {};
  Day latest = {};
  bool is_exact() const { return earliest == latest; }
  bool operator==(const DayPair&) const = default;
};

// When something began: either end may be unknown.
struct Beginning {
  std::optional<Day> earliest = {};
  std::optional<Day> latest = {};
  bool is_unknown() const { return !earliest && !latest; }
  bool operator==(const Beginning&) const = default;
};

// Half-open: `to` is out.
struct DaySpan {
  Day from = {};
  Day to = {};
  bool operator==(const DaySpan&) const = default;
};

// "2018" is the whole year, "2018-01" the month, "2018-01-09" the day; "2018-01-03..2018-02-10" two
// ends. Errors: kInvalidArgument naming what is wrong; years 1970 to 9999.
Result<DayPair> ParseDays(std::string_view text);
// "2018-01-09" only.
Result<Day> ParseDay(std::string_view text);

std::string FormatDay(Day day);
// The shortest writing that reads back the same.
std::string FormatDays(const DayPair& days);
// An unknown end is empty: "..2018-02-10".
std::string FormatBeginning(const Beginning& beginning);
// Reads what FormatBeginning writes; empty is unknown.
Result<Beginning> ParseBeginning(std::string_view text);

}  // namespace evenhand::access
