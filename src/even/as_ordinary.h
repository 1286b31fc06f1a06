#pragma once

// "As ordinary": an account's findings replayed as if it held no office and had no exceptions, on a
// ladder of strikes; and where what was really decided first parts from that.
//
// The ladder here is the plainest there is: weights add up, nothing expires, the highest rung
// reached decides. It stands in for the policy engine's ladder, and only this file knows it.
//
// Source: docs/parity.md, "As ordinary".

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace evenhand::even {

enum class StrikeKind : std::uint8_t { kLabel, kDeletion };

// "L" a labelled item, one strike; "D" a required deletion, two.
// Errors: kInvalidArgument for anything else.
Result<StrikeKind> ParseStrikeKind(std::string_view letter);

// The account's state that a count of strikes leads to, from mild to harsh.
enum class Standing : std::uint8_t { kOpen, kLocked12Hours, kLocked7Days, kClosed };

struct OrdinaryStep {
  std::int64_t strikes = 0;  // live after this finding
  Standing standing = Standing::kOpen;
};

// Ladder P1 of docs/parity.md: 2 and 3 strikes lock for 12 hours, 4 for 7 days, 5 or more close.
std::vector<OrdinaryStep> ReplayAsOrdinary(std::span<const StrikeKind> findings);

// The first finding (from 0) after which the record shows something else than the replay.
// Errors: kInvalidArgument when the lists differ in length.
Result<std::optional<std::size_t>> FirstDifference(std::span<const OrdinaryStep> replay,
                                                   std::span<const Standing> record);

}  // namespace evenhand::even
