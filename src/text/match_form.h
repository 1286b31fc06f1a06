#pragma once

// The form of a text that pattern databases look at: each code point beyond ASCII replaced by its
// CaseRepresentative, and the byte kBoundary wherever \b holds. So case beyond ASCII, and words in any
// script, cost the patterns nothing.
//
// A byte that is not part of a character counts as U+FFFD. Cost: linear, about two nanoseconds a
// character; the buffer grows to the longest text seen.

#include <string>
#include <string_view>

namespace evenhand::text {

// In no UTF-8 text.
inline constexpr char kBoundary = '\xff';

// A view of *buffer.
std::string_view Marked(std::string_view text, std::string* buffer);

}  // namespace evenhand::text
