// The appeals of the docket: the moves of policy/appeal.h as events. (How they come in: filing.cc.)

#include <fmt/format.h>

#include <algorithm>
#include <map>
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

}  // namespace

Result<Docket::NamedAppeal> Docket::AppealNamed(std::string_view appeal) {
  EVENHAND_ASSIGN(const auto event, store_->Find("appeal-filed", appeal));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no appeal '{}'", appeal));
  EVENHAND_ASSIGN(Account * account, Warm(event->account));
  return NamedAppeal{event->account, account, *account->FindAppeal(appeal)};
}

namespace {

// Who judged or approved the decision, or reviewed it in an earlier appeal.
std::set<std::string, std::less<>> InvolvedIn(const DecidedCase& decided, const AppealCase& appeal,
                                              const Account& account) {
  std::set<std::string, std::less<>> involved(decided.involved.begin(), decided.involved.end());
  for (const AppealCase* other : account.AppealsOf(decided.id)) {
    if (other->id != appeal.id) involved.insert(other->reviewer);
  }
  return involved;
}

tl::unexpected<Error> CannotMove(const AppealCase& appeal, AppealState to) {
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("appeal '{}' is {}: it cannot become {} (13)", appeal.id,
                          policy::Name(appeal.state), policy::Name(to)));
}

Result<void> MayReview(std::string_view reviewer, const AppealCase& appeal,
                       const DecidedCase& decided, const Account& account) {
  if (policy::MayDecide(reviewer, InvolvedIn(decided, appeal, account))) return {};
  return Fail(
      ErrorCode::kInvalidArgument,
      fmt::format(
          "'{}' cannot decide appeal '{}': another person decides, not a machine alone (13)",
          reviewer, appeal.id));
}

Result<void> IsAssignedTo(std::string_view reviewer, const AppealCase& appeal) {
  if (reviewer == appeal.reviewer) return {};
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("appeal '{}' is assigned to '{}', not to '{}' (13)", appeal.id,
                          appeal.reviewer, reviewer));
}

Result<void> Needs(std::string_view text, std::string_view what) {
  if (!text.empty()) return {};
  return Fail(ErrorCode::kInvalidArgument, fmt::format("{} (13)", what));
}

}  // namespace

// ---- single moves

Result<void> Docket::MoveInto(const NamedAppeal& named, const AppealMove& move, Change* change) {
  const AppealCase& appeal = named.appeal;
  if (!policy::MayMove(appeal.state, move.to)) return CannotMove(appeal, move.to);
  if (move.at < appeal.moved) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("the clock went backwards: appeal '{}' became {} at {}", appeal.id,
                            policy::Name(appeal.state), policy::FormatTime(appeal.moved)));
  }
  std::string link, blinding;
  if (move.in_public) {
    record::Leaf leaf{.kind = record::LeafKind::kAppealDecided,
                      .time = LeafTime(move.at),
                      .actions = {std::string(policy::Name(move.to))}};
    if (named.decided().leaf) leaf.outcome = record::LinkWith(*named.decided().leaf);
    EVENHAND_ASSIGN(link, AddLeaf(std::move(leaf), named.name + '\0' + named.decided().item,
                                  move.words, &blinding, change));
  }
  JsonOut body;
  body.Open('{').Key("appeal").String(appeal.id).Key("to").String(policy::Name(move.to));
  body.Key("reviewer").String(move.reviewer).Key("words").String(move.words);
  body.Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  const std::int64_t sequence =
      store_->last_sequence() + 1 + static_cast<std::int64_t>(change->events.size());
  change->events.push_back({.account = named.name,
                            .kind = "appeal-moved",
                            .id = fmt::format("{}#{}", appeal.id, sequence),
                            .at_s = SecondsOf(move.at),
                            .body = body.text()});
  return {};
}

