#include "publish/ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/take_line.h"
#include "policy/time.h"

namespace evenhand::publish {
namespace {

constexpr std::string_view kTitle = "EVENHAND WAYS 1";
constexpr std::array<std::string_view, 4> kLabels = {"Site", "Onion", "Mail", "Mirror"};

Result<std::chrono::sys_days> DayOf(std::string_view label, std::string_view text) {
  const auto time = policy::ParseTime(std::string(text) + "T00:00:00Z");
  if (!time)
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}: {}' has no day like 2026-11-25", label, text));
  return std::chrono::floor<std::chrono::days>(*time);
}

std::string DaysText(std::chrono::days days) {
  return fmt::format("{} day{}", days.count(), days.count() == 1 ? "" : "s");
}

}  // namespace

Result<Ways> ReadSignedWays(std::string_view signed_text) {
  constexpr int kLinesOfSignature = 2;
  for (int line = 0; line < kLinesOfSignature && !signed_text.empty(); ++line)
    signed_text.remove_prefix(std::min(signed_text.find('\n'), signed_text.size() - 1) + 1);
  return ReadWays(signed_text);
}

std::string WaysAge(const Ways& ways, std::chrono::sys_days on) {
  const auto age = on - ways.date, over = on - ways.until;
  std::string text = "of " + policy::FormatTime(policy::Time(ways.date)).substr(0, 10);
  if (age > std::chrono::days(0)) text += fmt::format(", {} old", DaysText(age));
  if (over == std::chrono::days(0)) text += ", over since today: look for a newer list";
  if (over > std::chrono::days(0))
    text += fmt::format(", over since {}: look for a newer list", DaysText(over));
  return text;
}

Result<Ways> ReadWays(std::string_view text) {
  std::optional<std::chrono::sys_days> date, until;
  std::size_t addresses = 0;
  if (TakeLine(&text) != kTitle)
    return Fail(ErrorCode::kInvalidArgument, fmt::format("its first line is not '{}'", kTitle));
  while (const auto taken = TakeLine(&text)) {
    const std::string_view line = *taken;
    if (line.empty()) continue;
    const std::size_t colon = line.find(": ");
    const std::string_view label = line.substr(0, colon),
                           value = colon == line.npos ? "" : line.substr(colon + 2);
    if (label == "Date") {
      EVENHAND_ASSIGN(date, DayOf(label, value));
    } else if (label == "Until") {
      EVENHAND_ASSIGN(until, DayOf(label, value));
    } else if (std::ranges::find(kLabels, label) != kLabels.end() && !value.empty()) {
      ++addresses;
    } else {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("'{}' is none of Date, Until, Site, Onion, Mail, Mirror", line));
    }
  }
  if (!text.empty())
    return Fail(ErrorCode::kInvalidArgument, fmt::format("'{}' has no end of line", text));
  if (!date) return Fail(ErrorCode::kInvalidArgument, "there is no line 'Date: YYYY-MM-DD'");
  if (addresses == 0) return Fail(ErrorCode::kInvalidArgument, "there is no address in it");
  const Ways ways{.date = *date, .until = until.value_or(*date + kWaysLast)};
  if (ways.until <= ways.date || ways.until > ways.date + kWaysLast)
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'Until:' is at most {} days after 'Date:'", kWaysLast.count()));
  return ways;
}

}  // namespace evenhand::publish
