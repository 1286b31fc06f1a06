// The compile checks of policy.md 2.4 and 10.4.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "policy/dsa.h"
#include "policy/notice.h"
#include "policy/raised.h"
#include "policy/rulebook.h"

namespace evenhand::policy {
namespace {

using Names = std::set<std::string, std::less<>>;

class Checker {
 public:
  Checker(const Rulebook& book, std::vector<Problem>* problems) : book_(book), problems_(problems) {
    for (const Question& q : book.questions) AddName(q.id, q.place);
    for (const DeclaredFact& f : book.facts) AddName(f.id, f.place);
    for (const std::string& name : book.attributes) AddName(name, {});
  }

  void Run() {
    CheckHead();
    CheckAttributes();
    for (const Question& q : book_.questions) {
      CheckTexts("question", q.id, q.texts, q.place);
      for (const auto& [answer, texts] : q.answer_texts)
        CheckTexts("answer", answer, texts, q.place);
    }
    for (const DeclaredFact& f : book_.facts) {
      CheckTexts("fact", f.id, f.texts, f.place);
      for (const auto& [value, texts] : f.value_texts) CheckTexts("value", value, texts, f.place);
    }
    CheckFamilies();
    for (std::size_t i = 0; i < book_.strikes.ladders.size(); ++i) {
      CheckLadder(book_.strikes.ladders[i], book_.ladder_places[i]);
    }
    for (const Clause& clause : book_.clauses) CheckClause(clause);
    CheckOrder();
    for (const Measure& measure : book_.measures) CheckMeasure(measure);
    for (std::size_t i = 0; i < book_.exceptions.size(); ++i) {
      CheckException(book_.exceptions[i], book_.exception_places[i]);
    }
  }

 private:
  void Error(Place place, std::string message, std::string mend = {}) {
    problems_->push_back({true, place, std::move(message), std::move(mend)});
  }
  void Warn(Place place, std::string message, std::string mend = {}) {
    problems_->push_back({false, place, std::move(message), std::move(mend)});
  }

  void AddName(const std::string& name, Place place) {
    if (name == kRaised) {
      return Error(place, "'raised' cannot be declared: it is what rules say of a clause",
                   "choose another name");
    }
    if (!names_.insert(name).second) {
      Error(place, fmt::format("'{}' is declared twice", name),
            "a name is a question, a fact or an attribute, once");
    }
  }

  void CheckHead() {
    if (book_.effective_at < book_.published_at) {
      Error({}, "the rulebook takes effect before it is published",
            "set effective_at to published_at or later");
    }
    if (book_.version < 1) Error({}, "versions count from 1");
    if (book_.block_grace_days > 365)
      Error({}, "block_grace_days is more than a year, and a block may last seventeen",
            "it is for finding another way in: 30, or up to 365");
    if (book_.languages.empty()) Error({}, "the rulebook has no language", "add 'languages: [en]'");
    if (book_.version > 1 && book_.previous.empty()) {
      Warn({}, "'previous' does not name the version before", "`rulebook publish` fills it in");
    }
  }

  void CheckAttributes() {
    for (const std::string& name : book_.attributes) {
      switch (ClassOf(name)) {
        case AttributeClass::kAdmitted:
          break;
        case AttributeClass::kAuditOnly:
          Error({}, fmt::format("attribute '{}' is for audits only: no clause may read it", name),
                "take it out; parity reports read it without being told");
          break;
        case AttributeClass::kBarred:
          Error({}, fmt::format("attribute '{}' is barred: it may not be stored or read", name),
                "take it out");
          break;
        case AttributeClass::kUnknown:
          Error({}, fmt::format("there is no attribute '{}'", name), "see docs/rulebooks.md");
      }
    }
  }

  void CheckTexts(std::string_view kind, std::string_view id, const Texts& texts, Place place) {
    for (const std::string& language : book_.languages) {
      const auto text = texts.find(language);
      if (text == texts.end() || text->second.empty()) {
        Error(place, fmt::format("{} '{}' has no text in '{}'", kind, id, language),
              "a rule that cannot be read in a declared language is not published in it");
      }
    }
  }

  void CheckFamilies() {
    for (std::size_t i = 0; i < book_.strikes.families.size(); ++i) {
      const Family& family = book_.strikes.families[i];
      if (!family.expiry) {
        Warn(book_.family_places[i],
             fmt::format("strikes of family '{}' never expire", family.name),
             "give it an expiry, such as P1Y");
      }
    }
  }

