#pragma once

// Times as archives write them, to UTC milliseconds.
//
//   seconds    1700006402, -3, 1717200116.25        a number; digits below a millisecond are cut
//   off ISO 8601   2021-08-15 12:01:02, with T, fraction, zone or not; without a zone it is UTC
//   Twitter    Wed Oct 10 20:19:24 +0000 2018
//   zone name  2021-08-15 12:01:02 EDT              UTC, GMT and the four of North America
//   US form    9/21/2017 22:05, 9/21/17 22:05:10    month first; UTC
//
// Blanks around are nothing. Nothing else is read, and nothing is guessed: whether numbers are
// milliseconds is said by the schema. Years 0001 to 9999. Cost: O(1).

#include <cstdint>
#include <optional>
#include <string_view>

namespace evenhand::archive {

enum class TimeUnit : std::uint8_t { kSeconds, kMilliseconds, kMicroseconds };

std::optional<std::int64_t> ParseTimeMs(std::string_view text, TimeUnit unit = TimeUnit::kSeconds);

// The time in a Twitter id; nothing for ids from before 2010-11-04, which hold none.
std::optional<std::int64_t> SnowflakeTimeMs(std::string_view id);

}  // namespace evenhand::archive
