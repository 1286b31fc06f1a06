#include "app/shipped_policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace evenhand::app {

Result<policy::Rulebook> LoadShippedPolicy(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ShippedPolicy& policy : ShippedPolicies()) {
    if (policy.name == name) return policy::LoadRulebook(policy.yaml);
    names.push_back(policy.name);
  }
  return Fail(ErrorCode::kNotFound, fmt::format("no shipped policy is called '{}': there are {}",
                                                name, fmt::join(names, ", ")));
}

}  // namespace evenhand::app
