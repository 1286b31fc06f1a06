#pragma once

// Where the writer puts tiles and entry bundles (C2SP tlog-tiles).
//
//   tile/<level>/<n>           256 hashes             tile/entries/<n>          256 entries
//   tile/<level>/<n>.p/<w>     w hashes, 1 to 255     tile/entries/<n>.p/<w>    w entries
//
// n stands in groups of three digits, all but the last with an x before them: x001/x234/067.

#include <cstdint>
#include <string>

namespace evenhand::record {

inline constexpr std::uint32_t kTileWidth = 256;

// `width` is 1 to kTileWidth.
std::string TilePath(int level, std::uint64_t n, std::uint32_t width);
std::string BundlePath(std::uint64_t n, std::uint32_t width);

}  // namespace evenhand::record
