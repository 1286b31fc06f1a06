#pragma once

// Whether a name or a profile says that it is parody, comment or fan, in one of the languages of
// docs/text.md or in Turkish. A declaration passes only where both say so (policy: impersonation).
//
// Cost: O(n). Thread: safe.

#include <string>
#include <string_view>

namespace evenhand::text {

bool SaysParody(std::string_view text);

// The name without the words that say so, for comparing it with the one it plays on: its other
// words, one space between.
std::string WithoutParody(std::string_view name);

}  // namespace evenhand::text
