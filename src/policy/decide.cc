#include "policy/decide.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "policy/raised.h"

namespace evenhand::policy {
namespace {

// What conditions are evaluated over: answers, attributes and register facts under their names,
// less what rules raised, which each clause sees for itself.
Facts AllFacts(const CaseInput& input) {
  Facts facts = input.facts;
  for (const auto& [name, value] : input.attributes) facts[name] = value;
  for (const Judgement& judgement : input.judgements) {
    if (judgement.question != kRaised) facts[judgement.question] = judgement.answer;
  }
  return facts;
}

bool IsRaised(const Clause& clause, const CaseInput& input) {
  return std::ranges::any_of(input.judgements, [&](const Judgement& judgement) {
    const auto* raised = std::get_if<std::string>(&judgement.answer);
    return judgement.question == kRaised && raised != nullptr && *raised == clause.id;
  });
}

Result<void> CheckRaised(const Rulebook& rulebook, const Fact& answer) {
  const auto* id = std::get_if<std::string>(&answer);
  const Clause* clause = id == nullptr ? nullptr : rulebook.FindClause(*id);
  if (clause != nullptr && ReadsRaised(*clause)) return {};
  return Fail(
      ErrorCode::kInvalidArgument,
      fmt::format("'{}' is no clause that rules can raise: its 'when' does not read 'raised' (2.1)",
                  FormatFact(answer)));
}

bool IsAnswer(const Fact& answer, const std::vector<std::string>& answers) {
  if (std::holds_alternative<std::monostate>(answer)) return true;
  if (answers.empty()) return std::holds_alternative<bool>(answer);
  const auto* text = std::get_if<std::string>(&answer);
  return text != nullptr && std::ranges::find(answers, *text) != answers.end();
}

Result<void> CheckInput(const Rulebook& rulebook, const CaseInput& input) {
  if (input.at < rulebook.effective_at) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("version {} of '{}' is not in force before {} (2.2)", rulebook.version,
                            rulebook.id, FormatTime(rulebook.effective_at)));
  }
  if (input.at < input.posted) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("decided at {}, before the item was posted at {} (6.1)",
                            FormatTime(input.at), FormatTime(input.posted)));
  }
  for (const Judgement& judgement : input.judgements) {
    if (judgement.question == kRaised) {
      EVENHAND_TRY(CheckRaised(rulebook, judgement.answer));
      continue;
    }
    const auto question = std::ranges::find(rulebook.questions, judgement.question, &Question::id);
    if (question == rulebook.questions.end()) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("'{}' is no question of this rulebook (5.1)", judgement.question));
    }
    if (!IsAnswer(judgement.answer, question->answers)) {
      return Fail(ErrorCode::kInvalidArgument,
                  fmt::format("'{}' is no answer to '{}': {} (5.1)", FormatFact(judgement.answer),
                              question->id,
                              question->answers.empty()
                                  ? "true or false"
                                  : fmt::format("{}", fmt::join(question->answers, ", "))));
    }
  }
  return {};
}

// Every admitted attribute that the conditions tried have read, in the rulebook's order.
class AttributesRead {
 public:
  AttributesRead(const Rulebook& rulebook, const CaseInput& input)
      : rulebook_(rulebook), input_(input), read_(rulebook.attributes.size(), false) {}

  void Note(const Condition& condition) {
    for (const std::string& name : condition.names()) {
      const auto at = std::ranges::find(rulebook_.attributes, name);
      if (at != rulebook_.attributes.end())
        read_[static_cast<std::size_t>(at - rulebook_.attributes.begin())] = true;
    }
  }
  std::vector<AttributeUse> List() const {
    std::vector<AttributeUse> uses;
    for (std::size_t i = 0; i < read_.size(); ++i) {
      const std::string& name = rulebook_.attributes[i];
      if (read_[i]) uses.push_back({name, FactNamed(input_.attributes, name)});
    }
    return uses;
  }

 private:
  const Rulebook& rulebook_;
  const CaseInput& input_;
  std::vector<bool> read_;
};

