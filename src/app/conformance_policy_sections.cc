// Rows S11 to S15: intake, appeals, reinstatement and networks, one section of the specification
// each.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

#include "app/policy_row.h"
#include "app/shipped_policies.h"
#include "policy/action.h"
#include "policy/appeal.h"
#include "policy/decide.h"
#include "policy/dossier.h"
#include "policy/intake.h"
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

// ---- S11 intake

// What is decided about an item of which a row says only what may not matter: a post with a rule
// broken, under the public-interest policy. Names of questions are answers to them, "judgement" to
// the first; every other name is something known about the author or the case.
class SameDecision {
 public:
  Result<void> Load() {
    EVENHAND_ASSIGN(book_, LoadShippedPolicy("public-interest-2019"));
    return {};
  }

  // With what `variant` says in the place of what `base` says.
  Result<std::string> Of(const Json& base, const Json& variant) const {
    CaseInput input{.decision = "d",
                    .account = "account",
                    .item = "item",
                    .at = book_.effective_at + std::chrono::days(365),
                    .review = {.first_reviewer = "first", .approvers = {"second", "third"}}};
    input.posted = input.at;
    std::map<std::string, Fact> answers = {{"act", std::string("hateful_conduct")}};
    for (const Json& said : {base, variant}) {
      for (const auto& [name, value] : MembersOf(said)) {
        const bool is_question =
            std::ranges::find(book_.questions, name, &Question::id) != book_.questions.end();
        if (name == "judgement" || name == "violation" || name == "finding") {
          answers["act"] = Violates(value) ? "hateful_conduct" : "none";
        } else if (is_question) {
          answers[std::string(name)] = FactOf(value);
        } else {
          input.attributes[std::string(name)] = FactOf(value);
        }
      }
    }
    for (const auto& [question, answer] : answers)
      input.judgements.push_back({.question = question, .answer = answer, .by = "first"});
    Ledger strikes(&book_.strikes);
    GrantRegister grants;
    EVENHAND_ASSIGN(const Decision d, Decide(book_, input, &strikes, &grants));
    return fmt::format("{} {} {} {} {}", d.ground, FormatAction(d.item), FormatAction(d.account),
                       d.strikes, d.exception ? Describe(d.exception->refusal) : "");
  }

 private:
  static bool Violates(const Json& judgement) {
    if (judgement.kind() == JsonKind::kBool) return judgement.AsBool();
    return judgement.kind() != JsonKind::kString ||
           (judgement.AsString() != "no violation" && judgement.AsString() != "none");
  }

  Rulebook book_;
};

