#pragma once

// Where the values of one event are made: the arena, big integers, and texts that grow.

#include <algorithm>
#include <deque>
#include <string_view>

#include "base/arena.h"
#include "program/value.h"

namespace evenhand::program {

class Workspace {
 public:
  explicit Workspace(std::size_t limit_bytes) : arena(limit_bytes) {}

  Arena arena;

  // A plain integer when it fits 64 bits.
  Value Integer(BigInt value);
  // The same from decimal digits, perhaps signed.
  Value Integer(std::string_view digits);
  void Reset() {
    arena.Reset();
    if (!bigs_.empty()) bigs_.clear();
  }

 private:
  std::deque<BigInt> bigs_;
};

// A text that grows inside the arena. One at a time is cheapest, but any number may be open.
class ArenaText {
 public:
  explicit ArenaText(Arena& arena) : arena_(arena) {}

  void Append(std::string_view text) {
    if (text.size() > room_ - size_) Grow(text.size());
    std::copy(text.begin(), text.end(), data_ + size_);
    size_ += text.size();
  }
  void Append(char c) { Append(std::string_view(&c, 1)); }
  void append(const char* from, std::size_t size) { Append({from, size}); }
  std::string_view text() const { return {data_, size_}; }

 private:
  void Grow(std::size_t more) {
    const std::size_t room = std::max<std::size_t>({64, room_ * 2, size_ + more});
    char* to = static_cast<char*>(arena_.Allocate(room, 1));
    std::copy(data_, data_ + size_, to);
    data_ = to;
    room_ = room;
  }

  Arena& arena_;
  char* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t room_ = 0;
};

}  // namespace evenhand::program
