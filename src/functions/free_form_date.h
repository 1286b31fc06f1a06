#pragma once

// Dates and times as people and machines write them: "March 1, 2025 9:30 AM", "20250301T110000",
// "Sat, 01 Mar 2025 10:00:00 GMT", "01/02/25".
//
//   in:  today   microseconds since 1970-01-01 00:00 of the day that fills in missing parts
//   out: what the writer's clock showed, in microseconds since 1970-01-01 00:00 of the same clock
//
// Time zones are read over, and not applied. Of a date that is not complete, the missing parts are
// today's; a time that is not complete is filled with zeros. A weekday without a day means the next
// one, today included. In an ambiguous date the month comes first. Years of two digits lie within
// 50 years of today's. Nothing when the text is not a date, or not one of the years 1 to 9999.
//
// Source: what dateutil 2.8.0's parser accepts, which the peer uses. Cost: O(n).

#include <cstdint>
#include <optional>
#include <string_view>

namespace evenhand::functions {

std::optional<std::int64_t> ParseFreeFormDate(std::string_view text, std::int64_t today);

}  // namespace evenhand::functions
