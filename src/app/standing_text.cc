#include "app/standing_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/lock_text.h"
#include "app/table.h"
#include "page/frame.h"
#include "page/locale.h"
#include "page/spoken.h"
#include "page/statement_words.h"
#include "server/pages.h"
#include "server/words.h"

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

namespace {

std::string FamiliesIn(page::Language language, const std::vector<std::string>& families) {
  std::vector<std::string> names;
  for (const std::string& family : families) names.push_back(page::FamilyText(language, family));
  return fmt::format("{}", fmt::join(names, " + "));
}

// What runs until when, as a page behind a code says it.
std::string RunningIn(page::Language language, const docket::StandingView& view,
                      const policy::Running& running) {
  const std::string_view tag = page::Tag(language);
  std::string line = page::ActionText(language, running.action);
  const docket::LockView* lock = LockIn(view, running.decision);
  const bool is_lifted = std::ranges::find(view.lifted, running.decision) != view.lifted.end();
  std::string until;
  if (lock != nullptr) {
    until = LockText(*lock, tag);
  } else if (is_lifted) {
    until = server::Say(language, server::Word::kLifted);
  } else if (running.until) {
    until = server::Fill(language, server::Word::kExpires, page::DateIn(tag, *running.until));
  }
  if (!until.empty()) line += " — " + until;
  return fmt::format("- {} ({})\n", line, page::Isolated(running.decision));
}

}  // namespace

std::string StandingLetter(std::string_view account, policy::Time at,
                           const docket::StandingView& view, std::string_view language) {
  const page::Language in = page::FrameLanguage(language);
  const std::string_view tag = page::Tag(in);
  std::string out = fmt::format("{}: {}, {}\n", server::Say(in, server::Word::kStanding),
                                page::Isolated(ForTerminal(account)), page::DateIn(tag, at));
  for (const policy::Running& running : view.running) out += RunningIn(in, view, running);
  if (view.live.empty()) out += fmt::format("- {}\n", server::Say(in, server::Word::kNoStrikes));
  for (const policy::LiveStrike& strike : view.live) {
    const server::OpenedDecision::Strike said{strike.weight, std::string(strike.family), strike.at,
                                              strike.expires};
    out += fmt::format("- {} ({})\n", server::StrikeIn(in, said),
                       page::Isolated(ForTerminal(strike.decision)));
  }
  for (const auto& next : view.next) {
    out += fmt::format("{}:\n", FamiliesIn(in, next.families));
    for (const policy::NextStep& step : next.steps) {
      out += fmt::format(
          "- {}\n", page::Fill(page::StatementWordsIn(tag).next, page::NumberIn(tag, step.weight),
                               page::ActionText(in, step.action)));
    }
  }
  return out;
}

}  // namespace evenhand::app
