#pragma once

// The figures of one section of a file of parity vectors, computed from the file's inputs.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "codec/json_document.h"

namespace evenhand::app {

// null, truth, whole number, real, text
using Figure = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

// By path below the section: "or_ci[0]", "dist.3"; "" when the section is itself a figure.
using Figures = std::map<std::string, Figure, std::less<>>;

// The parts of a file. `results` is read only for data that the file has nowhere else (sizes,
// seeds, names), never for a figure that can be computed.
struct VectorFile {
  codec::Json inputs;
  codec::Json results;
};

// Errors: kNotFound for a section that nothing here computes; kCorrupt, with its name, for an input
//         that is missing or not as it should be; and what src/even refuses.
Result<Figures> ComputeSection(const VectorFile& file, std::string_view section);

}  // namespace evenhand::app
