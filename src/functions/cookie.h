#pragma once

// The Cookie header as Python's http.cookies reads it.

#include <string_view>

namespace evenhand::functions {

struct CookieResult {
  enum Status { kFound, kMissing, kIllegal } status = kMissing;
  std::string_view value;  // quotes kept; a part of the header
};

// The value of the last cookie named `key`.
//
// A header that stops making sense is read up to there, but a name without a value, or an attribute
// (Path, Expires, ...) before the first cookie, spoils all of it: kMissing. kIllegal when a cookie
// or $attribute has a name that none may have, wherever it stands. Cost: O(n).
CookieResult FindCookie(std::string_view header, std::string_view key);

}  // namespace evenhand::functions
