#pragma once

// Runs files of worked parity figures: each figure of `results` is computed from `inputs` and
// compared. conformance/parity/README.md gives the format and what counts as equal.

#include <ostream>
#include <string>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

// Prints each difference as "path: want X, got Y" and, last, "N of M", M being the number of
// figures. `path` is such a file or a directory of them. Errors: kNotFound for no file; kCorrupt
// for one that is not such JSON, with its name.
Result<Tally> RunParityVectors(const std::string& path, std::ostream& out);

}  // namespace evenhand::app
