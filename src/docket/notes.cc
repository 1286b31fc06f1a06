// What an account's history notes besides decisions: lessons, notices, times of being cut off.

#include <fmt/format.h>

#include <algorithm>

#include "codec/json_out.h"
#include "docket/cut_off.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using policy::Time;

}  // namespace

Result<Time> Docket::NoteLesson(std::string_view name, std::string_view clause, Time at) {
  EVENHAND_ASSIGN(const Account* account, AccountNamed(name));
  const auto none = [&] {
    return Fail(ErrorCode::kNotFound, fmt::format("'{}' has no warning for '{}' that a lesson could end (P6)", name, clause));
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
  const bool has_batch = strikes != nullptr && std::ranges::any_of(strikes->entries(), [&](const policy::Ledger::Entry& entry) {
                           return entry.input.batch == batch;
                         });
  if (batch.empty() || !has_batch) {
    return Fail(ErrorCode::kNotFound, fmt::format("no decision of '{}' belongs to batch '{}' (6.6)", name, batch));
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
    return Fail(ErrorCode::kNotFound, fmt::format("'{}' has no decision whose clock could stop (7.5)", request.account));
  }
  if (!IsKnown(*account, cut_off)) {
    const cases::CaseEvent event = CutOffEvent(request.account, cut_off, request.at, store_->last_sequence() + 1);
    EVENHAND_TRY(Note(request.account, event.kind, event.body, request.at));
    EVENHAND_ASSIGN(account, AccountNamed(request.account));
  }
  std::vector<FilingPeriod> periods;
  for (const auto& [id, decided] : account->decisions()) {
    const Time until = policy::FilingPeriodEnds(decided.at, account->cut_offs(), false);
    const Time without = policy::FilingPeriodEnds(decided.at, {}, false);
    if (!decided.voided && until > request.at) periods.push_back({id, until, std::chrono::floor<std::chrono::days>(until - without)});
  }
  return periods;
}

}  // namespace evenhand::docket
