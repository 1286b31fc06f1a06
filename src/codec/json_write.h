#pragma once

// JSON as Python's json.dumps(ensure_ascii=False) writes it: UTF-8, `", "` and `": "` between
// parts.

#include <string>
#include <string_view>

namespace evenhand::codec {

// The inside of a JSON string, without its quotes. `text` is WTF-8; a lone surrogate becomes its
// escape, and so does every control character (DEL and U+0080 to U+009F too, which terminals obey).
// Bytes that are no code point become U+FFFD.
void AppendJsonEscaped(std::string_view text, std::string* out);

// Whether `text` is 1 to 16 bytes of ASCII that need no escape, as most keys and short values.
bool IsShortAndPlain(std::string_view text);

inline void AppendJsonString(std::string_view text, std::string* out) {
  out->push_back('"');
  AppendJsonEscaped(text, out);
  out->push_back('"');
}

// Shortest form that reads back the same, as Python writes it; NaN and Infinity by those names.
void AppendJsonDouble(double value, std::string* out);

}  // namespace evenhand::codec
