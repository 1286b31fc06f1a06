#pragma once

// Runs rows of policy semantics (conformance/policy/README.md): one JSON document with rows by key,
// P1 to P8 for the worked policies and S6 to S15 for the sections of the specification.

#include <ostream>
#include <string>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

// `path` is one such file, or a folder whose *.json files are. Prints each difference to `out`,
// then "N of M". Errors: kNotFound when there is no file; kCorrupt when one cannot be read.
Result<Tally> RunPolicyRows(const std::string& path, std::ostream& out);

}  // namespace evenhand::app
