#pragma once

// A check for functions that may be asked about one type of entity only: about offices, about
// accounts. What cannot be seen to be one while compiling is refused, so that a rulebook never asks
// it of somebody else.

#include <string>
#include <string_view>

#include "sml/function_spec.h"

namespace evenhand::functions {

struct WantedEntity {
  std::string_view parameter;  // of the call
  std::string_view type;       // "Office"
  std::string_view rule;       // the diagnostic's name
  std::string_view called;     // "an office"
  std::string_view hint;       // how to write it
};

// Refuses the call at its argument.
void CheckEntityType(sml::CallCheck& check, const WantedEntity& wanted);

}  // namespace evenhand::functions
