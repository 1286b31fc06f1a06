#include "docket/register.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "codec/json_out.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;
using codec::JsonDocument;
using codec::JsonOut;
using policy::Grant;
using policy::GrantEnd;
using policy::Time;

tl::unexpected<Error> Corrupt(const CaseEvent& event, std::string_view why) {
  return Fail(ErrorCode::kCorrupt,
              fmt::format("event {} ({} '{}'): {}", event.sequence, event.kind, event.id, why));
}

Result<Grant> ReadGrant(const CaseEvent& event, const Json& body) {
  Grant grant{.exception = Text(body, "exception"),
              .decision = event.id,
              .account = Text(body, "account"),
              .item = Text(body, "item"),
              .clause = Text(body, "clause"),
              .from = TimeOf(event)};
  EVENHAND_ASSIGN(grant.until, policy::ParseTime(Text(body, "until")));
  return grant;
}

GrantFacts ReadFacts(const Json& body) {
  GrantFacts facts{.office = Text(body, "office"), .language = Text(body, "language")};
  const Json tests = body.Field("tests");
  for (std::size_t i = 0; i < tests.size(); ++i) facts.tests.emplace_back(tests.Item(i).AsString());
  return facts;
}

const policy::ExceptionRule* RuleNamed(const policy::Rulebook& rulebook, std::string_view id) {
  const auto found = std::ranges::find(rulebook.exceptions, id, &policy::ExceptionRule::id);
  return found == rulebook.exceptions.end() ? nullptr : &*found;
}

}  // namespace

GrantFacts FactsOf(const Grant& grant, const CaseRequest& request,
                   const policy::Rulebook& rulebook) {
  GrantFacts facts{.language = request.circumstances.language};
  for (const std::string_view name : {"office", "public_office"}) {
    const policy::Fact& office = policy::FactNamed(request.input.attributes, name);
    if (const auto* text = std::get_if<std::string>(&office)) facts.office = *text;
  }
  if (const auto* rule = RuleNamed(rulebook, grant.exception)) facts.tests = rule->tests;
  return facts;
}

std::string GrantJson(const Grant& grant, const GrantFacts& facts, std::string_view leaf,
                      std::string_view blinding) {
  JsonOut out;
  out.Open('{').Key("exception").String(grant.exception).Key("account").String(grant.account);
  out.Key("item").String(grant.item).Key("clause").String(grant.clause);
  out.Key("until").String(policy::FormatTime(grant.until));
  out.Key("office")
      .String(facts.office)
      .Key("language")
      .String(facts.language)
      .Key("tests")
      .Open('[');
  for (const std::string& test : facts.tests) out.String(test);
  out.Close(']').Key("leaf").String(leaf).Key("blinding").String(blinding).Close('}');
  return out.text();
}

record::Leaf GrantLeaf(const Grant& grant, const GrantFacts& facts, const policy::Action& notice) {
  record::Leaf leaf{.kind = record::LeafKind::kExceptionGranted,
                    .time = LeafTime(grant.from),
                    .clause = grant.clause};
  leaf.actions = {policy::FormatAction(notice), "until " + policy::FormatTime(grant.until)};
  if (!facts.office.empty()) leaf.actions.push_back("office " + facts.office);
  if (!facts.language.empty()) leaf.actions.push_back("language " + facts.language);
  return leaf;
}

Result<void> ApplyToRegister(const CaseEvent& event, policy::GrantRegister* grants) {
  if (!event.kind.starts_with("exception-")) return {};
  JsonDocument document;
  EVENHAND_ASSIGN(const Json body, document.ParseCopy(event.body));
  if (event.kind == "exception-granted") {
    EVENHAND_ASSIGN(Grant grant, ReadGrant(event, body));
    grants->Add(std::move(grant));
  } else if (event.kind == "exception-renewed") {
    EVENHAND_ASSIGN(const Time until, policy::ParseTime(Text(body, "until")));
    grants->Renew(Text(body, "decision"), until);
  } else {
    const auto how = policy::GrantEndNamed(Text(body, "how"));
    if (!how) return Corrupt(event, "no such end");
    EVENHAND_ASSIGN(const Time ended, policy::ParseTime(Text(body, "ended")));
    grants->End(Text(body, "decision"), *how, ended);
  }
  return {};
}

