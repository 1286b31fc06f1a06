#include "record/tree.h"

#include <bit>
#include <optional>

#include "base/check.h"
#include "record/tile_path.h"
#include "record/tree_hash.h"

namespace evenhand::record {

Digest PerfectRoot(const Digest* hashes, std::size_t count) {
  EVENHAND_CHECK(std::has_single_bit(count));
  std::vector<Digest> row(hashes, hashes + count);
  while (row.size() > 1) row = NodeHashes(row);
  return row[0];
}

std::string Tree::Edge(int level) const {
  std::string hashes;
  for (const Digest& hash : edge_[static_cast<std::size_t>(level)]) hashes += BytesOf(hash);
  return hashes;
}

void Tree::Append(const Digest& leaf_hash, const TileSink& full) {
  Digest hash = leaf_hash;
  std::uint64_t n = size_++ / kTileWidth;
  for (std::size_t level = 0;; ++level, n /= kTileWidth) {
    if (level == edge_.size()) edge_.emplace_back();
    std::vector<Digest>& edge = edge_[level];
    edge.push_back(hash);
    if (edge.size() < kTileWidth) return;
    full(static_cast<int>(level), n, Edge(static_cast<int>(level)));
    hash = PerfectRoot(edge.data(), edge.size());
    edge.clear();
  }
}

// The tree is a row of perfect trees that shrink from left to right: over the hashes of the top
// level first, then of each level below. The root takes them together from the right.
Digest Tree::Root() const {
  std::optional<Digest> root;
  for (const std::vector<Digest>& edge : edge_) {
    for (std::size_t end = edge.size(); end > 0;) {
      const std::size_t count = std::size_t{1} << std::countr_zero(end);
      end -= count;
      const Digest left = PerfectRoot(edge.data() + end, count);
      root = root ? NodeHash(left, *root) : left;
    }
  }
  return root ? *root : Sha256("");
}

Tree Tree::FromEdges(std::uint64_t size, const std::vector<std::string>& edges) {
  Tree tree;
  tree.size_ = size;
  for (const std::string& hashes : edges) {
    std::vector<Digest>& edge = tree.edge_.emplace_back();
    for (std::size_t at = 0; at < hashes.size(); at += sizeof(Digest)) {
      edge.push_back(DigestAt(std::string_view(hashes).substr(at)));
    }
  }
  return tree;
}

}  // namespace evenhand::record
