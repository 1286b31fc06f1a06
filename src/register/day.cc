#include "register/day.h"

#include <algorithm>
#include <charconv>

namespace evenhand::access {
namespace {

using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::string_view kBetween = "..";

tl::unexpected<Error> NoDay(std::string_view text) {
  return Fail(ErrorCode::kInvalidArgument, "'" + std::string(text.substr(0, 40)) +
                                               "' is no date: write 2018, 2018-01 or 2018-01-09");
}

// A number of exactly so many digits.
std::optional<int> Number(std::string_view digits, std::size_t width) {
  if (digits.size() != width) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + width, number);
  if (error != std::errc() || end != digits.data() + width || digits.front() == '-')
    return std::nullopt;
  return number;
}

std::string Padded(unsigned number, std::size_t width) {
  std::string text = std::to_string(number);
  return std::string(width - std::min(width, text.size()), '0') + text;
}

}  // namespace

Result<DayPair> ParseDays(std::string_view text) {
  if (const std::size_t at = text.find(kBetween); at != std::string_view::npos) {
    EVENHAND_ASSIGN(const Day earliest, ParseDay(text.substr(0, at)));
    EVENHAND_ASSIGN(const Day latest, ParseDay(text.substr(at + kBetween.size())));
    if (latest < earliest) {
      return Fail(ErrorCode::kInvalidArgument,
                  "'" + std::string(text) + "': the latest day lies before the earliest");
    }
    return DayPair{earliest, latest};
  }
  const auto y = Number(text.substr(0, 4), 4);
  if (!y || *y < 1970) return NoDay(text);
  const year of{*y};
  if (text.size() == 4) return DayPair{Day(of / 1 / 1), Day(of / 12 / 31)};
  const auto m = text[4] == '-' ? Number(text.substr(5, 2), 2) : std::nullopt;
  if (!m || *m < 1 || *m > 12) return NoDay(text);
  const auto first = of / month(static_cast<unsigned>(*m));
  if (text.size() == 7) return DayPair{Day(first / 1), Day(first / std::chrono::last)};
  const auto d = text[7] == '-' ? Number(text.substr(8), 2) : std::nullopt;
  if (!d) return NoDay(text);
  const year_month_day day = first / *d;
  if (!day.ok()) return NoDay(text);
  return DayPair{Day(day), Day(day)};
}

Result<Day> ParseDay(std::string_view text) {
  if (text.size() != 10) {
    return Fail(ErrorCode::kInvalidArgument,
                "'" + std::string(text.substr(0, 40)) + "' is no day: write 2018-01-09");
  }
  EVENHAND_ASSIGN(const DayPair days, ParseDays(text));
  return days.earliest;
}

std::string FormatDay(Day day) {
  const year_month_day date(day);
  return Padded(static_cast<unsigned>(static_cast<int>(date.year())), 4) + "-" +
         Padded(static_cast<unsigned>(date.month()), 2) + "-" +
         Padded(static_cast<unsigned>(date.day()), 2);
}

std::string FormatDays(const DayPair& days) {
  const std::string day = FormatDay(days.earliest);
  if (days.is_exact()) return day;
  for (const std::size_t size : {4U, 7U}) {
    const auto whole = ParseDays(std::string_view(day).substr(0, size));
    if (whole && *whole == days) return day.substr(0, size);
  }
  return day + std::string(kBetween) + FormatDay(days.latest);
}

std::string FormatBeginning(const Beginning& beginning) {
  if (beginning.is_unknown()) return {};
  if (beginning.earliest && beginning.latest)
    return FormatDays({*beginning.earliest, *beginning.latest});
  return (beginning.earliest ? FormatDay(*beginning.earliest) : std::string()) +
         std::string(kBetween) + (beginning.latest ? FormatDay(*beginning.latest) : std::string());
}

Result<Beginning> ParseBeginning(std::string_view text) {
  if (text.empty()) return Beginning{};
  if (text.starts_with(kBetween)) {
    EVENHAND_ASSIGN(const Day latest, ParseDay(text.substr(kBetween.size())));
    return Beginning{.latest = latest};
  }
  if (text.ends_with(kBetween)) {
    EVENHAND_ASSIGN(const Day earliest, ParseDay(text.substr(0, text.size() - kBetween.size())));
    return Beginning{.earliest = earliest};
  }
  EVENHAND_ASSIGN(const DayPair days, ParseDays(text));
  return Beginning{days.earliest, days.latest};
}

}  // namespace evenhand::access
