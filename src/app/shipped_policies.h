#pragma once

// The policies of rulebooks/policies, inside the program (cmake/shipped_policies.cmake).

#include <span>
#include <string_view>

#include "policy/rulebook.h"

namespace evenhand::app {

struct ShippedPolicy {
  std::string_view name;  // of the file, without .yaml
  std::string_view yaml;
};

std::span<const ShippedPolicy> ShippedPolicies();

// Read and checked. Errors: kNotFound naming those there are.
Result<policy::Rulebook> LoadShippedPolicy(std::string_view name);

}  // namespace evenhand::app
