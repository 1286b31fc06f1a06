#pragma once

// The public record as pages show it: each decision on it, in order, with what later leaves say
// about it.
//
// Read from the log's own files, so nothing reaches a page that is not public already.
//
// Errors: kCorrupt for files that do not hold what the checkpoint says; kIo.
// Cost:   one pass over all entries; about 150 bytes a decision in memory.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "record/files.h"
#include "record/leaf.h"
#include "record/note.h"

namespace evenhand::publish {

// A later leaf about a decision: an appeal, its outcome, that it was voided.
struct PublicEvent {
  std::uint64_t index = 0;
  record::LeafKind kind = {};
  TimeUs time = {};
  std::string action = {};  // the outcome of an appeal
};

struct PublicDecision {
  std::uint64_t index = 0;  // its place in the record
  TimeUs time = {};
  std::optional<record::Digest> rulebook = {};
  std::string clause = {};  // empty: no rule was broken
  std::vector<std::string> actions = {};
  std::vector<PublicEvent> events = {};
};

inline constexpr std::size_t kLeafKinds = 15;

struct PublicRecord {
  std::string note = {};  // the signed checkpoint
  record::Checkpoint checkpoint = {};
  std::vector<PublicDecision> decisions = {};
  std::array<std::uint64_t, kLeafKinds> counts = {};  // of leaves, by kind
  TimeUs newest = {};                                 // of all leaves
};

Result<PublicRecord> ReadPublicRecord(const record::Files& files);

// Where the leaf of this link (record/leaf.h) stands; none: nowhere. It looks from the end.
Result<std::optional<std::uint64_t>> PlaceOfLeaf(const record::Files& files, std::string_view link);

// Where the record says that a bundle with this list of sums was published, by the list's SHA-256;
// none: it does not say so.
Result<std::optional<std::uint64_t>> PlaceOfBundle(const record::Files& files,
                                                   const record::Digest& sums);

}  // namespace evenhand::publish
