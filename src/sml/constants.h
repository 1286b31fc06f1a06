#pragma once

// Compile-time constant arguments: what is written, through one name and one minus, to its value.
// Inside sml only.

#include <optional>

#include "sml/check_state.h"

namespace evenhand::sml {

// The value of `argument`, given for a constant parameter of type `wanted` in a call in `file`.
// None when it is no constant of that sort; then the errors were added.
std::optional<Constant> ResolveConstant(CheckState* state, std::uint32_t file, const Expr& argument,
                                        const Type& wanted);

// The default of a parameter: a literal of the signature notation.
Constant DefaultConstant(const Parameter& parameter);

}  // namespace evenhand::sml
