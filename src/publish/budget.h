#pragma once

// What a page costs on the wire: its compressed bytes and the headers that go before them.

#include <cstddef>
#include <string_view>

namespace evenhand::publish {

// Budgets of whole responses, in bytes (docs/publishing.md has why). The first flight of a fresh
// connection carries the largest.
inline constexpr std::size_t kSmallPage = 4'000;
inline constexpr std::size_t kOfflinePage = 6'000;
inline constexpr std::size_t kCheckPage = 8'000;
inline constexpr std::size_t kFullPage = 12'000;
// Uncompressed, a page has at most three times its budget; its plain text a third of it on the
// wire.
inline constexpr std::size_t kUncompressedTimes = 3;

struct PageSize {
  std::size_t wire = 0;
  std::size_t bytes = 0;
};

PageSize MeasurePage(std::string_view body);
inline bool Fits(const PageSize& size, std::size_t budget) {
  return size.wire <= budget && size.bytes <= kUncompressedTimes * budget;
}

}  // namespace evenhand::publish
