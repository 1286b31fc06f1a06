#include "server/counters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "record/safe_files.h"

namespace evenhand::server {
namespace {

using Hour = std::chrono::sys_time<std::chrono::hours>;

std::string HourText(Hour hour) { return policy::FormatTime(hour).substr(0, 13) + "Z"; }

struct Line {
  Hour hour = {};
  std::size_t kind = 0;
  std::int64_t number = 0;
};

std::optional<Line> ReadLine(std::string_view text) {
  constexpr std::size_t kHourBytes = 14;
  const std::size_t space = text.rfind(' ');
  if (text.size() < kHourBytes + 4 || text[kHourBytes] != ' ' || space <= kHourBytes)
    return std::nullopt;
  const auto time = policy::ParseTime(std::string(text.substr(0, 13)) + ":00:00Z");
  const std::string_view name = text.substr(kHourBytes + 1, space - kHourBytes - 1);
  const auto* kind = std::ranges::find(kKindNames, name);
  Line line;
  const auto [end, error] =
      std::from_chars(text.data() + space + 1, text.data() + text.size(), line.number);
  const bool is_one = time && text[13] == 'Z' && kind != kKindNames.end() && error == std::errc() &&
                      end == text.data() + text.size() && line.number >= 0;
  if (!is_one) return std::nullopt;
  line.hour = std::chrono::floor<std::chrono::hours>(*time);
  line.kind = static_cast<std::size_t>(kind - kKindNames.begin());
  if (HourText(line.hour) != text.substr(0, kHourBytes))
    return std::nullopt;  // another way to write it
  return line;
}

std::string NameOf(const std::string& file) {
  return std::filesystem::path(file).filename().string();
}

}  // namespace

Result<Counters> Counters::Open(const std::string& file, policy::Time now) {
  EVENHAND_ASSIGN(const record::SafeFiles files, record::SafeFiles::Beside(file));
  EVENHAND_ASSIGN(const auto bytes, files.Read(NameOf(file)));
  Counters counters(file, std::chrono::floor<std::chrono::hours>(now));
  std::string_view rest = bytes ? std::string_view(*bytes) : std::string_view();
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::string_view text = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(text.size() + 1, rest.size()));
    const auto line = ReadLine(text);
    if (!line)
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("{}: line {} is no count of an hour, like '2026-02-12T05Z page 120'",
                              file, number));
    counters.written_[{line->hour, line->kind}] += line->number;
  }
  return counters;
}

Result<void> Counters::Write(Hour now) {
  for (std::size_t kind = 0; kind < counts_.size(); ++kind) {
    const std::int64_t rounded =
        (counts_[kind] + kCountsRoundedTo / 2) / kCountsRoundedTo * kCountsRoundedTo;
    if (rounded > 0) written_[{hour_, kind}] += rounded;
    counts_[kind] = 0;
  }
  hour_ = now;
  std::erase_if(written_, [&](const auto& one) { return one.first.first <= now - kCountsKept; });
  std::string text;
  for (const auto& [key, number] : written_)
    text += fmt::format("{} {} {}\n", HourText(key.first), kKindNames[key.second], number);
  EVENHAND_ASSIGN(record::SafeFiles files, record::SafeFiles::Beside(file_));
  return files.Replace({NameOf(file_), std::move(text)});
}

Result<void> Counters::Count(Kind kind, policy::Time at) {
  const std::lock_guard lock(mutex_);
  const Hour now = std::chrono::floor<std::chrono::hours>(at);
  Result<void> done;
  if (now > hour_) done = Write(now);
  ++counts_[static_cast<std::size_t>(kind)];
  return done;
}

Result<void> Counters::Finish(policy::Time at) {
  const std::lock_guard lock(mutex_);
  return Write(std::max(hour_, std::chrono::floor<std::chrono::hours>(at)));
}

}  // namespace evenhand::server
