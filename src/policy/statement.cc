#include "policy/statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "codec/json_out.h"
#include "policy/appeal.h"
#include "policy/fact_json.h"
#include "policy/raised.h"

namespace evenhand::policy {
namespace {

constexpr std::array<std::string_view, 7> kSources = {
    "own_review", "report", "trusted_flagger", "model", "court_order", "state_demand", "partner"};

// At most `limit` bytes, ending between characters.
std::string Cut(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return std::string(text);
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

std::optional<Time> EndOf(const Action& action, Time from) {
  if (!action.period) return std::nullopt;
  return After(from, *action.period);
}

void AddActions(const Decision& d, Time at, Statement* s) {
  const auto add = [&](const Action& action, bool on_account, bool until_deleted) {
    if (action.kind == ActionKind::kNone) return;
    s->actions.push_back({.action = action,
                          .on_account = on_account,
                          .from = at,
                          .until = until_deleted ? std::nullopt : EndOf(action, at),
                          .until_deleted = until_deleted});
  };
  add(d.item, false, false);
  if (d.item.kind == ActionKind::kNotice && d.exception)
    s->actions.back().until = d.exception->until;
  add(d.account, true, d.waits_for_deletion);
  for (const Action& measure : d.measures) add(measure, true, false);
}

// What the next strike does, for each weight that some clause of the ladder's families gives.
std::vector<NextStep> NextSteps(const Rulebook& book, std::string_view family,
                                const Ledger& strikes, Time at) {
  std::vector<NextStep> next;
  const auto ladder =
      std::ranges::find_if(book.strikes.ladders, [&](const Ladder& l) { return l.Counts(family); });
  if (ladder == book.strikes.ladders.end()) return next;
  for (const Clause& clause : book.clauses) {
    if (clause.strikes <= 0 || !ladder->Counts(clause.family)) continue;
    const auto place = std::ranges::lower_bound(next, clause.strikes, {}, &NextStep::weight);
    if (place == next.end() || place->weight != clause.strikes)
      next.insert(place, {clause.strikes, {}});
  }
  for (NextStep& step : next) step.action = strikes.Next(*ladder, step.weight, at);
  return next;
}

// Whether strikes of `other` count where those of `family` do.
bool CountTogether(const Rulebook& book, std::string_view family, std::string_view other) {
  const auto ladder =
      std::ranges::find_if(book.strikes.ladders, [&](const Ladder& l) { return l.Counts(family); });
  return family == other || (ladder != book.strikes.ladders.end() && ladder->Counts(other));
}

void ListStrikes(const Rulebook& book, const Ledger& strikes, Statement* s) {
  const Ledger::LatestStrikes counted =
      strikes.Latest(s->at, kMostListed, [&](std::string_view family) {
        return CountTogether(book, s->family, family) ||
               std::ranges::any_of(s->beside, [&](const FamilyStanding& beside) {
                 return CountTogether(book, beside.family, family);
               });
      });
  s->strikes_unlisted = static_cast<std::int64_t>(counted.unlisted);
  s->strikes.reserve(counted.strikes.size());
  for (const LiveStrike& strike : counted.strikes) {
    s->strikes.push_back({std::string(strike.decision), std::string(strike.family),
                          std::string(strike.clause), strike.weight, strike.at, strike.expires});
  }
}

// ---- JSON

using codec::JsonOut;

void WriteTime(const std::optional<Time>& time, JsonOut* out) {
  if (time) {
    out->Plain(TimeText(*time).text());
  } else {
    out->Raw("null");
  }
}

void WriteActions(const Statement& s, JsonOut* out) {
  out->Key("actions").Open('[');
  for (const StatedAction& a : s.actions) {
    out->Open('{').Key("action").String(FormatAction(a.action));
    out->Key("on")
        .Plain(a.on_account ? "account" : "item")
        .Key("from")
        .Plain(TimeText(a.from).text())
        .Key("until");
    WriteTime(a.until, out);
    if (a.until_deleted) out->Key("until_deleted").Bool(true);
    out->Close('}');
  }
  out->Close(']');
}

void WriteNext(const std::vector<NextStep>& next, JsonOut* out) {
  out->Key("next").Open('[');
  for (const NextStep& step : next) {
    out->Open('{')
        .Key("weight")
        .Int(step.weight)
        .Key("action")
        .String(FormatAction(step.action))
        .Close('}');
  }
  out->Close(']');
}

void WriteBeside(const std::vector<FamilyStanding>& families, JsonOut* out) {
  out->Key("beside").Open('[');
  for (const FamilyStanding& one : families) {
    out->Open('{').Key("added").Int(one.added).Key("family").String(one.family);
    WriteNext(one.next, &out->Key("count").Int(one.counted));
    out->Close('}');
  }
  out->Close(']');
}

void WriteStrikes(const Statement& s, JsonOut* out) {
  out->Key("strikes").Open('{').Key("added").Int(s.strikes_added).Key("family").String(s.family);
  out->Key("count").Int(s.strikes_counted).Key("counted").Open('[');
  for (const CountedStrike& strike : s.strikes) {
    out->Open('{').Key("decision").String(strike.decision).Key("family").String(strike.family);
    out->Key("clause")
        .String(strike.clause)
        .Key("weight")
        .Int(strike.weight)
        .Key("at")
        .Plain(TimeText(strike.at).text())
        .Key("expires");
    WriteTime(strike.expires, out);
    out->Close('}');
  }
  out->Close(']');
  if (s.strikes_unlisted > 0) out->Key("unlisted").Int(s.strikes_unlisted);
  WriteNext(s.next, out);
  if (!s.beside.empty()) WriteBeside(s.beside, out);
  out->Close('}');
}

std::string_view NameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kNoViolation:
      return "no_violation";
    case Outcome::kActed:
      return "violation";
    case Outcome::kWaiting:
      return "waiting";
  }
  return "";
}

}  // namespace

