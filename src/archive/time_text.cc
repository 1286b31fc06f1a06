#include "archive/time_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>

#include "codec/iso8601.h"

namespace evenhand::archive {
namespace {

constexpr std::int64_t kFirstMs = -62'135'596'800'000;  // 0001-01-01
constexpr std::int64_t kLastMs = 253'402'300'799'999;   // 9999-12-31

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> InRange(std::int64_t ms) {
  if (ms < kFirstMs || ms > kLastMs) return std::nullopt;
  return ms;
}

// [-]digits[.digits] as thousandths, cut off below; nothing for anything else or for more than 16
// digits.
std::optional<std::int64_t> Thousandths(std::string_view text) {
  const bool negative = text.starts_with('-');
  text.remove_prefix(negative ? 1 : 0);
  const std::size_t point = std::min(text.find('.'), text.size());
  if (point == 0 || point > 16) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text.substr(0, point)) {
    if (!IsDigit(c)) return std::nullopt;
    value = value * 10 + (c - '0');
  }
  if (value > 9'000'000'000'000'000) return std::nullopt;
  std::int64_t scale = 1000;
  value *= scale;
  const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
  if (point < text.size() && fraction.empty()) return std::nullopt;
  for (const char c : fraction) {
    if (!IsDigit(c)) return std::nullopt;
    scale /= 10;
    value += (c - '0') * scale;
  }
  return negative ? -value : value;
}

std::optional<std::int64_t> Number(std::string_view text, TimeUnit unit) {
  const std::optional<std::int64_t> value = Thousandths(text);
  if (!value) return std::nullopt;
  switch (unit) {
    case TimeUnit::kSeconds:
      return InRange(*value);
    case TimeUnit::kMilliseconds:
      return InRange(*value / 1000);
    case TimeUnit::kMicroseconds:
      return InRange(*value / 1'000'000);
  }
  return std::nullopt;
}

std::optional<std::int64_t> Iso(std::string_view text) {
  const std::optional<EventTime> time = codec::ParseIso8601(text);
  if (!time) return std::nullopt;
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::microseconds(Count(time->utc)))
      .count();
}

struct Zone {
  std::string_view name;
  int hours;
};
constexpr std::array<Zone, 10> kZones = {{{"UTC", 0},
                                          {"GMT", 0},
                                          {"EST", -5},
                                          {"EDT", -4},
                                          {"CST", -6},
                                          {"CDT", -5},
                                          {"MST", -7},
                                          {"MDT", -6},
                                          {"PST", -8},
                                          {"PDT", -7}}};

std::optional<std::int64_t> WithZoneName(std::string_view text) {
  const std::size_t space = text.rfind(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto zone = std::ranges::find(kZones, text.substr(space + 1), &Zone::name);
  if (zone == kZones.end()) return std::nullopt;
  const std::optional<EventTime> time = codec::ParseIso8601(text.substr(0, space));
  if (!time || time->has_offset) return std::nullopt;
  return Count(time->utc) / 1000 - zone->hours * std::int64_t{3'600'000};
}

// Takes the digits at the front, one to `most` of them.
std::optional<int> TakeNumber(std::string_view* text, std::size_t most) {
  std::size_t digits = 0;
  while (digits < text->size() && digits < most && IsDigit((*text)[digits])) ++digits;
  if (digits == 0) return std::nullopt;
  int value = 0;
  std::from_chars(text->data(), text->data() + digits, value);
  text->remove_prefix(digits);
  return value;
}

bool TakeChar(std::string_view* text, char c) {
  if (!text->starts_with(c)) return false;
  text->remove_prefix(1);
  return true;
}

std::optional<std::int64_t> FromParts(int year, int month, int day, int hour, int minute,
                                      int second) {
  using namespace std::chrono;
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const auto time = sys_days(date) + hours(hour) + minutes(minute) + seconds(second);
  return InRange(duration_cast<milliseconds>(time.time_since_epoch()).count());
}

struct Clock {
  int hour = 0, minute = 0, second = 0;
};

std::optional<Clock> TakeClock(std::string_view* text) {
  const auto hour = TakeNumber(text, 2);
  if (!hour || !TakeChar(text, ':')) return std::nullopt;
  const auto minute = TakeNumber(text, 2);
  if (!minute) return std::nullopt;
  if (!TakeChar(text, ':')) return Clock{*hour, *minute, 0};
  const auto second = TakeNumber(text, 2);
  if (!second) return std::nullopt;
  return Clock{*hour, *minute, *second};
}

std::optional<std::int64_t> Us(std::string_view text) {
  const auto month = TakeNumber(&text, 2);
  if (!month || !TakeChar(&text, '/')) return std::nullopt;
  const auto day = TakeNumber(&text, 2);
  if (!day || !TakeChar(&text, '/')) return std::nullopt;
  const std::size_t before = text.size();
  auto year = TakeNumber(&text, 4);
  if (!year || !TakeChar(&text, ' ')) return std::nullopt;
  if (before - text.size() == 3) *year += 2000;  // "17 "
  const auto clock = TakeClock(&text);
  if (!clock || !text.empty()) return std::nullopt;
  return FromParts(*year, *month, *day, clock->hour, clock->minute, clock->second);
}

// "Wed Oct 10 20:19:24 +0000 2018"; always in UTC.
std::optional<std::int64_t> Twitter(std::string_view text) {
  constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() < 20 || text[3] != ' ' || text[7] != ' ') return std::nullopt;
  const std::size_t month = kMonths.find(text.substr(4, 3));
  if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
  text.remove_prefix(8);
  const auto day = TakeNumber(&text, 2);
  if (!day || !TakeChar(&text, ' ')) return std::nullopt;
  const auto clock = TakeClock(&text);
  constexpr std::string_view kUtc = " +0000 ";
  if (!clock || !text.starts_with(kUtc)) return std::nullopt;
  text.remove_prefix(kUtc.size());
  const auto year = TakeNumber(&text, 4);
  if (!year || !text.empty()) return std::nullopt;
  return FromParts(*year, static_cast<int>(month / 3) + 1, *day, clock->hour, clock->minute,
                   clock->second);
}

}  // namespace

std::optional<std::int64_t> ParseTimeMs(std::string_view text, TimeUnit unit) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  if (const auto number = Number(text, unit)) return number;
  if (const auto iso = Iso(text)) return iso;
  if (const auto named = WithZoneName(text)) return named;
  if (const auto us = Us(text)) return us;
  return Twitter(text);
}

std::optional<std::int64_t> SnowflakeTimeMs(std::string_view id) {
  constexpr std::uint64_t kFirst = 29'700'859'247;  // of 2010-11-04; earlier ids counted upwards
  constexpr std::int64_t kEpochMs = 1'288'834'974'657;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size() || number < kFirst) return std::nullopt;
  return static_cast<std::int64_t>(number >> 22) + kEpochMs;
}

}  // namespace evenhand::archive
