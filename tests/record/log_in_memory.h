#pragma once

// A signed log of a few entries, in memory, as a static mirror has it.

#include <string>
#include <vector>

#include "record/memory_files.h"
#include "record/policy.h"
#include "record/sign.h"
#include "record/tile_path.h"
#include "record/tree.h"
#include "record/tree_hash.h"

namespace evenhand::record {

inline SigningKey LogKey(char seed = 'L') {
  return *SigningKey::Make(KeyType::kEd25519, "log.example/ثبت", std::string(32, seed));
}
inline SigningKey WitnessKey(char seed = 'W') {
  return *SigningKey::Make(KeyType::kCosignature, std::string("witness.example/") + seed,
                           std::string(32, seed));
}
inline Policy PolicyOf(const SigningKey& log, const SigningKey& witness) {
  return *Policy::Parse("log " + log.verifier_key() + "\nwitness w " + witness.verifier_key() +
                        "\nquorum w\n");
}

inline std::string EntryNumber(std::uint64_t i) {
  return i % 7 == 3 ? "" : "تصمیم decision " + std::to_string(i);
}

// Tiles and bundles of `size` entries, with a partial set for each size in `also`.
inline MemoryFiles FilesOf(std::uint64_t size, const std::vector<std::uint64_t>& also = {},
                           const SigningKey& key = LogKey()) {
  MemoryFiles files;
  Tree tree;
  std::string bundle;
  const auto put_edges = [&] {
    for (int level = 0; level < tree.levels(); ++level) {
      const std::string edge = tree.Edge(level);
      if (edge.empty()) continue;
      const auto width = static_cast<std::uint32_t>(edge.size() / 32);
      const std::uint64_t n = (tree.size() >> (8 * level)) / kTileWidth;
      files.files[TilePath(level, n, width)] = edge;
      if (level == 0) files.files[BundlePath(n, width)] = bundle;
    }
  };
  for (std::uint64_t i = 0; i < size; ++i) {
    const std::string entry = EntryNumber(i);
    bundle += static_cast<char>(entry.size() >> 8);
    bundle += static_cast<char>(entry.size());
    bundle += entry;
    tree.Append(LeafHash(entry), [&](int level, std::uint64_t n, const std::string& hashes) {
      files.files[TilePath(level, n, kTileWidth)] = hashes;
      if (level > 0) return;
      files.files[BundlePath(n, kTileWidth)] = bundle;
      bundle.clear();
    });
    for (const std::uint64_t partial : also) {
      if (partial == tree.size()) put_edges();
    }
  }
  put_edges();
  const std::string text = CheckpointText(key.name(), size, tree.Root());
  files.files["checkpoint"] =
      text + "\n" + key.Sign(text) + WitnessKey().Cosign(text, 1'767'225'600);
  return files;
}

}  // namespace evenhand::record