Result<void> Docket::MoveAppeal(const NamedAppeal& named, const AppealMove& move) {
  Change change;
  EVENHAND_TRY(MoveInto(named, move, &change));
  EVENHAND_TRY(named.account->Apply(change.events.front(), &scratch_));
  return Commit(std::move(change));
}

Result<void> Docket::AssignAppeal(std::string_view id, std::string_view reviewer, Time at) {
  EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(id));
  EVENHAND_TRY(MayReview(reviewer, named.appeal, named.decided(), *named.account));
  if (named.appeal.state == AppealState::kAsked)
    return CannotMove(named.appeal, AppealState::kAssigned);
  return MoveAppeal(named, {.to = AppealState::kAssigned, .reviewer = reviewer, .at = at});
}

Result<void> Docket::WithdrawAppeal(std::string_view id, Time at) {
  EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(id));
  return MoveAppeal(named, {.to = AppealState::kWithdrawn, .at = at});
}

Result<void> Docket::AskAppeal(std::string_view id, std::string_view reviewer,
                               std::string_view question, Time at) {
  EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(id));
  if (!policy::MayMove(named.appeal.state, AppealState::kAsked))
    return CannotMove(named.appeal, AppealState::kAsked);
  EVENHAND_TRY(IsAssignedTo(reviewer, named.appeal));
  EVENHAND_TRY(Needs(question, "asking needs a question"));
  return MoveAppeal(named, {.to = AppealState::kAsked, .words = question, .at = at});
}

Result<void> Docket::ReplyAppeal(std::string_view id, std::string_view words, Time at) {
  EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(id));
  if (named.appeal.state != AppealState::kAsked) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("appeal '{}' is {}: nothing was asked (13)", id,
                            policy::Name(named.appeal.state)));
  }
  EVENHAND_TRY(Needs(words, "a reply has words"));
  return MoveAppeal(named, {.to = AppealState::kAssigned, .words = words, .at = at});
}

Result<void> Docket::ReferAppeal(std::string_view id, std::string_view body, Time at) {
  EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(id));
  EVENHAND_TRY(Needs(body, "a referral names the outside body"));
  return MoveAppeal(named,
                    {.to = AppealState::kReferred, .words = body, .at = at, .in_public = true});
}

Result<void> Docket::RecordOutsideAnswer(std::string_view id, bool overturned,
                                         std::string_view reason, Time at) {
  EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(id));
  EVENHAND_TRY(Needs(reason, "an answer gives its reasons"));
  const AppealState to = overturned ? AppealState::kOutsideOverturned : AppealState::kOutsideUpheld;
  return MoveAppeal(named, {.to = to, .words = reason, .at = at, .in_public = true});
}

// ---- the answer, and what it gives back

Result<std::vector<std::string>> Docket::SameContent(const NamedAppeal& named) {
  const DecidedCase& decided = named.decided();
  std::vector<std::string> same;
  if (decided.content.empty()) return same;
  for (const auto& [id, other] : named.account->decisions()) {
    if (other.content == decided.content && id != decided.id && !other.voided) same.push_back(id);
  }
  EVENHAND_TRY(store_->EachAbout(decided.content, [&](const CaseEvent& event) -> Result<void> {
    if (event.account == named.name) return {};
    auto voided = store_->Find("voided", event.id);
    if (!voided) return tl::unexpected(std::move(voided).error());
    if (!*voided) same.push_back(event.id);
    return {};
  }));
  return same;
}

Result<Restored> Docket::VoidInto(const NamedAppeal& named, Time at, Change* change) {
  const DecidedCase& decided = named.decided();
  Restored restored{.item = decided.item};
  EVENHAND_ASSIGN(restored.reopened, SameContent(named));
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", decided.id));
  EVENHAND_ASSIGN(const std::vector<DossierPlace> places, DossiersBehind(*event));
  for (const DossierPlace& place : places) {
    if (!place.removal) restored.dossiers.push_back(place.dossier);
  }
  JsonOut body;
  body.Open('{').Key("reopened").Open('[');
  for (const std::string& id : restored.reopened) body.String(id);
  body.Close(']').Close('}');
  change->events.push_back({.account = named.name,
                            .kind = "voided",
                            .id = decided.id,
                            .at_s = SecondsOf(at),
                            .body = body.text()});
  if (grants_.Find(decided.id) != nullptr) {
    EVENHAND_TRY(EndGrantInto(decided.id, policy::GrantEnd::kVoid, at, change));
  }
  return restored;
}

