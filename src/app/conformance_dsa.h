#pragma once

// Runs statements of reasons (conformance/dsa/README.md), statement-cases.json in the folder: a
// statement in, the verdict of the EU's transparency database out.

#include <ostream>
#include <string>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

// Prints each difference to `out`, then "N of M". Errors: kNotFound when there is no such file;
// kCorrupt when it is no such list.
Result<Tally> RunDsaCases(const std::string& directory, std::ostream& out);

}  // namespace evenhand::app
