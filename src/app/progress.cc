#include "app/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/table.h"

namespace evenhand::app {

Progress::Progress(const Session& session, std::uint64_t total_bytes, std::string what)
    : shown_(session.err_is_terminal),
      total_bytes_(total_bytes),
      what_(std::move(what)),
      began_at_(Clock::now()),
      drawn_at_(began_at_) {}

void Progress::Clear() {
  if (on_screen_) PrintError("\r\x1b[K");
  on_screen_ = false;
}

void Progress::Draw(std::uint64_t done_bytes, std::uint64_t events) {
  drawn_at_ = Clock::now();
  on_screen_ = true;
  PrintError("\r\x1b[K" + ProgressText(done_bytes, total_bytes_, events, seconds(), what_));
}

std::string ProgressText(std::uint64_t done_bytes, std::uint64_t total_bytes, std::uint64_t events,
                         double seconds, const std::string& what) {
  const double rate = seconds > 0 ? static_cast<double>(events) / seconds : 0;
  std::string text;
  if (total_bytes > 0) {
    const double share =
        std::min(1.0, static_cast<double>(done_bytes) / static_cast<double>(total_bytes));
    text = fmt::format("{:3.0f} %  ", share * 100);
  }
  text +=
      fmt::format("{} {}  {}/s", Grouped(events), what, Grouped(static_cast<std::uint64_t>(rate)));
  const bool can_tell = total_bytes > 0 && done_bytes > 0 && done_bytes < total_bytes;
  if (can_tell) {
    const double left =
        seconds * (static_cast<double>(total_bytes) / static_cast<double>(done_bytes) - 1);
    text += "  " + Duration(left) + " left";
  }
  return text;
}

}  // namespace evenhand::app
