#include "policy/rulebook_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

namespace evenhand::policy {
namespace {

// Compares two things of one name, field by field, as people read them.
class Fields {
 public:
  void Compare(std::string_view name, std::string before, std::string after) {
    if (before != after)
      changed_.push_back({std::string(name), std::move(before), std::move(after)});
  }
  void Compare(std::string_view name, const std::optional<Condition>& before,
               const std::optional<Condition>& after) {
    const auto text = [](const auto& c) { return c ? c->text() : std::string(); };
    Compare(name, text(before), text(after));
  }
  void Compare(std::string_view name, const Action& before, const Action& after) {
    Compare(name, FormatAction(before), FormatAction(after));
  }
  void Compare(std::string_view name, const std::optional<Period>& before,
               const std::optional<Period>& after) {
    const auto text = [](const auto& p) { return p ? FormatPeriod(*p) : std::string("none"); };
    Compare(name, text(before), text(after));
  }
  void Compare(std::string_view name, std::int64_t before, std::int64_t after) {
    Compare(name, std::to_string(before), std::to_string(after));
  }
  void Compare(std::string_view name, bool before, bool after) {
    Compare(name, std::string(before ? "yes" : "no"), std::string(after ? "yes" : "no"));
  }
  void Compare(std::string_view name, const std::vector<std::string>& before,
               const std::vector<std::string>& after) {
    Compare(name, fmt::format("{}", fmt::join(before, ", ")),
            fmt::format("{}", fmt::join(after, ", ")));
  }
  void CompareTexts(const std::string& name, const Texts& before, const Texts& after) {
    Texts languages = before;
    languages.insert(after.begin(), after.end());
    const auto in = [](const Texts& texts, const std::string& language) {
      const auto found = texts.find(language);
      return found == texts.end() ? std::string() : found->second;
    };
    for (const auto& [language, text] : languages) {
      Compare(fmt::format("{} in {}", name, language), in(before, language), in(after, language));
    }
  }
  void CompareNamed(const Named& before, const Named& after) {
    Named values = before;
    values.insert(after.begin(), after.end());
    const auto of = [](const Named& named, const std::string& value) {
      const auto found = named.find(value);
      return found == named.end() ? Texts() : found->second;
    };
    for (const auto& [value, texts] : values)
      CompareTexts("text of " + value, of(before, value), of(after, value));
  }
  std::vector<FieldChange> Done() { return std::move(changed_); }

 private:
  std::vector<FieldChange> changed_;
};

std::string RungsOf(const Ladder& ladder) {
  std::string text;
  for (const Rung& rung : ladder.rungs) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", rung.threshold,
                        FormatAction(rung.action));
  }
  return text;
}

std::string ActionsOf(const Measure& measure) {
  std::string text;
  for (const Action& action : measure.actions)
    text += (text.empty() ? "" : "; ") + FormatAction(action);
  return text;
}

// What is asked or brought, with the values that it may have.
template <class Declared>
std::vector<FieldChange> FieldsOfValues(const Declared& a, const Declared& b, std::string_view name,
                                        const std::vector<std::string> Declared::*values,
                                        const Named Declared::*texts) {
  Fields fields;
  fields.Compare(name, a.*values, b.*values);
  fields.CompareNamed(a.*texts, b.*texts);
  fields.CompareTexts("text", a.texts, b.texts);
  return fields.Done();
}

std::vector<FieldChange> FieldsOf(const Question& a, const Question& b) {
  return FieldsOfValues(a, b, "answers", &Question::answers, &Question::answer_texts);
}

std::vector<FieldChange> FieldsOf(const DeclaredFact& a, const DeclaredFact& b) {
  return FieldsOfValues(a, b, "values", &DeclaredFact::values, &DeclaredFact::value_texts);
}

std::vector<FieldChange> FieldsOf(const Family& a, const Family& b) {
  Fields fields;
  fields.Compare("expiry", a.expiry, b.expiry);
  fields.Compare("max_age", a.max_age, b.max_age);
  return fields.Done();
}

std::vector<FieldChange> FieldsOf(const Ladder& a, const Ladder& b) {
  Fields fields;
  fields.Compare("rungs", RungsOf(a), RungsOf(b));
  fields.Compare("warning", a.warning, b.warning);
  return fields.Done();
}

std::vector<FieldChange> FieldsOf(const Clause& a, const Clause& b) {
  Fields fields;
  fields.Compare("family", a.family, b.family);
  fields.Compare("severity", std::string(Name(a.severity)), std::string(Name(b.severity)));
  fields.Compare("when", a.when, b.when);
  fields.Compare("unless", a.unless, b.unless);
  fields.Compare("awaits", a.awaits, b.awaits);
  fields.Compare("item", a.item, b.item);
  fields.Compare("account", a.account, b.account);
  fields.Compare("strikes", a.strikes, b.strikes);
  fields.Compare("max_age", a.max_age, b.max_age);
  fields.Compare("automated_ok", a.automated_ok, b.automated_ok);
  fields.Compare("appeal", a.appeal, b.appeal);
  fields.Compare("dsa_category", a.dsa_category, b.dsa_category);
  fields.CompareTexts("text", a.texts, b.texts);
  return fields.Done();
}

