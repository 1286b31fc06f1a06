#pragma once

// A rulebook from a directory, with its certificate.

#include <optional>
#include <string>

#include "base/result.h"
#include "engine/rulebook.h"
#include "even/certificate.h"

namespace evenhand::app {

struct Certified {
  engine::Rulebook book;                         // not lowered
  std::optional<even::Certificate> certificate;  // empty when the rules have errors
};

// `attributes` is a file. Errors: kIo, kNotFound; kInvalidArgument for attributes that make no
// sense.
Result<Certified> CertifyDirectory(const std::string& directory, const std::string& attributes);

}  // namespace evenhand::app
