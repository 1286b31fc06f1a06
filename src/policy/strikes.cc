#include "policy/strikes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace evenhand::policy {

Action Ladder::At(std::int64_t count) const {
  Action action;
  for (const Rung& rung : rungs) {
    if (rung.threshold <= count) action = rung.action;
  }
  return action;
}

bool Ladder::Counts(std::string_view family) const {
  return std::ranges::find(families, family) != families.end();
}

const Family* StrikeRules::Find(std::string_view name) const {
  const auto found = std::ranges::find(families, name, &Family::name);
  return found == families.end() ? nullptr : &*found;
}

Ledger::Ledger(const StrikeRules* rules) : first_rules_(rules), tally_(EmptyTally(rules)) {}

Ledger::Tally Ledger::EmptyTally(const StrikeRules* rules) {
  Tally tally;
  SwitchRules(rules, &tally);
  return tally;
}

void Ledger::SwitchRules(const StrikeRules* rules, Tally* tally) {
  tally->rules = rules;
  for (const Ladder& ladder : rules->ladders) {
    if (ladder.warning) tally->warnings.try_emplace(ladder.families.front(), *ladder.warning);
  }
}

void Ledger::UseRules(const StrikeRules* rules) {
  if (tally_.rules == rules) return;
  steps_.push_back({.kind = Step::Kind::kRules, .rules = rules});
  SwitchRules(rules, &tally_);
}

Result<void> Ledger::CheckClock(Time at) const {
  if (!last_ || at >= *last_) return {};
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("the clock went backwards: {} comes after {} (6.1)", FormatTime(at),
                          FormatTime(*last_)));
}

void Ledger::Advance(Time at, Tally* tally) const {
  for (auto& [name, family] : tally->families) {
    while (!family.live.empty() && family.live.front().expires &&
           *family.live.front().expires <= at) {
      family.sum -= family.live.front().weight;
      family.live.pop_front();
    }
  }
}

std::int64_t Ledger::Sum(const Ladder& ladder, const Tally& tally) const {
  std::int64_t sum = 0;
  for (const std::string& name : ladder.families) {
    const auto family = tally.families.find(name);
    if (family != tally.families.end()) sum += family->second.sum;
  }
  return sum;
}

bool Ledger::OnlyWarns(const StrikeInput& input, Tally* tally) const {
  for (const Ladder& ladder : tally->rules->ladders) {
    if (!ladder.warning || !ladder.Counts(input.family)) continue;
    return !tally->warnings.find(ladder.families.front())->second.Violates(input.clause, input.at);
  }
  return false;
}

std::optional<Time> Ledger::Teach(std::string_view clause, Time at, Tally* tally) const {
  for (auto& [ladder, warnings] : tally->warnings) {
    if (const auto expires = warnings.Learns(clause, at)) return expires;
  }
  return std::nullopt;
}

Ledger::Answer Ledger::Apply(std::size_t index, Tally* tally) const {
  const StrikeInput& input = entries_[index].input;
  const Family& family = *tally->rules->Find(input.family);
  Advance(input.at, tally);
  const bool too_old =
      family.max_age && input.posted && input.at > After(*input.posted, *family.max_age);
  std::int64_t added = too_old ? 0 : input.weight;
  if (!input.batch.empty() && added > 0) {
    // A batch gives its highest single weight: a later item adds what it has above the earlier
    // ones.
    std::int64_t& counted = tally->counted[input.batch];
    added = std::max<std::int64_t>(0, added - counted);
    counted += added;
  }
  Tally::PerFamily& strikes = tally->families[input.family];
  if (added > 0 && OnlyWarns(input, tally)) return {0, strikes.sum, {.kind = ActionKind::kWarn}};
  if (added > 0) {
    const Tally::Item strike{
        index, added,
        family.expiry ? std::optional(After(input.at, *family.expiry)) : std::nullopt};
    // Nearly always the last place: only the clamping of months can put a later strike first.
    auto place = strikes.live.end();
    while (place != strikes.live.begin() && strike.expires < std::prev(place)->expires) --place;
    strikes.live.insert(place, strike);
    strikes.sum += added;
  }
  Answer answer{added, strikes.sum, {}};
  bool first = true;
  for (const Ladder& ladder : tally->rules->ladders) {
    if (!ladder.Counts(input.family)) continue;
    const std::int64_t count = Sum(ladder, *tally);
    if (std::exchange(first, false)) answer.count = count;
    if (added > 0) answer.action = Stronger(answer.action, ladder.At(count));
  }
  return answer;
}

Result<const Ledger::Entry*> Ledger::Decide(StrikeInput input) {
  EVENHAND_TRY(CheckClock(input.at));
  if (tally_.rules->Find(input.family) == nullptr) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("no family of rules is called '{}' (6.1)", input.family));
  }
  if (input.weight < 0) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("a strike of weight {}: weights are 0 or more", input.weight));
  }
  const auto [place, is_new] = by_decision_.emplace(input.decision, entries_.size());
  if (!is_new) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("decision '{}' has been counted already", input.decision));
  }
  last_ = input.at;
  steps_.push_back({.kind = Step::Kind::kDecision, .at = input.at, .entry = entries_.size()});
  entries_.push_back({.input = std::move(input)});
  const Answer answer = Apply(entries_.size() - 1, &tally_);
  Entry& entry = entries_.back();
  entry.added = entry.added_now = answer.added;
  entry.count = entry.count_now = answer.count;
  entry.given = entry.now = answer.action;
  return &entry;
}

