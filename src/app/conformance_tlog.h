#pragma once

// Runs the transparency-log vectors (conformance/tlog/README.md).

#include <ostream>
#include <string>

#include "app/conformance_tally.h"
#include "base/result.h"

namespace evenhand::app {

// `path` is the file or its folder. A row is a checkpoint (root, signed note, cosignature, every
// tile and bundle of that size), an inclusion proof or a consistency proof: each is made anew and
// compared, then given to the verifier, which must accept it and refuse it with one bit changed.
// Each difference is printed to `out`; then "N of M". Errors: kNotFound when there is no such file;
// kCorrupt when it is not such a file.
Result<Tally> RunTlogVectors(const std::string& path, std::ostream& out);

}  // namespace evenhand::app
