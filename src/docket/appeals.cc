// The appeals of the docket: the moves of policy/appeal.h as events.

#include <fmt/format.h>

#include <set>
#include <utility>

#include "codec/json_out.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::JsonOut;
using policy::AppealState;
using policy::Time;

policy::Action StrongestOf(const DecidedCase& decided) {
  return decided.account_action.kind == policy::ActionKind::kNone ? decided.item_action : decided.account_action;
}

}  // namespace

Result<AppealCase> Docket::FileAppeal(const AppealRequest& request) {
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", request.decision));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", request.decision));
  EVENHAND_ASSIGN(Account* account, Warm(event->account));
  const DecidedCase& decided = *account->FindDecision(request.decision);
  const auto refuse = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("decision '{}' cannot be appealed: {}", request.decision, why));
  };
  if (!policy::MayAppeal(request.who, !decided.ground.empty())) {
    return refuse("the author appeals an action, the reporter a finding of no violation (13)");
  }
  if (decided.voided) return refuse("it is void already");
  for (const auto& [id, appeal] : account->appeals()) {
    if (appeal.decision == request.decision) return refuse("it has been appealed once (13)");
  }
  const Time ends = policy::FilingPeriodEnds(decided.at, account->cut_offs(), false);
  if (request.at >= ends) return refuse(fmt::format("the period ended at {} (13)", policy::FormatTime(ends)));
  if (request.at < decided.at) return refuse("it had not been taken yet");
  AppealCase appeal{.id = request.decision + "/1",
                    .decision = request.decision,
                    .filed = request.at,
                    .due = policy::AnswerDue(StrongestOf(decided), request.at)};
  Change change;
  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kAppealOpened, .time = LeafTime(request.at)};
  if (!decided.leaf.empty()) {
    EVENHAND_ASSIGN(leaf.outcome, Unhex(decided.leaf));
  }
  EVENHAND_ASSIGN(const std::string link, AddLeaf(std::move(leaf), event->account + '\0' + decided.item, request.words, &blinding, &change));
  JsonOut body;
  body.Open('{').Key("appeal").String(appeal.id).Key("decision").String(appeal.decision);
  body.Key("due").String(policy::FormatTime(appeal.due)).Key("words").String(request.words);
  body.Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  change.events.push_back({.account = event->account, .kind = "appeal-filed", .id = appeal.id, .at_s = SecondsOf(request.at), .body = body.text()});
  EVENHAND_TRY(account->Apply(change.events.front(), &scratch_));
  EVENHAND_TRY(Commit(std::move(change)));
  return appeal;
}

Result<std::pair<Account*, AppealCase>> Docket::AppealNamed(std::string_view appeal) {
  EVENHAND_ASSIGN(const auto event, store_->Find("appeal-filed", appeal));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no appeal '{}'", appeal));
  EVENHAND_ASSIGN(Account* account, Warm(event->account));
  return std::pair(account, *account->FindAppeal(appeal));
}

namespace {

std::set<std::string, std::less<>> InvolvedIn(const DecidedCase& decided) {
  return {decided.involved.begin(), decided.involved.end()};
}

std::string MoveJson(std::string_view appeal, AppealState to, std::string_view reviewer) {
  JsonOut body;
  body.Open('{').Key("appeal").String(appeal).Key("to").String(policy::Name(to));
  body.Key("reviewer").String(reviewer).Close('}');
  return body.text();
}

tl::unexpected<Error> CannotMove(const AppealCase& appeal, AppealState to) {
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("appeal '{}' is {}: it cannot become {} (13)", appeal.id, policy::Name(appeal.state), policy::Name(to)));
}

}  // namespace

Result<void> Docket::MoveAppeal(std::string_view id, AppealState to, std::string_view reviewer, Time at) {
  EVENHAND_ASSIGN(const auto named, AppealNamed(id));
  const auto& [account, appeal] = named;
  if (!policy::MayMove(appeal.state, to)) return CannotMove(appeal, to);
  EVENHAND_ASSIGN(const auto event, store_->Find("appeal-filed", id));
  Change change;
  change.events.push_back({.account = event->account,
                           .kind = "appeal-moved",
                           .id = fmt::format("{}#{}", id, store_->last_sequence() + 1),
                           .at_s = SecondsOf(at),
                           .body = MoveJson(id, to, reviewer)});
  EVENHAND_TRY(account->Apply(change.events.front(), &scratch_));
  return Commit(std::move(change));
}

