// How appeals come in: in time or late, the first and a second one (policy.md 13), and by whom.

#include <fmt/format.h>

#include <utility>

#include "base/hex.h"
#include "codec/json_out.h"
#include "docket/cut_off.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::JsonOut;
using policy::Time;
using CutOffs = std::vector<policy::CutOff>;

policy::Action StrongestOf(const DecidedCase& decided) {
  return decided.account_action.kind == policy::ActionKind::kNone ? decided.item_action
                                                                  : decided.account_action;
}

// Those on record, and those that come with the request.
CutOffs KnownAndTold(const Account& account, const AppealRequest& request) {
  CutOffs all = account.cut_offs();
  if (request.cut_offs) all.insert(all.end(), request.cut_offs->begin(), request.cut_offs->end());
  return all;
}

// The time to answer is the author's, and does not run while they are cut off either.
Time WaitsUntil(const Account::LateAppeal& came, const CutOffs& cut_offs) {
  return policy::UserPeriodEnds(came.at, kLateAppealWaits, cut_offs, false);
}

}  // namespace

// By the times on record and those of the request; an appeal that waited for them counts from when
// it came.
Docket::Timeliness Docket::TimelinessOf(const AppealRequest& request, const Filing& filing,
                                        const Account& account) {
  const CutOffs cut_offs = KnownAndTold(account, request);
  const Account::LateAppeal* came = account.LateAppealOf(filing.late_id);
  const Time at =
      came == nullptr || request.at >= WaitsUntil(*came, cut_offs) ? request.at : came->at;
  Timeliness timeliness{.ends = policy::FilingPeriodEnds(filing.notice, cut_offs, false)};
  if (at < timeliness.ends) return timeliness;
  timeliness.awaits_review = at < policy::FilingPeriodEnds(filing.notice, cut_offs, true);
  timeliness.is_late = !timeliness.awaits_review;
  return timeliness;
}

Result<FiledAppeal> Docket::AskWhetherCutOff(const AppealRequest& request, const Filing& filing,
                                             Time ends, Account* account, Change* change) {
  FiledAppeal asked;
  asked.decision = request.decision;
  if (const auto* came = account->LateAppealOf(filing.late_id)) {
    asked.asked_until = WaitsUntil(*came, account->cut_offs());
    if (request.at < *asked.asked_until) return asked;
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("decision '{}' cannot be appealed: the period ended at {}, and the "
                            "question whether its author was cut off had "
                            "no answer until {} (13)",
                            request.decision, policy::FormatTime(ends),
                            policy::FormatTime(*asked.asked_until)));
  }
  JsonOut body;
  body.Open('{').Key("words").String(request.words).Close('}');
  change->events.push_back({.account = filing.account,
                            .kind = "late-appeal",
                            .id = filing.late_id,
                            .at_s = SecondsOf(request.at),
                            .body = body.text()});
  EVENHAND_TRY(account->Apply(change->events.back(), &scratch_));
  asked.asked_until = WaitsUntil(*account->LateAppealOf(filing.late_id), account->cut_offs());
  return asked;
}

Result<FiledAppeal> Docket::FileAppeal(const AppealRequest& request) {
  Change change;
  EVENHAND_ASSIGN(FiledAppeal appeal, FileInto(request, &change));
  // One that waits since before changes nothing.
  if (!change.events.empty()) EVENHAND_TRY(Commit(std::move(change)));
  return appeal;
}

Result<FiledAppeal> Docket::FileInto(const AppealRequest& request, Change* change) {
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", request.decision));
  if (!event)
    return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", request.decision));
  EVENHAND_ASSIGN(Account * account, Warm(event->account));
  const DecidedCase& decided = *account->FindDecision(request.decision);
  const auto refuse = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("decision '{}' cannot be appealed: {}", request.decision, why));
  };
  if (!policy::MayAppeal(request.who, !decided.ground.empty())) {
    return refuse("the author appeals an action, the reporter a finding of no violation (13)");
  }
  if (decided.voided) return refuse("it is void already");
  const std::vector<const AppealCase*> before = account->AppealsOf(request.decision);
  std::vector<policy::AppealState> states;
  for (const AppealCase* one : before) states.push_back(one->state);
  const std::string_view why_not = policy::WhyNoFurtherAppeal(states, !request.new_facts.empty());
  if (!why_not.empty()) return refuse(fmt::format("{} (13)", why_not));
  if (request.at < decided.at) return refuse("it had not been taken yet");
  if (!before.empty() && request.at < before.back()->moved)
    return refuse("the clock went backwards: its first appeal was answered later");
  const CutOffs told = request.cut_offs.value_or(CutOffs());
  for (const policy::CutOff& cut_off : told) EVENHAND_TRY(CheckCutOff(cut_off, request.at));

  // The answer to the first appeal is the notice from which the time for a second one runs.
  Filing filing{.appeal = fmt::format("{}/{}", request.decision, before.size() + 1),
                .account = event->account};
  filing.late_id = before.empty() ? request.decision : filing.appeal;
  filing.notice = before.empty() ? decided.at : before.back()->answered.value_or(decided.at);
  const Timeliness timeliness = TimelinessOf(request, filing, *account);
  if (timeliness.is_late && !request.cut_offs)
    return AskWhetherCutOff(request, filing, timeliness.ends, account, change);
  if (timeliness.is_late)
    return refuse(fmt::format("the period ended at {} (13)", policy::FormatTime(timeliness.ends)));

  FiledAppeal appeal;
  appeal.id = filing.appeal;
  appeal.decision = request.decision;
  appeal.filed = request.at;
  appeal.by_reporter = request.who == policy::Standing::kReporter;
  appeal.handled_from =
      appeal.by_reporter ? request.at : account->appeals_sent().HandledFrom(request.at);
  appeal.due = policy::AnswerDue(StrongestOf(decided), appeal.handled_from);
  appeal.awaits_review = timeliness.awaits_review;
  const Account::LateAppeal* came = account->LateAppealOf(filing.late_id);
  const std::string& words = came != nullptr && request.words.empty() ? came->words : request.words;
  for (const policy::CutOff& cut_off : told) {
    if (cut_off.to <= filing.notice || IsKnown(*account, cut_off)) continue;
    const auto sequence =
        store_->last_sequence() + 1 + static_cast<std::int64_t>(change->events.size());
    change->events.push_back(CutOffEvent(event->account, cut_off, request.at, sequence));
  }
  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kAppealOpened, .time = LeafTime(request.at)};
  if (decided.leaf) leaf.outcome = record::LinkWith(*decided.leaf);
  EVENHAND_ASSIGN(
      const std::string link,
      AddLeaf(std::move(leaf), event->account + '\0' + decided.item, words, &blinding, change));
  JsonOut body;
  body.Open('{').Key("appeal").String(appeal.id).Key("decision").String(appeal.decision);
  body.Key("due").String(policy::FormatTime(appeal.due)).Key("words").String(words);
  if (appeal.awaits_review) body.Key("awaits_review").Bool(true);
  if (!before.empty()) body.Key("new_facts").String(request.new_facts);
  if (appeal.by_reporter) body.Key("who").String("reporter");
  if (appeal.handled_from != appeal.filed)
    body.Key("handled_from").String(policy::FormatTime(appeal.handled_from));
  body.Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  change->events.push_back({.account = event->account,
                            .kind = "appeal-filed",
                            .id = appeal.id,
                            .at_s = SecondsOf(request.at),
                            .body = body.text()});
  for (const CaseEvent& made : change->events) EVENHAND_TRY(account->Apply(made, &scratch_));
  return appeal;
}

}  // namespace evenhand::docket
