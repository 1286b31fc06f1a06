#include "app/cut_off_answer.h"

#include <algorithm>

#include "register/outage.h"

namespace evenhand::app {
namespace {

using access::Day;
using access::Days;

constexpr Days kNotRemembered{30};

bool IsPlace(std::string_view text) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.size() >= 2 && std::ranges::all_of(text.substr(0, 2), is_capital) &&
         (text.size() == 2 || text[2] == '-');
}

Result<access::Register> RegisterFor(const RegisterOptions& limits, docket::Docket* docket) {
  if (limits.directory.empty() && limits.known_at.empty()) {
    EVENHAND_ASSIGN(access::Register own, docket->Access());
    if (!own.changes().empty()) return own;
  }
  return LoadRegister(limits);
}

// Of the version of the rulebook that the decision was taken under.
Result<Days> BlockGraceOf(const std::string& decision, docket::Docket* docket) {
  EVENHAND_ASSIGN(const auto on_record, docket->FindDecision(decision));
  if (!on_record) return access::kBlockGrace;
  EVENHAND_ASSIGN(const docket::Account* account, docket->AccountNamed(on_record->account));
  const docket::DecidedCase* decided = account->FindDecision(decision);
  const docket::Version* version = decided == nullptr ? nullptr : decided->version;
  return version == nullptr ? access::kBlockGrace : Days(version->rulebook.block_grace_days);
}

Result<std::vector<policy::CutOff>> ByPlace(const CutOffAnswer& answer,
                                            const RegisterOptions& limits, docket::Docket* docket) {
  EVENHAND_ASSIGN(const access::Register known, RegisterFor(limits, docket));
  EVENHAND_ASSIGN(const Days grace, BlockGraceOf(answer.decision, docket));
  const access::CutOffPlace place{
      .state = answer.answer.substr(0, 2),
      .region = answer.answer.size() > 2 ? answer.answer : std::string(),
      .until = std::chrono::ceil<Days>(answer.at),
      .service = answer.service,
      .grace = grace};
  std::vector<policy::CutOff> cut_offs;
  for (const access::DaySpan& span : access::CutOffsOf(known.entries(), place))
    cut_offs.push_back({span.from, span.to, false});
  return cut_offs;
}

}  // namespace

Result<std::optional<std::vector<policy::CutOff>>> CutOffsFrom(const CutOffAnswer& answer,
                                                               const RegisterOptions& limits,
                                                               docket::Docket* docket) {
  using CutOffs = std::vector<policy::CutOff>;
  if (answer.answer.empty()) return std::optional<CutOffs>();
  if (answer.answer == "none") return std::optional(CutOffs());
  if (answer.answer == "unknown") {
    const Day today = std::chrono::floor<Days>(answer.at);
    return std::optional(CutOffs{{today - kNotRemembered, today, true}});
  }
  if (IsPlace(answer.answer)) {
    EVENHAND_ASSIGN(CutOffs cut_offs, ByPlace(answer, limits, docket));
    return std::optional(std::move(cut_offs));
  }
  const std::size_t middle = answer.answer.find("..");
  if (middle == std::string::npos) {
    return Fail(
        ErrorCode::kInvalidArgument,
        "'" + answer.answer.substr(0, 40) +
            "' is no answer: a place (IR), dates (2026-01-08..2026-01-27), unknown, or none");
  }
  EVENHAND_ASSIGN(const Day from, access::ParseDay(answer.answer.substr(0, middle)));
  EVENHAND_ASSIGN(const Day to, access::ParseDay(answer.answer.substr(middle + 2)));
  return std::optional(CutOffs{{from, to, true}});
}

}  // namespace evenhand::app
