#include "carry/typed_date.h"

#include <array>
#include <optional>
#include <string>

#include "base/utf8.h"

namespace evenhand::carry {
namespace {

using std::chrono::sys_days;

// Years of 366 days come in cycles of 33 years between 1244 and 1630.
bool IsPersianLeap(int year) {
  switch (year % 33) {
    case 1:
    case 5:
    case 9:
    case 13:
    case 17:
    case 22:
    case 26:
    case 30:
      return true;
    default:
      return false;
  }
}

std::optional<sys_days> PersianDay(int year, unsigned month, unsigned day) {
  if (month < 1 || month > 12 || day < 1) return std::nullopt;
  const unsigned length = month <= 6 ? 31 : month <= 11 || IsPersianLeap(year) ? 30 : 29;
  if (day > length) return std::nullopt;
  using namespace std::chrono_literals;
  sys_days first = std::chrono::year(1921) / 3 / 21;  // the first day of 1300
  for (int y = 1300; y < year; ++y) first += std::chrono::days(IsPersianLeap(y) ? 366 : 365);
  const unsigned before = month <= 7 ? 31 * (month - 1) : 186 + 30 * (month - 7);
  return first + std::chrono::days(before + day - 1);
}

std::optional<sys_days> DayOf(int year, unsigned month, unsigned day) {
  if (year >= 1300 && year <= 1499) return PersianDay(year, month, day);
  const std::chrono::year_month_day date =
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  return year >= 1970 && date.ok() ? std::optional<sys_days>(date) : std::nullopt;
}

}  // namespace

std::string PlainDigits(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (c >= 0x6F0 && c <= 0x6F9) {
      out += static_cast<char>('0' + (c - 0x6F0));
    } else if (c >= 0x660 && c <= 0x669) {
      out += static_cast<char>('0' + (c - 0x660));
    } else {
      AppendUtf8(c, &out);
    }
  }
  return out;
}

std::vector<sys_days> DaysIn(std::string_view typed) {
  const std::string text = PlainDigits(typed);
  std::vector<sys_days> days;
  const auto is_digit = [&](std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  for (std::size_t at = 0; at < text.size();) {
    if (!is_digit(at)) {
      ++at;
      continue;
    }
    // Year, month, day, with '-', '/' or '.' between.
    std::array<unsigned, 3> parts = {};
    std::size_t found = 0;
    while (found < parts.size() && is_digit(at)) {
      std::size_t digits = 0;
      for (; is_digit(at); ++at, ++digits)
        parts[found] = digits < 4 ? parts[found] * 10 + static_cast<unsigned>(text[at] - '0') : 0;
      ++found;
      const bool goes_on = at + 1 < text.size() &&
                           (text[at] == '-' || text[at] == '/' || text[at] == '.') &&
                           is_digit(at + 1);
      if (found < parts.size() && !goes_on) break;
      if (found < parts.size()) ++at;
    }
    if (found < parts.size()) continue;
    if (const auto day = DayOf(static_cast<int>(parts[0]), parts[1], parts[2]))
      days.push_back(*day);
  }
  return days;
}

}  // namespace evenhand::carry
