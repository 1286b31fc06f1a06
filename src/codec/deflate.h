#pragma once

// Bytes packed and unpacked in memory, by zlib at its best level: the zlib form (RFC 1950) for what
// is carried, and gzip for a page on the wire.
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

// `bytes` as one gzip member, and its length.
std::string Gzip(std::string_view bytes);
std::size_t GzipSize(std::string_view bytes);

}  // namespace evenhand::codec