Result<policy::GrantRegister> GrantsBefore(cases::CaseStore& store, std::int64_t sequence) {
  policy::GrantRegister grants;
  // A grant comes before its renewals, and these before its end.
  for (const std::string_view kind :
       {"exception-granted", "exception-renewed", "exception-ended"}) {
    EVENHAND_TRY(store.EachOfKind(kind, [&](const CaseEvent& event) {
      return event.sequence >= sequence ? Result<void>() : ApplyToRegister(event, &grants);
    }));
  }
  return grants;
}

Result<void> Docket::EndGrantInto(std::string_view decision, GrantEnd how, Time at,
                                  Change* change) {
  EVENHAND_ASSIGN(const auto granted, store_->Find("exception-granted", decision));
  if (!granted)
    return Fail(ErrorCode::kNotFound,
                fmt::format("decision '{}' granted no exception (8)", decision));
  JsonDocument document;
  EVENHAND_ASSIGN(const Json of_grant, document.ParseCopy(granted->body));
  const Time ended = how == GrantEnd::kLapsed ? grants_.Find(decision)->until : at;
  record::Leaf leaf{
      .kind = record::LeafKind::kExceptionEnded,
      .time = LeafTime(at),
      .clause = Text(of_grant, "clause"),
      .actions = {std::string(policy::Name(how)), "ended " + policy::FormatTime(ended)}};
  if (const std::string link = Text(of_grant, "leaf"); !link.empty()) {
    EVENHAND_ASSIGN(leaf.outcome, Unhex(link));
  }
  std::string blinding;
  EVENHAND_ASSIGN(
      const std::string link,
      AddLeaf(std::move(leaf), Text(of_grant, "account") + '\0' + Text(of_grant, "item"),
              policy::Name(how), &blinding, change));
  JsonOut body;
  body.Open('{').Key("decision").String(decision).Key("account").String(Text(of_grant, "account"));
  body.Key("item").String(Text(of_grant, "item")).Key("how").String(policy::Name(how));
  body.Key("ended")
      .String(policy::FormatTime(ended))
      .Key("leaf")
      .String(link)
      .Key("blinding")
      .String(blinding)
      .Close('}');
  // One that has ended may still become void.
  const std::string_view suffix = how == GrantEnd::kVoid ? "#void" : "";
  change->events.push_back({.kind = "exception-ended",
                            .id = std::string(decision) + std::string(suffix),
                            .at_s = SecondsOf(at),
                            .body = body.text()});
  return {};
}

Result<std::vector<EndedGrant>> Docket::SweepExceptions(Time at) {
  std::vector<EndedGrant> ended;
  std::map<std::string, const policy::ExceptionRule*, std::less<>> rules;
  for (const Grant& grant : grants_.grants()) {
    const bool is_open = !grant.voided && !grant.ended;
    if (is_open && at >= grant.until) ended.push_back({grant.decision, GrantEnd::kLapsed});
    if (!is_open || rules.contains(grant.exception)) continue;
    EVENHAND_ASSIGN(const auto event, store_->Find("decision", grant.decision));
    JsonDocument document;
    EVENHAND_ASSIGN(const Json body, document.ParseCopy(event->body));
    const Version* given = versions_.Find(Text(body, "version"));
    const auto now = versions_.InForce(given->rulebook.id, at);
    if (now) rules[grant.exception] = RuleNamed((*now)->rulebook, grant.exception);
  }
  for (const auto& [id, rule] : rules) {
    if (rule == nullptr) continue;
    for (std::string& decision : grants_.OverBudget(*rule, at))
      ended.push_back({std::move(decision), GrantEnd::kBudget});
  }
  Change change;
  for (const EndedGrant& one : ended)
    EVENHAND_TRY(EndGrantInto(one.decision, one.how, at, &change));
  if (ended.empty()) return ended;
  for (const CaseEvent& event : change.events) EVENHAND_TRY(ApplyToRegister(event, &grants_));
  EVENHAND_TRY(Commit(std::move(change)));
  return ended;
}

