// What an account's history notes besides decisions: lessons, notices, times of being cut off.

#include <fmt/format.h>

#include <algorithm>

#include "codec/json_out.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using policy::Time;

tl::unexpected<Error> Bad(std::string message) { return Fail(ErrorCode::kInvalidArgument, std::move(message)); }

bool IsDate(Time time) { return time == std::chrono::floor<std::chrono::days>(time); }

Result<void> CheckCutOff(const CutOffRequest& request) {
  if (!IsDate(request.from) || !IsDate(request.to)) return Bad("a time of being cut off has dates, and no times of day (7.5)");
  if (request.from >= request.to) return Bad("a time of being cut off ends after it begins (7.5)");
  if (request.to > request.at) return Bad("a time of being cut off is told when it is over (7.5)");
  return {};
}

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
  EVENHAND_TRY(CheckCutOff(request));
  EVENHAND_ASSIGN(const Account* account, AccountNamed(request.account));
  if (account->decisions().empty()) {
    return Fail(ErrorCode::kNotFound, fmt::format("'{}' has no decision whose clock could stop (7.5)", request.account));
  }
  const bool is_known = std::ranges::any_of(account->cut_offs(), [&](const policy::CutOff& known) {
    return known.from == request.from && known.to == request.to && known.stated == request.stated;
  });
  if (!is_known) {
    codec::JsonOut body;
    body.Open('{').Key("from").String(policy::FormatTime(request.from)).Key("to").String(policy::FormatTime(request.to));
    if (!request.stated) body.Key("ground").String("register");
    body.Close('}');
    EVENHAND_TRY(Note(request.account, "cut-off", body.text(), request.at));
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