// Applies the change in memory, which tells which other decisions became milder, and commits it.
Result<void> Docket::CommitAppeal(const NamedAppeal& named, Change change,
                                  std::optional<Restored>* restored) {
  const std::string decision = named.appeal.decision;
  std::vector<policy::Action> before;
  if (restored->has_value() && named.account->strikes() != nullptr) {
    for (const auto& entry : named.account->strikes()->entries()) before.push_back(entry.now);
  }
  for (const CaseEvent& event : change.events) {
    if (event.account.empty()) continue;
    if (auto applied = named.account->Apply(event, &scratch_); !applied) {
      EVENHAND_TRY(Load());
      return tl::unexpected(std::move(applied).error());
    }
  }
  if (restored->has_value())
    grants_.Void(decision, named.account->FindAppeal(named.appeal.id)->moved);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& entry = named.account->strikes()->entries()[i];
    if (entry.now != before[i] && entry.input.decision != decision)
      (*restored)->changed.push_back(entry.input.decision);
  }
  return Commit(std::move(change));
}

Result<std::optional<Restored>> Docket::AnswerAppeal(const AppealAnswer& answer) {
  EVENHAND_ASSIGN(NamedAppeal named, AppealNamed(answer.appeal));
  AppealCase& appeal = named.appeal;
  const DecidedCase decided = named.decided();
  // Whose time ran out before anyone had it, may be answered by whoever may have it.
  const bool is_free = appeal.reviewer.empty() && appeal.state == AppealState::kLapsedForUser;
  EVENHAND_TRY(is_free ? MayReview(answer.reviewer, appeal, decided, *named.account)
                       : IsAssignedTo(answer.reviewer, appeal));
  EVENHAND_TRY(Needs(answer.reason, "an answer gives its reasons"));
  if (answer.outcome == AppealState::kModified &&
      !policy::MayResult(decided.account_action, answer.account_action)) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("'{}' is worse than '{}': nothing worse comes out of an appeal (13)",
                            policy::FormatAction(answer.account_action),
                            policy::FormatAction(decided.account_action)));
  }
  Change change;
  const bool is_late = policy::IsLate(appeal.due, answer.at, answer.at);
  if (is_late && policy::MayMove(appeal.state, AppealState::kLapsedForUser)) {
    EVENHAND_TRY(MoveInto(
        named, {.to = AppealState::kLapsedForUser, .at = answer.at, .in_public = true}, &change));
    appeal.state = AppealState::kLapsedForUser;
  }
  if (!policy::MayMove(appeal.state, answer.outcome)) return CannotMove(appeal, answer.outcome);
  if (answer.at < appeal.moved)
    return Fail(ErrorCode::kInvalidArgument,
                "the clock went backwards: an answer comes after the appeal");

  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kAppealDecided, .time = LeafTime(answer.at)};
  leaf.actions.emplace_back(policy::Name(answer.outcome));
  if (decided.leaf) leaf.outcome = record::LinkWith(*decided.leaf);
  EVENHAND_ASSIGN(const std::string link, AddLeaf(std::move(leaf), named.name + '\0' + decided.item,
                                                  answer.reason, &blinding, &change));
  JsonOut body;
  body.Open('{').Key("appeal").String(answer.appeal).Key("to").String(policy::Name(answer.outcome));
  body.Key("reviewer").String(answer.reviewer).Key("reason").String(answer.reason);
  body.Key("account_action").String(policy::FormatAction(answer.account_action));
  body.Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  change.events.push_back({.account = named.name,
                           .kind = "appeal-decided",
                           .id = answer.appeal,
                           .at_s = SecondsOf(answer.at),
                           .body = body.text()});
  std::optional<Restored> restored;
  if (answer.outcome == AppealState::kOverturned) {
    EVENHAND_ASSIGN(restored, VoidInto(named, answer.at, &change));
  }
  EVENHAND_TRY(CommitAppeal(named, std::move(change), &restored));
  return restored;
}