  void CheckLadder(const Ladder& ladder, Place place) {
    for (const std::string& family : ladder.families) {
      if (book_.strikes.Find(family) == nullptr) {
        Error(place, fmt::format("the ladder counts family '{}', which there is not", family));
      }
    }
    if (ladder.rungs.empty()) Error(place, "the ladder has no rungs");
    for (std::size_t i = 1; i < ladder.rungs.size(); ++i) {
      const Rung& below = ladder.rungs[i - 1];
      const Rung& above = ladder.rungs[i];
      if (above.threshold <= below.threshold) {
        Error(place, fmt::format("threshold {} follows {}: thresholds must rise", above.threshold,
                                 below.threshold));
      }
      if (Severity(below.action) >= 2 && IsMilder(above.action, below.action)) {
        Error(place,
              fmt::format("'{}' at {} is milder than '{}' at {}", FormatAction(above.action),
                          above.threshold, FormatAction(below.action), below.threshold),
              "a restriction may not get milder as strikes rise");
      }
    }
    for (const Rung& rung : ladder.rungs) {
      if (rung.action.kind != ActionKind::kNone && !IsOnAccount(rung.action.kind)) {
        Error(place, fmt::format("'{}' acts on an item: a ladder acts on accounts",
                                 FormatAction(rung.action)));
      }
    }
  }

  void CheckCondition(const Condition& condition, std::string_view where, Place place) {
    for (const std::string& name : condition.names()) {
      if (name == kRaised && where.starts_with("clause")) continue;
      if (!names_.contains(name)) {
        CheckUndeclared(name, where, place);
        continue;
      }
      CheckValues(condition, name, where, place);
    }
  }

  void CheckUndeclared(const std::string& name, std::string_view where, Place place) {
    switch (ClassOf(name)) {
      case AttributeClass::kAdmitted:
        return Error(place, fmt::format("{} reads '{}', which is not declared", where, name),
                     fmt::format("add it to 'attributes'", name));
      case AttributeClass::kAuditOnly:
        return Error(place, fmt::format("{} reads '{}', which is for audits only", where, name),
                     "say what was done, not who did it or how it was found");
      case AttributeClass::kBarred:
        return Error(place, fmt::format("{} reads '{}', which is barred", where, name),
                     "say what was done, not who did it");
      case AttributeClass::kUnknown:
        return Error(place, fmt::format("{} reads '{}', which is no question, fact or attribute",
                                        where, name));
    }
  }

  // A comparison with an answer that a question does not have can never hold.
  void CheckValues(const Condition& condition, const std::string& name, std::string_view where,
                   Place place) {
    const std::vector<std::string>* answers = nullptr;
    for (const Question& q : book_.questions) {
      if (q.id == name && !q.answers.empty()) answers = &q.answers;
    }
    for (const DeclaredFact& f : book_.facts) {
      if (f.id == name && !f.values.empty()) answers = &f.values;
    }
    if (answers == nullptr) return;
    for (const Fact& value : condition.ValuesOf(name)) {
      const auto* text = std::get_if<std::string>(&value);
      if (std::holds_alternative<std::monostate>(value)) continue;
      if (text == nullptr || std::ranges::find(*answers, *text) == answers->end()) {
        Error(place,
              fmt::format("{} compares '{}' with '{}', which is not among its answers", where, name,
                          FormatFact(value)),
              fmt::format("its answers are {}", fmt::join(*answers, ", ")));
      }
    }
  }

  void CheckClause(const Clause& clause) {
    if (!clause_ids_.insert(clause.id).second) {
      Error(clause.place, fmt::format("clause '{}' is there twice", clause.id));
    }
    const std::string where = fmt::format("clause '{}'", clause.id);
    CheckTexts("clause", clause.id, clause.texts, clause.place);
    CheckCondition(clause.when, where, clause.place);
    if (clause.unless) CheckCondition(*clause.unless, where, clause.place);
    if (clause.awaits) CheckCondition(*clause.awaits, where, clause.place);
    if (clause.strikes > 0 && book_.strikes.Find(clause.family) == nullptr) {
      Error(
          clause.place,
          fmt::format("{} gives strikes in family '{}', which there is not", where, clause.family),
          "declare the family, with its expiry");
    }
    if (clause.item.kind != ActionKind::kNone && IsOnAccount(clause.item.kind)) {
      Error(clause.place, fmt::format("{}: '{}' is an action on accounts, not on items", where,
                                      FormatAction(clause.item)));
    }
    if (clause.account.kind != ActionKind::kNone && !IsOnAccount(clause.account.kind)) {
      Error(clause.place, fmt::format("{}: '{}' is an action on items, not on accounts", where,
                                      FormatAction(clause.account)));
    }
    const auto categories = DsaCategories();
    if (std::ranges::find(categories, clause.dsa_category) == categories.end()) {
      Error(clause.place,
            fmt::format("{}: the EU database has no category '{}'", where, clause.dsa_category),
            "for example VIOLENCE, SCAMS_AND_FRAUD; without one it is OTHER_VIOLATION_TC");
    }
    if (!clause.appeal) {
      Warn(clause.place, fmt::format("{} acts without an appeal", where), "let it be appealed");
    }
    if (!CanHold(clause.when, clause.unless ? &*clause.unless : nullptr)) {
      Error(clause.place, fmt::format("no input can reach {}", where),
            "its 'when' contradicts itself, or 'unless' holds whenever it does");
    }
  }

