#pragma once

// A lock that waits for a deletion, in the words of the person it is on.

#include <string>
#include <string_view>

#include "docket/docket.h"

namespace evenhand::app {

// "waits until item 'p1' is deleted". Languages: those of policy/statement.h; others get English.
std::string LockText(const docket::LockView& lock, std::string_view language);
// The line under a statement of reasons: "Lock now: …".
std::string LockLine(const docket::LockView& lock, std::string_view language);

}  // namespace evenhand::app