Result<void> RunS11(PolicyRow* row) {
  const std::string kind = TextOf(row->row, "kind");
  if (kind == "same_decision") {
    const Json base = FieldOf(row->row, "base");
    SameDecision decide;
    EVENHAND_TRY(decide.Load());
    EVENHAND_ASSIGN(const std::string first, decide.Of(base, {}));
    bool same = true;
    for (const Json& variant : ItemsOf(FieldOf(row->row, "variants"))) {
      EVENHAND_ASSIGN(const std::string other, decide.Of(base, variant));
      same = same && first == other;
    }
    row->Expect("same", same ? "true" : "false");
  } else if (kind == "state_demand") {
    const Json demand = FieldOf(row->row, "demand");
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

// A region is in its state: IR-07 in IR.
bool IsIn(std::string_view declared, std::string_view outage) {
  if (declared.empty() || outage.empty()) return false;
  return declared == outage ||
         (declared.starts_with(outage) && declared.substr(outage.size()).starts_with('-'));
}

Result<void> RunFiling(PolicyRow* row) {
  EVENHAND_ASSIGN(const Time notice, TimeOf(row->row, "notice"));
  const std::string place = TextOf(row->row, "declared_place");
  std::vector<CutOff> cut_offs;
  for (const Json& outage : ItemsOf(FieldOf(row->row, "outages"))) {
    EVENHAND_ASSIGN(const Time from, TimeOf(outage, "from"));
    EVENHAND_ASSIGN(const Time to, TimeOf(outage, "to"));
    const bool is_registered = TextOf(outage, "ground") == "register";
    if (is_registered && !IsIn(place, TextOf(outage, "place"))) continue;
    cut_offs.push_back({from, to, !is_registered});
  }
  const Time ends = FilingPeriodEnds(notice, cut_offs, FlagOf(row->row, "reviewed"));
  row->Expect("period_ends", QuotedTime(ends));
  std::vector<std::string> filed;
  for (const Json& wanted : ItemsOf(FieldOf(row->row, "filed"))) {
    const std::vector<Json> pair = ItemsOf(wanted);
    if (pair.empty() || pair[0].kind() != JsonKind::kString)
      return Fail(ErrorCode::kCorrupt, "'filed' has [time, accepted]");
    EVENHAND_ASSIGN(const Time at, ParseTime(pair[0].AsString()));
    filed.push_back(fmt::format("[{}, {}]", QuotedTime(at), at >= notice && at < ends));
  }
  row->Expect("filed", ListOf(filed));
  const Json punishment = FieldOf(row->row, "punishment");
  if (punishment.missing()) return {};
  // A punishment runs on through an outage.
  const bool is_text = punishment.kind() == JsonKind::kString;
  Time from = notice;
  std::string action(is_text ? punishment.AsString() : "");
  if (!is_text) {
    EVENHAND_ASSIGN(const auto given,
                    TimeOrNone(punishment, FieldOf(punishment, "at").missing() ? "from" : "at"));
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
  const bool late = IsLate(due, answered, Time::max());  // without an answer: it never comes
  row->Expect("due", QuotedTime(due));
  row->Expect("missed", late ? "true" : "false");
  if (late) row->ExpectText("state", Name(AppealState::kLapsedForUser));
  row->Expect("lifted", late && IsLiftedWhenLate(against) ? "true" : "false");
  row->Expect("counted_in_public", late ? "true" : "false");
  return {};
}

Result<void> RunMoves(PolicyRow* row) {
  const std::vector<std::string> moves = TextsOf(row->row, "moves");
  std::vector<bool> allowed;
  const auto first = moves.empty() ? std::nullopt : AppealStateNamed(moves.front());
  if (!first) return Fail(ErrorCode::kCorrupt, "'moves' begins with no state");
  AppealState state = *first;
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
  for (const Json& event : ItemsOf(FieldOf(row->row, "events"))) {
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
        continue;
      }
      const bool is_ground = event.find("ground") != std::string::npos;
      is_ground ? allowance.ChangeGround() : allowance.AddFacts();
      allowed.push_back(true);
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
  for (const Json& d : ItemsOf(FieldOf(row->row, "decisions"))) {
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
  for (const auto& [account, json] : MembersOf(FieldOf(row->row, "accounts"))) {
    const auto role = RoleNamed(TextOf(json, "role"));
    if (!role)
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("{}: no role '{}'", account, TextOf(json, "role")));
    Suspect suspect{.role = *role, .followers = NumberOf(json, "followers")};
    for (const Json& e : ItemsOf(FieldOf(json, "evidence"))) {
      EVENHAND_ASSIGN(const int kind, EvidenceKindIn(TextOf(e, "kind")));
      suspect.evidence.push_back(
          {kind, TextOf(e, "rests_on"), FlagOf(e, "hidden_tool", FlagOf(e, "hidden"))});
    }
    suspects.emplace(std::string(account), std::move(suspect));
  }
  std::set<std::string, std::less<>> removed;
  for (const std::string& account : TextsOf(row->row, "remove")) removed.insert(account);
  const auto dossier = Dossier(suspects, removed);
  row->Expect("dossier", QuotedList({dossier.begin(), dossier.end()}));
  const auto named =
      PublishedByName(suspects, dossier, NumberOf(row->row, "follower_line", INT64_MAX));
  const auto compare = [&](std::string_view field, const auto& of) {
    for (const auto& [account, want] : MembersOf(FieldOf(row->row, field))) {
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

RunPolicyRow SectionRunner(std::string_view key) {
  const auto* found = std::ranges::find(kSections, key, &Section::key);
  return found == kSections.end() ? nullptr : found->run;
}

}  // namespace evenhand::app
