#pragma once

// The Merkle tree of RFC 6962 as it grows, held by its right edge: at each level of tiles the
// hashes of the one tile that is not full yet. Everything to the left stands in files for ever.
//
// A tree of n leaves has at level L a tile of n / 256^L mod 256 hashes (none when that is 0); a
// tile that fills up is handed out and its root becomes a hash of the level above.
//
// Cost: about two hashes a leaf; Root() up to 9 a level. Memory: at most 8 kB a level.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "record/digest.h"

namespace evenhand::record {

// The root of the perfect tree over a power of two of hashes.
Digest PerfectRoot(const Digest* hashes, std::size_t count);

class Tree {
 public:
  // What a full tile is: level, number from the left, 256 hashes in a row.
  using TileSink = std::function<void(int level, std::uint64_t n, const std::string& hashes)>;

  std::uint64_t size() const { return size_; }
  int levels() const { return static_cast<int>(edge_.size()); }
  // The hashes of the unfinished tile at this level, in a row.
  std::string Edge(int level) const;

  // Adds one leaf by its hash; calls `full` for each tile that this completes, lowest first.
  void Append(const Digest& leaf_hash, const TileSink& full);
  Digest Root() const;

  // The tree of `size` leaves whose edges are given, lowest level first: what Edge(level) gave.
  static Tree FromEdges(std::uint64_t size, const std::vector<std::string>& edges);

 private:
  std::uint64_t size_ = 0;
  std::vector<std::vector<Digest>> edge_;
};

}  // namespace evenhand::record