std::string_view Name(Source source) { return kSources[static_cast<std::size_t>(source)]; }

std::optional<Source> SourceNamed(std::string_view name) {
  const auto* found = std::ranges::find(kSources, name);
  if (found == kSources.end()) return std::nullopt;
  return static_cast<Source>(found - kSources.begin());
}

Statement MakeStatement(const Rulebook& rulebook, std::string_view rulebook_hash,
                        const CaseInput& input, const Circumstances& circumstances,
                        const Decision& decision, const Ledger& strikes) {
  Statement s{.decision = input.decision,
              .at = input.at,
              .posted = input.posted,
              .rulebook = rulebook.id,
              .rulebook_version = rulebook.version,
              .rulebook_hash = std::string(rulebook_hash),
              .account = input.account,
              .item = input.item,
              .quote = Cut(circumstances.quote, kMaxQuote),
              .language = circumstances.language,
              .outcome = decision.outcome,
              .ground = decision.ground,
              .also = decision.also,
              .judgements = input.judgements,
              .source = circumstances.source,
              .reports = circumstances.reports,
              .found_by_machine = circumstances.source == Source::kModel,
              .family = decision.family,
              .strikes_added = decision.strikes,
              .strikes_counted = decision.counted,
              .exception = decision.exception,
              .attributes_used = decision.attributes_used,
              .replies_unreachable = circumstances.replies_unreachable,
              .appeal_until = After(input.at, kFilingPeriod),
              .languages = rulebook.languages};
  s.decided_by_machine =
      !input.judgements.empty() && std::ranges::all_of(input.judgements, &Judgement::by_model);
  AddActions(decision, input.at, &s);
  if (!decision.family.empty()) {
    for (std::size_t i = 0; i < decision.beside.size(); ++i) {
      const std::string& family = decision.strike->beside[i].family;
      s.beside.push_back({family, decision.beside[i].added, decision.beside[i].count,
                          NextSteps(rulebook, family, strikes, input.at)});
    }
    ListStrikes(rulebook, strikes, &s);
    s.next = NextSteps(rulebook, decision.family, strikes, input.at);
  }
  return s;
}

