#include "policy/strikes.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
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

bool Ledger::OnlyWarns(const Part& part, Tally* tally) {
  for (const Ladder& ladder : tally->rules->ladders) {
    if (!ladder.warning || !ladder.Counts(part.family)) continue;
    return !tally->warnings.find(ladder.families.front())
                ->second.Violates(part.clause, part.input.at);
  }
  return false;
}

std::optional<Time> Ledger::Teach(std::string_view clause, Time at, Tally* tally) const {
  for (auto& [ladder, warnings] : tally->warnings) {
    if (const auto expires = warnings.Learns(clause, at)) return expires;
  }
  return std::nullopt;
}

Ledger::Part Ledger::PartOf(std::size_t at, std::size_t part) const {
  const auto entry = static_cast<std::uint32_t>(at);
  const StrikeInput& input = entries_[at].input;
  if (part == 0) return {entry, 0, input, input.family, input.weight, input.clause};
  const FamilyStrike& beside = input.beside[part - 1];
  return {entry,        static_cast<std::uint32_t>(part), input, beside.family, beside.weight,
          beside.clause};
}

// Families do not mix: of a batch each has its highest single weight, so that a later item adds
// what it has above the earlier ones (6.6).
std::int64_t Ledger::WeightThatCounts(const Part& part, Tally* tally) {
  const StrikeInput& input = part.input;
  const Family& family = *tally->rules->Find(part.family);
  const bool too_old =
      family.max_age && input.posted && input.at > After(*input.posted, *family.max_age);
  if (too_old || part.weight == 0) return 0;
  if (input.batch.empty()) return part.weight;
  std::int64_t& counted = tally->counted[input.batch][family.name];
  const std::int64_t added = std::max<std::int64_t>(0, part.weight - counted);
  counted += added;
  return added;
}

std::int64_t Ledger::Add(const Part& part, Tally* tally, Action* action) const {
  const std::int64_t added = WeightThatCounts(part, tally);
  if (added == 0) return 0;
  if (OnlyWarns(part, tally)) {
    *action = Stronger(*action, {.kind = ActionKind::kWarn});
    return 0;
  }
  const Family& family = *tally->rules->Find(part.family);
  Tally::PerFamily& strikes = tally->families[family.name];
  const Tally::Item strike{
      part.entry, part.part, added, part.input.at,
      family.expiry ? std::optional(After(part.input.at, *family.expiry)) : std::nullopt};
  // Nearly always the last place: only the clamping of months can put a later strike first.
  auto place = strikes.live.end();
  while (place != strikes.live.begin() && strike.expires < std::prev(place)->expires) --place;
  strikes.live.insert(place, strike);
  strikes.sum += added;
  return added;
}

// Of the first ladder that counts the family; without one, of the family.
std::int64_t Ledger::CountAfter(std::string_view family, const Tally& tally) const {
  for (const Ladder& ladder : tally.rules->ladders) {
    if (ladder.Counts(family)) return Sum(ladder, tally);
  }
  const auto alone = tally.families.find(family);
  return alone == tally.families.end() ? 0 : alone->second.sum;
}

// All strikes of an item are added before the ladders answer.
Ledger::Answer Ledger::Apply(std::size_t index, Tally* tally) const {
  const StrikeInput& input = entries_[index].input;
  Advance(input.at, tally);
  Answer answer;
  answer.first.added = Add(PartOf(index, 0), tally, &answer.action);
  answer.beside.reserve(input.beside.size());
  for (std::size_t part = 1; part <= input.beside.size(); ++part)
    answer.beside.push_back({Add(PartOf(index, part), tally, &answer.action), 0});
  answer.first.count = CountAfter(input.family, *tally);
  for (std::size_t i = 0; i < answer.beside.size(); ++i)
    answer.beside[i].count = CountAfter(input.beside[i].family, *tally);
  const auto adds_to = [&](const Ladder& ladder) {
    if (answer.first.added > 0 && ladder.Counts(input.family)) return true;
    for (std::size_t i = 0; i < answer.beside.size(); ++i) {
      if (answer.beside[i].added > 0 && ladder.Counts(input.beside[i].family)) return true;
    }
    return false;
  };
  for (const Ladder& ladder : tally->rules->ladders) {
    if (adds_to(ladder)) answer.action = Stronger(answer.action, ladder.At(Sum(ladder, *tally)));
  }
  return answer;
}

Result<void> Ledger::CheckFamily(std::string_view family, std::int64_t weight) const {
  if (tally_.rules->Find(family) == nullptr) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("no family of rules is called '{}' (6.1)", family));
  }
  if (weight < 0) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("a strike of weight {}: weights are 0 or more", weight));
  }
  return {};
}

Result<const Ledger::Entry*> Ledger::Decide(StrikeInput input) {
  EVENHAND_TRY(CheckClock(input.at));
  EVENHAND_TRY(CheckFamily(input.family, input.weight));
  for (const FamilyStrike& beside : input.beside)
    EVENHAND_TRY(CheckFamily(beside.family, beside.weight));
  const auto [place, is_new] = by_decision_.emplace(input.decision, entries_.size());
  if (!is_new) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("decision '{}' has been counted already", input.decision));
  }
  last_ = input.at;
  steps_.push_back({.kind = Step::Kind::kDecision, .at = input.at, .entry = entries_.size()});
  entries_.push_back({.input = std::move(input)});
  Answer answer = Apply(entries_.size() - 1, &tally_);
  Entry& entry = entries_.back();
  entry.added = entry.added_now = answer.first.added;
  entry.count = entry.count_now = answer.first.count;
  entry.beside = std::move(answer.beside);
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
        entry.added_now = answer.first.added;
        entry.count_now = answer.first.count;
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

// Of ten thousand strikes each look at a decision costs a miss of the cache: those that are not
// listed are not looked at, and of the others only the texts.
Ledger::LatestStrikes Ledger::Latest(
    Time at, std::size_t most, const std::function<bool(std::string_view family)>& counts) const {
  struct Found {
    std::string_view family;
    const Tally::Item* item;
  };
  std::vector<Found> live;
  bool in_order = true;  // nearly always: strikes of one family live equally long
  std::uint64_t last = 0;
  for (const auto& [name, family] : tally_.families) {
    if (counts && !counts(name)) continue;
    live.reserve(live.size() + family.live.size());
    for (const Tally::Item& item : family.live) {
      if (item.expires && *item.expires <= at) continue;
      in_order &= last <= item.place();
      last = item.place();
      live.push_back({name, &item});
    }
  }
  if (!in_order) std::ranges::sort(live, {}, [](const Found& one) { return one.item->place(); });
  LatestStrikes latest{.unlisted = live.size() - std::min(live.size(), most)};
  latest.strikes.reserve(live.size() - latest.unlisted);
  for (const auto& [family, item] : std::span(live).subspan(latest.unlisted)) {
    const StrikeInput& input = entries_[item->entry].input;
    const std::string& clause =
        item->part == 0 ? input.clause : input.beside[item->part - 1].clause;
    latest.strikes.push_back(
        {input.decision, family, clause, item->weight, item->at, item->expires});
  }
  return latest;
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
