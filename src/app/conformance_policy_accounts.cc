// Rows P7 and P8: what follows from the kind of account and from a network around it.

#include <fmt/format.h>

#include <algorithm>

#include "app/shipped_policies.h"
#include "app/worked_row.h"
#include "policy/dossier.h"
#include "policy/reinstatement.h"

namespace evenhand::app {
namespace {

using codec::Json;
using codec::JsonKind;
using namespace policy;  // the words of the rows are its words

// ---- P7

struct StateCase {
  std::string account = {}, access = {};
  bool conflict = false, prisoners = false, breaks_rule = false;
  Time posted = {};
};

Result<StateCase> StateCaseOf(const Json& row) {
  StateCase c{.posted = *ParseTime("2022-05-01T00:00:00Z")};
  const Json facts = FieldOf(row, "facts");
  if (facts.kind() == JsonKind::kObject) {
    c.account = TextOf(facts, "account");
    c.access = TextOf(facts, "access", "no");
    c.conflict = FlagOf(facts, "conflict");
    c.prisoners = FlagOf(facts, "prisoners_of_war");
    EVENHAND_ASSIGN(const auto posted, TimeOrNone(facts, "posted"));
    if (posted) c.posted = *posted;
    return c;
  }
  const std::string account = TextOf(row, "account"), access = TextOf(row, "access");
  c.account = account.starts_with("citizen")           ? "citizen"
              : account.starts_with("exile")           ? "exile"
              : account.starts_with("state-run media") ? "state_media"
              : account.starts_with("state media")     ? "state_media"
                                                       : "state";
  c.access = access.starts_with("limits")  ? "limits"
             : access.starts_with("ended") ? "closed"
             : access == "unconfirmed"     ? access
                                           : "no";
  c.conflict = TextOf(row, "armed_conflict_between_states") == "yes";
  c.prisoners = account.find("prisoners of war") != std::string::npos;
  c.breaks_rule = account.find("rule-breaking post") != std::string::npos;
  // "on or after 5 April 2022", when that rule took effect, or "before" it
  if (account.find("before 5 April 2022") != std::string::npos)
    c.posted = *ParseTime("2022-04-04T23:59:59Z");
  return c;
}

std::string StateInWords(const StateCase& c, const Decision& d) {
  if (d.ground == "private.prisoners") return "remove (private-information rule)";
  const auto has = [&](std::string_view id) {
    return std::ranges::find(d.measure_ids, id) != d.measure_ids.end();
  };
  if (has("media.reach")) return "label; not recommended (media rule of 6 August 2020)";
  if (has("state.reach"))
    return "label; not recommended in home, explore, search, notifications; followers still see it";
  if (has("state.label")) return "label only";
  if (has("state.reported")) return "label \"reported\", no effect on reach";
  if (c.account == "state" && c.access == "closed")
    return "reach restored within 24 h of T, notice sent";
  return c.account == "citizen" ? "no action, no flag stored" : "no action";
}

// ---- P8

Result<std::string> ManipulationInWords(const std::string& situation, std::int64_t number) {
  EVENHAND_ASSIGN(const Rulebook book, LoadShippedPolicy("manipulation-2022"));
  WorkedAccount account(&book);
  Decision d;
  for (std::int64_t i = 0; i < number; ++i) {
    EVENHAND_ASSIGN(d, account.Decide({.at = Begin(book) + std::chrono::days(10 * i),
                                       .judgements = {Answer("manipulation", situation)}}));
  }
  if (d.outcome != Outcome::kActed) return "no violation";
  if (d.account.kind == ActionKind::kChallenge) {
    return d.strikes == 0
               ? "prove control, restore to the owner; no strike; its data only as hashes"
               : "a strike";
  }
  if (d.ground == "manipulation.overlapping")
    return "choose one to keep; others suspended, permanent";
  if (IsPermanent(d.account))
    return number == 1 ? "suspend, permanent, first time" : "suspend, permanent";
  return "delete posts, short lock";
}

Result<std::string> NetworkInWords(const std::vector<std::string>& kinds) {
  Suspect suspect{.role = Role::kOperator};
  for (const std::string& text : kinds) {
    EVENHAND_ASSIGN(const int kind, EvidenceKindIn(text));
    suspect.evidence.push_back({.kind = kind});
  }
  return Dossier({{"a", suspect}}, {}).empty() ? "not in the dossier" : "in the dossier";
}

// 8.10: evidence that rests on a reinstated account is withdrawn.
std::string ReinstatedInWords() {
  Suspects network;
  network["a"] = {.role = Role::kOperator, .evidence = {{.kind = 4}, {.kind = 1}}};
  network["b"] = {.role = Role::kPaid, .evidence = {{.kind = 6}, {.kind = 1, .rests_on = "a"}}};
  const bool was_in = Dossier(network, {}).contains("b");
  const bool is_out = !Dossier(network, {"a"}).contains("b");
  return was_in && is_out ? "re-scored; below the line: reinstated the same day, told why"
                          : "not re-scored";
}

// 8.13: the names of the sides are no input.
std::string ExchangedInWords() {
  const auto network = [](const std::string& left, const std::string& right) {
    Suspects s;
    s[left + "1"] = {.role = Role::kOperator, .evidence = {{.kind = 4}, {.kind = 2}}};
    s[right + "1"] = {.role = Role::kOperator, .evidence = {{.kind = 1}, {.kind = 2}}};
    return Dossier(s, {});
  };
  const bool same = network("a", "b").contains("a1") && network("b", "a").contains("b1") &&
                    network("a", "b").size() == network("b", "a").size();
  return same ? "same accounts, same scores, sides exchanged" : "not the same";
}

// 8.11: who is said to be behind a network is no input to its dossier, so that stands; what was
// announced is corrected in public, and whoever was told is told again.
Result<std::string> CorrectedInWords() {
  const Suspects network = {
      {"a", {.role = Role::kOperator, .evidence = {{.kind = 4}, {.kind = 1}}}}};
  EVENHAND_ASSIGN(
      const Reinstatement back,
      Reinstate({{.decision = "attribution", .account = "a", .told = {"b"}, .announced = true}},
                "attribution"));
  const bool stands = Dossier(network, {}).contains("a");
  const bool corrected = back.public_correction && back.told == std::vector<std::string>{"a", "b"};
  return stands && corrected ? "behaviour findings stand or fall on their own; attribution "
                               "corrected in public, every account told"
                             : "not corrected";
}

Result<std::string> SituationInWords(const std::string& words) {
  const auto says = [&](std::string_view part) { return words.find(part) != std::string::npos; };
  if (says("isolated first offence")) return ManipulationInWords("offence", 1);
  if (says("second manipulation offence")) return ManipulationInWords("offence", 2);
  if (says("overlapping accounts")) return ManipulationInWords("overlapping", 1);
  if (says("most of the account's activity")) return ManipulationInWords("aggravated", 1);
  if (says("hijacked account")) return ManipulationInWords("hijacked", 1);
  if (says("a newsroom")) {
    EVENHAND_ASSIGN(const std::string words_of, ManipulationInWords("none", 1));
    return words_of + "; shared employer is not deception";
  }
  if (says("no deception") || says("distinct uses")) return ManipulationInWords("none", 1);
  if (says("one kind of evidence")) return NetworkInWords({"K1"});
  if (says("later reinstated")) return ReinstatedInWords();
  if (says("attributed to A")) {
    return CorrectedInWords();
  }
  if (says("none of deception")) return NetworkInWords({"K1", "K5"});
  if (says("sides exchanged")) return ExchangedInWords();
  return Fail(ErrorCode::kCorrupt, fmt::format("no situation '{}'", words));
}

}  // namespace

Result<void> RunP7(PolicyRow* row) {
  EVENHAND_ASSIGN(const Rulebook book, BookOfRow(*row, "state-accounts-2022"));
  EVENHAND_ASSIGN(const StateCase c, StateCaseOf(row->row));
  WorkedAccount account(&book);
  CaseInput input{.posted = c.posted,
                  .at = std::max(c.posted, Begin(book)),
                  .attributes = {{"account_kind", c.account}},
                  .facts = {{"access", c.access}, {"conflict", c.conflict}}};
  // The version in force when the item was posted judges it.
  input.judgements = {
      Answer("shows_prisoners_of_war", c.prisoners && c.posted >= book.effective_at)};
  EVENHAND_ASSIGN(const Decision d, account.Decide(input));
  if (c.breaks_rule) {
    // What measures do is no penalty: they stand beside any clause's action and add no strike.
    row->ExpectText(
        "expected",
        d.strikes == 0 && d.account == Action{}
            ? "the rule's own action as for anyone; 7.1 is not a penalty and adds no strike"
            : "a penalty");
    return {};
  }
  const std::string got = StateInWords(c, d);
  if (d.measure_ids.size() == 2) {  // the label and the reach of 7.1
    row->ExpectOneOf("expected", {got, "as 7.1: not tit for tat"});
  } else {
    row->ExpectText("expected", got);
  }
  return {};
}

Result<void> RunP8(PolicyRow* row) {
  const Json facts = FieldOf(row->row, "facts");
  std::string got;
  if (facts.kind() != JsonKind::kObject) {
    EVENHAND_ASSIGN(got, SituationInWords(TextOf(row->row, "situation")));
  } else if (const std::string situation = TextOf(facts, "situation"); situation == "evidence") {
    EVENHAND_ASSIGN(got, NetworkInWords(TextsOf(facts, "kinds")));
  } else if (situation == "offence") {
    EVENHAND_ASSIGN(got, ManipulationInWords(FlagOf(facts, "aggravated") ? "aggravated" : "offence",
                                             NumberOf(facts, "number", 1)));
  } else if (situation == "hijacked") {
    EVENHAND_ASSIGN(got, ManipulationInWords(situation, 1));
  } else {
    EVENHAND_ASSIGN(got, SituationInWords(situation));
  }
  row->ExpectText("expected", got);
  return {};
}

}  // namespace evenhand::app