Result<void> CheckComplete(const Statement& s, const Rulebook& rulebook) {
  const auto lacks = [&](std::string_view field, std::string_view rule) {
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("the statement of decision '{}' lacks '{}': nothing acts without it ({})",
                    s.decision, field, rule));
  };
  if (s.decision.empty()) return lacks("decision_id", "12.1");
  if (s.rulebook.empty() || s.rulebook_hash.empty()) return lacks("rulebook_hash", "12.1");
  if (s.account.empty() && s.item.empty()) return lacks("subject", "12.1");
  if (s.languages.empty()) return lacks("languages", "12.1");
  if (s.outcome == Outcome::kActed) {
    const Clause* clause = rulebook.FindClause(s.ground);
    if (clause == nullptr) return lacks("ground", "2.1: every action cites a clause in force");
    for (const std::string& language : s.languages) {
      if (!clause->texts.contains(language)) return lacks("ground text in " + language, "2.3");
    }
    if (s.judgements.empty()) return lacks("facts", "12.1");
    if (s.appeal_until <= s.at) return lacks("redress", "12.1");
  }
  const bool ladder_acts =
      std::ranges::any_of(s.actions, [](const StatedAction& a) { return a.on_account; });
  if (ladder_acts && s.strikes_added > 0 && s.strikes.empty()) return lacks("strikes", "6.11");
  return {};
}

void WriteStatement(const Statement& s, JsonOut* to) {
  JsonOut& out = *to;
  out.Open('{').Key("decision_id").String(s.decision).Key("at").Plain(TimeText(s.at).text());
  out.Key("rulebook").String(s.rulebook).Key("rulebook_version").Int(s.rulebook_version);
  out.Key("rulebook_hash").Plain(s.rulebook_hash);
  out.Key("subject").Open('{').Key("account").String(s.account).Key("item").String(s.item);
  out.Key("language").String(s.language).Key("words").String(s.quote).Close('}');
  out.Key("outcome").Plain(NameOf(s.outcome));
  WriteActions(s, to);
  out.Key("ground").Open('{').Key("clause").String(s.ground).Key("also").Open('[');
  for (const std::string& clause : s.also) out.String(clause);
  out.Close(']').Close('}');
  out.Key("facts").Open('[');
  for (const Judgement& j : s.judgements) {
    out.Open('{').Key("question").String(j.question).Key("answer");
    WriteFact(j.answer, to);
    out.Key("by").String(j.by).Key("model").Bool(j.by_model).Close('}');
  }
  out.Close(']');
  out.Key("source").Plain(Name(s.source)).Key("reports").Int(s.reports);
  out.Key("automation").Open('{').Key("found").Bool(s.found_by_machine);
  out.Key("decided").Bool(s.decided_by_machine).Close('}');
  WriteStrikes(s, to);
  out.Key("exception");
  if (s.exception) {
    out.Open('{').Key("id").String(s.exception->exception);
    out.Key("granted").Bool(s.exception->refusal == Refusal::kNone);
    out.Key("why").String(Describe(s.exception->refusal)).Close('}');
  } else {
    out.Raw("null");
  }
  out.Key("attributes_used").Open('{');
  for (const AttributeUse& use : s.attributes_used) {
    out.Key(use.name);
    WriteFact(use.value, to);
  }
  out.Close('}');
  out.Key("side_effects")
      .Open('{')
      .Key("replies_unreachable")
      .Int(s.replies_unreachable)
      .Close('}');
  out.Key("redress").Open('{').Key("appeal_until").Plain(TimeText(s.appeal_until).text());
  out.Key("also").Open('[').Plain("outside_body").Plain("court").Close(']').Close('}');
  out.Key("languages").Open('[');
  for (const std::string& language : s.languages) out.String(language);
  out.Close(']').Close('}');
}

std::string StatementJson(const Statement& statement) {
  JsonOut out(2'048);
  WriteStatement(statement, &out);
  return std::move(out).text();
}

}  // namespace evenhand::policy
