#pragma once

// The http and https links in a text, as Python's urlparse reads them.
//
// A link starts at a lower-case scheme, has a character other than / after the two slashes, and
// ends at white space, `)` or `>`. Links that urlparse refuses (brackets that hold no IPv6 address,
// host characters that turn into delimiters when normalised) are skipped. Each result stands once,
// in order of first appearance.

#include <string_view>
#include <vector>

#include "base/arena.h"

namespace evenhand::functions {

// The authority of each link up to its first colon, brackets of an IPv6 address included. Parts of
// the text.
std::vector<std::string_view> ExtractDomains(std::string_view text);

// The links without empty parameters, queries and fragments. Parts of the text, or copies in the
// arena (together no longer than the text).
std::vector<std::string_view> ExtractUrls(std::string_view text, Arena& arena);

}  // namespace evenhand::functions