  // Clauses are tried in the order written, so what one condition satisfies has an order; the same
  // condition with other actions is a contradiction all the same.
  void CheckOrder() {
    for (std::size_t i = 0; i < book_.clauses.size(); ++i) {
      for (std::size_t j = i + 1; j < book_.clauses.size(); ++j) {
        const Clause& a = book_.clauses[i];
        const Clause& b = book_.clauses[j];
        const bool is_same =
            a.when.text() == b.when.text() && !a.unless && !b.unless && !ReadsRaised(a);
        if (is_same && (a.item != b.item || a.account != b.account)) {
          Error(b.place,
                fmt::format("clauses '{}' and '{}' say different things about the same finding",
                            a.id, b.id),
                "make one of them, or tell them apart in 'when'");
        }
      }
    }
  }

  void CheckMeasure(const Measure& measure) {
    CheckTexts("measure", measure.id, measure.texts, measure.place);
    CheckCondition(measure.when, fmt::format("measure '{}'", measure.id), measure.place);
    for (const Action& action : measure.actions) {
      if (Severity(action) > 2) {
        Error(measure.place,
              fmt::format("measure '{}': '{}' is a penalty", measure.id, FormatAction(action)),
              "a measure labels or limits; what punishes is a clause");
      }
    }
  }

  void CheckException(const ExceptionRule& rule, Place place) {
    const std::string where = fmt::format("exception '{}'", rule.id);
    CheckTexts("exception", rule.id, rule.texts, place);
    CheckCondition(rule.eligible, where, place);
    if (!CanHold(rule.eligible, nullptr))
      Error(place, fmt::format("nobody can be eligible for {}", where));
    const auto need = [&](bool ok, std::string_view what) {
      if (!ok) Error(place, fmt::format("{} has no {}", where, what));
    };
    need(!rule.softens.empty(), "clauses that it softens");
    need(!rule.never.empty(), "never-list");
    need(rule.max_days > 0, "limit: max_days must be 1 or more");
    need(rule.budget.per_account > 0 && rule.budget.window_days > 0, "budget");
    for (const std::string& id : rule.softens) {
      if (!clause_ids_.contains(id))
        Error(place, fmt::format("{} softens '{}', which there is not", where, id));
      if (std::ranges::find(rule.never, id) != rule.never.end()) {
        Error(place, fmt::format("{} softens '{}' and never softens it", where, id));
      }
    }
    for (const std::string& id : rule.never) {
      if (!clause_ids_.contains(id)) {
        Error(place, fmt::format("{}: its never-list names '{}', which there is not", where, id));
      }
    }
    const NoticeProfile* profile = FindNoticeProfile(rule.profile);
    if (profile == nullptr) {
      Error(place, fmt::format("{}: there is no notice profile '{}'", where, rule.profile),
            "the profiles are N1 to N5");
    } else if (!LeavesRoomToAnswer(*profile)) {
      Error(place, fmt::format("{}: profile {} leaves no way to answer", where, rule.profile),
            "a notice keeps reply or quote");
    }
    if (rule.spares_strike) {
      Warn(place, fmt::format("{} also spares the strike", where),
           "an exception changes what happens to the post, not the author's record");
    }
  }

  const Rulebook& book_;
  std::vector<Problem>* problems_;
  Names names_, clause_ids_;
};

}  // namespace

void CheckRulebook(const Rulebook& rulebook, std::vector<Problem>* problems) {
  Checker(rulebook, problems).Run();
}

}  // namespace evenhand::policy
