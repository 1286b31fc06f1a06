#pragma once

// Sorting on several threads at once.

#include <algorithm>
#include <vector>

#include <boost/sort/block_indirect_sort/block_indirect_sort.hpp>

namespace evenhand {

// No two values may be equal to `less`, else their order depends on the number of threads.
template <class T, class Less>
void SortInParallel(unsigned threads, std::vector<T>* values, const Less& less) {
  if (threads <= 1) return std::sort(values->begin(), values->end(), less);
  boost::sort::block_indirect_sort(values->begin(), values->end(), less, threads);
}

}  // namespace evenhand
