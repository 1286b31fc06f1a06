#include "app/site_desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/code_keys.h"
#include "app/standing_text.h"
#include "base/hex.h"
#include "base/utf8.h"
#include "codec/json_document.h"
#include "docket/event.h"
#include "page/statement_text.h"
#include "record/secret.h"
#include "record/signify.h"
#include "record/tree_hash.h"

namespace evenhand::app {
namespace {

using server::OpenedDecision;
using server::Outcome;
using server::Reply;

Outcome OutcomeOf(const DeskAnswer& answer) {
  switch (answer.result) {
    case DeskResult::kTaken:
    case DeskResult::kSame:
      break;
    case DeskResult::kRefused:
      return Outcome::kRefused;
    case DeskResult::kNotKnown:
      return Outcome::kNotKnown;
    case DeskResult::kUnreadable:
      return Outcome::kUnreadable;
    case DeskResult::kIncomplete:
      return Outcome::kIncomplete;
  }
  if (answer.is_challenge) return Outcome::kChallenged;
  if (answer.is_mark) return Outcome::kMarked;
  if (!answer.effect) return Outcome::kDeleted;
  switch (*answer.effect) {
    case docket::LetterEffect::kNewest:
      return Outcome::kNewest;
    case docket::LetterEffect::kAddition:
      return Outcome::kAddition;
    case docket::LetterEffect::kAsked:
      return Outcome::kAsked;
    default:
      return Outcome::kFiled;
  }
}

void AddStanding(const docket::StandingView& view, OpenedDecision* opened) {
  for (const policy::LiveStrike& strike : view.live) {
    opened->strikes.push_back(
        {strike.weight, std::string(strike.family), strike.at, strike.expires});
  }
  for (const policy::Running& running : view.running) {
    const docket::LockView* lock = LockIn(view, running.decision);
    const bool is_lifted =
        lock != nullptr ? lock->phase.kind == policy::LockPhaseKind::kLifted
                        : std::ranges::find(view.lifted, running.decision) != view.lifted.end();
    opened->running.push_back(
        {.action = running.action,
         .until = lock != nullptr ? lock->phase.until : running.until,
         .until_deleted = lock != nullptr && lock->phase.kind == policy::LockPhaseKind::kWaiting,
         .lifted = is_lifted});
  }
}

// What was last said to the author: the question, or the reasons of an answer.
Result<std::string> SaidIn(docket::Docket& docket, const std::string& account,
                           const docket::AppealCase& appeal) {
  std::string said;
  EVENHAND_TRY(docket.store().EachOf(account, [&](const cases::CaseEvent& event) -> Result<void> {
    const bool is_answer = event.kind == "appeal-decided";
    if (!is_answer && event.kind != "appeal-moved") return {};
    codec::JsonDocument document;
    auto body = document.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    if (docket::Text(*body, "appeal") == appeal.id &&
        policy::AppealStateNamed(docket::Text(*body, "to")) == appeal.state)
      said = docket::Text(*body, is_answer ? "reason" : "words");
    return {};
  }));
  return said;
}

Result<void> AddAppeal(docket::Docket& docket, const docket::Docket::DecisionOnRecord& on_record,
                       const std::string& decision, bool has_actions, OpenedDecision* opened) {
  EVENHAND_ASSIGN(const docket::Account* account, docket.AccountNamed(on_record.account));
  const docket::DecidedCase* decided = account->FindDecision(decision);
  const auto ends = [&](policy::Time notice) {
    return policy::FilingPeriodEnds(notice, account->cut_offs(), false);
  };
  if (has_actions && decided != nullptr) opened->appeal_until = ends(decided->at);
  const docket::AppealCase* appeal = account->LatestAppealOf(decision);
  if (appeal == nullptr) return {};
  opened->appeal = {.state = appeal->state, .filed = appeal->filed, .due = appeal->due};
  const bool is_told =
      docket::IsAnswered(appeal->state) || appeal->state == policy::AppealState::kAsked;
  if (is_told) {
    EVENHAND_ASSIGN(opened->appeal->said, SaidIn(docket, on_record.account, *appeal));
  }
  std::vector<policy::AppealState> states;
  for (const docket::AppealCase* one : account->AppealsOf(decision)) states.push_back(one->state);
  const bool may_again = policy::WhyNoFurtherAppeal(states, /*new_facts=*/true).empty();
  if (may_again && appeal->answered && decided != nullptr && !decided->voided)
    opened->appeal->again_until = ends(*appeal->answered);
  return {};
}

Result<void> AddTexts(docket::Docket& docket, OpenedDecision* opened) {
  EVENHAND_ASSIGN(const auto all, docket.WordsFor(opened->decision));
  for (const docket::AppealWords& one : all) {
    opened->texts.push_back({.number = one.number,
                             .received = one.received,
                             .characters = static_cast<std::int64_t>(CountCodePoints(one.words)),
                             .hash = one.hash,
                             .is_not_mine = one.not_mine.has_value()});
  }
  return {};
}

Result<OpenedDecision> OpenFor(docket::Docket& docket, const std::string& decision,
                               const docket::Docket::DecisionOnRecord& on_record,
                               std::string_view language, policy::Time at) {
  OpenedDecision opened{.decision = decision};
  std::string recorded;
  EVENHAND_ASSIGN(const docket::Ruling ruling, docket.Rerun(decision, &recorded));
  opened.statement = page::StatementText(ruling.statement, ruling.version->rulebook, language);
  const policy::Time then = std::max(at, on_record.at);
  EVENHAND_ASSIGN(const docket::StandingView view, docket.StandingOf(on_record.account, then));
  AddStanding(view, &opened);
  const docket::LockView* lock = LockIn(view, decision);
  if (lock != nullptr && lock->phase.kind == policy::LockPhaseKind::kWaiting)
    opened.item = on_record.item;
  EVENHAND_TRY(AddAppeal(docket, on_record, decision, !ruling.statement.actions.empty(), &opened));
  EVENHAND_TRY(AddTexts(docket, &opened));
  return opened;
}

}  // namespace

Reply ReplyOf(DeskAnswer answer) {
  return {.outcome = OutcomeOf(answer),
          .receipt = std::move(answer.receipt),
          .until = answer.until,
          .what = std::move(answer.what),
          .refusal = answer.refusal,
          .not_marked = std::move(answer.not_marked),
          .late = answer.late};
}

Result<server::Opened> SiteDesk::Open(std::string_view decision, std::string_view code,
                                      std::string_view language, policy::Time at) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options_, false));
  EVENHAND_ASSIGN(const auto on_record, docket->FindDecision(decision));
  // The same is done for a decision that is not there, so that the time says nothing.
  const auto is_code_of = [&](carry::Purpose purpose) -> Result<bool> {
    EVENHAND_ASSIGN(const std::int64_t issue, docket->CodeIssue(decision, carry::Name(purpose)));
    EVENHAND_ASSIGN(const std::string right, CodeOf(options_.directory, purpose, decision,
                                                    on_record ? on_record->at : at, issue));
    return record::IsSameSecret(right, code);
  };
  EVENHAND_ASSIGN(const bool may_appeal, is_code_of(carry::Purpose::kAppeal));
  EVENHAND_ASSIGN(const bool may_comply, is_code_of(carry::Purpose::kComply));
  if (!on_record || !(may_appeal || may_comply)) {
    LetterDesk desk(docket.get(), &options_.directory, &key_, service_);
    EVENHAND_ASSIGN(const DeskAnswer wrong, desk.NotKnown(decision, at));
    return server::Opened{.late = wrong.late};
  }
  EVENHAND_ASSIGN(OpenedDecision opened,
                  OpenFor(*docket, std::string(decision), *on_record, language, at));
  if (may_comply) opened.comply_code = code;
  return server::Opened{.decision = std::move(opened)};
}

