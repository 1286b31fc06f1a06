#pragma once

// What a reader keeps of the newest copy that held, so that the next one, a bundle or a mirror, can
// be held against it: whether the record only grew.
//
//   seen := about.txt of that copy (as if it was a site's), an empty line, its record/checkpoint
//
// The checkpoint is signed by the log, so a file that somebody changed says nothing for a liar. A
// plain checkpoint is read too; then of which day it was is not known.
//
// Errors: kCorrupt naming what is wrong with it.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "publish/about.h"

namespace evenhand::publish {

struct Seen {
  std::string checkpoint = {};  // with its signatures
  std::optional<std::chrono::sys_days> date = {};
};

Result<Seen> ReadSeen(std::string_view text);
// What is kept from a copy that goes on from what was kept before, of that size; nothing when it
// tells nothing new.
std::optional<std::string> WriteSeen(const About& about, std::string_view checkpoint,
                                     const std::optional<Seen>& before = {},
                                     std::uint64_t size_before = 0);

// What is said of a copy whose record is shorter than one that was seen before.
struct Shorter {
  bool went_back = false;  // it is of a later day than the longer one: no copy lost its way
  std::string what = {};
};
Shorter JudgeShorter(std::uint64_t size, const std::optional<std::chrono::sys_days>& date,
                     std::uint64_t seen_size, const std::optional<std::chrono::sys_days>& seen);

// What is said of one that does not begin with it.
inline constexpr std::string_view kForked =
    "FORKED: its record does not begin with the one that was seen before; the log's key has signed "
    "two histories: keep this copy and the earlier checkpoint, they are the proof";

}  // namespace evenhand::publish
