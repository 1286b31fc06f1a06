#pragma once

// The locks of an account that wait for a deletion, as they stand at one time.

#include <vector>

#include "docket/account.h"
#include "docket/docket.h"

namespace evenhand::docket {

// Those that are not open, by decision.
std::vector<LockView> LocksAt(const Account& account, policy::Time at);

}  // namespace evenhand::docket
