#include "even/what_if.h"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::even {
namespace {

using policy::Decision;
using policy::Time;

struct Restricted {
  Time from, until;
};

std::string Show(const Decision& d) {
  if (d.outcome == policy::Outcome::kNoViolation) return "no violation";
  if (d.outcome == policy::Outcome::kWaiting) return d.awaits + ": waits";
  return fmt::format("{}: {}, {}", d.ground, policy::FormatAction(d.item),
                     policy::FormatAction(d.account));
}

// Whole days in the union of the times, rounded down.
std::int64_t DaysOf(std::vector<Restricted> times) {
  std::ranges::sort(times, {}, &Restricted::from);
  policy::Seconds sum{0};
  Time covered = Time::min();
  for (const Restricted& time : times) {
    const Time from = std::max(time.from, covered);
    if (from >= time.until) continue;
    sum += time.until - from;
    covered = time.until;
  }
  return sum / std::chrono::days(1);
}

struct Side {
  explicit Side(const policy::Rulebook& book) : strikes(&book.strikes) {}

  Result<Decision> Decide(const policy::Rulebook& book, const policy::CaseInput& input,
                          Time until) {
    EVENHAND_ASSIGN(Decision decision, policy::Decide(book, input, &strikes, &grants));
    if (policy::IsTimed(decision.account.kind)) {
      const Time end =
          decision.account.period ? policy::After(input.at, *decision.account.period) : until;
      restricted.push_back({input.at, std::min(end, until)});
    }
    return decision;
  }

  policy::Ledger strikes;
  policy::GrantRegister grants;
  std::vector<Restricted> restricted;
};

}  // namespace

AsIf AsOrdinary() {
  return {.attributes = {{"public_office", {}},
                         {"office", {}},
                         {"candidate", false},
                         {"state_media", {}},
                         {"account_kind", {}},
                         {"state", {}}},
          .with_exceptions = false};
}

AsIf AsOfficial() {
  return {.attributes = {{"public_office", std::string("holder")},
                         {"office", std::string("holder")},
                         {"verified", true},
                         {"followers", std::int64_t{1'000'000}}}};
}

Result<WhatIf> AskWhatIf(const policy::Rulebook& rulebook,
                         const std::vector<policy::CaseInput>& cases, const AsIf& as_if,
                         Time until) {
  policy::Rulebook other = rulebook;
  if (!as_if.with_exceptions) other.exceptions.clear();
  Side recorded(rulebook), instead(other);
  WhatIf answer;
  for (const policy::CaseInput& one : cases) {
    policy::CaseInput changed = one;
    for (const auto& [name, value] : as_if.attributes) changed.attributes[name] = value;
    // An official's exception would have been reviewed; two others are taken to approve it.
    if (as_if.with_exceptions && changed.review.approvers.empty()) {
      changed.review.approvers = {"a second person", "a third person"};
    }
    EVENHAND_ASSIGN(const Decision was, recorded.Decide(rulebook, one, until));
    EVENHAND_ASSIGN(const Decision would, instead.Decide(other, changed, until));
    WhatIfStep step{one.decision, one.at, Show(was), Show(would)};
    if (!answer.first_difference && step.recorded != step.instead)
      answer.first_difference = answer.steps.size();
    answer.steps.push_back(std::move(step));
  }
  answer.recorded_days = DaysOf(std::move(recorded.restricted));
  answer.instead_days = DaysOf(std::move(instead.restricted));
  return answer;
}

}  // namespace evenhand::even
