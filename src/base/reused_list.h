#pragma once

// A list whose elements stay when it is cleared, so that what they hold (texts, lists) is used
// again: a steady stream of work then allocates nothing. Whoever adds an element finds what the
// last use left in it, and sets every part.

#include <cstddef>
#include <vector>

namespace evenhand {

template <class T>
class ReusedList {
 public:
  T& Add() {
    if (size_ == items_.size()) items_.emplace_back();
    return items_[size_++];
  }
  void Clear() { size_ = 0; }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T* data() const { return items_.data(); }
  const T& operator[](std::size_t i) const { return items_[i]; }
  T& operator[](std::size_t i) { return items_[i]; }
  const T* begin() const { return items_.data(); }
  const T* end() const { return items_.data() + size_; }
  T* begin() { return items_.data(); }
  T* end() { return items_.data() + size_; }

 private:
  std::vector<T> items_;
  std::size_t size_ = 0;
};

}  // namespace evenhand