Result<void> Docket::AssignAppeal(std::string_view id, std::string_view reviewer, Time at) {
  EVENHAND_ASSIGN(const auto named, AppealNamed(id));
  const DecidedCase& decided = *named.first->FindDecision(named.second.decision);
  if (!policy::MayDecide(reviewer, InvolvedIn(decided))) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' cannot decide appeal '{}': another person decides, not a machine alone (13)", reviewer, id));
  }
  return MoveAppeal(id, AppealState::kAssigned, reviewer, at);
}

Result<void> Docket::WithdrawAppeal(std::string_view id, Time at) {
  return MoveAppeal(id, AppealState::kWithdrawn, "", at);
}

Result<std::optional<Restored>> Docket::AnswerAppeal(const AppealAnswer& answer) {
  EVENHAND_ASSIGN(auto named, AppealNamed(answer.appeal));
  auto& [account, appeal] = named;
  const DecidedCase decided = *account->FindDecision(appeal.decision);
  if (answer.reviewer != appeal.reviewer) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("appeal '{}' is assigned to '{}', not to '{}'", answer.appeal, appeal.reviewer, answer.reviewer));
  }
  if (answer.reason.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "an answer gives its reasons (13)");
  }
  if (answer.outcome == AppealState::kModified && !policy::MayResult(decided.account_action, answer.account_action)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' is worse than '{}': nothing worse comes out of an appeal (13)",
                            policy::FormatAction(answer.account_action), policy::FormatAction(decided.account_action)));
  }
  EVENHAND_ASSIGN(const auto filed, store_->Find("appeal-filed", answer.appeal));
  const bool late = policy::IsLate(appeal.due, answer.at, answer.at);
  const AppealState from = late && appeal.state != AppealState::kLapsedForUser ? AppealState::kLapsedForUser : appeal.state;
  if (from != appeal.state && !policy::MayMove(appeal.state, from)) return CannotMove(appeal, from);
  if (!policy::MayMove(from, answer.outcome)) return CannotMove(appeal, answer.outcome);

  Change change;
  const auto add = [&](std::string kind, std::string id, std::string body) {
    change.events.push_back({.account = filed->account, .kind = std::move(kind), .id = std::move(id),
                             .at_s = SecondsOf(answer.at), .body = std::move(body)});
  };
  if (from != appeal.state) add("appeal-moved", answer.appeal + "#late", MoveJson(answer.appeal, from, ""));
  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kAppealDecided, .time = LeafTime(answer.at)};
  leaf.actions.emplace_back(policy::Name(answer.outcome));
  if (!decided.leaf.empty()) {
    EVENHAND_ASSIGN(leaf.outcome, Unhex(decided.leaf));
  }
  EVENHAND_ASSIGN(const std::string link, AddLeaf(std::move(leaf), filed->account + '\0' + decided.item, answer.reason, &blinding, &change));
  JsonOut body;
  body.Open('{').Key("appeal").String(answer.appeal).Key("to").String(policy::Name(answer.outcome));
  body.Key("reviewer").String(answer.reviewer).Key("reason").String(answer.reason);
  body.Key("account_action").String(policy::FormatAction(answer.account_action));
  body.Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  add("appeal-decided", answer.appeal, body.text());

  std::optional<Restored> restored;
  std::vector<policy::Action> before;
  if (answer.outcome == AppealState::kOverturned) {
    restored.emplace();
    restored->item = decided.item;
    for (const auto& [id, other] : account->decisions()) {
      const bool same = !decided.content.empty() && other.content == decided.content && id != decided.id;
      if (same && !other.voided) restored->reopened.push_back(id);
    }
    add("voided", decided.id, "{}");
    if (grants_.Find(decided.id) != nullptr) {
      change.events.push_back({.kind = "exception-ended", .id = decided.id, .at_s = SecondsOf(answer.at), .body = "{\"how\": \"void\"}"});
      grants_.Void(decided.id, answer.at);
    }
    if (account->strikes() != nullptr) {
      for (const auto& entry : account->strikes()->entries()) before.push_back(entry.now);
    }
  }
  for (const CaseEvent& event : change.events) {
    if (event.account.empty()) continue;
    if (auto applied = account->Apply(event, &scratch_); !applied) {
      EVENHAND_TRY(Load());
      return tl::unexpected(std::move(applied).error());
    }
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& entry = account->strikes()->entries()[i];
    if (entry.now != before[i] && entry.input.decision != decided.id) restored->changed.push_back(entry.input.decision);
  }
  EVENHAND_TRY(Commit(std::move(change)));
  return restored;
}

}  // namespace evenhand::docket
