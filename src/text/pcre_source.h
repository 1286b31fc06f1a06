#pragma once

// A Python pattern as PCRE2 source, for UTF and UCP mode with PCRE2_ALT_CIRCUMFLEX.

#include <string>

#include "base/result.h"
#include "text/python_regex.h"

namespace evenhand::text {

// Errors: kLimit for a repetition of at least 65536 times. (At most so many times, and more, is
// taken as "any number".)
Result<std::string> ToPcre(const PythonRegex& regex);

}  // namespace evenhand::text
