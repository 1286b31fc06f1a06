#include "even/as_ordinary.h"

#include <fmt/format.h>

namespace evenhand::even {
namespace {

Standing StandingAt(std::int64_t strikes) {
  if (strikes >= 5) return Standing::kClosed;
  if (strikes == 4) return Standing::kLocked7Days;
  return strikes >= 2 ? Standing::kLocked12Hours : Standing::kOpen;
}

}  // namespace

Result<StrikeKind> ParseStrikeKind(std::string_view letter) {
  if (letter == "L") return StrikeKind::kLabel;
  if (letter == "D") return StrikeKind::kDeletion;
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("'{}' is no finding; write L (label) or D (deletion)", letter));
}

std::vector<OrdinaryStep> ReplayAsOrdinary(std::span<const StrikeKind> findings) {
  std::vector<OrdinaryStep> steps;
  std::int64_t strikes = 0;
  for (const StrikeKind kind : findings) {
    strikes += kind == StrikeKind::kDeletion ? 2 : 1;
    steps.push_back({strikes, StandingAt(strikes)});
  }
  return steps;
}

Result<std::optional<std::size_t>> FirstDifference(std::span<const OrdinaryStep> replay,
                                                   std::span<const Standing> record) {
  if (replay.size() != record.size()) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("{} findings replayed, {} on record; give both for the same history",
                            replay.size(), record.size()));
  }
  for (std::size_t i = 0; i < record.size(); ++i) {
    if (replay[i].standing != record[i]) return std::optional(i);
  }
  return std::optional<std::size_t>();
}

}  // namespace evenhand::even
