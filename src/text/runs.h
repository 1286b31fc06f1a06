#pragma once

// Runs of characters of one kind. Bytes that belong to no character count as U+FFFD.

#include <cstddef>
#include <string_view>

#include "base/utf8.h"
#include "text/char_class.h"

namespace evenhand::text {

// Where the run of such characters that starts at `at` ends; `at` when there is none.
template <class Is>
std::size_t RunEnd(std::string_view text, std::size_t at, Is is) {
  for (std::size_t next = at; at < text.size() && is(DecodeNext(text, &next)); at = next) {
  }
  return at;
}

inline bool IsNoSpace(char32_t c) { return !IsSpace(c); }

// What stands between white space, as Python's str.split() has it.
template <class Visit>
void EachWord(std::string_view text, Visit visit) {
  for (std::size_t at = RunEnd(text, 0, IsSpace); at < text.size();) {
    const std::size_t end = RunEnd(text, at, IsNoSpace);
    visit(text.substr(at, end - at));
    at = RunEnd(text, end, IsSpace);
  }
}

}  // namespace evenhand::text
