#pragma once

// Shell-style patterns over file paths: `*` (which crosses `/`), `?`, `[abc]`, `[a-z]`, `[!x]`.

#include <string>
#include <string_view>

namespace evenhand::functions {

// Cost: O(pattern * path) at worst; no recursion. Works on bytes.
bool MatchesPathPattern(std::string_view pattern, std::string_view path);

// The pattern of an f-string template: each {Name} is a `*`, doubled braces are one.
std::string PatternOfTemplate(std::string_view text);

}  // namespace evenhand::functions
