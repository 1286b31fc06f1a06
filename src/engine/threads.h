#pragma once

// Threads that run one task together and then wait for the next. The caller is one of them.
//
// Who waits looks for a few dozen microseconds before it sleeps: the next task is mostly near, and
// being woken takes as long.

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace evenhand::engine {

// Of no line of the cache should two threads write parts at the same time.
inline constexpr std::size_t kCacheLine = 64;

class Threads {
 public:
  // `count` besides the caller.
  explicit Threads(unsigned count);
  ~Threads();
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  // The number that the caller has in a task; the others have those below.
  unsigned caller() const { return static_cast<unsigned>(threads_.size()); }

  // Runs task(i) on every thread i, the caller included; returns when all are done.
  void Run(const std::function<void(unsigned)>& task);

 private:
  void Loop(unsigned index);
  void AwaitChange(const std::atomic<int>& value, int from) const;

  const int looks_;                                      // before sleeping
  const std::function<void(unsigned)>* task_ = nullptr;  // null: end; published by round_
  alignas(kCacheLine) std::atomic<int> round_ = 0;
  alignas(kCacheLine) std::atomic<int> running_ = 0;
  std::vector<std::thread> threads_;
};

}  // namespace evenhand::engine
