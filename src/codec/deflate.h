#pragma once

// Bytes packed and unpacked in memory, by zlib at its best level: the zlib form (RFC 1950) for what
// is carried, and what gzip would make of a page, for its size on the wire.
//
// Errors: kCorrupt for bytes that are no zlib stream, are cut short, or have something after their
// end;
//         kLimit when more than `most_bytes` would come out. Nothing beyond that is ever held.
// Cost:   linear.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace evenhand::codec {

std::string Deflate(std::string_view bytes);
Result<std::string> Inflate(std::string_view packed, std::size_t most_bytes);

// The length of `bytes` as one gzip member.
std::size_t GzipSize(std::string_view bytes);

}  // namespace evenhand::codec
