#pragma once

// Memory that lives for one event and is taken back all at once.
//
// Blocks are kept between events, so that a steady stream allocates nothing. A limit bounds what
// one event may take: beyond it Allocate still succeeds (callers stay simple), but `exhausted()`
// turns true and the evaluator ends that event with an error; requests that are absurd on their own
// (larger than the limit) are refused before they are made, with `CanTake`.
//
// Thread: one owner.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace evenhand {

class Arena {
 public:
  explicit Arena(std::size_t limit_bytes = std::size_t{64} << 20) : limit_(limit_bytes) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Whether `bytes` more would stay within the limit.
  bool CanTake(std::size_t bytes) const { return bytes <= limit_ && used_ <= limit_ - bytes; }
  bool exhausted() const { return used_ > limit_; }
  std::size_t used() const { return used_; }

  void* Allocate(std::size_t bytes, std::size_t align = alignof(std::max_align_t)) {
    std::uintptr_t start = (cursor_ + (align - 1)) & ~std::uintptr_t(align - 1);
    if (start + bytes > end_) [[unlikely]] {
      NextBlock(bytes + align);
      start = (cursor_ + (align - 1)) & ~std::uintptr_t(align - 1);
    }
    cursor_ = start + bytes;
    used_ += bytes;
    return reinterpret_cast<void*>(start);
  }

  // Uninitialised room for n trivially destructible T.
  template <class T>
  std::span<T> Array(std::size_t n) {
    static_assert(std::is_trivially_destructible_v<T>);
    return {static_cast<T*>(Allocate(n * sizeof(T), alignof(T))), n};
  }

  template <class T, class... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{static_cast<Args&&>(args)...};
  }

  std::string_view Copy(std::string_view text) {
    char* to = static_cast<char*>(Allocate(text.size(), 1));
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

  // Forgets everything; keeps the blocks for the next event.
  void Reset() {
    used_ = 0;
    block_ = 0;
    if (blocks_.empty()) return;
    cursor_ = reinterpret_cast<std::uintptr_t>(blocks_[0].bytes.get());
    end_ = cursor_ + blocks_[0].size;
  }

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };

  void NextBlock(std::size_t at_least);

  std::uintptr_t cursor_ = 0;
  std::uintptr_t end_ = 0;
  std::size_t used_ = 0;
  std::size_t limit_;
  std::size_t block_ = 0;
  std::vector<Block> blocks_;
};

}  // namespace evenhand
