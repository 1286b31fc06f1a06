#pragma once

// Runs the corpus of pairs (conformance/certificate/README.md): for each, the certificate of
// `leaky` and of `clean` must be as recorded, and the recorded events must show the leak on `leaky`
// and none on `clean`.

#include <ostream>
#include <string>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

// `directory` holds one folder per pair, or is one pair. Prints each difference to `out`, then "N
// of M". Errors: kNotFound when there is no pair. A pair that cannot be read is a difference.
Result<Tally> RunCertificatePairs(const std::string& directory, std::ostream& out);

}  // namespace evenhand::app
