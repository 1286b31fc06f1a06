// What an account's history notes besides decisions: lessons, notices, times of being cut off.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "codec/json_out.h"
#include "docket/cut_off.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using policy::Time;

constexpr std::size_t kMostReason = 500;

}  // namespace

Result<Time> Docket::NoteLesson(std::string_view name, std::string_view clause, Time at) {
  EVENHAND_ASSIGN(const Account* account, AccountNamed(name));
  const auto none = [&] {
    return Fail(
        ErrorCode::kNotFound,
        fmt::format("'{}' has no warning for '{}' that a lesson could end (P6)", name, clause));
  };
  if (account->strikes() == nullptr) return none();
  policy::Ledger tried = *account->strikes();
  EVENHAND_ASSIGN(const auto expires, tried.Lesson(clause, at));
  if (!expires) return none();
  codec::JsonOut body;
  body.Open('{').Key("clause").String(clause).Close('}');
  EVENHAND_TRY(Note(name, "lesson", body.text(), at));
  return *expires;
}

Result<void> Docket::NoteNotice(std::string_view name, std::string_view batch, Time at) {
  EVENHAND_ASSIGN(const Account* account, AccountNamed(name));
  const auto* strikes = account->strikes();
  const bool has_batch =
      strikes != nullptr &&
      std::ranges::any_of(strikes->entries(), [&](const policy::Ledger::Entry& entry) {
        return entry.input.batch == batch;
      });
  if (batch.empty() || !has_batch) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("no decision of '{}' belongs to batch '{}' (6.6)", name, batch));
  }
  codec::JsonOut body;
  body.Open('{').Key("batch").String(batch).Close('}');
  return Note(name, "notice", body.text(), at);
}

Result<std::vector<FilingPeriod>> Docket::NoteCutOff(const CutOffRequest& request) {
  const policy::CutOff cut_off{request.from, request.to, request.stated};
  EVENHAND_TRY(CheckCutOff(cut_off, request.at));
  EVENHAND_ASSIGN(const Account* account, AccountNamed(request.account));
  if (account->decisions().empty()) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("'{}' has no decision whose clock could stop (7.5)", request.account));
  }
  if (!IsKnown(*account, cut_off)) {
    const cases::CaseEvent event =
        CutOffEvent(request.account, cut_off, request.at, store_->last_sequence() + 1);
    EVENHAND_TRY(Note(request.account, event.kind, event.body, request.at));
    EVENHAND_ASSIGN(account, AccountNamed(request.account));
  }
  return FilingPeriods(request.account, request.at);
}

Result<std::vector<FilingPeriod>> Docket::FilingPeriods(std::string_view name, Time at) {
  EVENHAND_ASSIGN(const Account* account, AccountNamed(name));
  const auto days = [](policy::Seconds seconds) {
    return std::chrono::floor<std::chrono::days>(seconds);
  };
  std::vector<FilingPeriod> periods;
  for (const auto& [id, decided] : account->decisions()) {
    const Time until = policy::FilingPeriodEnds(decided.at, account->cut_offs(), false);
    const Time without = policy::FilingPeriodEnds(decided.at, {}, false);
    const Time if_accepted = policy::FilingPeriodEnds(decided.at, account->cut_offs(), true);
    if (decided.voided || if_accepted <= at) continue;
    const bool waits = !policy::AwaitingReview(account->cut_offs()).empty();
    if (until > at || waits) {
      periods.push_back({id, until, days(until - without),
                         waits ? days(if_accepted - until) : std::chrono::days(0)});
    }
  }
  return periods;
}

Result<std::vector<CutOffToReview>> Docket::CutOffsToReview() {
  std::set<std::string> names;
  EVENHAND_TRY(store_->EachOfKind("cut-off", [&](const cases::CaseEvent& event) -> Result<void> {
    names.insert(event.account);
    return {};
  }));
  std::vector<CutOffToReview> waiting;
  for (const std::string& name : names) {
    EVENHAND_ASSIGN(const Account* account, AccountNamed(name));
    for (const policy::CutOff& one : policy::AwaitingReview(account->cut_offs()))
      waiting.push_back({name, one.from, one.to});
  }
  return waiting;
}

Result<CutOffReviewed> Docket::ReviewCutOff(const CutOffReview& review) {
  const auto refuse = [](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("{} (7.5)", why));
  };
  EVENHAND_ASSIGN(const Account* account, AccountNamed(review.account));
  const auto waiting = policy::AwaitingReview(account->cut_offs());
  const bool waits = std::ranges::any_of(waiting, [&](const policy::CutOff& one) {
    return one.from == review.from && one.to == review.to;
  });
  if (!waits)
    return refuse(
        fmt::format("no stated time of '{}' with these dates waits for a review", review.account));
  if (review.reviewer.empty() || review.reviewer == review.account)
    return refuse("another person than the author reviews it");
  if (review.reason.empty()) return refuse("a review gives its reason");
  if (review.reason.size() > kMostReason)
    return refuse(fmt::format("a reason has at most {} bytes", kMostReason));
  codec::JsonOut body;
  body.Open('{')
      .Key("from")
      .String(policy::FormatTime(review.from))
      .Key("to")
      .String(policy::FormatTime(review.to));
  body.Key("accepted").Bool(review.accepted).Key("reviewer").String(review.reviewer);
  body.Key("reason").String(review.reason).Close('}');
  EVENHAND_TRY(Note(review.account, "cut-off-reviewed", body.text(), review.at));
  CutOffReviewed reviewed;
  EVENHAND_ASSIGN(reviewed.periods, FilingPeriods(review.account, review.at));
  EVENHAND_ASSIGN(account, AccountNamed(review.account));
  for (const auto& [id, appeal] : account->appeals()) {
    const bool is_first = appeal.decision + "/1" == id;
    const Time ends = policy::FilingPeriodEnds(account->FindDecision(appeal.decision)->at,
                                               account->cut_offs(), false);
    if (!review.accepted && is_first && !IsAnswered(appeal.state) && appeal.filed >= ends)
      reviewed.late_appeals.push_back(id);
  }
  return reviewed;
}

}  // namespace evenhand::docket
