#include "even/backlog.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "policy/rulebook_diff.h"

namespace evenhand::even {
namespace {

using policy::Change;
using policy::RecordedDecision;
using policy::Rulebook;
using policy::Time;

bool IsOverturned(const RecordedDecision& decision) {
  using enum policy::AppealState;
  return decision.appeal_outcome == kOverturned || decision.appeal_outcome == kOutsideOverturned;
}

// What of a decision still stands at `at`; empty: nothing.
std::string Standing(const RecordedDecision& decision, Time at) {
  for (const policy::Action& action : decision.actions) {
    using enum policy::ActionKind;
    if (action.kind == kNone || action.kind == kEducate || action.kind == kWarn) continue;
    if (!policy::IsTimed(action.kind) || !action.period)
      return policy::FormatAction(action) + " stands";
    const Time until = policy::After(decision.input.at, *action.period);
    if (until > at)
      return fmt::format("{} until {}", policy::FormatAction(action), policy::FormatTime(until));
  }
  return {};
}

std::string WhyOpen(const RecordedDecision& decision, Time at) {
  if (decision.ground.empty() || decision.input.at > at || IsOverturned(decision)) return {};
  if (decision.appealed && !decision.answered) return "its appeal waits";
  return Standing(decision, at);
}

// Of a change that can change what comes out; texts say the same in other words.
std::string FieldsThatCount(const Change& change) {
  std::string names;
  for (const policy::FieldChange& field : change.fields) {
    if (field.name.starts_with("text") || field.name == "dsa_category") continue;
    names += (names.empty() ? "" : ", ") + field.name;
  }
  return names;
}

class Finder {
 public:
  Finder(std::span<const RecordedDecision> decisions, Time at) : decisions_(decisions), at_(at) {}

  void Compare(const Rulebook& before, const Rulebook& now) {
    if (now.effective_at > at_) return;
    for (const Change& change : policy::DiffRulebooks(before, now)) {
      const bool changed = change.kind == policy::ChangeKind::kChanged;
      const std::string fields = FieldsThatCount(change);
      if (changed && fields.empty()) continue;
      if (change.part == policy::RulebookPart::kException) {
        const std::string why = fmt::format("version {}: exception {}{}", now.version, change.id,
                                            changed ? " (" + fields + ")" : "");
        for (const std::string& clause : Softened(before, now, change.id))
          AddRule(now, clause, why);
      } else if (change.part == policy::RulebookPart::kClause &&
                 change.kind != policy::ChangeKind::kAdded) {
        AddRule(now, change.id,
                changed ? fmt::format("version {}: {}", now.version, fields)
                        : fmt::format("version {} is without it", now.version));
      }
    }
  }

  void Read(const RecordedDecision& overturned) {
    const Time since = overturned.answered.value_or(overturned.input.at);
    if (since > at_) return;
    Add({.rulebook = overturned.rulebook->id,
         .clause = overturned.ground,
         .why = overturned.input.decision + " was overturned",
         .since = since},
        [&](const RecordedDecision& one) {
          return one.input.at < since && one.rulebook->id == overturned.rulebook->id &&
                 AnswersOf(one) == AnswersOf(overturned);
        });
  }

  std::vector<Backlog> Done() {
    std::ranges::stable_sort(found_, [](const Backlog& a, const Backlog& b) {
      return std::tie(a.since, a.rulebook, a.clause) < std::tie(b.since, b.rulebook, b.clause);
    });
    return std::move(found_);
  }

 private:
  static std::map<std::string, policy::Fact> AnswersOf(const RecordedDecision& decision) {
    std::map<std::string, policy::Fact> answers;
    for (const policy::Judgement& one : decision.input.judgements)
      answers.emplace(one.question, one.answer);
    return answers;
  }

  static std::vector<std::string> Softened(const Rulebook& before, const Rulebook& now,
                                           const std::string& exception) {
    std::vector<std::string> clauses;
    for (const Rulebook* book : {&before, &now}) {
      const auto rule = std::ranges::find(book->exceptions, exception, &policy::ExceptionRule::id);
      if (rule == book->exceptions.end()) continue;
      for (const std::string& clause : rule->softens)
        if (std::ranges::find(clauses, clause) == clauses.end()) clauses.push_back(clause);
    }
    return clauses;
  }

  void AddRule(const Rulebook& now, const std::string& clause, std::string why) {
    Add({.rulebook = now.id, .clause = clause, .why = std::move(why), .since = now.effective_at},
        [&](const RecordedDecision& one) {
          return one.rulebook->id == now.id && one.rulebook->version < now.version;
        });
  }

  template <class IsOfTheKind>
  void Add(Backlog backlog, IsOfTheKind is_of_the_kind) {
    for (const RecordedDecision& one : decisions_) {
      if (one.ground != backlog.clause || !is_of_the_kind(one)) continue;
      if (std::string open = WhyOpen(one, at_); !open.empty()) {
        backlog.cases.push_back(
            {one.input.decision, one.input.at, one.rulebook->version, std::move(open)});
      }
    }
    if (!backlog.cases.empty()) found_.push_back(std::move(backlog));
  }

  std::span<const RecordedDecision> decisions_;
  Time at_;
  std::vector<Backlog> found_;
};

}  // namespace

std::vector<Backlog> FindBacklogs(std::span<const RecordedDecision> decisions,
                                  std::span<const Rulebook* const> versions, Time at) {
  Finder finder(decisions, at);
  std::map<std::string, const Rulebook*> newest;
  for (const Rulebook* version : versions) {
    const Rulebook*& before = newest[version->id];
    if (before != nullptr) finder.Compare(*before, *version);
    before = version;
  }
  for (const RecordedDecision& decision : decisions) {
    if (IsOverturned(decision)) finder.Read(decision);
  }
  return finder.Done();
}

}  // namespace evenhand::even
