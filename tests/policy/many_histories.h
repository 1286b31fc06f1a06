#pragma once

// The properties of this folder run over 10,000 generated histories each; EVENHAND_HISTORIES, or
// max_success in RC_PARAMS, wants another number.

#include <cstdlib>
#include <string>

namespace evenhand::policy {

inline const int kManyHistories = [] {
  const char* wanted = std::getenv("EVENHAND_HISTORIES");
  const char* given = std::getenv("RC_PARAMS");
  std::string params = given == nullptr ? "" : given;
  if (params.find("max_success") == std::string::npos)
    params += std::string(" max_success=") + (wanted == nullptr ? "10000" : wanted);
  return setenv("RC_PARAMS", params.c_str(), 1);
}();

}  // namespace evenhand::policy
