#include "base/arena.h"

#include <algorithm>

namespace evenhand {
namespace {
constexpr std::size_t kBlockBytes = std::size_t{64} << 10;
}

void Arena::NextBlock(std::size_t at_least) {
  std::size_t next = end_ == 0 ? 0 : block_ + 1;
  while (next < blocks_.size() && blocks_[next].size < at_least) ++next;
  if (next >= blocks_.size()) {
    const std::size_t size = std::max(at_least, kBlockBytes);
    blocks_.push_back({std::make_unique<std::byte[]>(size), size});
    next = blocks_.size() - 1;
  }
  block_ = next;
  cursor_ = reinterpret_cast<std::uintptr_t>(blocks_[next].bytes.get());
  end_ = cursor_ + blocks_[next].size;
}

}  // namespace evenhand
