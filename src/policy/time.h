#pragma once

// Times of the rulebook: UTC, whole seconds; every interval is half-open (policy.md 7.1).

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::policy {

using Time = std::chrono::sys_seconds;
using Seconds = std::chrono::seconds;

// An ISO 8601 time with or without an offset; none means UTC.
// Errors: kInvalidArgument for anything else, and for a fraction of a second.
Result<Time> ParseTime(std::string_view text);
// "2022-10-01T00:00:00Z", in place.
class TimeText {
 public:
  explicit TimeText(Time time);
  std::string_view text() const { return {room_.data(), size_}; }

 private:
  std::array<char, 24> room_;
  std::size_t size_;
};
std::string FormatTime(Time time);

// How long something lasts, in calendar months and in seconds. Months are stepped in UTC from the
// day it begins and clamped to the last day of the month (policy.md 6.7).
struct Period {
  std::int32_t months = 0;
  Seconds seconds{0};
  bool operator==(const Period&) const = default;
};

// ISO 8601: "PT12H", "P7D", "P6M", "P1Y", "P1DT12H"; a week is seven days, a day 24 hours.
// Errors: kInvalidArgument when it is none of these, is empty, or goes beyond a thousand years.
Result<Period> ParsePeriod(std::string_view text);
// The shortest writing of it: years and months, then days, then the time of day.
std::string FormatPeriod(const Period& period);

// When something that begins at `start` ends.
Time After(Time start, const Period& period);

// Order of length, for "the milder": a month counts as its mean length (146,097 days in 4,800
// months).
bool IsShorter(const Period& a, const Period& b);

}  // namespace evenhand::policy