Result<Reply> SiteDesk::Take(const carry::Letter& letter, policy::Time at) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options_, false));
  LetterDesk desk(docket.get(), &options_.directory, &key_, service_);
  EVENHAND_ASSIGN(DeskAnswer answer, desk.Take(letter, at));
  EVENHAND_TRY(docket->PublishRecord());
  return ReplyOf(std::move(answer));
}

Result<std::vector<Reply>> SiteDesk::TakePasted(std::string_view bytes, policy::Time at) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options_, false));
  LetterDesk desk(docket.get(), &options_.directory, &key_, service_);
  EVENHAND_ASSIGN(auto answers, desk.Take(bytes, at));
  EVENHAND_TRY(docket->PublishRecord());
  std::vector<Reply> replies;
  for (DeskAnswer& answer : answers) replies.push_back(ReplyOf(std::move(answer)));
  return replies;
}

Result<Reply> SiteDesk::Report(const server::ReportForm& report, policy::Time at) {
  const auto today = std::chrono::floor<std::chrono::days>(at);
  if (today != reports_day_) reports_ = 0;
  reports_day_ = today;
  if (reports_ >= kMostReportsOfDay)
    return Reply{.outcome = Outcome::kRefused,
                 .what = "very many reports came today; send it tomorrow",
                 .refusal = server::Refusal::kTooMany};
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options_, false));
  // Nobody is asked who they are: a report is its own sender, so that the same one counts once.
  const std::string told = report.account + '\0' + report.item + '\0' + report.words;
  const std::string sender = "form-" + Hex(record::BytesOf(record::Sha256(told))).substr(0, 16);
  auto filed = docket->FileReport({.reporter = sender,
                                   .account = report.account,
                                   .item = report.item,
                                   .words = report.words,
                                   .at = at});
  if (!filed && filed.error().code == ErrorCode::kInvalidArgument)
    return Reply{.outcome = Outcome::kRefused, .what = filed.error().message};
  if (!filed) return tl::unexpected(std::move(filed).error());
  reports_ += filed->was_there ? 0 : 1;
  // Without the time, so that the same report gives the same receipt.
  EVENHAND_ASSIGN(
      std::string receipt,
      record::SignText(fmt::format("EVENHAND RECEIPT 1\nReport: {}\n", filed->id), key_));
  return Reply{.outcome = Outcome::kReported, .receipt = std::move(receipt)};
}

}  // namespace evenhand::app
