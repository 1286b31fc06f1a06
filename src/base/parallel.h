#pragma once

// Work on several threads at once, the caller's among them.

#include <thread>
#include <vector>

namespace evenhand {

// Calls work(0) ... work(threads - 1), each on a thread of its own, and returns when all have.
template <class Work>
void InParallel(unsigned threads, const Work& work) {
  std::vector<std::jthread> others;
  for (unsigned thread = 1; thread < threads; ++thread)
    others.emplace_back(std::cref(work), thread);
  work(0U);
}

}  // namespace evenhand
