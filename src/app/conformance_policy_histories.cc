// Rows S6 to S8: histories of strikes, locks and exceptions, one section of the specification each.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/policy_row.h"
#include "policy/action.h"
#include "policy/exception.h"
#include "policy/lock.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;
using namespace policy;  // the words of the rows are its words

template <class T>
std::string ListOf(const std::vector<T>& parts) {
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

// Questions about a history, each at its "at", in order of time whatever their order in the row.
Result<std::vector<std::pair<Time, Json>>> InOrderOfTime(const Json& questions) {
  std::vector<std::pair<Time, Json>> asked;
  for (const Json& question : ItemsOf(questions)) {
    EVENHAND_ASSIGN(const Time at, TimeOf(question, "at"));
    asked.emplace_back(at, question);
  }
  std::ranges::stable_sort(asked, {}, &std::pair<Time, Json>::first);
  return asked;
}

// A row's events, each applied at its "at".
class Events {
 public:
  explicit Events(const Json& list) : events_(ItemsOf(list)) {}

  // Those that come next, up to a time: apply(event, at).
  template <class Apply>
  Result<void> ApplyUntil(Time until, const Apply& apply) {
    for (; next_ < events_.size(); ++next_) {
      EVENHAND_ASSIGN(const Time at, TimeOf(events_[next_], "at"));
      if (at > until) break;
      EVENHAND_TRY(apply(events_[next_], at));
    }
    return {};
  }

 private:
  std::vector<Json> events_;
  std::size_t next_ = 0;
};

// ---- S6 strikes

class StrikeRow {
 public:
  StrikeRow(PolicyRow* row, const StrikeRules* rules) : row_(row), rules_(rules), ledger_(rules) {}

  Result<void> Run() {
    Events events(FieldOf(row_->row, "events"));
    const auto apply = [this](const Json& event, Time at) { return Apply(event, at); };
    EVENHAND_ASSIGN(const auto asked, InOrderOfTime(FieldOf(row_->row, "standing")));
    for (const auto& [at, wanted] : asked) {
      EVENHAND_TRY(events.ApplyUntil(at, apply));
      EVENHAND_TRY(CompareStanding(wanted, at));
    }
    EVENHAND_TRY(events.ApplyUntil(Time::max(), apply));
    std::vector<std::int64_t> counts;
    std::vector<std::string> actions;
    for (const Ledger::Entry& entry : ledger_.entries()) {
      counts.push_back(entry.count);
      actions.push_back(FormatAction(entry.given));
    }
    row_->Expect("counts", ListOf(counts));
    row_->Expect("actions", QuotedList(actions));
    for (const auto& [id, action] : MembersOf(FieldOf(row_->row, "replay"))) {
      const Ledger::Entry* entry = ledger_.Find(id);
      row_->ExpectAt(fmt::format("replay {}", id), action,
                     entry == nullptr ? "null" : Quoted(FormatAction(entry->now)));
    }
    return {};
  }

 private:
  Result<void> Apply(const Json& event, Time at) {
    const std::string what = TextOf(event, "do");
    if (what == "notice") return ledger_.Notice(TextOf(event, "batch"), at);
    if (what == "void") return ledger_.Void(TextOf(event, "decision"), at);
    if (what != "decide") return Fail(ErrorCode::kCorrupt, fmt::format("no event '{}'", what));
    EVENHAND_ASSIGN(const auto posted, TimeOrNone(event, "posted"));
    StrikeInput input{.decision = TextOf(event, "id"),
                      .family = TextOf(event, "family"),
                      .weight = NumberOf(event, "weight", 1),
                      .at = at,
                      .posted = posted,
                      .batch = TextOf(event, "batch")};
    const Json beside = FieldOf(event, "beside");
    for (const auto& [family, weight] : MembersOf(beside))
      input.beside.push_back({std::string(family), NumberOf(beside, family, 1), ""});
    EVENHAND_TRY(ledger_.Decide(std::move(input)));
    return {};
  }

  Result<void> CompareStanding(const Json& wanted, Time at) {
    const std::string where = "standing at " + FormatTime(at) + ": ";
    for (const auto& [family, count] : MembersOf(FieldOf(wanted, "counts"))) {
      row_->ExpectAt(where + "count of " + std::string(family), count,
                     std::to_string(ledger_.Count(family, at)));
    }
    std::vector<std::string> running;
    for (const Running& r : ledger_.RunningAt(at)) {
      running.push_back(fmt::format(R"({{"decision": {}, "action": {}, "from": {}, "until": {}}})",
                                    Quoted(r.decision), Quoted(FormatAction(r.action)),
                                    QuotedTime(r.from), QuotedTime(r.until)));
    }
    row_->ExpectAt(where + "running", FieldOf(wanted, "running"), ListOf(running));
    row_->ExpectAt(where + "free_at", FieldOf(wanted, "free_at"), QuotedTime(ledger_.FreeAt(at)));
    const Json next = FieldOf(wanted, "next");
    for (const Ladder& ladder : rules_->ladders) {
      const std::string name = fmt::format("{}", fmt::join(ladder.families, "+"));
      for (const auto& [weight, action] : MembersOf(FieldOf(next, name))) {
        EVENHAND_ASSIGN(const std::int64_t added, WholeIn(weight));
        const Action got = ledger_.Next(ladder, added, at);
        row_->ExpectAt(where + "next of " + std::string(weight), action, Quoted(FormatAction(got)));
      }
    }
    return {};
  }

  PolicyRow* row_;
  const StrikeRules* rules_;
  Ledger ledger_;
};

// ---- S8 exceptions

Result<ExceptionRule> ExceptionOf(const Json& json) {
  ExceptionRule rule{.id = TextOf(json, "id")};
  EVENHAND_ASSIGN(rule.eligible, Condition::Parse(TextOf(json, "eligible")));
  rule.softens = TextsOf(json, "softens");
  rule.never = TextsOf(json, "never");
  rule.profile = TextOf(json, "profile");
  rule.max_days = NumberOf(json, "max_days");
  const Json budget = FieldOf(json, "budget");
  rule.budget = {.per_account = NumberOf(budget, "per_account"),
                 .window_days = NumberOf(budget, "window_days")};
  if (FieldOf(budget, "total").kind() == JsonKind::kInt)
    rule.budget.total = NumberOf(budget, "total");
  return rule;
}

constexpr std::string_view kHide = "hide, lock until deleted";

class ExceptionRow {
 public:
  ExceptionRow(Json history, Json answers, PolicyRow* out)
      : history_(history), answers_(answers), out_(out) {}

  Result<void> Run(const ExceptionRule& otherwise) {
    rule_ = otherwise;
    if (const Json own = FieldOf(history_, "exception"); own.kind() == JsonKind::kObject) {
      EVENHAND_ASSIGN(rule_, ExceptionOf(own));
    }
    Events events(FieldOf(history_, "events"));
    const auto apply = [this](const Json& event, Time at) { return Apply(event, at); };
    EVENHAND_ASSIGN(const auto asked, InOrderOfTime(Wanted("after")));
    for (const auto& [at, wanted] : asked) {
      EVENHAND_TRY(events.ApplyUntil(at, apply));
      CompareAfter(wanted, at);
    }
    EVENHAND_TRY(events.ApplyUntil(Time::max(), apply));
    out_->ExpectAt("actions", Wanted("actions"), ListOf(actions_));
    return {};
  }

 private:
  struct Item {
    std::string name, clause;
    Facts author;               // when it was posted
    std::string decision = {};  // the last one; empty before the first
    bool violation = false;
    int strikes = 0;
  };

  // The answers stand beside the history or in it.
  Json Wanted(std::string_view field) const {
    const Json beside = FieldOf(answers_, field);
    return beside.missing() ? FieldOf(history_, field) : beside;
  }

  Result<void> Apply(const Json& event, Time at) {
    const std::string what = TextOf(event, "do");
    if (what == "author") {
      for (const auto& [name, value] : MembersOf(event)) {
        if (name != "at" && name != "do") author_[std::string(name)] = FactOf(value);
      }
      return {};
    }
    const std::string name = TextOf(event, "item");
    if (what == "post") {
      items_.push_back(
          {.name = name, .clause = TextOf(event, "clause", "none"), .author = author_});
      return {};
    }
    const auto item = std::ranges::find(items_, name, &Item::name);
    if (item == items_.end()) return Fail(ErrorCode::kCorrupt, fmt::format("no item '{}'", name));
    if (what == "decide") {
      Decide(event, at, &*item);
    } else if (what == "no_violation") {
      grants_.Void(item->decision, at);
      item->violation = false;
      item->strikes = 0;
    } else {
      return Fail(ErrorCode::kCorrupt, fmt::format("no event '{}'", what));
    }
    return {};
  }

  void Decide(const Json& event, Time at, Item* item) {
    item->decision = fmt::format("d{}", actions_.size());
    item->violation = item->clause != "none";
    item->strikes = item->violation ? 1 : 0;
    if (item->violation) {
      ExceptionReview review{.tests_met = FlagOf(event, "tests_met", true),
                             .first_reviewer = TextOf(event, "first_reviewer", "first"),
                             .approvers = TextsOf(event, "approvers")};
      if (FieldOf(event, "approvers").missing()) review.approvers = {"second", "third"};
      const std::string clauses[] = {item->clause};
      if (grants_.Consider(rule_, clauses, item->author, review, "account", at) == Refusal::kNone) {
        grants_.Add({.exception = rule_.id,
                     .decision = item->decision,
                     .account = "account",
                     .item = item->name,
                     .clause = item->clause,
                     .from = at,
                     .until = at + std::chrono::days(rule_.max_days)});
      }
    }
    actions_.push_back(fmt::format(R"({{"item": {}, "action": {}, "strike": {}}})",
                                   Quoted(item->name), Quoted(ActionOn(*item, at)), item->strikes));
  }

  std::string ActionOn(const Item& item, Time at) const {
    if (!item.violation) return "none";
    if (grants_.StateOf(item.decision, at) == GrantState::kInForce)
      return "notice " + rule_.profile;
    return std::string(kHide);
  }

  void CompareAfter(const Json& wanted, Time at) {
    const std::string name = TextOf(wanted, "item");
    const std::string where = fmt::format("after {} {}: ", FormatTime(at), name);
    const auto item = std::ranges::find(items_, name, &Item::name);
    const bool is_there = item != items_.end();
    int strikes = 0;
    for (const Item& each : items_) strikes += each.strikes;
    out_->ExpectAt(where + "action", FieldOf(wanted, "action"),
                   Quoted(is_there ? ActionOn(*item, at) : "none"));
    out_->ExpectAt(
        where + "exception", FieldOf(wanted, "exception"),
        Quoted(Name(is_there ? grants_.StateOf(item->decision, at) : GrantState::kNone)));
    out_->ExpectAt(where + "strikes", FieldOf(wanted, "strikes"), std::to_string(strikes));
  }

  Json history_, answers_;
  PolicyRow* out_;
  ExceptionRule rule_;
  Facts author_;
  std::vector<Item> items_;
  GrantRegister grants_;
  std::vector<std::string> actions_;
};

// Whether a field of the event has this word, whatever the field is called.
bool Says(const Json& event, std::string_view word) {
  return std::ranges::any_of(MembersOf(event), [&](const Json::Member& member) {
    return member.second.kind() == JsonKind::kString && member.second.AsString() == word;
  });
}

}  // namespace