// The clause with the most severe action on the item is the ground; ties go to the earlier one
// (policy.md 5.2).
const Clause* Ground(const std::vector<const Clause*>& met) {
  const Clause* ground = met.front();
  for (const Clause* clause : met) {
    if (IsMilder(ground->item, clause->item)) ground = clause;
  }
  return ground;
}

// The clauses whose strikes count: once per family, at the highest weight; the ground's family
// first, then as they stand in the rulebook (policy.md 5.2).
std::vector<const Clause*> StrikeClauses(const std::vector<const Clause*>& met,
                                         const Clause& ground, const CaseInput& input) {
  std::vector<const Clause*> heaviest;
  for (const Clause* clause : met) {
    const bool too_old = clause->max_age && input.at > After(input.posted, *clause->max_age);
    if (clause->strikes == 0 || too_old) continue;
    const auto same = std::ranges::find(heaviest, clause->family, &Clause::family);
    if (same == heaviest.end()) {
      heaviest.push_back(clause);
    } else if (clause->strikes > (*same)->strikes) {
      *same = clause;
    }
  }
  const auto first = std::ranges::find(heaviest, ground.family, &Clause::family);
  if (first != heaviest.end()) std::rotate(heaviest.begin(), first, std::next(first));
  return heaviest;
}

std::vector<const Clause*> FindingsIn(const Rulebook& rulebook, const CaseInput& input, Facts facts,
                                      std::vector<const Clause*>* waiting) {
  std::vector<const Clause*> met;
  Fact& raised = facts[std::string(kRaised)];
  for (const Clause& clause : rulebook.clauses) {
    raised = IsRaised(clause, input);
    if (!clause.when.Holds(facts) || (clause.unless && clause.unless->Holds(facts))) continue;
    const bool waits = clause.awaits && !clause.awaits->Holds(facts);
    (waits ? *waiting : met).push_back(&clause);
  }
  return met;
}

class Decider {
 public:
  Decider(const Rulebook& rulebook, const CaseInput& input, Ledger* strikes, GrantRegister* grants)
      : rulebook_(rulebook),
        input_(input),
        facts_(AllFacts(input)),
        strikes_(strikes),
        grants_(grants),
        read_(rulebook, input) {}

  Result<Decision> Run() {
    EVENHAND_TRY(CheckInput(rulebook_, input_));
    ApplyMeasures();
    std::vector<const Clause*> waiting;
    const std::vector<const Clause*> met =
        FindingsIn(rulebook_, input_, std::move(facts_), &waiting);
    for (const Clause& clause : rulebook_.clauses) NoteClause(clause);
    if (met.empty()) {
      if (!waiting.empty()) {
        decision_.outcome = Outcome::kWaiting;
        decision_.awaits = waiting.front()->id;
      }
    } else {
      EVENHAND_TRY(Act(met));
    }
    decision_.attributes_used = read_.List();
    return std::move(decision_);
  }

 private:
  void NoteClause(const Clause& clause) {
    read_.Note(clause.when);
    if (clause.unless) read_.Note(*clause.unless);
  }

  void ApplyMeasures() {
    for (const Measure& measure : rulebook_.measures) {
      read_.Note(measure.when);
      if (!measure.when.Holds(facts_)) continue;
      decision_.measure_ids.push_back(measure.id);
      decision_.measures.insert(decision_.measures.end(), measure.actions.begin(),
                                measure.actions.end());
    }
  }

  Result<void> Act(const std::vector<const Clause*>& met) {
    const Clause& ground = *Ground(met);
    EVENHAND_TRY(CheckPersonAnswered(met));
    decision_.outcome = Outcome::kActed;
    decision_.ground = ground.id;
    std::vector<std::string> ids;
    for (const Clause* clause : met) {
      ids.push_back(clause->id);
      if (clause != &ground) decision_.also.push_back(clause->id);
      decision_.account = Stronger(decision_.account, clause->account);
    }
    decision_.item = decision_.default_item = ground.item;
    const ExceptionRule* granted = TryExceptions(ids);
    if (granted == nullptr || !granted->spares_strike) EVENHAND_TRY(AddStrikes(met, ground));
    if (granted != nullptr) Grant(*granted, ground, met);
    decision_.waits_for_deletion =
        decision_.item.kind == ActionKind::kHide && decision_.account.kind == ActionKind::kLock;
    return {};
  }

