#pragma once

// A .tlog-proof file, read and checked without a network (C2SP tlog-proof). Made by record/prove.h.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/digest.h"
#include "record/policy.h"

namespace evenhand::record {

inline constexpr std::size_t kMostProofHashes = 63;
inline constexpr std::size_t kMostProofBytes = kMostNoteBytes + 1'000'000;

struct ParsedProof {
  std::string extra = {};  // nobody signed this
  std::uint64_t index = 0;
  std::vector<Digest> hashes = {};
  std::string checkpoint_note = {};
};

// Errors: kCorrupt, with the line.
Result<ParsedProof> ParseProof(std::string_view text);

// That `entry` stands at the proof's index under a checkpoint that the policy accepts.
// Errors: kCorrupt, saying what does not hold.
Result<TrustedCheckpoint> CheckProof(const ParsedProof& proof, std::string_view entry,
                                     const Policy& policy);

}  // namespace evenhand::record
