#pragma once

// A Python pattern as RE2 source: the pattern itself where RE2 can say it, else one that matches
// every text that the pattern matches, and perhaps more.

#include <string>

#include "text/python_regex.h"

namespace evenhand::text {

struct Re2Source {
  std::string source;
  bool exact = true;
};

enum class Re2Texts : std::uint8_t {
  kAscii,  // only for ASCII texts: small classes, and \b means what it should
  kAny,    // for any WTF-8
};

Re2Source ToRe2(const PythonRegex& regex, Re2Texts texts);

}  // namespace evenhand::text
