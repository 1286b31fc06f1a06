#pragma once

// Inside of JSON strings, where Python's reading is wider than simdjson's: a lone surrogate escape
// is kept (as WTF-8) instead of refused.

#include <string_view>

#include "base/arena.h"

namespace evenhand::codec {

// `raw` points just after the opening quote; nothing is read at or beyond `end`. False when the
// string is not closed before that, or an escape is malformed.
bool UnescapeJsonString(const char* raw, const char* end, Arena* arena, std::string_view* out);

}  // namespace evenhand::codec
