#pragma once

// Links as objects: two ways to write one address are one object.
//
//   - scheme and host in lower case, the host in its ASCII form (xn--); no port that the scheme
//   implies,
//     no user name, no dot at the end of the host
//   - path: "/" where there is none, "." and ".." resolved; %XX in capitals, and letters, digits
//   and
//     "-._~" never escaped
//   - query: without the parameters by which links are followed around (utm_*, fbclid, gclid, ...);
//   the
//     rest as it is, in its order
//   - no fragment
//
// Http and https stay apart, and so do hosts with and without www: they may differ. What is not an
// http or https address is its own name (an archive may have numbers for links).
//
// Cost: O(n).

#include <string>
#include <string_view>

namespace evenhand::archive {

// Empty for an address without a host.
std::string CanonicalLink(std::string_view link);

// The part of a canonical link's host that somebody registered: "example.co.uk", by the Public
// Suffix List. The whole host where that does not say (addresses, hosts that are themselves
// suffixes); empty for what is not a link.
std::string DomainOf(std::string_view canonical_link);

// Whether a query parameter of this name only says where the reader came from.
bool IsTrackingParameter(std::string_view name);

}  // namespace evenhand::archive
