#pragma once

// Runs the SML corpus (conformance/sml/README.md): each case's program must load and give the
// recorded results, or be refused at the recorded place.

#include <ostream>
#include <string>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

// `directory` holds one folder per case, or is one case. Prints each difference to `out`, then
// "N of M". Errors: kNotFound when there is no case; kCorrupt when one cannot be read.
Result<Tally> RunSmlCases(const std::string& directory, std::ostream& out);

}  // namespace evenhand::app
