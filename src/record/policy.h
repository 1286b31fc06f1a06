#pragma once

// Whom a reader believes: logs, witnesses, and how many of these must have seen a checkpoint
// (C2SP tlog-policy).
//
//   line  := "log" vkey [url] | "witness" name vkey [url] | "group" name (k | "any" | "all") name+
//          | "quorum" (name | "none") | "#" anything | nothing
//
// Items stand apart by spaces and tabs. A name is defined before it is used, once, and is a member
// of one group at most; "none" is no name; there is exactly one quorum line. Log keys are of type
// 0x01, witness keys of type 0x04, and none is listed twice.
//
// Errors: kInvalidArgument, with the line number.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/note.h"

namespace evenhand::record {

inline constexpr std::size_t kMostPolicyBytes = 1'000'000;
inline constexpr std::size_t kMostPolicyLines = 1'000;

class Policy {
 public:
  static Result<Policy> Parse(std::string_view text);
  // One log, no witnesses.
  static Policy ForLog(VerifierKey key);

  // Believes this log too.
  void AddLog(VerifierKey key);
  // The same logs, and no quorum.
  Policy LogsOnly() const;

  std::span<const VerifierKey> logs() const { return logs_; }
  std::span<const VerifierKey> witnesses() const { return witnesses_; }
  // Whether the quorum holds when exactly these witnesses (positions in witnesses()) have cosigned.
  bool HasQuorum(std::span<const std::size_t> cosigners) const;
  // "2 of X1, X2, X3", for people.
  std::string QuorumInWords() const;

 private:
  // A witness (no members) or a group.
  struct Party {
    std::string name = {};
    std::size_t witness = 0;                // position in witnesses_; for a party without members
    std::size_t needed = 0;                 // how many of the members
    std::vector<std::size_t> members = {};  // positions in parties_, before this one
    bool is_member = false;
  };
  friend class PolicyReader;

  std::vector<VerifierKey> logs_;
  std::vector<VerifierKey> witnesses_;
  std::vector<Party> parties_;
  std::optional<std::size_t> quorum_;  // nothing: none is needed
};

// A checkpoint that a policy accepts, and who stood behind it.
struct TrustedCheckpoint {
  Checkpoint checkpoint = {};
  std::string text = {};                    // what was signed
  std::vector<std::string> cosigners = {};  // names of witness keys of the policy that signed
};

// Reads a signed checkpoint. It must be signed by a log of the policy whose name is the origin, no
// signature by a known key may be wrong, and the quorum must hold.
// Errors: kCorrupt, saying which of these it was.
Result<TrustedCheckpoint> ReadCheckpoint(std::string_view note, const Policy& policy);

}  // namespace evenhand::record
