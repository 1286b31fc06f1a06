#pragma once

// The list of addresses by which the site, its copies and its desk are reached, before it is
// signed:
//
//   EVENHAND WAYS 1
//   Date: 2026-11-25
//   Until: 2027-02-23                  at most kWaysLast after the date; without it, so long
//   Site: https://example.org/         any number of these, at least one line in all
//   Onion: http://….onion/
//   Mail: appeals@example.org
//   Mirror: https://mirror.example/  kept by the library of X until 2027-01-31
//
// The newest counts, wherever it comes from. One that has ended is better than none, and is shown
// with its age.
//
// Errors: kInvalidArgument naming the line.

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::publish {

inline constexpr std::chrono::days kWaysLast{90};

struct Ways {
  std::chrono::sys_days date = {};
  std::chrono::sys_days until = {};  // the first day on which it is over
};

Result<Ways> ReadWays(std::string_view text);
// The same of a signed list (record/signify.h), whose signature is not looked at.
Result<Ways> ReadSignedWays(std::string_view signed_text);

// How old a list is on a day, in words: "of 2026-02-10, 12 days old", and when it is over, since
// when.
std::string WaysAge(const Ways& ways, std::chrono::sys_days on);

}  // namespace evenhand::publish
