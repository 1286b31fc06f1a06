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

// osprey-1.1 changes the sign of a negative constant in its tree each time an argument takes it by
// name. Does so too, when all calls have been checked; otherwise there is nothing to do.
void KeepChangedSigns(CheckState* state);

// The default of a parameter: a literal of the signature notation.
Constant DefaultConstant(const Parameter& parameter);

}  // namespace evenhand::sml
