#include "docket/recorded.h"

#include <fmt/format.h>

#include <algorithm>

#include "docket/body.h"
#include "record/leaf.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;
using codec::JsonKind;
using policy::AppealState;
using policy::RecordedDecision;

policy::Time TimeOf(const CaseEvent& event) { return policy::Time(policy::Seconds(event.at_s)); }

std::string Text(const Json& object, std::string_view key) {
  const Json value = object.kind() == JsonKind::kObject ? object.Field(key) : Json{};
  return value.kind() == JsonKind::kString ? std::string(value.AsString()) : std::string();
}

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
  const std::string subject = event.account + '\0' + Text(body.Field("case"), "item");
  return Hex(
      record::BytesOf(record::Commit(record::CommitmentDomain::kSubject, blinding, subject)));
}

void ApplyAppealState(AppealState to, policy::Time at, RecordedDecision* decision) {
  switch (to) {
    case AppealState::kWithdrawn:
      decision->appealed.reset();
      return;
    case AppealState::kUpheld:
    case AppealState::kOverturned:
    case AppealState::kModified:
      decision->answered = at;
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

std::string_view DemandKind() { return record::KindName(record::LeafKind::kStateDemand); }

Result<void> Recorded::Add(const CaseEvent& event) {
  const auto add = [&]() -> Result<void> {
    const bool is_appeal = event.kind.starts_with("appeal-");
    const bool is_grant = event.kind == "exception-granted";
    const bool is_demand = event.kind == DemandKind();
    if (event.kind != "decision" && !is_appeal && !is_grant && !is_demand) return {};
    EVENHAND_ASSIGN(const Json body, scratch_.ParseCopy(event.body));
    if (is_appeal) return AddAppeal(event, body);
    if (is_demand) {
      demands_.push_back({.state = Text(body, "state"),
                          .body = Text(body, "body"),
                          .law = Text(body, "law"),
                          .outcome = Text(body, "outcome")});
      return {};
    }
    if (!is_grant) return AddDecision(event, body);
    EVENHAND_ASSIGN(RecordedDecision * decision, Find(event.id));
    decision->exception = Text(body, "exception");
    return {};
  };
  auto added = add();
  if (added) return {};
  return Fail(ErrorCode::kCorrupt, fmt::format("event {} ({} '{}'): {}", event.sequence, event.kind,
                                               event.id, added.error().message));
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
  if (!by_decision_.emplace(event.id, decisions_.size()).second) {
    return Fail(ErrorCode::kCorrupt, "it is there twice");
  }
  decisions_.push_back(std::move(decision));
  return {};
}

Result<void> Recorded::AddAppeal(const CaseEvent& event, const Json& body) {
  const std::string appeal = Text(body, "appeal");
  if (event.kind == "appeal-filed") {
    EVENHAND_ASSIGN(RecordedDecision * decision, Find(Text(body, "decision")));
    decision->appealed = TimeOf(event);
    decision_of_appeal_[appeal] = Text(body, "decision");
    return {};
  }
  const auto of = decision_of_appeal_.find(appeal);
  const auto to = policy::AppealStateNamed(Text(body, "to"));
  if (of == decision_of_appeal_.end() || !to) {
    return Fail(ErrorCode::kCorrupt, "there is no such appeal or state");
  }
  EVENHAND_ASSIGN(RecordedDecision * decision, Find(of->second));
  ApplyAppealState(*to, TimeOf(event), decision);
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
