#pragma once

// The form of a text that pattern databases look at: each code point beyond ASCII is replaced by
// its CaseRepresentative. The case of ASCII letters, which the databases can ignore by themselves,
// stays.
//
// Most texts are in that form already: those in ASCII, and those in scripts without case.

#include <string>
#include <string_view>

namespace evenhand::text {

// The text itself, or a view of *buffer, which grows to the longest text seen. A byte that is not
// part of a character may become U+FFFD. Cost: linear; a fraction of a nanosecond a byte, or a few
// nanoseconds a character when something has to be replaced.
std::string_view MatchForm(std::string_view text, std::string* buffer);

}  // namespace evenhand::text
