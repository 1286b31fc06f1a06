#include "register/verdict.h"

#include <algorithm>
#include <cmath>

namespace evenhand::access {
namespace {

constexpr double kZ = 1.96;
constexpr std::uint64_t kFewestUsable = 3;
constexpr std::int64_t kFewestVotes = 10;
constexpr double kWorldFault = 0.2, kLocalFault = 0.5;

// The end of Wilson's interval for k of n: `side` -1 is the lower one, +1 the upper.
double Wilson(std::int64_t k, std::int64_t n, int side) {
  const auto votes = static_cast<double>(n);
  const double share = static_cast<double>(k) / votes, z2 = kZ * kZ;
  const double spread = kZ * std::sqrt(share * (1 - share) / votes + z2 / (4 * votes * votes));
  return (share + z2 / (2 * votes) + side * spread) / (1 + z2 / votes);
}

Verdict ByVotes(const WindowTally& votes, std::int64_t reporting, bool single_provider) {
  const std::int64_t n = votes.votes(), k = votes.blocked();
  if (votes.confirmed_networks() >= 2 && n > 0 && 2 * k >= n) return Verdict::kBlocked;
  const bool is_single = single_provider && votes.voting_networks() == 1;
  const std::int64_t need =
      is_single ? 1 : std::max<std::int64_t>(2, std::min<std::int64_t>(3, reporting));
  if (votes.voting_networks() < need || n < kFewestVotes) return Verdict::kUnknown;
  if (Wilson(k, n, -1) >= 0.5) return Verdict::kBlocked;
  if (Wilson(k, n, +1) <= 0.25 && 2 * votes.open() >= n) return Verdict::kOpen;
  return votes.has_blocking_network() ? Verdict::kPartly : Verdict::kUnclear;
}

}  // namespace

std::string_view Name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kUnknown:
      return "unknown";
    case Verdict::kUnclear:
      return "unclear";
    case Verdict::kBlocked:
      return "blocked";
    case Verdict::kOpen:
      return "open";
    case Verdict::kPartly:
      return "partly";
    case Verdict::kServiceFault:
      return "service_fault";
    case Verdict::kShutdown:
      return "shutdown";
  }
  return "";
}

Vote VoteOf(const Counts& counts) {
  const std::uint64_t usable = counts.usable(), bad = counts.bad();
  if (usable < kFewestUsable) return Vote::kNone;
  if (2 * bad >= usable) return Vote::kBlocked;
  return 5 * bad <= usable ? Vote::kOpen : Vote::kMixed;
}

void WindowTally::Change(std::uint32_t network, Day day, const Counts& counts, int by) {
  Network& of = networks_[network];
  const Network before = of;
  const Vote vote = VoteOf(counts);
  if (counts.all() > 0) of.reports += by;
  if (counts.confirmed > 0) of.confirmed += by;
  if (vote != Vote::kNone) of.votes += by;
  if (vote == Vote::kBlocked) {
    of.blocked += by;
    blocked_ += by;
    if ((blocked_days_[day] += by) == 0) blocked_days_.erase(day);
  }
  if (vote == Vote::kOpen) open_ += by;
  if (vote == Vote::kMixed) mixed_ += by;
  const auto step = [](bool was, bool is) {
    return static_cast<std::int64_t>(is) - static_cast<std::int64_t>(was);
  };
  reporting_ += step(before.reports > 0, of.reports > 0);
  voting_ += step(before.votes > 0, of.votes > 0);
  confirmed_ += step(before.confirmed > 0, of.confirmed > 0);
  blocking_ += step(before.is_blocking(), of.is_blocking());
  if (of.reports == 0) networks_.erase(network);
}

std::size_t WindowTally::BlockedDaysIn(const std::set<Day>& days) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      blocked_days_, [&](const auto& day) { return days.contains(day.first); }));
}

std::optional<Day> WindowTally::LastBlockedDay() const {
  const auto last =
      std::ranges::max_element(blocked_days_, {}, [](const auto& day) { return day.first; });
  return last == blocked_days_.end() ? std::nullopt : std::optional(last->first);
}

Judgement Judge(const WindowTally& votes, std::int64_t reporting, const Controls& controls,
                bool single_provider) {
  Judgement judged{.verdict = ByVotes(votes, reporting, single_provider),
                   .is_controlled = controls.world && controls.local && controls.outage_days};
  if (judged.verdict != Verdict::kBlocked && judged.verdict != Verdict::kPartly) return judged;
  if (controls.world && *controls.world > kWorldFault) {
    judged.verdict = Verdict::kServiceFault;
  } else if (controls.local && *controls.local > kLocalFault) {
    judged.verdict = Verdict::kShutdown;
  } else if (controls.outage_days && votes.blocked_days() > 0 &&
             2 * votes.BlockedDaysIn(*controls.outage_days) >= votes.blocked_days()) {
    judged.verdict = Verdict::kShutdown;
  }
  return judged;
}

}  // namespace evenhand::access
