#pragma once

// The properties of this folder run over 10,000 generated histories each, unless RC_PARAMS says otherwise.

#include <cstdlib>

namespace evenhand::policy {

inline const int kManyHistories = setenv("RC_PARAMS", "max_success=10000", 0);

}  // namespace evenhand::policy
