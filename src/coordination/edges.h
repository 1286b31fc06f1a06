#pragma once

// Ties between accounts: the pairs of an archive added up, one tie for each two accounts.
//
// Account by account (by_quieter.h): all pairs of one with busier ones are added up while they are
// in the processor's cache, so nothing is kept but the archive and the ties. Accounts are
// independent of each other, hence of threads. Cost: O(entries within windows) time; 40 bytes a
// tie.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "coordination/pairs.h"

namespace evenhand::coordination {

// Between accounts a < b, by number (a = b where loops stay).
struct Edge {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t weight = 0;   // pairs
  std::uint32_t objects = 0;  // distinct
  std::uint32_t posts_a = 0;  // distinct contents of a in those pairs
  std::uint32_t posts_b = 0;
  std::uint32_t older_posts = 0;  // distinct contents on the older side, whoever's
  std::uint32_t newer_posts = 0;
  std::int64_t delta_sum_ms = 0;

  double average_delta_ms() const { return static_cast<double>(delta_sum_ms) / weight; }
  bool operator==(const Edge&) const = default;
};

struct EdgeOptions {
  std::uint32_t min_weight = 1;   // ties with fewer pairs are left out,
  std::uint32_t min_objects = 1;  // and those with fewer distinct objects
  unsigned threads = 1;
  std::size_t looks_at_a_time = std::size_t{1}
                                << 23;  // see by_quieter.h; memory, not what is found
};

// Sorted by (a, b).
std::vector<Edge> AddUp(const Pairs& pairs, const EdgeOptions& options = {});

// The same in pieces, so that they need not all be kept: one at a time, on any of the threads, and
// so in any order. The span lives for the call only.
void AddUp(const Pairs& pairs, const EdgeOptions& options,
           const std::function<void(std::span<const Edge>)>& piece);

}  // namespace evenhand::coordination