Result<void> Ledger::Notice(std::string_view batch, Time at) {
  EVENHAND_TRY(CheckClock(at));
  last_ = at;
  steps_.push_back({.kind = Step::Kind::kNotice, .at = at, .name = std::string(batch)});
  tally_.counted.erase(std::string(batch));
  return {};
}

Result<std::optional<Time>> Ledger::Lesson(std::string_view clause, Time at) {
  EVENHAND_TRY(CheckClock(at));
  last_ = at;
  steps_.push_back({.kind = Step::Kind::kLesson, .at = at, .name = std::string(clause)});
  return Teach(clause, at, &tally_);
}

Result<void> Ledger::Void(std::string_view decision, Time at) {
  EVENHAND_TRY(CheckClock(at));
  const auto found = by_decision_.find(decision);
  if (found == by_decision_.end()) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", decision));
  }
  last_ = at;
  if (entries_[found->second].voided) return {};
  entries_[found->second].voided = true;
  entries_[found->second].now = {};
  entries_[found->second].added_now = 0;
  Replay();
  return {};
}

Result<void> Ledger::Soften(std::string_view decision, const Action& action, Time at) {
  EVENHAND_TRY(CheckClock(at));
  const auto found = by_decision_.find(decision);
  if (found == by_decision_.end()) {
    return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", decision));
  }
  last_ = at;
  Entry& entry = entries_[found->second];
  if (IsMilder(action, entry.now)) entry.now = action;
  return {};
}

void Ledger::Replay() {
  tally_ = EmptyTally(first_rules_);
  for (const Step& step : steps_) {
    switch (step.kind) {
      case Step::Kind::kNotice:
        tally_.counted.erase(step.name);
        break;
      case Step::Kind::kRules:
        SwitchRules(step.rules, &tally_);
        break;
      case Step::Kind::kLesson:
        Teach(step.name, step.at, &tally_);
        break;
      case Step::Kind::kDecision: {
        Entry& entry = entries_[step.entry];
        if (entry.voided) break;
        const Answer answer = Apply(step.entry, &tally_);
        entry.added_now = answer.added;
        entry.count_now = answer.count;
        if (IsMilder(answer.action, entry.now)) entry.now = answer.action;
      }
    }
  }
}

const Ledger::Entry* Ledger::Find(std::string_view decision) const {
  const auto found = by_decision_.find(decision);
  return found == by_decision_.end() ? nullptr : &entries_[found->second];
}

std::int64_t Ledger::Count(std::string_view family, Time at) const {
  const auto strikes = tally_.families.find(family);
  if (strikes == tally_.families.end()) return 0;
  std::int64_t sum = strikes->second.sum;
  for (const Tally::Item& item : strikes->second.live) {
    if (!item.expires || *item.expires > at) break;
    sum -= item.weight;
  }
  return sum;
}

std::vector<LiveStrike> Ledger::Live(Time at) const {
  std::vector<std::pair<std::size_t, const Tally::Item*>> live;
  std::size_t most = 0;
  for (const auto& [name, family] : tally_.families) most += family.live.size();
  live.reserve(most);
  for (const auto& [name, family] : tally_.families) {
    for (const Tally::Item& item : family.live) {
      if (!item.expires || *item.expires > at) live.emplace_back(item.entry, &item);
    }
  }
  // Nearly always in order: strikes of one family live equally long.
  if (!std::ranges::is_sorted(live)) std::ranges::sort(live);
  std::vector<LiveStrike> strikes;
  strikes.reserve(live.size());
  for (const auto& [entry, item] : live) {
    const StrikeInput& input = entries_[entry].input;
    strikes.push_back(
        {input.decision, input.family, input.clause, item->weight, input.at, item->expires});
  }
  return strikes;
}

std::vector<Running> Ledger::RunningAt(Time at) const {
  std::vector<Running> running;
  for (const Entry& entry : entries_) {
    if (!IsTimed(entry.now.kind) || entry.input.at > at) continue;
    std::optional<Time> until;
    if (entry.now.period) until = After(entry.input.at, *entry.now.period);
    if (until && *until <= at) continue;
    running.push_back({entry.input.decision, entry.now, entry.input.at, until});
  }
  return running;
}

std::optional<Time> Ledger::FreeAt(Time at) const {
  Time free = at;
  for (const Running& action : RunningAt(at)) {
    if (!action.until) return std::nullopt;
    free = std::max(free, *action.until);
  }
  return free;
}

Action Ledger::Next(const Ladder& ladder, std::int64_t weight, Time at) const {
  if (weight <= 0) return {};
  std::int64_t count = weight;
  for (const std::string& family : ladder.families) count += Count(family, at);
  return ladder.At(count);
}

}  // namespace evenhand::policy
