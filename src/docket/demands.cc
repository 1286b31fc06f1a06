// Demands of states (policy.md 11.4): each one is on record and counted in public, whatever becomes
// of it.

#include <fmt/format.h>

#include <algorithm>

#include "codec/json_out.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;
using codec::JsonDocument;
using codec::JsonOut;
using policy::Demand;
using policy::DemandHandling;
using policy::Time;

// What everyone sees. The scope may name persons and enters as a commitment only.
std::vector<std::string> PublicPart(const Demand& demand, DemandHandling handling) {
  std::vector<std::string> lines = {"state " + demand.state, "asks " + demand.asks,
                                    std::string(policy::Describe(handling))};
  if (!demand.body.empty()) lines.push_back("body " + demand.body);
  if (!demand.law.empty()) lines.push_back("law " + demand.law);
  if (!demand.date.empty()) lines.push_back("dated " + demand.date);
  return lines;
}

std::string DemandJson(const Demand& demand, DemandHandling handling, std::string_view leaf,
                       std::string_view blinding) {
  JsonOut out;
  out.Open('{')
      .Key("state")
      .String(demand.state)
      .Key("body")
      .String(demand.body)
      .Key("law")
      .String(demand.law);
  out.Key("scope")
      .String(demand.scope)
      .Key("date")
      .String(demand.date)
      .Key("asks")
      .String(demand.asks);
  out.Key("handling")
      .String(policy::Describe(handling))
      .Key("leaf")
      .String(leaf)
      .Key("blinding")
      .String(blinding)
      .Close('}');
  return out.text();
}

Demand ReadDemand(const Json& body) {
  return {.state = Text(body, "state"),
          .body = Text(body, "body"),
          .law = Text(body, "law"),
          .scope = Text(body, "scope"),
          .date = Text(body, "date"),
          .asks = Text(body, "asks")};
}

std::string IdOf(const Demand& d) {
  return IdFrom("demand", {d.state, d.body, d.law, d.scope, d.date, d.asks});
}

}  // namespace

Result<DemandEntry> Docket::FileDemand(const Demand& demand, Time at) {
  if (demand.state.empty())
    return Fail(ErrorCode::kInvalidArgument, "a demand is counted by state: which one? (11.4)");
  if (demand.asks.empty())
    return Fail(ErrorCode::kInvalidArgument, "a demand says what it asks for (11.4)");
  DemandEntry entry{.id = IdOf(demand),
                    .demand = demand,
                    .received = at,
                    .handling = policy::HandleDemand(demand)};
  EVENHAND_ASSIGN(const auto before, store_->Find("demand", entry.id));
  if (before) {
    entry.received = TimeOf(*before);
    entry.was_there = true;
    return entry;
  }
  Change change;
  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kStateDemand,
                    .time = LeafTime(at),
                    .actions = PublicPart(demand, entry.handling)};
  EVENHAND_ASSIGN(
      const std::string link,
      AddLeaf(std::move(leaf), demand.scope, policy::Describe(entry.handling), &blinding, &change));
  change.events.push_back({.kind = "demand",
                           .id = entry.id,
                           .at_s = SecondsOf(at),
                           .body = DemandJson(demand, entry.handling, link, blinding)});
  EVENHAND_TRY(Commit(std::move(change)));
  return entry;
}

Result<void> Docket::AnswerDemand(const DemandAnswer& answer) {
  EVENHAND_ASSIGN(const auto event, store_->Find("demand", answer.demand));
  if (!event)
    return Fail(ErrorCode::kNotFound, fmt::format("there is no demand '{}'", answer.demand));
  const auto refuse = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("demand '{}' cannot be answered so: {} (11.4)", answer.demand, why));
  };
  JsonDocument document;
  EVENHAND_ASSIGN(const Json body, document.ParseCopy(event->body));
  const DemandHandling handling = policy::HandleDemand(ReadDemand(body));
  const bool is_met = answer.outcome != DemandOutcome::kRefused;
  if (answer.reason.empty()) return refuse("an answer gives its reasons");
  if (answer.at < TimeOf(*event)) return refuse("it had not come yet");
  if (is_met && handling == DemandHandling::kNoHandler)
    return refuse("nothing here can identify a person");
  if (is_met && handling == DemandHandling::kRefused) return refuse("its record is not complete");
  if (is_met && handling == DemandHandling::kAsReport)
    return refuse("it cites no law, so the rulebook decides like any report");
  EVENHAND_ASSIGN(const auto before, store_->Find("demand-answered", answer.demand));
  if (before) return refuse("it has its answer");
  Change change;
  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kStateDemand,
                    .time = LeafTime(answer.at),
                    .actions = {"answered", std::string(Name(answer.outcome))}};
  if (const std::string link = Text(body, "leaf"); !link.empty()) {
    EVENHAND_ASSIGN(leaf.outcome, Unhex(link));
  }
  EVENHAND_ASSIGN(const std::string link,
                  AddLeaf(std::move(leaf), Text(body, "scope"), answer.reason, &blinding, &change));
  JsonOut out;
  out.Open('{')
      .Key("scope")
      .String(Text(body, "scope"))
      .Key("outcome")
      .String(Name(answer.outcome));
  out.Key("reason")
      .String(answer.reason)
      .Key("leaf")
      .String(link)
      .Key("blinding")
      .String(blinding)
      .Close('}');
  change.events.push_back({.kind = "demand-answered",
                           .id = answer.demand,
                           .at_s = SecondsOf(answer.at),
                           .body = out.text()});
  return Commit(std::move(change));
}

Result<std::vector<DemandEntry>> Docket::Demands() {
  std::vector<DemandEntry> entries;
  EVENHAND_TRY(store_->EachOfKind("demand", [&](const CaseEvent& event) -> Result<void> {
    JsonDocument document;
    auto body = document.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    DemandEntry entry{.id = event.id, .demand = ReadDemand(*body), .received = TimeOf(event)};
    entry.handling = policy::HandleDemand(entry.demand);
    auto answered = store_->Find("demand-answered", event.id);
    if (!answered) return tl::unexpected(std::move(answered).error());
    if (*answered) {
      auto answer = document.ParseCopy((*answered)->body);
      if (!answer) return tl::unexpected(std::move(answer).error());
      entry.outcome = DemandOutcomeNamed(Text(*answer, "outcome"));
    }
    entries.push_back(std::move(entry));
    return {};
  }));
  return entries;
}

std::string_view Name(DemandOutcome outcome) {
  switch (outcome) {
    case DemandOutcome::kMet:
      return "met";
    case DemandOutcome::kPartlyMet:
      return "partly_met";
    case DemandOutcome::kRefused:
      return "refused";
  }
  return "";
}

std::optional<DemandOutcome> DemandOutcomeNamed(std::string_view name) {
  for (const DemandOutcome outcome :
       {DemandOutcome::kMet, DemandOutcome::kPartlyMet, DemandOutcome::kRefused}) {
    if (Name(outcome) == name) return outcome;
  }
  return std::nullopt;
}

}  // namespace evenhand::docket
