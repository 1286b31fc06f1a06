#include "docket/recorded.h"

#include <fmt/format.h>

#include <algorithm>

#include "docket/body.h"
#include "docket/committed.h"
#include "docket/event.h"
#include "record/leaf.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;
using codec::JsonKind;
using policy::AppealState;
using policy::RecordedDecision;

Result<std::vector<policy::Action>> StatedActions(const Json& statement) {
  std::vector<policy::Action> actions;
  const Json list = statement.Field("actions");
  if (list.kind() != JsonKind::kArray) {
    return Fail(ErrorCode::kCorrupt, "its statement has no list of actions");
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    EVENHAND_ASSIGN(policy::Action action, policy::ParseAction(Text(list.Item(i), "action")));
    actions.push_back(std::move(action));
  }
  return actions;
}

// Made again from the event: the leaf itself lies in the public record.
Result<std::string> SubjectOf(const CaseEvent& event, const Json& body) {
  const std::string hex = Text(body, "blinding");
  if (hex.empty()) return std::string();
  EVENHAND_ASSIGN(const std::string bytes, Unhex(hex));
  record::Blinding blinding;
  if (bytes.size() < blinding.size()) {
    return Fail(ErrorCode::kCorrupt, "its blinding is damaged");
  }
  std::copy_n(bytes.begin(), blinding.size(), blinding.begin());
  const std::string subject = CommittedBy(event, body, nullptr).subject;
  return Hex(
      record::BytesOf(record::Commit(record::CommitmentDomain::kSubject, blinding, subject)));
}

// Times are those of the first appeal that had an answer; what came out of it in the end, that of
// the last.
void ApplyAppealState(AppealState to, policy::Time at, RecordedDecision* decision) {
  switch (to) {
    case AppealState::kWithdrawn:
      if (!decision->answered) decision->appealed.reset();
      return;
    case AppealState::kUpheld:
    case AppealState::kOverturned:
    case AppealState::kModified:
      if (!decision->answered) decision->answered = at;
      [[fallthrough]];
    case AppealState::kOutsideUpheld:
    case AppealState::kOutsideOverturned:
      decision->appeal_outcome = to;
      return;
    default:
      return;
  }
}

}  // namespace

Result<void> Recorded::Add(const CaseEvent& event) {
  const auto add = handlers().find(event.kind);
  if (add == handlers().end()) return {};
  auto added = [&]() -> Result<void> {
    EVENHAND_ASSIGN(const Json body, scratch_.ParseCopy(event.body));
    return (this->*add->second)(event, body);
  }();
  if (added) return {};
  return Fail(ErrorCode::kCorrupt, fmt::format("event {} ({} '{}'): {}", event.sequence, event.kind,
                                               event.id, added.error().message));
}

const std::map<std::string, Recorded::Handler, std::less<>>& Recorded::handlers() {
  static const std::map<std::string, Handler, std::less<>> kHandlers = {
      {"decision", &Recorded::AddDecision},       {"report", &Recorded::AddReport},
      {"exception-granted", &Recorded::AddGrant}, {"appeal-filed", &Recorded::AddAppeal},
      {"appeal-moved", &Recorded::MoveAppeal},    {"appeal-decided", &Recorded::MoveAppeal},
      {"demand", &Recorded::AddDemand},           {"demand-answered", &Recorded::AnswerDemand}};
  return kHandlers;
}

Result<void> Recorded::AddDecision(const CaseEvent& event, const Json& body) {
  const Version* version = versions_->Find(Text(body, "version"));
  if (version == nullptr) {
    return Fail(ErrorCode::kCorrupt, "its version of the rulebook is not published");
  }
  EVENHAND_ASSIGN(CaseRequest request, ReadCaseRequest(body.Field("case"), TimeOf(event)));
  RecordedDecision decision{.input = std::move(request.input),
                            .circumstances = std::move(request.circumstances),
                            .rulebook = &version->rulebook,
                            .ground = Text(body, "ground"),
                            .waits = Text(body.Field("statement"), "outcome") == "waiting"};
  EVENHAND_ASSIGN(decision.actions, StatedActions(body.Field("statement")));
  EVENHAND_ASSIGN(decision.subject, SubjectOf(event, body));
  const auto report = first_reports_.find({event.account, decision.input.item});
  if (report != first_reports_.end() && report->second <= decision.input.at) {
    decision.reported = report->second;
  }
  if (!by_decision_.emplace(event.id, decisions_.size()).second) {
    return Fail(ErrorCode::kCorrupt, "it is there twice");
  }
  decisions_.push_back(std::move(decision));
  return {};
}

// A report that was not handled set nothing in motion.
Result<void> Recorded::AddReport(const CaseEvent& event, const Json& body) {
  const Json handled = body.Field("handled");
  if (handled.kind() != JsonKind::kBool || !handled.AsBool()) return {};
  first_reports_.try_emplace({Text(body, "account"), Text(body, "item")}, TimeOf(event));
  return {};
}

Result<void> Recorded::AddGrant(const CaseEvent& event, const Json& body) {
  EVENHAND_ASSIGN(RecordedDecision * decision, Find(event.id));
  decision->exception = Text(body, "exception");
  return {};
}

Result<void> Recorded::AddAppeal(const CaseEvent& event, const Json& body) {
  EVENHAND_ASSIGN(RecordedDecision * decision, Find(Text(body, "decision")));
  if (!decision->appealed) decision->appealed = TimeOf(event);
  decision_of_appeal_[Text(body, "appeal")] = Text(body, "decision");
  return {};
}

Result<void> Recorded::MoveAppeal(const CaseEvent& event, const Json& body) {
  const auto of = decision_of_appeal_.find(Text(body, "appeal"));
  const auto to = policy::AppealStateNamed(Text(body, "to"));
  if (of == decision_of_appeal_.end() || !to) {
    return Fail(ErrorCode::kCorrupt, "there is no such appeal or state");
  }
  EVENHAND_ASSIGN(RecordedDecision * decision, Find(of->second));
  ApplyAppealState(*to, TimeOf(event), decision);
  return {};
}

Result<void> Recorded::AddDemand(const CaseEvent& event, const Json& body) {
  place_of_demand_[event.id] = demands_.size();
  demands_.push_back({.state = Text(body, "state"),
                      .body = Text(body, "body"),
                      .law = Text(body, "law"),
                      .outcome = Text(body, "handling")});
  return {};
}

Result<void> Recorded::AnswerDemand(const CaseEvent& event, const Json& body) {
  const auto place = place_of_demand_.find(event.id);
  if (place == place_of_demand_.end()) return Fail(ErrorCode::kCorrupt, "there is no such demand");
  demands_[place->second].outcome = Text(body, "outcome");
  return {};
}

Result<RecordedDecision*> Recorded::Find(const std::string& decision) {
  const auto found = by_decision_.find(decision);
  if (found == by_decision_.end()) {
    return Fail(ErrorCode::kCorrupt, fmt::format("there is no decision '{}'", decision));
  }
  return &decisions_[found->second];
}

}  // namespace evenhand::docket
