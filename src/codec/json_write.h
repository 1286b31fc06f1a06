#pragma once

// JSON as Python's json.dumps writes it by default: ASCII only, `", "` and `": "` between parts.

#include <string>
#include <string_view>

namespace evenhand::codec {

// The inside of a JSON string, without its quotes. `text` is WTF-8; a lone surrogate becomes its
// escape. Bytes that are no code point become U+FFFD.
void AppendJsonEscaped(std::string_view text, std::string* out);

inline void AppendJsonString(std::string_view text, std::string* out) {
  out->push_back('"');
  AppendJsonEscaped(text, out);
  out->push_back('"');
}

// Shortest form that reads back the same, as Python writes it; NaN and Infinity by those names.
void AppendJsonDouble(double value, std::string* out);

}  // namespace evenhand::codec
