#pragma once

// An account's standing in words: what runs, what counts, what a next strike would do.

#include <string>
#include <string_view>

#include "docket/docket.h"

namespace evenhand::app {

std::string StandingText(std::string_view account, policy::Time at,
                         const docket::StandingView& view);

// The same for that person, in their language: what is written to them, without names of the
// format.
std::string StandingLetter(std::string_view account, policy::Time at,
                           const docket::StandingView& view, std::string_view language);

// The lock of a decision in it; null when it has none that is not open yet.
const docket::LockView* LockIn(const docket::StandingView& view, std::string_view decision);

}  // namespace evenhand::app
