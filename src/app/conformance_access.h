#pragma once

// Runs questions to a register (conformance/access/README.md): blocks.csv is the register,
// queries.json has days with what it answers.

#include <ostream>
#include <string>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

// Prints each difference to `out`, then "N of M" days. Errors: kNotFound when a file is not there;
// kCorrupt or kInvalidArgument, with the place, when one cannot be read.
Result<Tally> RunAccessQueries(const std::string& directory, std::ostream& out);

// Runs cases of measured blocking (conformance/blocking/README.md), cases.json in `directory`: rows
// of counts in, votes and verdict out. "N of M" counts cases.
Result<Tally> RunBlockingCases(const std::string& directory, std::ostream& out);

}  // namespace evenhand::app
