#include "policy/rulebook_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace evenhand::policy {
namespace {

std::vector<std::string> ChangedParts(const Clause& a, const Clause& b) {
  std::vector<std::string> parts;
  const auto compare = [&](bool same, const char* name) {
    if (!same) parts.emplace_back(name);
  };
  const auto text = [](const std::optional<Condition>& c) { return c ? c->text() : std::string(); };
  compare(a.family == b.family, "family");
  compare(a.severity == b.severity, "severity");
  compare(a.when.text() == b.when.text(), "when");
  compare(text(a.unless) == text(b.unless), "unless");
  compare(text(a.awaits) == text(b.awaits), "awaits");
  compare(a.item == b.item, "item");
  compare(a.account == b.account, "account");
  compare(a.strikes == b.strikes, "strikes");
  compare(a.max_age == b.max_age, "max_age");
  compare(a.automated_ok == b.automated_ok, "automated_ok");
  compare(a.appeal == b.appeal, "appeal");
  compare(a.texts == b.texts, "texts");
  return parts;
}

// The history of each account under one version.
class Replay {
 public:
  explicit Replay(const Rulebook& book) : book_(book) {}

  Result<Decision> Decide(CaseInput input) {
    input.at = std::max(input.at, book_.effective_at);
    auto ledger = ledgers_.try_emplace(input.account, &book_.strikes).first;
    return policy::Decide(book_, input, &ledger->second, &grants_);
  }

 private:
  const Rulebook& book_;
  std::map<std::string, Ledger> ledgers_;
  GrantRegister grants_;
};

std::string Show(const Result<Decision>& decision) {
  if (!decision) return "refused: " + decision.error().message;
  if (decision->outcome == Outcome::kNoViolation) return "no violation";
  if (decision->outcome == Outcome::kWaiting) return decision->awaits + ": waits";
  return fmt::format("{}: {}, {}", decision->ground, FormatAction(decision->item),
                     FormatAction(decision->account));
}

Direction DirectionOf(const Result<Decision>& before, const Result<Decision>& after) {
  if (!before || !after) return Direction::kOther;
  const Action& a = Stronger(before->item, before->account);
  const Action& b = Stronger(after->item, after->account);
  if (IsMilder(b, a)) return Direction::kMilder;
  return IsMilder(a, b) ? Direction::kHarsher : Direction::kOther;
}

}  // namespace

std::vector<ClauseChange> DiffClauses(const Rulebook& before, const Rulebook& after) {
  std::vector<ClauseChange> changes;
  for (const Clause& clause : before.clauses) {
    const Clause* now = after.FindClause(clause.id);
    if (now == nullptr) {
      changes.push_back({ChangeKind::kRemoved, clause.id, {}});
    } else if (auto parts = ChangedParts(clause, *now); !parts.empty()) {
      changes.push_back({ChangeKind::kChanged, clause.id, std::move(parts)});
    }
  }
  for (const Clause& clause : after.clauses) {
    if (before.FindClause(clause.id) == nullptr)
      changes.push_back({ChangeKind::kAdded, clause.id, {}});
  }
  return changes;
}

std::vector<OutcomeChange> DiffOutcomes(const Rulebook& before, const Rulebook& after,
                                        const std::vector<CaseInput>& cases) {
  std::vector<OutcomeChange> changes;
  Replay old_version(before), new_version(after);
  for (const CaseInput& one : cases) {
    const Result<Decision> then = old_version.Decide(one);
    const Result<Decision> now = new_version.Decide(one);
    std::string shown_then = Show(then), shown_now = Show(now);
    if (shown_then == shown_now) continue;
    changes.push_back(
        {one.decision, std::move(shown_then), std::move(shown_now), DirectionOf(then, now)});
  }
  return changes;
}

}  // namespace evenhand::policy