Result<std::optional<Restored>> Docket::CloseAppeal(const AppealClosing& closing) {
  EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(closing.appeal));
  EVENHAND_TRY(Needs(closing.reason, "the last word gives its reasons"));
  if (closing.follow && named.appeal.state != AppealState::kOutsideOverturned) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("appeal '{}' is {}: no outside body has overturned it (13)",
                            closing.appeal, policy::Name(named.appeal.state)));
  }
  Change change;
  EVENHAND_TRY(MoveInto(
      named,
      {.to = AppealState::kDone, .words = closing.reason, .at = closing.at, .in_public = true},
      &change));
  std::optional<Restored> restored;
  if (closing.follow) {
    EVENHAND_ASSIGN(restored, VoidInto(named, closing.at, &change));
  }
  EVENHAND_TRY(CommitAppeal(named, std::move(change), &restored));
  return restored;
}

// ---- the queue

namespace {

// Where each appeal stands, by id.
struct Seen {
  std::string account;
  std::int64_t sequence = 0;
  AppealState state = AppealState::kFiled;
};

}  // namespace

Result<std::vector<OpenAppeal>> Docket::OpenAppeals(Time at) {
  std::map<std::string, Seen, std::less<>> seen;
  EVENHAND_TRY(store_->EachOfKind("appeal-filed", [&](const CaseEvent& event) -> Result<void> {
    if (TimeOf(event) <= at) seen[event.id] = {.account = event.account};
    return {};
  }));
  for (const std::string_view kind : {"appeal-moved", "appeal-decided"}) {
    EVENHAND_TRY(store_->EachOfKind(kind, [&](const CaseEvent& event) -> Result<void> {
      auto body = scratch_.ParseCopy(event.body);
      if (!body) return tl::unexpected(std::move(body).error());
      const auto found = seen.find(Text(*body, "appeal"));
      const auto to = policy::AppealStateNamed(Text(*body, "to"));
      if (found == seen.end() || !to || event.sequence < found->second.sequence) return {};
      found->second.sequence = event.sequence;
      found->second.state = *to;
      return {};
    }));
  }
  std::vector<OpenAppeal> open;
  for (const auto& [id, one] : seen) {
    const bool is_outside = one.state == AppealState::kReferred;
    if (IsAnswered(one.state) && !is_outside) continue;
    EVENHAND_ASSIGN(const Account* account, AccountNamed(one.account));
    OpenAppeal entry{.appeal = *account->FindAppeal(id), .account = one.account};
    entry.due = is_outside ? policy::OutsideAnswerDue(entry.appeal.moved) : entry.appeal.due;
    entry.is_late = policy::IsLate(entry.due, std::nullopt, at);
    open.push_back(std::move(entry));
  }
  std::ranges::stable_sort(open, {}, &OpenAppeal::due);
  return open;
}

Result<std::vector<std::string>> Docket::LapseAppeals(Time at) {
  EVENHAND_ASSIGN(const std::vector<OpenAppeal> open, OpenAppeals(at));
  std::vector<std::string> lapsed;
  for (const OpenAppeal& one : open) {
    if (!one.is_late || !policy::MayMove(one.appeal.state, AppealState::kLapsedForUser)) continue;
    EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(one.appeal.id));
    EVENHAND_TRY(
        MoveAppeal(named, {.to = AppealState::kLapsedForUser, .at = at, .in_public = true}));
    lapsed.push_back(one.appeal.id);
  }
  return lapsed;
}

}  // namespace evenhand::docket
