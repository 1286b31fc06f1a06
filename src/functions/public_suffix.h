#pragma once

// The part of a host name under which anyone can register: "com", "co.uk", "github.io".

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::functions {

// The public suffix of a domain, or of the host of a URL (http, https or //), in lower case. Where
// the host is itself a public suffix, the host. Nothing when no rule of the Public Suffix List,
// private section included, applies.
//
// Source: the list built into libpsl; the reading of URLs and the odd ends (trailing dots, wildcard
// rules) are those of the peer's `tld` library. Cost: O(n) plus a few look-ups.
std::optional<std::string> PublicSuffix(std::string_view domain_or_url);

}  // namespace evenhand::functions
