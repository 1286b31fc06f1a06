#pragma once

// Whether a copy of the public side says what was published: in order, without a network, each
// check by name.
//
//   1 list        SHA256.sig is signed by a known key, and SHA256 is that list
//   2 files       every file is listed and matches; none is missing, none extra
//   3 about       what the copy says it is (publish/about.h)
//   4 checkpoint  signed by the log; as many witnesses as the policy asks for
//   5 record      tiles lead to the root, entries to their leaves
//   6 history     it begins with the record that was seen before, is not shorter, not forked
//   7 rulebooks   their texts give their hashes, and decisions name no other
//   8 ways        signed by the same key; how old it is, and whether the reader has a newer one
//   9 age         not of the future, and not older than two weeks
//
// Errors: kIo. What is wrong with the copy is in the report, never an error.
// Cost:   one hash over each file and four over each entry.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/time.h"
#include "publish/copy.h"
#include "publish/seen.h"
#include "record/policy.h"

namespace evenhand::publish {

enum class Verdict : std::uint8_t {
  kGood = 0,
  kTampered = 1,    // or it does not fit together
  kUnreadable = 2,  // for the caller: a file that cannot be opened
  kUnjudged = 3,    // a key or witnesses are missing
  kOld = 4,         // good, and older than two weeks
};

inline constexpr std::chrono::days kFreshFor{14};

struct VerifyCopyOptions {
  std::vector<std::string> public_keys = {};  // 32 bytes each
  std::optional<record::Policy> policy = {};  // none: a log of the key that signed the list
  std::optional<Seen> since = {};             // of a copy that was seen before
  // Signed lists of addresses that the reader has from elsewhere, with their names: the newest one
  // counts (publish/ways.h).
  std::vector<std::pair<std::string, std::string>> ways = {};
  policy::Time now = {};
};

struct CopyCheck {
  std::string name = {};
  bool passed = false;
  std::string what = {};  // counts, or what is wrong and where
};

struct CopyReport {
  Verdict verdict = Verdict::kGood;
  std::vector<CopyCheck> checks = {};  // up to the first that failed, but for age
  std::string short_root = {};         // once the checkpoint holds
  // Its record is shorter than the one seen before: a mirror that has that one must not take it.
  bool is_behind = false;
  // What a reader who keeps one has to keep from now on (publish/seen.h); nothing where the copy
  // does not hold, cannot show that its record goes on from the one seen before, or says nothing
  // new.
  std::optional<std::string> to_keep = {};
};

// What is to be said of a copy's signed list of addresses: check 8.
CopyCheck CheckWays(std::string_view signed_ways, const VerifyCopyOptions& options);

Result<CopyReport> VerifyCopy(const Copy& copy, const VerifyCopyOptions& options);

// Whose signatures a checkpoint needs: the policy in `options`, or that of a log whose key is the
// first of its keys. Errors: kInvalidArgument when the checkpoint's origin cannot be the name of a
// log.
Result<record::Policy> PolicyFor(std::string_view checkpoint, const VerifyCopyOptions& options);

}  // namespace evenhand::publish
