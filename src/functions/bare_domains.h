#pragma once

// Domain names in free text, with or without a scheme before them.
//
//   domain := (label ".")+ letters           at least two letters; ASCII only, any case
//   label  := 1 to 63 letters, digits and hyphens, no hyphen at either end
//
// A port or path directly after the name belongs to it and is not searched: "a.example/b.example"
// has one domain. A leading "www." is left out. Each name stands once, in lower case, in order of
// first appearance; whether such a domain exists is not asked.
//
// Cost: O(n).

#include <string_view>
#include <vector>

#include "base/arena.h"

namespace evenhand::functions {

std::vector<std::string_view> BareDomains(std::string_view text, Arena& arena);

}  // namespace evenhand::functions
