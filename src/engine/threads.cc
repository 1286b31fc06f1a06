#include "engine/threads.h"

#include <immintrin.h>

namespace evenhand::engine {

// Looking takes a processor: with more threads than those, someone who works would have to do
// without.
Threads::Threads(unsigned count) : looks_(count < std::thread::hardware_concurrency() ? 1000 : 0) {
  for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this, i] { Loop(i); });
}

Threads::~Threads() {
  task_ = nullptr;
  round_.fetch_add(1, std::memory_order_release);
  round_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Threads::Run(const std::function<void(unsigned)>& task) {
  task_ = &task;
  running_.store(static_cast<int>(threads_.size()), std::memory_order_relaxed);
  round_.fetch_add(1, std::memory_order_release);
  round_.notify_all();
  task(caller());
  while (const int running = running_.load(std::memory_order_acquire))
    AwaitChange(running_, running);
}

void Threads::Loop(unsigned index) {
  for (int seen = 0;; ++seen) {
    AwaitChange(round_, seen);
    if (task_ == nullptr) return;
    (*task_)(index);
    if (running_.fetch_sub(1, std::memory_order_acq_rel) == 1) running_.notify_one();
  }
}

void Threads::AwaitChange(const std::atomic<int>& value, int from) const {
  for (int i = 0; i < looks_; ++i) {
    if (value.load(std::memory_order_acquire) != from) return;
    _mm_pause();
  }
  value.wait(from, std::memory_order_acquire);
}

}  // namespace evenhand::engine