  // What each clause does is done, not only what the ground does; so each must be one that machines
  // may decide, or a person must have answered (policy.md 5.1).
  Result<void> CheckPersonAnswered(const std::vector<const Clause*>& met) const {
    if (!std::ranges::all_of(input_.judgements, &Judgement::by_model)) return {};
    for (const Clause* clause : met) {
      if (clause->automated_ok) continue;
      return Fail(
          ErrorCode::kInvalidArgument,
          fmt::format("clause '{}' is not decided by machines alone (automated_ok): a person "
                      "must answer too (5.1)",
                      clause->id));
    }
    return {};
  }

  // An exception is tried only on a finding; the first that would be granted is.
  const ExceptionRule* TryExceptions(const std::vector<std::string>& clauses) {
    for (const ExceptionRule& rule : rulebook_.exceptions) {
      const Refusal refusal = grants_->Consider(rule, clauses, input_.attributes, input_.review,
                                                input_.account, input_.at);
      if (refusal != Refusal::kNotSoftened && refusal != Refusal::kNever) read_.Note(rule.eligible);
      if (!decision_.exception || refusal == Refusal::kNone) {
        decision_.exception = {rule.id, refusal, input_.at + std::chrono::days(rule.max_days)};
      }
      if (refusal == Refusal::kNone) return &rule;
    }
    return nullptr;
  }

  Result<void> AddStrikes(const std::vector<const Clause*>& met, const Clause& ground) {
    const std::vector<const Clause*> clauses = StrikeClauses(met, ground, input_);
    if (clauses.empty()) return {};
    const Clause& first = *clauses.front();
    decision_.strike = {.decision = input_.decision,
                        .clause = first.id,
                        .family = first.family,
                        .weight = first.strikes,
                        .at = input_.at,
                        .posted = input_.posted,
                        .batch = input_.batch};
    for (const Clause* clause : std::span(clauses).subspan(1))
      decision_.strike->beside.push_back({clause->family, clause->strikes, clause->id});
    EVENHAND_ASSIGN(const Ledger::Entry* entry, strikes_->Decide(*decision_.strike));
    decision_.family = first.family;
    decision_.strikes = entry->added;
    decision_.counted = entry->count;
    decision_.beside = entry->beside;
    ladder_ = entry->given;
    decision_.account = Stronger(decision_.account, ladder_);
    return {};
  }

  void Grant(const ExceptionRule& rule, const Clause& ground,
             const std::vector<const Clause*>& met) {
    // A post that stays has no deletion for a lock to wait for; what the ladder says stands.
    decision_.account = ladder_;
    for (const Clause* clause : met) {
      if (clause->account.kind != ActionKind::kLock) {
        decision_.account = Stronger(decision_.account, clause->account);
      }
    }
    decision_.item = {.kind = ActionKind::kNotice, .detail = rule.profile};
    grants_->Add({.exception = rule.id,
                  .decision = input_.decision,
                  .account = input_.account,
                  .item = input_.item,
                  .clause = ground.id,
                  .from = input_.at,
                  .until = input_.at + std::chrono::days(rule.max_days)});
  }

  const Rulebook& rulebook_;
  const CaseInput& input_;
  Facts facts_;  // of measures first; the findings take them
  Ledger* strikes_;
  GrantRegister* grants_;
  AttributesRead read_;
  Action ladder_;
  Decision decision_;
};

}  // namespace

std::vector<const Clause*> Findings(const Rulebook& rulebook, const CaseInput& input,
                                    std::vector<const Clause*>* waiting) {
  return FindingsIn(rulebook, input, AllFacts(input), waiting);
}

Result<Decision> Decide(const Rulebook& rulebook, const CaseInput& input, Ledger* strikes,
                        GrantRegister* grants) {
  return Decider(rulebook, input, strikes, grants).Run();
}

std::string DescribeItemAction(const Decision& decision) {
  if (decision.item.kind == ActionKind::kHide) return "hide, lock until deleted";
  return FormatAction(decision.item);
}

}  // namespace evenhand::policy
