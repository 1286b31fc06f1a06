#pragma once

// Days as people type them: 2026-01-08, 2026/1/8, and in the Persian calendar 1404/10/18; with
// Persian and Arabic digits too. A year from 1300 to 1499 is one of the Persian calendar.
//
// Cost: linear.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::carry {

// The text with Persian and Arabic digits as 0 to 9.
std::string PlainDigits(std::string_view text);

// Every day that stands in the text, in order.
std::vector<std::chrono::sys_days> DaysIn(std::string_view text);

}  // namespace evenhand::carry
