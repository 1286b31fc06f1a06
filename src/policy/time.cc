#include "policy/time.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "codec/iso8601.h"

namespace evenhand::policy {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kMaxSeconds = 366'000 * kDay;

struct Unit {
  char letter;
  bool after_t;
  std::int32_t months;
  std::int64_t seconds;
};

// In the order in which they may stand.
constexpr std::array<Unit, 7> kUnits = {{{'Y', false, 12, 0},
                                         {'M', false, 1, 0},
                                         {'W', false, 0, 7 * kDay},
                                         {'D', false, 0, kDay},
                                         {'H', true, 0, 3'600},
                                         {'M', true, 0, 60},
                                         {'S', true, 0, 1}}};

tl::unexpected<Error> NotAPeriod(std::string_view text) {
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("'{}' is not a period: write it like PT12H, P7D, P6M or P1Y", text));
}

}  // namespace

Result<Time> ParseTime(std::string_view text) {
  const auto parsed = codec::ParseIso8601(text);
  if (!parsed) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' is not a time: write it like 2022-10-01T00:00:00Z", text));
  }
  const std::int64_t us = Count(parsed->utc);
  if (us % 1'000'000 != 0) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' has a fraction of a second: times are whole seconds", text));
  }
  return Time(Seconds(us / 1'000'000));
}

TimeText::TimeText(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const auto year = static_cast<int>(date.year());
  // Nearly always of four digits; years that have more, or a sign, are of the same rule.
  char* out = room_.data();
  const auto put = [&](std::int64_t two_digits, char after) {
    *out++ = static_cast<char>('0' + two_digits / 10);
    *out++ = static_cast<char>('0' + two_digits % 10);
    if (after != 0) *out++ = after;
  };
  if (year < 0 || year > 9'999) {
    out = fmt::format_to(out, "{:04}-", year);
  } else {
    put(year / 100, 0);
    put(year % 100, '-');
  }
  const std::int64_t second = (time - day).count();
  put(static_cast<unsigned>(date.month()), '-');
  put(static_cast<unsigned>(date.day()), 'T');
  put(second / 3'600, ':');
  put(second / 60 % 60, ':');
  put(second % 60, 'Z');
  size_ = static_cast<std::size_t>(out - room_.data());
}

std::string FormatTime(Time time) { return std::string(TimeText(time).text()); }

Result<Period> ParsePeriod(std::string_view text) {
  if (!text.starts_with('P')) return NotAPeriod(text);
  Period period;
  bool after_t = false;
  bool any = false;
  std::size_t next_unit = 0;
  for (std::string_view rest = text.substr(1); !rest.empty();) {
    if (rest.front() == 'T' && !after_t) {
      after_t = true;
      any = false;  // something must follow
      rest.remove_prefix(1);
      continue;
    }
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc() || number < 0 || end == rest.data() + rest.size()) {
      return NotAPeriod(text);
    }
    while (next_unit < kUnits.size() &&
           (kUnits[next_unit].letter != *end || kUnits[next_unit].after_t != after_t)) {
      ++next_unit;
    }
    if (next_unit == kUnits.size()) return NotAPeriod(text);
    const Unit& unit = kUnits[next_unit++];
    const std::int64_t months = period.months + std::int64_t{number} * unit.months;
    const std::int64_t seconds = period.seconds.count() + number * unit.seconds;
    if (months > 12'000 || seconds > kMaxSeconds) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("'{}' is longer than a thousand years", text));
    }
    period = {static_cast<std::int32_t>(months), Seconds(seconds)};
    any = true;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()) + 1);
  }
  return any ? Result<Period>(period) : NotAPeriod(text);
}

std::string FormatPeriod(const Period& period) {
  std::string out = "P";
  const auto part = [&](std::int64_t number, char unit) {
    if (number != 0) out += fmt::format("{}{}", number, unit);
  };
  part(period.months / 12, 'Y');
  part(period.months % 12, 'M');
  const std::int64_t seconds = period.seconds.count();
  part(seconds / kDay, 'D');
  if (seconds % kDay != 0) {
    out += 'T';
    part(seconds % kDay / 3'600, 'H');
    part(seconds % 3'600 / 60, 'M');
    part(seconds % 60, 'S');
  }
  return out == "P" ? "PT0S" : out;
}

Time After(Time start, const Period& period) {
  const auto day = std::chrono::floor<std::chrono::days>(start);
  std::chrono::year_month_day date(day);
  if (period.months != 0) {
    date += std::chrono::months(period.months);
    if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  }
  return std::chrono::sys_days(date) + (start - day) + period.seconds;
}

bool IsShorter(const Period& a, const Period& b) {
  // Scaled so that the mean month is a whole number.
  constexpr std::int64_t kScale = 4'800, kMonth = 146'097 * kDay;
  const auto length = [](const Period& p) {
    return p.seconds.count() * kScale + std::int64_t{p.months} * kMonth;
  };
  return length(a) < length(b);
}

}  // namespace evenhand::policy
