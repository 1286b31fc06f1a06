#pragma once

// Runs the text vectors (conformance/text/README.md).

#include <ostream>
#include <string>
#include <string_view>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

// `path` is the file or its folder. Each row that differs is printed to `out` with what was wanted
// and what came; then "N of M". Errors: kNotFound when there is no such file; kCorrupt when a row
// cannot be read or names no view.
Result<Tally> RunTextVectors(const std::string& path, std::ostream& out);

// A text as one view shows it, in the notation of the vectors. kInvalidArgument for an unknown
// view.
Result<std::string> ShowView(std::string_view view, std::string_view text);

}  // namespace evenhand::app
