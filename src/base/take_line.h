#pragma once

// Texts whose every line ends in a newline, a line at a time.

#include <optional>
#include <string_view>

namespace evenhand {

// The first line of `rest`, which is taken off with its newline; nothing when there is none.
inline std::optional<std::string_view> TakeLine(std::string_view* rest) {
  const std::size_t end = rest->find('\n');
  if (end == rest->npos) return std::nullopt;
  const std::string_view line = rest->substr(0, end);
  rest->remove_prefix(end + 1);
  return line;
}

}  // namespace evenhand