Result<Time> Docket::RenewException(const RenewalRequest& request) {
  const Grant* grant = grants_.Find(request.decision);
  if (grant == nullptr)
    return Fail(ErrorCode::kNotFound,
                fmt::format("decision '{}' granted no exception (8)", request.decision));
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", request.decision));
  JsonDocument document;
  EVENHAND_ASSIGN(const Json decided, document.ParseCopy(event->body));
  EVENHAND_ASSIGN(const CaseRequest recorded,
                  ReadCaseRequest(decided.Field("case"), TimeOf(*event)));
  const policy::ExceptionRule& rule =
      *RuleNamed(versions_.Find(Text(decided, "version"))->rulebook, grant->exception);
  const policy::ExceptionReview review{.tests_met = request.tests_met,
                                       .first_reviewer = recorded.input.review.first_reviewer,
                                       .approvers = request.approvers};
  if (const auto refusal = grants_.ConsiderRenewal(rule, request.decision, review, request.at);
      refusal != policy::Refusal::kNone) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the exception of '{}' is not renewed: {} (8.1)", request.decision,
                            policy::Describe(refusal)));
  }
  const Time until = grant->until + std::chrono::days(rule.max_days);
  const std::int64_t number = grant->renewals + 1;
  EVENHAND_ASSIGN(const auto granted, store_->Find("exception-granted", request.decision));
  record::Leaf leaf{
      .kind = record::LeafKind::kExceptionGranted,
      .time = LeafTime(request.at),
      .clause = grant->clause,
      .actions = {fmt::format("renewed {}", number), "until " + policy::FormatTime(until)}};
  JsonDocument of_grant;
  EVENHAND_ASSIGN(const Json granted_body, of_grant.ParseCopy(granted->body));
  if (const std::string link = Text(granted_body, "leaf"); !link.empty()) {
    EVENHAND_ASSIGN(leaf.outcome, Unhex(link));
  }
  Change change;
  std::string blinding;
  EVENHAND_ASSIGN(const std::string link,
                  AddLeaf(std::move(leaf), grant->account + '\0' + grant->item, grant->exception,
                          &blinding, &change));
  JsonOut body;
  body.Open('{').Key("decision").String(request.decision).Key("exception").String(grant->exception);
  body.Key("account")
      .String(grant->account)
      .Key("item")
      .String(grant->item)
      .Key("until")
      .String(policy::FormatTime(until));
  body.Key("approvers").Open('[');
  for (const std::string& approver : request.approvers) body.String(approver);
  body.Close(']').Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  change.events.push_back({.kind = "exception-renewed",
                           .id = fmt::format("{}#{}", request.decision, number),
                           .at_s = SecondsOf(request.at),
                           .body = body.text()});
  EVENHAND_TRY(ApplyToRegister(change.events.front(), &grants_));
  EVENHAND_TRY(Commit(std::move(change)));
  return until;
}

Result<std::vector<RegisterEntry>> Docket::Exceptions(Time at) {
  std::vector<RegisterEntry> entries;
  EVENHAND_TRY(store_->EachOfKind("exception-granted", [&](const CaseEvent& event) -> Result<void> {
    auto body = scratch_.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    GrantFacts facts = ReadFacts(*body);
    entries.push_back({.grant = *grants_.Find(event.id),
                       .state = grants_.StateOf(event.id, at),
                       .office = std::move(facts.office),
                       .language = std::move(facts.language),
                       .tests = std::move(facts.tests)});
    return {};
  }));
  std::erase_if(
      entries, [](const RegisterEntry& entry) { return entry.state == policy::GrantState::kNone; });
  std::ranges::stable_sort(entries, {},
                           [](const RegisterEntry& entry) { return entry.grant.from; });
  for (RegisterEntry& entry : entries) {
    EVENHAND_ASSIGN(const Account* account, AccountNamed(entry.grant.account));
    const Version* version = account->FindDecision(entry.grant.decision)->version;
    entry.default_action = version->rulebook.FindClause(entry.grant.clause)->item;
  }
  return entries;
}

}  // namespace evenhand::docket
