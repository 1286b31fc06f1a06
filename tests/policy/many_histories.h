#pragma once

// The properties of this folder run over 10,000 generated histories each; EVENHAND_HISTORIES, or
// RC_PARAMS with all that it can say, wants another number.

#include <cstdlib>
#include <string>

namespace evenhand::policy {

inline const int kManyHistories = [] {
  const char* wanted = std::getenv("EVENHAND_HISTORIES");
  const std::string params = std::string("max_success=") + (wanted == nullptr ? "10000" : wanted);
  return setenv("RC_PARAMS", params.c_str(), 0);
}();

}  // namespace evenhand::policy
