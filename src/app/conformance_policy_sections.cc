// Rows S6 to S15: one section of the specification each.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "app/policy_row.h"
#include "policy/action.h"
#include "policy/appeal.h"
#include "policy/decide.h"
#include "policy/dossier.h"
#include "policy/exception.h"
#include "policy/intake.h"
#include "policy/lock.h"
#include "policy/reinstatement.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;
using namespace policy;  // the words of the rows are its words

template <class T>
std::string ListOf(const std::vector<T>& parts) {
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

// ---- S6 strikes

class StrikeRow {
 public:
  StrikeRow(PolicyRow* row, const StrikeRules* rules) : row_(row), rules_(rules), ledger_(rules) {}

  Result<void> Run() {
    const Json events = row_->row.Field("events");
    const Json standing = row_->row.Field("standing");
    std::size_t next = 0;
    for (const Json& wanted : ItemsOf(standing)) {
      EVENHAND_ASSIGN(const Time at, TimeOf(wanted, "at"));
      EVENHAND_TRY(ApplyUntil(events, &next, at));
      EVENHAND_TRY(CompareStanding(wanted, at));
    }
    EVENHAND_TRY(ApplyUntil(events, &next, Time::max()));
    std::vector<std::int64_t> counts;
    std::vector<std::string> actions;
    for (const Ledger::Entry& entry : ledger_.entries()) {
      counts.push_back(entry.count);
      actions.push_back(FormatAction(entry.given));
    }
    row_->Expect("counts", ListOf(counts));
    row_->Expect("actions", QuotedList(actions));
    const Json replay = row_->row.Field("replay");
    if (replay.kind() != JsonKind::kObject) return {};
    for (const auto& [id, action] : replay.Members()) {
      const Ledger::Entry* entry = ledger_.Find(id);
      row_->ExpectAt(fmt::format("replay {}", id), action,
                     entry == nullptr ? "null" : Quoted(FormatAction(entry->now)));
    }
    return {};
  }

 private:
  Result<void> ApplyUntil(const Json& events, std::size_t* next, Time until) {
    for (; *next < events.size(); ++*next) {
      const Json event = events.Item(*next);
      EVENHAND_ASSIGN(const Time at, TimeOf(event, "at"));
      if (at > until) break;
      EVENHAND_TRY(Apply(event, at));
    }
    return {};
  }

  Result<void> Apply(const Json& event, Time at) {
    const std::string what = TextOf(event, "do");
    if (what == "notice") return ledger_.Notice(TextOf(event, "batch"), at);
    if (what == "void") return ledger_.Void(TextOf(event, "decision"), at);
    if (what != "decide") return Fail(ErrorCode::kCorrupt, fmt::format("no event '{}'", what));
    EVENHAND_ASSIGN(const auto posted, TimeOrNone(event, "posted"));
    EVENHAND_TRY(ledger_.Decide({.decision = TextOf(event, "id"),
                                 .family = TextOf(event, "family"),
                                 .weight = NumberOf(event, "weight", 1),
                                 .at = at,
                                 .posted = posted,
                                 .batch = TextOf(event, "batch")}));
    return {};
  }

  Result<void> CompareStanding(const Json& wanted, Time at) {
    const std::string where = "standing at " + FormatTime(at) + ": ";
    if (const Json counts = wanted.Field("counts"); counts.kind() == JsonKind::kObject) {
      for (const auto& [family, count] : counts.Members()) {
        row_->ExpectAt(where + "count of " + std::string(family), count,
                       std::to_string(ledger_.Count(family, at)));
      }
    }
    std::vector<std::string> running;
    for (const Running& r : ledger_.RunningAt(at)) {
      running.push_back(fmt::format(R"({{"decision": {}, "action": {}, "from": {}, "until": {}}})",
                                    Quoted(r.decision), Quoted(FormatAction(r.action)),
                                    QuotedTime(r.from), QuotedTime(r.until)));
    }
    row_->ExpectAt(where + "running", wanted.Field("running"), ListOf(running));
    row_->ExpectAt(where + "free_at", wanted.Field("free_at"), QuotedTime(ledger_.FreeAt(at)));
    const Json next = wanted.Field("next");
    for (const Ladder& ladder : rules_->ladders) {
      const std::string name = fmt::format("{}", fmt::join(ladder.families, "+"));
      const Json weights = next.kind() == JsonKind::kObject ? next.Field(name) : Json{};
      if (weights.kind() != JsonKind::kObject) continue;
      for (const auto& [weight, action] : weights.Members()) {
        const Action got = ledger_.Next(ladder, std::stoll(std::string(weight)), at);
        row_->ExpectAt(where + "next of " + std::string(weight), action, Quoted(FormatAction(got)));
      }
    }
    return {};
  }

  PolicyRow* row_;
  const StrikeRules* rules_;
  Ledger ledger_;
};

Result<void> RunS6(PolicyRow* row) {
  EVENHAND_ASSIGN(const StrikeRules rules, StrikeRulesOf(row->row));
  return StrikeRow(row, &rules).Run();
}

// ---- S7 locks

Result<void> RunS7(PolicyRow* row) {
  LockHistory lock;
  for (const Json& event : ItemsOf(row->row.Field("events"))) {
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
      const std::string answer = TextOf(event, "answer", TextOf(event, "result"));
      lock.overturned = (answer.empty() ? TextOf(event, "outcome") : answer) == "overturned";
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

// ---- S8 exceptions

Result<ExceptionRule> ExceptionOf(const Json& json) {
  ExceptionRule rule{.id = TextOf(json, "id")};
  EVENHAND_ASSIGN(rule.eligible, Condition::Parse(TextOf(json, "eligible")));
  rule.softens = TextsOf(json, "softens");
  rule.never = TextsOf(json, "never");
  rule.profile = TextOf(json, "profile");
  rule.max_days = NumberOf(json, "max_days");
  const Json budget = json.Field("budget");
  rule.budget = {.per_account = NumberOf(budget, "per_account"),
                 .window_days = NumberOf(budget, "window_days")};
  if (budget.Field("total").kind() == JsonKind::kInt) rule.budget.total = NumberOf(budget, "total");
  return rule;
}

constexpr std::string_view kHide = "hide, lock until deleted";

class ExceptionRow {
 public:
  ExceptionRow(const Json& row, PolicyRow* out) : row_(row), out_(out) {}

  Result<void> Run() {
    EVENHAND_ASSIGN(rule_, ExceptionOf(row_.Field("exception")));
    const Json events = row_.Field("events");
    std::size_t next = 0;
    for (const Json& wanted : ItemsOf(row_.Field("after"))) {
      EVENHAND_ASSIGN(const Time at, TimeOf(wanted, "at"));
      EVENHAND_TRY(ApplyUntil(events, &next, at));
      CompareAfter(wanted, at);
    }
    EVENHAND_TRY(ApplyUntil(events, &next, Time::max()));
    out_->ExpectAt("actions", row_.Field("actions"), ListOf(actions_));
    return {};
  }

 private:
  struct Item {
    std::string name, clause;
    Facts author;  // when it was posted
    bool decided = false, violation = false;
    int strikes = 0;
  };

  Result<void> ApplyUntil(const Json& events, std::size_t* next, Time until) {
    for (; *next < events.size(); ++*next) {
      const Json event = events.Item(*next);
      EVENHAND_ASSIGN(const Time at, TimeOf(event, "at"));
      if (at > until) break;
      EVENHAND_TRY(Apply(event, at));
    }
    return {};
  }

  Result<void> Apply(const Json& event, Time at) {
    const std::string what = TextOf(event, "do");
    if (what == "author") {
      for (const auto& [name, value] : event.Members()) {
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
      grants_.Void(name, at);
      item->violation = false;
      item->strikes = 0;
    } else {
      return Fail(ErrorCode::kCorrupt, fmt::format("no event '{}'", what));
    }
    return {};
  }

  void Decide(const Json& event, Time at, Item* item) {
    item->decided = true;
    item->violation = item->clause != "none";
    item->strikes = item->violation ? 1 : 0;
    if (item->violation) {
      ExceptionReview review{.tests_met = FlagOf(event, "tests_met", true),
                             .first_reviewer = TextOf(event, "first_reviewer", "first"),
                             .approvers = TextsOf(event, "approvers")};
      if (event.Field("approvers").missing()) review.approvers = {"second", "third"};
      const std::string clauses[] = {item->clause};
      if (grants_.Consider(rule_, clauses, item->author, review, "account", at) == Refusal::kNone) {
        grants_.Add({.exception = rule_.id,
                     .decision = item->name,
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
    if (!item.decided || !item.violation) return "none";
    if (grants_.StateOf(item.name, at) == GrantState::kInForce) return "notice " + rule_.profile;
    return std::string(kHide);
  }

  void CompareAfter(const Json& wanted, Time at) {
    const std::string name = TextOf(wanted, "item");
    const std::string where = fmt::format("after {} {}: ", FormatTime(at), name);
    const auto item = std::ranges::find(items_, name, &Item::name);
    int strikes = 0;
    for (const Item& each : items_) strikes += each.strikes;
    out_->ExpectAt(where + "action", wanted.Field("action"),
                   Quoted(item == items_.end() ? "none" : ActionOn(*item, at)));
    out_->ExpectAt(where + "exception", wanted.Field("exception"),
                   Quoted(Name(grants_.StateOf(name, at))));
    out_->ExpectAt(where + "strikes", wanted.Field("strikes"), std::to_string(strikes));
  }

  Json row_;
  PolicyRow* out_;
  ExceptionRule rule_;
  Facts author_;
  std::vector<Item> items_;
  GrantRegister grants_;
  std::vector<std::string> actions_;
};

Result<void> RunS8(PolicyRow* row) { return RunExceptionRow(row->row, row); }

// ---- S11 intake

// What the decision may look at in such a row; anything else must not matter.
std::string DecidingPart(const Json& object, const Json& overlay) {
  std::map<std::string, std::string> parts;
  const auto take = [&](const Json& from) {
    if (from.kind() != JsonKind::kObject) return;
    for (const auto& [name, value] : from.Members()) {
      if (!MayInfluenceDecision(name)) continue;
      std::string text;
      codec::AppendJson(value, &text);
      parts[std::string(name)] = text;
    }
  };
  take(object);
  take(overlay);
  std::string joined;
  for (const auto& [name, text] : parts) joined += name + "=" + text + "\n";
  return joined;
}

Result<void> RunS11(PolicyRow* row) {
  const std::string kind = TextOf(row->row, "kind");
  if (kind == "same_decision") {
    const Json base = row->row.Field("base");
    bool same = true;
    for (const Json& variant : ItemsOf(row->row.Field("variants"))) {
      same = same && DecidingPart(base, {}) == DecidingPart(base, variant);
    }
    row->Expect("same", same ? "true" : "false");
  } else if (kind == "state_demand") {
    const Json demand = row->row.Field("demand");
    const DemandHandling handling = HandleDemand({.state = TextOf(demand, "state"),
                                                  .body = TextOf(demand, "body"),
                                                  .law = TextOf(demand, "law"),
                                                  .scope = TextOf(demand, "scope"),
                                                  .date = TextOf(demand, "date"),
                                                  .asks = TextOf(demand, "asks")});
    row->ExpectText("result", Describe(handling));
    row->Expect("counted", IsCounted(handling) ? "true" : "false");
  } else if (kind == "misuse") {
    row->ExpectText("report_handling",
                    Describe(HandleMisuse(FlagOf(row->row, "warned"), FlagOf(row->row, "again"))));
    row->ExpectText("posts", "untouched");
  } else {
    return Fail(ErrorCode::kCorrupt, fmt::format("no kind '{}'", kind));
  }
  return {};
}

// ---- S13 appeals

Result<void> RunFiling(PolicyRow* row) {
  EVENHAND_ASSIGN(const Time notice, TimeOf(row->row, "notice"));
  const std::string place = TextOf(row->row, "declared_place");
  std::vector<CutOff> cut_offs;
  for (const Json& outage : ItemsOf(row->row.Field("outages"))) {
    EVENHAND_ASSIGN(const Time from, TimeOf(outage, "from"));
    EVENHAND_ASSIGN(const Time to, TimeOf(outage, "to"));
    const bool is_registered = TextOf(outage, "ground") == "register";
    if (is_registered && TextOf(outage, "place") != place) continue;
    cut_offs.push_back({from, to, !is_registered});
  }
  const Time ends = FilingPeriodEnds(notice, cut_offs, FlagOf(row->row, "reviewed"));
  row->Expect("period_ends", QuotedTime(ends));
  std::vector<std::string> filed;
  const Json wanted = row->row.Field("filed");
  for (std::size_t i = 0; wanted.kind() == JsonKind::kArray && i < wanted.size(); ++i) {
    EVENHAND_ASSIGN(const Time at, ParseTime(wanted.Item(i).Item(0).AsString()));
    filed.push_back(fmt::format("[{}, {}]", QuotedTime(at), at >= notice && at < ends));
  }
  row->Expect("filed", ListOf(filed));
  const Json punishment = row->row.Field("punishment");
  if (punishment.missing()) return {};
  // A punishment runs on through an outage.
  const bool is_text = punishment.kind() == JsonKind::kString;
  Time from = notice;
  std::string action(is_text ? punishment.AsString() : "");
  if (!is_text) {
    EVENHAND_ASSIGN(const auto given,
                    TimeOrNone(punishment, punishment.Field("at").missing() ? "from" : "at"));
    from = given.value_or(notice);
    action = TextOf(punishment, "action");
  }
  EVENHAND_ASSIGN(const Action parsed, ParseAction(action));
  row->Expect(
      "punishment_ends",
      QuotedTime(parsed.period ? std::optional(After(from, *parsed.period)) : std::nullopt));
  return {};
}

Result<void> RunPlatformTime(PolicyRow* row) {
  EVENHAND_ASSIGN(const Action against, ParseAction(TextOf(row->row, "against")));
  EVENHAND_ASSIGN(const Time filed, TimeOf(row->row, "filed"));
  EVENHAND_ASSIGN(const auto answered, TimeOrNone(row->row, "answered"));
  const Time due = AnswerDue(against, filed);
  const bool late = IsLate(due, answered, Time::max());
  row->Expect("due", QuotedTime(due));
  row->Expect("missed", late ? "true" : "false");
  if (late && !answered) row->ExpectText("state", Name(AppealState::kLapsedForUser));
  row->Expect("lifted", late && IsLiftedWhenLate(against) ? "true" : "false");
  row->Expect("counted_in_public", late ? "true" : "false");
  return {};
}

Result<void> RunMoves(PolicyRow* row) {
  const std::vector<std::string> moves = TextsOf(row->row, "moves");
  std::vector<bool> allowed;
  auto state = AppealState::kFiled;
  for (std::size_t i = 1; i < moves.size(); ++i) {
    const auto to = AppealStateNamed(moves[i]);
    allowed.push_back(to && MayMove(state, *to));
    if (allowed.back()) state = *to;
  }
  row->Expect("allowed", fmt::format("[{}]", fmt::join(allowed, ", ")));
  row->ExpectText("state", Name(state));
  return {};
}

Result<void> RunGround(PolicyRow* row) {
  struct Ground {
    std::string id, ground;
    Time at;
    bool replaced;
  };
  std::vector<Ground> decisions;
  for (const Json& event : ItemsOf(row->row.Field("events"))) {
    EVENHAND_ASSIGN(const Time at, TimeOf(event, "at"));
    const std::string ground = TextOf(event, "ground");
    if (!decisions.empty() && decisions.back().ground == ground) continue;  // the same decision
    if (!decisions.empty()) decisions.back().replaced = true;
    decisions.push_back({TextOf(event, "id"), ground, at, false});
  }
  std::vector<std::string> shown;
  for (const Ground& d : decisions) {
    shown.push_back(fmt::format(R"({{"id": {}, "ground": {}, "status": {}, "appeal_until": {}}})",
                                Quoted(d.id), Quoted(d.ground),
                                Quoted(d.replaced ? "replaced" : "in force"),
                                QuotedTime(FilingPeriodEnds(d.at, {}, false))));
  }
  row->Expect("decisions", ListOf(shown));
  return {};
}

Result<void> RunS13(PolicyRow* row) {
  const Json& r = row->row;
  const std::string kind = TextOf(r, "kind");
  if (kind == "filing") return RunFiling(row);
  if (kind == "platform_time") return RunPlatformTime(row);
  if (kind == "moves") return RunMoves(row);
  if (kind == "ground") return RunGround(row);
  std::vector<bool> allowed;
  if (kind == "reviewer") {
    std::set<std::string, std::less<>> involved;
    for (const std::string& name : TextsOf(r, "involved")) involved.insert(name);
    for (const std::string& name : TextsOf(r, "candidates"))
      allowed.push_back(MayDecide(name, involved));
  } else if (kind == "result") {
    EVENHAND_ASSIGN(const Action original, ParseAction(TextOf(r, "original")));
    for (const std::string& text : TextsOf(r, "proposed")) {
      EVENHAND_ASSIGN(const Action proposed, ParseAction(text));
      allowed.push_back(MayResult(original, proposed));
    }
  } else if (kind == "number") {
    AppealAllowance allowance;
    for (const std::string& event : TextsOf(r, "events")) {
      if (event == "appeal") {
        allowed.push_back(allowance.File());
      } else {
        allowance.Renew();
        allowed.push_back(true);
      }
    }
  } else if (kind == "who") {
    const bool violation = TextOf(r, "outcome") != "no violation";
    for (const std::string& who : TextsOf(r, "who")) {
      allowed.push_back(MayAppeal(who == "author"     ? policy::Standing::kAuthor
                                  : who == "reporter" ? policy::Standing::kReporter
                                                      : policy::Standing::kOther,
                                  violation));
    }
  } else {
    return Fail(ErrorCode::kCorrupt, fmt::format("no kind '{}'", kind));
  }
  row->Expect("allowed", fmt::format("[{}]", fmt::join(allowed, ", ")));
  return {};
}

// ---- S14 reinstatement

Result<void> RunS14(PolicyRow* row) {
  std::vector<DecidedContent> decisions;
  for (const Json& d : ItemsOf(row->row.Field("decisions"))) {
    decisions.push_back({.decision = TextOf(d, "id"),
                         .account = TextOf(d, "account"),
                         .content = TextOf(d, "content"),
                         .hits = TextsOf(d, "hits"),
                         .told = TextsOf(d, "told"),
                         .announced = FlagOf(d, "announced")});
  }
  EVENHAND_ASSIGN(const Reinstatement back, Reinstate(decisions, TextOf(row->row, "overturn")));
  row->Expect("restored", QuotedList(back.restored));
  row->Expect("reopened", QuotedList(back.reopened));
  row->Expect("strikes_void", QuotedList(back.strikes_void));
  row->Expect("told", QuotedList(back.told));
  row->Expect("public_correction", back.public_correction ? "true" : "false");
  return {};
}

// ---- S15 networks

Result<void> RunS15(PolicyRow* row) {
  Suspects suspects;
  for (const auto& [account, json] : row->row.Field("accounts").Members()) {
    const auto role = RoleNamed(TextOf(json, "role"));
    if (!role)
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("{}: no role '{}'", account, TextOf(json, "role")));
    Suspect suspect{.role = *role, .followers = NumberOf(json, "followers")};
    for (const Json& e : ItemsOf(json.Field("evidence"))) {
      const std::string kind = TextOf(e, "kind");
      if (kind.size() != 2 || kind[0] != 'K' || kind[1] < '1' || kind[1] > '7') {
        return Fail(ErrorCode::kCorrupt, fmt::format("no evidence '{}'", kind));
      }
      suspect.evidence.push_back(
          {kind[1] - '0', TextOf(e, "rests_on"), FlagOf(e, "hidden_tool", FlagOf(e, "hidden"))});
    }
    suspects.emplace(std::string(account), std::move(suspect));
  }
  std::set<std::string, std::less<>> removed;
  for (const std::string& account : TextsOf(row->row, "remove")) removed.insert(account);
  const auto dossier = Dossier(suspects, removed);
  row->Expect("dossier", QuotedList({dossier.begin(), dossier.end()}));
  const auto named = PublishedByName(suspects, dossier, NumberOf(row->row, "follower_line"));
  const auto compare = [&](std::string_view field, const auto& of) {
    const Json wanted = row->row.Field(field);
    if (wanted.kind() != JsonKind::kObject) return;
    for (const auto& [account, want] : wanted.Members()) {
      row->ExpectAt(fmt::format("{} of {}", field, account), want, Quoted(of(account)));
    }
  };
  compare("action", [&](std::string_view account) {
    if (!dossier.contains(account)) return std::string("nothing");
    return FormatAction(ActionOnMember(suspects.find(account)->second.role));
  });
  compare("published", [&](std::string_view account) {
    return std::string(!dossier.contains(account) ? "nothing"
                       : named.contains(account)  ? "name"
                                                  : "hash");
  });
  return {};
}

struct Section {
  std::string_view key;
  RunPolicyRow run;
};

constexpr std::array<Section, 7> kSections = {{{"S6", RunS6},
                                               {"S7", RunS7},
                                               {"S8", RunS8},
                                               {"S11", RunS11},
                                               {"S13", RunS13},
                                               {"S14", RunS14},
                                               {"S15", RunS15}}};

}  // namespace

Result<void> RunExceptionRow(const Json& row, PolicyRow* out) {
  return ExceptionRow(row, out).Run();
}

RunPolicyRow SectionRunner(std::string_view key) {
  const auto* found = std::ranges::find(kSections, key, &Section::key);
  return found == kSections.end() ? nullptr : found->run;
}

}  // namespace evenhand::app
