#pragma once

// A whole log, checked by a stranger from its files and a public key alone.
//
//   - the checkpoint: signed by the log, cosigned as the policy asks;
//   - every tile that it needs, at every level, up to its root;
//   - every entry against its leaf hash;
//   - every older partial tile that still lies there: the beginning of the one that is needed;
//   - with an earlier checkpoint: that this tree begins with that one.
//
// Nothing here is shared with the writer: the walk, the paths and the hashing are its own. Files
// are read once each; each finding says which file is damaged when that can be told, because the
// tile above, the tile itself and the entries below are three witnesses of one hash.
//
// Cost: about four hashes an entry; one bundle in memory at a time.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/files.h"
#include "record/policy.h"

namespace evenhand::record {

struct VerifyOptions {
  // A signed checkpoint of the same log that was seen before; empty: none.
  std::string_view since = {};
  // Of a copy that begins with a later entry (a delta): files that hold earlier ones only are not
  // looked for. What is there must lead to the root all the same.
  std::uint64_t first_entry = 0;
  // A copy of the hashes alone: entries are not looked for.
  bool with_entries = true;
  // No more than this many findings are collected.
  std::size_t most_findings = 100;
};

struct Finding {
  std::string file = {};   // as a person would type it
  std::string place = {};  // "entry 7", "hash 3 (bytes 96 to 127)"; may be empty
  std::string what = {};
  std::string mend = {};
};

struct LogReport {
  std::optional<TrustedCheckpoint> checkpoint = {};  // nothing when it could not be trusted
  std::optional<Checkpoint> since = {};
  std::uint64_t entries = 0;  // checked
  std::uint64_t tiles = 0;    // files of hashes checked
  // Among the findings: the tree does not begin with that of `since`.
  bool is_other_history = false;
  std::vector<Finding> findings = {};
  bool good() const { return findings.empty(); }
};

// Errors: kIo when files cannot be read (a missing file is a finding, not an error).
Result<LogReport> VerifyLog(const Files& files, const Policy& policy,
                            const VerifyOptions& options = {});

}  // namespace evenhand::record
