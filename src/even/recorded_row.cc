#include "even/recorded_row.h"

#include <algorithm>
#include <array>

namespace evenhand::even {
namespace {

using policy::Action;
using policy::Fact;
using policy::Facts;
using policy::RecordedDecision;

constexpr double kSecondsPerHour = 3'600;
constexpr double kHoursPerMonth = 24 * 146'097.0 / 4'800;  // policy::IsShorter's month

constexpr std::string_view kNothing = "none";

bool IsTrue(const Fact& fact) {
  if (const bool* flag = std::get_if<bool>(&fact)) return *flag;
  if (const auto* number = std::get_if<std::int64_t>(&fact)) return *number != 0;
  return std::holds_alternative<std::string>(fact);
}

bool Is(const Facts& facts, std::string_view name, std::string_view value) {
  const auto* text = std::get_if<std::string>(&policy::FactNamed(facts, name));
  return text != nullptr && *text == value;
}

std::string TextOf(const Facts& facts, std::string_view name) {
  const auto* text = std::get_if<std::string>(&policy::FactNamed(facts, name));
  return text == nullptr ? std::string() : *text;
}

std::string RoleOf(const Facts& facts) {
  const auto holds = [&](std::string_view name) { return IsTrue(policy::FactNamed(facts, name)); };
  const bool runs = holds("candidate") || Is(facts, "office", "candidate");
  const bool holds_office = holds("public_office") || Is(facts, "account_kind", "state") ||
                            (holds("office") && !Is(facts, "office", "candidate"));
  if (holds_office) return "public_office";
  if (runs) return "candidate";
  if (holds("state_media") || Is(facts, "account_kind", "state_media")) return "state_media";
  return "ordinary";
}

std::string FollowerBand(std::int64_t followers) {
  struct Band {
    std::int64_t below;
    std::string_view name;
  };
  constexpr std::array<Band, 4> kBands = {{{1'000, "under 1,000"},
                                           {10'000, "1,000 to 9,999"},
                                           {100'000, "10,000 to 99,999"},
                                           {1'000'000, "100,000 to 999,999"}}};
  for (const Band& band : kBands) {
    if (followers < band.below) return std::string(band.name);
  }
  return "1,000,000 and more";
}

std::string TargetOf(const Facts& facts) {
  const Fact& threat = policy::FactNamed(facts, "target_under_standing_threat");
  const Fact& is_private = policy::FactNamed(facts, "target_is_private_person");
  if (IsTrue(threat)) return "person under standing threat";
  if (IsTrue(is_private)) return "private person";
  return std::holds_alternative<std::monostate>(is_private) ? "" : "other";
}

std::string AutomationOf(const RecordedDecision& decision) {
  const auto& judgements = decision.input.judgements;
  if (!judgements.empty() && std::ranges::all_of(judgements, &policy::Judgement::by_model)) {
    return "machine";
  }
  return decision.circumstances.source == policy::Source::kModel ? "found by machine" : "people";
}

std::string ReviewerOf(const policy::CaseInput& input) {
  if (!input.review.first_reviewer.empty()) return input.review.first_reviewer;
  const auto person = std::ranges::find(input.judgements, false, &policy::Judgement::by_model);
  return person == input.judgements.end() ? std::string() : person->by;
}

TimeUs InUs(policy::Time at) { return TimeUs{at.time_since_epoch().count() * 1'000'000}; }

void FillGroups(const RecordedDecision& decision, DecisionRow* row) {
  const Facts& facts = decision.input.attributes;
  row->role = RoleOf(facts);
  row->state = TextOf(facts, "state");
  row->language = decision.circumstances.language.empty() ? TextOf(facts, "language")
                                                          : decision.circumstances.language;
  row->account_age_band = TextOf(facts, "account_age");
  row->target = TargetOf(facts);
  const auto* followers = std::get_if<std::int64_t>(&policy::FactNamed(facts, "followers"));
  if (followers == nullptr || *followers < 0) return;
  row->followers = *followers;
  row->follower_band = FollowerBand(*followers);
}

void FillAction(const RecordedDecision& decision, DecisionRow* row) {
  Action strongest;
  for (const Action& action : decision.actions) strongest = policy::Stronger(strongest, action);
  row->action = policy::FormatAction(strongest);
  row->sev = policy::Severity(strongest);
  if (!policy::IsTimed(strongest.kind) || !strongest.period) return;
  row->hours = strongest.period->months * kHoursPerMonth +
               static_cast<double>(strongest.period->seconds.count()) / kSecondsPerHour;
}

void FillAppeal(const RecordedDecision& decision, DecisionRow* row) {
  if (!decision.appealed) return;
  row->appealed = InUs(*decision.appealed);
  if (decision.answered) row->answered = InUs(*decision.answered);
  if (!decision.appeal_outcome) return;
  const bool stands = *decision.appeal_outcome == policy::AppealState::kUpheld ||
                      *decision.appeal_outcome == policy::AppealState::kOutsideUpheld;
  row->appeal_outcome = stands ? "upheld" : "overturned";
}

}  // namespace

DecisionRow RowOf(const RecordedDecision& decision) {
  DecisionRow row;
  row.case_id = decision.input.decision;
  row.item = decision.subject;
  const policy::Clause* clause = decision.rulebook->FindClause(decision.ground);
  row.clause = clause == nullptr ? kNothing : std::string_view(clause->id);
  row.severity = clause == nullptr ? kNothing : policy::Name(clause->severity);
  if (!decision.waits) row.finding = clause == nullptr ? "none" : "violation";
  row.exception = decision.exception;
  row.source = policy::Name(decision.circumstances.source);
  row.automation = AutomationOf(decision);
  row.reviewer = ReviewerOf(decision.input);
  row.decided = InUs(decision.input.at);
  if (decision.reported) row.reported = InUs(*decision.reported);
  for (const policy::Judgement& judgement : decision.input.judgements) {
    row.judgements[judgement.question] = policy::FormatFact(judgement.answer);
  }
  FillGroups(decision, &row);
  FillAction(decision, &row);
  FillAppeal(decision, &row);
  return row;
}

}  // namespace evenhand::even
