#pragma once

// Proofs, made from the tiles of a log (RFC 6962, sections 2.1.1 and 2.1.2; C2SP tlog-proof).
//
// Whether a proof holds is not asked here: record/verify.h does that, by code of its own.
//
// Errors: kInvalidArgument for an index or size that the tree does not have; kCorrupt or kNotFound,
//         with the file, when a tile is damaged or missing.
// Cost:   one tile a level, and up to 128 hashes.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/digest.h"
#include "record/files.h"

namespace evenhand::record {

// Reads the tiles of a tree of `size` leaves; keeps those it has read.
class Prover {
 public:
  // `files` must outlive this.
  Prover(const Files* files, std::uint64_t size) : files_(files), size_(size) {}

  // That the leaf `index` is in the tree: the hashes beside the way from the leaf to the root.
  Result<std::vector<Digest>> Inclusion(std::uint64_t index);
  // That the tree begins with the one of `old_size` leaves, 0 < old_size <= size.
  Result<std::vector<Digest>> Consistency(std::uint64_t old_size);
  // The root of the first `size` leaves.
  Result<Digest> RootOf(std::uint64_t size);
  // The bytes of an entry.
  Result<std::string> Entry(std::uint64_t index);

 private:
  Result<Digest> RangeHash(std::uint64_t begin, std::uint64_t end);
  Result<Digest> PerfectHash(int height, std::uint64_t n);
  Result<const std::string*> Tile(int level, std::uint64_t n);
  Result<std::string> ReadTile(const std::string& full, const std::string& as_needed,
                               std::size_t most_bytes) const;

  const Files* files_;
  std::uint64_t size_;
  std::map<std::pair<int, std::uint64_t>, std::string> tiles_;
};

// The text of a .tlog-proof file:
//   c2sp.org/tlog-proof@v1 NL ["extra " base64 NL] "index " n NL (base64(hash) NL)* NL checkpoint
std::string FormatProof(std::uint64_t index, const std::vector<Digest>& hashes,
                        std::string_view checkpoint_note, std::string_view extra = "");

}  // namespace evenhand::record
