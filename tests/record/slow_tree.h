#pragma once

// The slow twin: RFC 6962 as its definitions stand, over the entries themselves.

#include <bit>
#include <span>
#include <string>
#include <vector>

#include "record/tree_hash.h"

namespace evenhand::record::slow {

using Entries = std::span<const std::string>;

inline std::size_t Split(std::size_t n) {
  std::size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

inline Digest Root(Entries d) {
  if (d.empty()) return Sha256("");
  if (d.size() == 1) return Sha256(std::string(1, '\0') + d[0]);
  const std::size_t k = Split(d.size());
  const Digest left = Root(d.first(k)), right = Root(d.subspan(k));
  return Sha256("\x01" + std::string(BytesOf(left)) + std::string(BytesOf(right)));
}

inline std::vector<Digest> Path(std::size_t m, Entries d) {
  if (d.size() <= 1) return {};
  const std::size_t k = Split(d.size());
  std::vector<Digest> path = m < k ? Path(m, d.first(k)) : Path(m - k, d.subspan(k));
  path.push_back(m < k ? Root(d.subspan(k)) : Root(d.first(k)));
  return path;
}

inline std::vector<Digest> SubProof(std::size_t m, Entries d, bool whole) {
  if (m == d.size()) return whole ? std::vector<Digest>() : std::vector<Digest>{Root(d)};
  const std::size_t k = Split(d.size());
  std::vector<Digest> proof =
      m <= k ? SubProof(m, d.first(k), whole) : SubProof(m - k, d.subspan(k), false);
  proof.push_back(m <= k ? Root(d.subspan(k)) : Root(d.first(k)));
  return proof;
}

}  // namespace evenhand::record::slow
