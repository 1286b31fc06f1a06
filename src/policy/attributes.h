#pragma once

// The attributes of an author that a rulebook may name (policy.md 10.1); how any name may be used
// says ClassOf in policy/rulebook.h.

#include <span>
#include <string_view>

namespace evenhand::policy {

std::span<const std::string_view> AdmittedAttributes();

}  // namespace evenhand::policy
