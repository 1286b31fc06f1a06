#include "publish/about.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace evenhand::publish {
namespace {

constexpr std::array<std::string_view, 6> kKinds = {"site",  "full",   "reader",
                                                    "delta", "person", "answers"};

// The value of the next line, which must have this label; the line is taken off.
Result<std::string_view> Take(std::string_view label, std::string_view* rest) {
  const std::size_t end = rest->find('\n');
  if (end == rest->npos || !rest->starts_with(label))
    return Fail(ErrorCode::kCorrupt, fmt::format("about.txt: there is no line '{}'", label));
  const std::string_view value = rest->substr(label.size(), end - label.size());
  rest->remove_prefix(end + 1);
  return value;
}

Result<std::uint64_t> TakeNumber(std::string_view label, std::string_view* rest) {
  EVENHAND_ASSIGN(const std::string_view value, Take(label, rest));
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size())
    return Fail(ErrorCode::kCorrupt, fmt::format("about.txt: '{}' has no number", label));
  return number;
}

Result<std::chrono::sys_days> TakeDate(std::string_view* rest) {
  EVENHAND_ASSIGN(const std::string_view value, Take("Date: ", rest));
  int year = 0;
  unsigned month = 0, day = 0;
  const auto number = [&](std::size_t at, std::size_t count, auto* out) {
    const char* end = value.data() + at + count;
    const auto [stop, error] = std::from_chars(value.data() + at, end, *out);
    return error == std::errc() && stop == end;
  };
  const bool has_form = value.size() == 10 && value[4] == '-' && value[7] == '-' &&
                        number(0, 4, &year) && number(5, 2, &month) && number(8, 2, &day);
  const std::chrono::year_month_day date =
      std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  if (!has_form || !date.ok())
    return Fail(ErrorCode::kCorrupt, "about.txt: 'Date:' has no day like 2026-11-25");
  return std::chrono::sys_days(date);
}

}  // namespace

std::string_view Name(CopyKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::string WriteAbout(const About& about) {
  const std::chrono::year_month_day date = about.date;
  return fmt::format(
      "EVENHAND COPY 1\nOrigin: {}\nKind: {}\nFrom: {}\nSize: {}\nDate: {:04}-{:02}-{:02}\n",
      about.origin, Name(about.kind), about.from, about.size, static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

Result<About> ReadAbout(std::string_view text) {
  About about;
  EVENHAND_TRY(Take("EVENHAND COPY 1", &text));
  EVENHAND_ASSIGN(about.origin, Take("Origin: ", &text));
  EVENHAND_ASSIGN(const std::string_view kind, Take("Kind: ", &text));
  const auto* named = std::ranges::find(kKinds, kind);
  if (named == kKinds.end())
    return Fail(ErrorCode::kCorrupt, "about.txt: 'Kind:' has a kind that is not known here");
  about.kind = static_cast<CopyKind>(named - kKinds.begin());
  EVENHAND_ASSIGN(about.from, TakeNumber("From: ", &text));
  EVENHAND_ASSIGN(about.size, TakeNumber("Size: ", &text));
  EVENHAND_ASSIGN(about.date, TakeDate(&text));
  return about;
}

}  // namespace evenhand::publish