Result<void> RunS6(PolicyRow* row) {
  EVENHAND_ASSIGN(const StrikeRules rules, StrikeRulesOf(row->row));
  return StrikeRow(row, &rules).Run();
}

Result<void> RunS7(PolicyRow* row) {
  LockHistory lock;
  for (const Json& event : ItemsOf(FieldOf(row->row, "events"))) {
    const std::string what = TextOf(event, "do");
    if (what == "outage") continue;  // no outage lengthens a punishment
    EVENHAND_ASSIGN(const Time at, TimeOf(event, "at"));
    if (what == "lock") {
      lock.imposed = at;
      EVENHAND_ASSIGN(lock.then, ParsePeriod(TextOf(event, "then")));
    } else if (what == "delete") {
      if (!lock.deleted) lock.deleted = at;
    } else if (what == "appeal") {
      if (!lock.appealed) lock.appealed = at;
    } else if (what == "answer") {
      lock.answered = at;
      lock.overturned = Says(event, "overturned");
    } else {
      return Fail(ErrorCode::kCorrupt, fmt::format("no event '{}'", what));
    }
  }
  std::vector<std::string> phases;
  for (const LockPhase& phase : LockPhases(lock)) {
    phases.push_back(fmt::format("[{}, {}, {}]", Quoted(Name(phase.kind)), QuotedTime(phase.from),
                                 QuotedTime(phase.until)));
  }
  row->Expect("phases", ListOf(phases));
  row->ExpectText("item", Name(ItemAfter(lock)));
  return {};
}

Result<void> RunS8(PolicyRow* row) {
  if (FieldOf(row->row, "exception").kind() != JsonKind::kObject)
    return Fail(ErrorCode::kCorrupt, "a row without its exception");
  return RunExceptionRow(row->row, row->row, {}, row);
}

Result<void> RunExceptionRow(const Json& history, const Json& answers, const ExceptionRule& rule,
                             PolicyRow* out) {
  return ExceptionRow(history, answers, out).Run(rule);
}

}  // namespace evenhand::app
