#include "app/access_fact.h"

#include <algorithm>

#include "app/access_store.h"
#include "base/check.h"
#include "register/answer.h"

namespace evenhand::app {
namespace {

using access::Certainty;
using access::Entry;
using access::Kind;
using access::Status;

bool ClosesReading(const Entry& entry) {
  return entry.kind == Kind::kBlock || entry.kind == Kind::kThrottle;
}

std::string TextIn(const policy::Facts& facts, std::string_view name) {
  const auto found = facts.find(name);
  const auto* text = found == facts.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

}  // namespace

std::string_view AccessFactOf(const access::Register& known, std::string_view state,
                              std::string_view service, access::Day day) {
  bool is_confirmed = false, is_reported = false, has_ended = false;
  for (const Entry& entry : known.entries()) {
    if (entry.state != state || !ClosesReading(entry) || !entry.region.empty()) continue;
    if (!service.empty() && entry.service != service) continue;
    const access::Answer answer = access::AnswerOn(entry, day);
    const Status grade = entry.status == Status::kEnded ? entry.grade : entry.status;
    is_confirmed =
        is_confirmed || (answer.certainty == Certainty::kYes && grade == Status::kConfirmed);
    is_reported = is_reported || answer.certainty != Certainty::kNo;
    has_ended =
        has_ended || (entry.status == Status::kEnded && entry.to && day >= entry.to->earliest);
  }
  return is_confirmed ? "limits" : is_reported ? "unconfirmed" : has_ended ? "closed" : "no";
}

std::string_view RegisterFacts::Access(std::string_view state, std::string_view service,
                                       TimeUs at) const {
  const std::chrono::sys_time<std::chrono::microseconds> time(std::chrono::microseconds(Count(at)));
  return AccessFactOf(known_, state, service, std::chrono::floor<access::Days>(time));
}

const program::AccessFacts& ShippedAccess() {
  static const RegisterFacts kShipped = [] {
    auto known = LoadRegister({});
    EVENHAND_CHECK(known.has_value());
    return RegisterFacts(*std::move(known));
  }();
  return kShipped;
}

Result<void> FillAccess(const access::Register& known, docket::CaseRequest* request) {
  policy::CaseInput& input = request->input;
  const std::string state = TextIn(input.attributes, "office_state");
  if (state.empty()) return {};
  const std::string kind = TextIn(input.attributes, "account_kind");
  if (kind != "state" && kind != "state_media") {
    return Fail(ErrorCode::kInvalidArgument,
                "the register is asked about offices and media of a state only ('account_kind' "
                "state or state_media), never about a citizen (16.4)");
  }
  input.attributes.erase("office_state");
  input.facts["access"] =
      std::string(AccessFactOf(known, state, "", std::chrono::floor<access::Days>(input.posted)));
  return {};
}

}  // namespace evenhand::app
