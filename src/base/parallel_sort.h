#pragma once

// Sorting many values: on several threads at once, or by the digits of a number.

#include <algorithm>
#include <cstdint>
#include <vector>

#include <boost/sort/block_indirect_sort/block_indirect_sort.hpp>
#include <boost/sort/spreadsort/integer_sort.hpp>

namespace evenhand {

// No two values may be equal to `less`, else their order depends on the number of threads.
template <class T, class Less>
void SortInParallel(unsigned threads, std::vector<T>* values, const Less& less) {
  if (threads <= 1) return std::sort(values->begin(), values->end(), less);
  boost::sort::block_indirect_sort(values->begin(), values->end(), less, threads);
}

// By number(value), a std::uint64_t, of which no two may be equal.
template <class T, class Number>
void SortByNumber(unsigned threads, std::vector<T>* values, const Number& number) {
  const auto less = [&](const T& x, const T& y) { return number(x) < number(y); };
  if (threads > 1) return SortInParallel(threads, values, less);
  const auto front_bits = [&](const T& value, unsigned shift) -> std::uint64_t {
    return number(value) >> shift;
  };
  boost::sort::spreadsort::integer_sort(values->begin(), values->end(), front_bits, less);
}

}  // namespace evenhand
