#pragma once

// Input that could not be read, kept with its place and the reason: one JSON line each.
//
//   {"file": "events.jsonl", "line": 12, "offset": 4096, "reason": "...", "raw": "..."}
//
// `raw` is the line as it came in; bytes that are not UTF-8 stand as U+FFFD, and a line beyond the
// limit is cut.

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::sink {

struct DeadLetter {
  std::string_view file;
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::string_view reason;
  std::string_view raw;
};

void AppendDeadLetter(const DeadLetter& letter, std::string* out);

}  // namespace evenhand::sink
