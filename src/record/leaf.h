#pragma once

// What the public record says, one leaf at a time: that a decision of this kind was taken, when,
// under which rulebook and clause, with which actions; and nothing about persons. Whom and what it
// was about, and why, enter as commitments only.
//
//   leaf := DAG-CBOR map (codec/dag_cbor.h), at most kMostLeafBytes, of
//     v        1                        time     int, UTC microseconds
//     kind     text, KindName           seq      int >= 0, the order of the event log
//     rulebook bytes[32], its hash      clause   text, as the rulebook names it
//     actions  array of text            subject  bytes[32], commitment
//     outcome  link to the leaf that    reason   bytes[32], commitment
//              this one is about
//   Fields that say nothing (no clause, no actions, no commitment, ...) are left out.
//
//   commitment := SHA-256(domain NL random:bytes[32] bytes)
//
// The random bytes live with the private record; when they are deleted, nobody can show any more
// whom the leaf is about. A plain hash would not hide: handles can be listed and tried. For kinds
// that are about nobody (a rulebook, a count, a bundle, a key, the register) `subject` is the plain
// SHA-256 of what was published, so that everyone can check it.
//
// Errors: kInvalidArgument when a leaf cannot be written; kCorrupt when bytes are no leaf. What is
// read
//         writes to the same bytes again.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "record/digest.h"

namespace evenhand::record {

inline constexpr std::size_t kMostLeafBytes = 4096;

enum class LeafKind : std::uint8_t {
  kDecision,
  kReplaced,  // outcome: the decision that this one takes the place of
  kVoided,    // outcome: the decision that no longer holds
  kAppealOpened,
  kAppealDecided,
  kRulebookPublished,
  kExceptionGranted,
  kExceptionEnded,
  kStateDemand,
  kCount,  // periodic totals
  kLabel,
  kKeyChange,
  kCorrection,
  kBundle,  // the hash of a published bundle and the checkpoint in it
  kRegisterChange,
};

// "decision", "appeal-opened", ...
std::string_view KindName(LeafKind kind);
std::optional<LeafKind> KindNamed(std::string_view name);

struct Leaf {
  LeafKind kind = LeafKind::kDecision;
  TimeUs time{};
  std::int64_t sequence = 0;
  std::optional<Digest> rulebook = {};
  std::string clause = {};
  std::vector<std::string> actions = {};
  std::optional<Digest> subject = {};
  std::optional<std::string> outcome = {};  // binary CID, as LinkTo makes it
  std::optional<Digest> reason = {};
  bool operator==(const Leaf&) const = default;
};

Result<std::string> EncodeLeaf(const Leaf& leaf);
Result<Leaf> DecodeLeaf(std::string_view bytes);

// The CID of a leaf's bytes, from their SHA-256: what `outcome` of a later leaf holds.
std::string LinkWith(const Digest& sha256);
std::string LinkTo(std::string_view leaf_bytes);

enum class CommitmentDomain : std::uint8_t { kSubject, kReason };
using Blinding = std::array<std::uint8_t, 32>;  // random, made anew for each commitment

Digest Commit(CommitmentDomain domain, const Blinding& random, std::string_view canonical_bytes);
// The bytes whose SHA-256 that is, to hash many at once (record/tree_hash.h).
std::string CommitmentText(CommitmentDomain domain, const Blinding& random,
                           std::string_view canonical_bytes);

}  // namespace evenhand::record
