#include "app/standing_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/lock_text.h"
#include "app/table.h"

namespace evenhand::app {
namespace {

std::string Until(const std::optional<policy::Time>& time) {
  return time ? "until " + policy::FormatTime(*time) : "without an end";
}

std::string FreeText(const docket::StandingView& view) {
  if (view.free_at) return policy::FormatTime(*view.free_at);
  const bool is_permanent = std::ranges::any_of(
      view.running, [](const policy::Running& r) { return policy::IsPermanent(r.action); });
  return is_permanent ? "never" : "once what the locks wait for is deleted and their time has run";
}

}  // namespace

const docket::LockView* LockIn(const docket::StandingView& view, std::string_view decision) {
  const auto found = std::ranges::find(view.locks, decision, &docket::LockView::decision);
  return found == view.locks.end() ? nullptr : &*found;
}

std::string StandingText(std::string_view account, policy::Time at,
                         const docket::StandingView& view) {
  std::string out = fmt::format("{} at {}\n", ForTerminal(account), policy::FormatTime(at));
  if (view.live.empty()) out += "  no live strikes\n";
  for (const policy::LiveStrike& s : view.live) {
    out += fmt::format("  strike of weight {} in {}, {} ({}), {}\n", s.weight,
                       ForTerminal(s.family), policy::FormatTime(s.at), ForTerminal(s.decision),
                       s.expires ? "expires " + policy::FormatTime(*s.expires) : "does not expire");
  }
  for (const policy::Running& r : view.running) {
    const docket::LockView* lock = LockIn(view, r.decision);
    const bool lifted = std::ranges::find(view.lifted, r.decision) != view.lifted.end();
    out += fmt::format("  {} {} ({}){}\n", policy::FormatAction(r.action),
                       lock == nullptr ? Until(r.until) : LockText(*lock, "en"),
                       ForTerminal(r.decision),
                       lifted && lock == nullptr ? ", lifted: its appeal is answered late" : "");
  }
  if (!view.running.empty()) out += fmt::format("  free {}\n", FreeText(view));
  for (const auto& next : view.next) {
    out += fmt::format("  {}: {} counted\n", fmt::join(next.families, " + "), next.count);
    for (const policy::NextStep& step : next.steps) {
      out += fmt::format("    a next strike of weight {}: {}\n", step.weight,
                         policy::FormatAction(step.action));
    }
  }
  return out;
}

}  // namespace evenhand::app
