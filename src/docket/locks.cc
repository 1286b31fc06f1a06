// Locks that wait for a deletion: what policy/lock.h says of the history that an account has.

#include "docket/locks.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/json_out.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using policy::ActionKind;
using policy::LockHistory;
using policy::LockPhase;
using policy::LockPhaseKind;
using policy::Time;

bool HidesUntilDeleted(const DecidedCase& decided) {
  return !decided.voided && decided.item_action.kind == ActionKind::kHide;
}

std::vector<LockView> LocksOn(const Account& account, std::string_view item, Time at) {
  std::vector<LockView> views;
  for (const DecidedCase* decided : account.hiding_decisions()) {
    if (decided->item != item) continue;
    if (const auto lock = account.LockOf(*decided))
      views.push_back({decided->id, decided->item, PhaseAt(*lock, std::max(at, decided->at))});
  }
  return views;
}

}  // namespace

LockPhase PhaseAt(const LockHistory& lock, Time at) {
  const std::vector<LockPhase> phases = policy::LockPhases(lock);
  const auto now = std::ranges::find_if(
      phases, [&](const LockPhase& phase) { return !phase.until || at < *phase.until; });
  return *now;
}

std::optional<Time> Account::DeletedAt(std::string_view item) const {
  const auto found = deleted_.find(item);
  return found == deleted_.end() ? std::nullopt : std::optional(found->second);
}

const policy::Action& Account::ActionOf(const DecidedCase& decided) const {
  static const policy::Action kNone;
  if (decided.voided) return kNone;
  if (!decided.entry) return decided.clause_action;
  return policy::Stronger(decided.clause_action, strikes_->entries()[*decided.entry].now);
}

std::optional<LockHistory> Account::LockOf(const DecidedCase& decided) const {
  if (!HidesUntilDeleted(decided)) return std::nullopt;
  const policy::Action& action = ActionOf(decided);
  if (action.kind != ActionKind::kLock || !action.period) return std::nullopt;
  LockHistory lock{.imposed = decided.at, .then = *action.period};
  if (const auto deleted = DeletedAt(decided.item)) lock.deleted = std::max(*deleted, decided.at);
  if (const AppealCase* appeal = LatestAppealOf(decided.id)) {
    lock.appealed = appeal->handled_from;
    lock.answered = appeal->answered;
  }
  return lock;
}

std::vector<policy::Running> Account::RunningAt(Time at) const {
  std::vector<policy::Running> running;
  for (std::size_t i = 0; i < briefs_.size(); ++i) {
    const Brief& brief = briefs_[i];
    const policy::Action& action =
        brief.is_the_ladders ? strikes_->entries()[brief.entry].now : ActionOf(*in_order_[i]);
    if (!policy::IsTimed(action.kind) || brief.at > at) continue;
    const auto lock = brief.is_the_ladders ? std::nullopt : LockOf(*in_order_[i]);
    std::optional<Time> until;
    if (!lock) {
      if (action.period) until = policy::After(brief.at, *action.period);
    } else if (lock->deleted) {
      until = policy::After(*lock->deleted, lock->then);
    }
    if (!until || at < *until) running.push_back({brief.id, action, brief.at, until});
  }
  return running;
}

std::vector<LockView> LocksAt(const Account& account, Time at) {
  std::vector<LockView> views;
  for (const DecidedCase* decided : account.hiding_decisions()) {
    const auto lock = decided->at <= at ? account.LockOf(*decided) : std::nullopt;
    if (!lock) continue;
    const LockPhase phase = PhaseAt(*lock, at);
    if (phase.kind != LockPhaseKind::kOpen) views.push_back({decided->id, decided->item, phase});
  }
  return views;
}

Result<Deletion> Docket::DeleteItem(std::string_view name, std::string_view item, Time at) {
  EVENHAND_ASSIGN(Account * account, Warm(name));
  if (const auto before = account->DeletedAt(item)) {
    return Deletion{.at = *before, .was_there = true, .locks = LocksOn(*account, item, at)};
  }
  std::optional<Time> hidden;
  for (const DecidedCase* decided : account->hiding_decisions()) {
    if (decided->item == item && HidesUntilDeleted(*decided))
      hidden = std::min(hidden.value_or(decided->at), decided->at);
  }
  if (!hidden) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("no decision wants item '{}' of '{}' deleted (7.2)", item, name));
  }
  if (at < *hidden) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("item '{}' cannot have been deleted at {}: it was hidden at {} (7.2)",
                            item, policy::FormatTime(at), policy::FormatTime(*hidden)));
  }
  codec::JsonOut body;
  body.Open('{').Key("item").String(item).Close('}');
  Change change;
  change.events.push_back({.account = std::string(name),
                           .kind = "deleted",
                           .id = IdFrom("x", {name, item}),
                           .at_s = SecondsOf(at),
                           .body = body.text()});
  EVENHAND_TRY(account->Apply(change.events.front(), &scratch_));
  EVENHAND_TRY(Commit(std::move(change)));
  EVENHAND_ASSIGN(account, Warm(name));
  return Deletion{.at = at, .locks = LocksOn(*account, item, at)};
}

Result<std::optional<LockView>> Docket::LockOf(std::string_view decision, Time at) {
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", decision));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", decision));
  EVENHAND_ASSIGN(const Account* account, AccountNamed(event->account));
  const DecidedCase& decided = *account->FindDecision(decision);
  const auto lock = account->LockOf(decided);
  if (!lock) return std::optional<LockView>();
  return std::optional(
      LockView{decided.id, decided.item, PhaseAt(*lock, std::max(at, decided.at))});
}

}  // namespace evenhand::docket
