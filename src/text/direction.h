#pragma once

// Direction controls in a text, and the tricks that they can play on a reader.
//
// Marks (U+200E, U+200F, U+061C) are ordinary in Persian and Arabic: counted, never flagged.
// Cost: O(n). Thread: safe.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::text {

struct Direction {
  std::uint32_t controls = 0;          // marks, embeddings, overrides, isolates and their ends
  bool override_ = false;              // U+202D or U+202E: letters shown in another order
  bool open_at_end = false;            // something was opened and not closed
  bool open_at_paragraph_end = false;  // the same, at a line or paragraph break
  bool stray_pdf = false;              // an end (U+202C) of nothing
  bool stray_pdi = false;              // an isolate's end (U+2069) without an isolate

  bool operator==(const Direction&) const = default;
  bool flagged() const {
    return override_ || open_at_end || open_at_paragraph_end || stray_pdf || stray_pdi;
  }
  // The names of the flags that are set, in alphabetical order: "open_at_end", ...
  std::vector<std::string_view> Flags() const;
};

Direction AuditDirection(std::string_view text);

}  // namespace evenhand::text
