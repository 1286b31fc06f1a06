#include "publish/seen.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace evenhand::publish {
namespace {

std::string Day(std::chrono::sys_days date) { return fmt::format("{:%F}", date); }

}  // namespace

Result<Seen> ReadSeen(std::string_view text) {
  if (!text.starts_with("EVENHAND COPY ")) return Seen{.checkpoint = std::string(text)};
  auto about = ReadAbout(text);
  if (!about) return tl::unexpected(std::move(about).error());
  const std::size_t end = text.find("\n\n");
  if (end == text.npos) return Fail(ErrorCode::kCorrupt, "has no checkpoint after the empty line");
  return Seen{.checkpoint = std::string(text.substr(end + 2)), .date = about->date};
}

std::optional<std::string> WriteSeen(const About& about, std::string_view checkpoint,
                                     const std::optional<Seen>& before, std::uint64_t size_before) {
  const bool is_known =
      before && before->date && size_before == about.size && about.date <= *before->date;
  if (is_known) return std::nullopt;
  // Which kind of copy somebody had is nobody's business.
  const About kept{.origin = about.origin, .size = about.size, .date = about.date};
  return WriteAbout(kept) + "\n" + std::string(checkpoint);
}

Shorter JudgeShorter(std::uint64_t size, const std::optional<std::chrono::sys_days>& date,
                     std::uint64_t seen_size, const std::optional<std::chrono::sys_days>& seen) {
  if (date && seen && *date > *seen) {
    return {true, fmt::format("ROLLED BACK: it is of {} and has {} entries, and a copy of {} had "
                              "{}; a record only grows: keep this copy and the earlier "
                              "checkpoint, they are the proof",
                              Day(*date), size, Day(*seen), seen_size)};
  }
  const std::string of_days =
      date && seen ? fmt::format(" (it is of {}, that one of {})", Day(*date), Day(*seen)) : "";
  return {false, fmt::format("frozen: it has {} entries, and {} were seen before{}; whether that "
                             "record begins with this one is told by checking the newer copy with "
                             "--since and this one's record/checkpoint",
                             size, seen_size, of_days)};
}

}  // namespace evenhand::publish
