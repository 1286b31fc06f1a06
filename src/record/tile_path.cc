#include "record/tile_path.h"

#include <fmt/format.h>

#include <string_view>

namespace evenhand::record {
namespace {

std::string PathIn(std::string_view folder, std::uint64_t n, std::uint32_t width) {
  std::string number = fmt::format("{:03}", n % 1000);
  for (std::uint64_t rest = n / 1000; rest > 0; rest /= 1000) {
    number.insert(0, fmt::format("x{:03}/", rest % 1000));
  }
  const std::string partial = width == kTileWidth ? "" : fmt::format(".p/{}", width);
  return fmt::format("tile/{}/{}{}", folder, number, partial);
}

}  // namespace

std::string TilePath(int level, std::uint64_t n, std::uint32_t width) {
  return PathIn(std::to_string(level), n, width);
}

std::string BundlePath(std::uint64_t n, std::uint32_t width) { return PathIn("entries", n, width); }

}  // namespace evenhand::record
