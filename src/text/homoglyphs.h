#pragma once

// Characters that are drawn like a Latin letter, as the rules language's StringClean has them
// (docs/language.md, look-alikes): 1102 of them, which is neither all nor only what looks alike.

namespace evenhand::text {

// The lower-case Latin letter that `c` stands in for, or `c` itself.
char32_t WithoutDisguise(char32_t c);

}  // namespace evenhand::text