std::vector<FieldChange> FieldsOf(const ExceptionRule& a, const ExceptionRule& b) {
  Fields fields;
  fields.Compare("eligible", a.eligible, b.eligible);
  fields.Compare("softens", a.softens, b.softens);
  fields.Compare("never", a.never, b.never);
  fields.Compare("tests", a.tests, b.tests);
  fields.Compare("profile", a.profile, b.profile);
  fields.Compare("max_days", a.max_days, b.max_days);
  fields.Compare("renewals", a.renewals, b.renewals);
  fields.Compare("per_account", a.budget.per_account, b.budget.per_account);
  fields.Compare("window_days", a.budget.window_days, b.budget.window_days);
  const auto total = [](const Budget& budget) {
    return budget.total ? std::to_string(*budget.total) : std::string("none");
  };
  fields.Compare("total", total(a.budget), total(b.budget));
  fields.Compare("spares_strike", a.spares_strike, b.spares_strike);
  fields.CompareTexts("text", a.texts, b.texts);
  return fields.Done();
}

std::vector<FieldChange> FieldsOf(const Measure& a, const Measure& b) {
  Fields fields;
  fields.Compare("when", a.when, b.when);
  fields.Compare("actions", ActionsOf(a), ActionsOf(b));
  fields.CompareTexts("text", a.texts, b.texts);
  return fields.Done();
}

std::vector<FieldChange> FieldsOf(const Rulebook& a, const Rulebook& b) {
  Fields fields;
  fields.Compare("block_grace_days", a.block_grace_days, b.block_grace_days);
  return fields.Done();
}

// A name that is all there is to a part.
std::vector<FieldChange> FieldsOf(const std::string&, const std::string&) { return {}; }

const std::string& IdOf(const std::string& name) { return name; }
const std::string& IdOf(const Family& family) { return family.name; }
std::string IdOf(const Ladder& ladder) {
  return fmt::format("{}", fmt::join(ladder.families, ", "));
}
template <class T>
const std::string& IdOf(const T& one) {
  return one.id;
}

std::vector<std::string> FamiliesOf(const Family& family) { return {family.name}; }
std::vector<std::string> FamiliesOf(const Ladder& ladder) { return ladder.families; }
template <class T>
std::vector<std::string> FamiliesOf(const T&) {
  return {};
}

template <class T>
void Diff(RulebookPart part, const std::vector<T>& before, const std::vector<T>& after,
          std::vector<Change>* out) {
  const auto in = [](const std::vector<T>& all, const T& one) {
    return std::ranges::find_if(all, [&](const T& other) { return IdOf(other) == IdOf(one); });
  };
  const auto add = [&](ChangeKind kind, const T& one, std::vector<FieldChange> fields) {
    out->push_back({kind, part, std::string(IdOf(one)), std::move(fields), FamiliesOf(one)});
  };
  for (const T& one : before) {
    const auto now = in(after, one);
    if (now == after.end()) {
      add(ChangeKind::kRemoved, one, {});
    } else if (auto fields = FieldsOf(one, *now); !fields.empty()) {
      add(ChangeKind::kChanged, one, std::move(fields));
    }
  }
  for (const T& one : after)
    if (in(before, one) == before.end()) add(ChangeKind::kAdded, one, {});
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

std::string_view Name(RulebookPart part) {
  constexpr std::array<std::string_view, 10> kNames = {
      "rulebook", "language", "attribute", "question",  "fact",
      "family",   "ladder",   "clause",    "exception", "measure"};
  return kNames[static_cast<std::size_t>(part)];
}

std::vector<Change> DiffRulebooks(const Rulebook& before, const Rulebook& after) {
  std::vector<Change> changes;
  if (auto fields = FieldsOf(before, after); !fields.empty())
    changes.push_back({ChangeKind::kChanged, RulebookPart::kRulebook, after.id, std::move(fields)});
  Diff(RulebookPart::kLanguage, before.languages, after.languages, &changes);
  Diff(RulebookPart::kAttribute, before.attributes, after.attributes, &changes);
  Diff(RulebookPart::kQuestion, before.questions, after.questions, &changes);
  Diff(RulebookPart::kFact, before.facts, after.facts, &changes);
  Diff(RulebookPart::kFamily, before.strikes.families, after.strikes.families, &changes);
  Diff(RulebookPart::kLadder, before.strikes.ladders, after.strikes.ladders, &changes);
  Diff(RulebookPart::kClause, before.clauses, after.clauses, &changes);
  Diff(RulebookPart::kException, before.exceptions, after.exceptions, &changes);
  Diff(RulebookPart::kMeasure, before.measures, after.measures, &changes);
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
