#include "docket/cut_off.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/json_out.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using policy::Time;

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

bool IsDate(Time time) { return time == std::chrono::floor<std::chrono::days>(time); }

}  // namespace

Result<void> CheckCutOff(const policy::CutOff& cut_off, Time at) {
  if (!IsDate(cut_off.from) || !IsDate(cut_off.to))
    return Bad("a time of being cut off has dates, and no times of day (7.5)");
  if (cut_off.from >= cut_off.to) return Bad("a time of being cut off ends after it begins (7.5)");
  const Time told_until = cut_off.stated ? at : Time(std::chrono::ceil<std::chrono::days>(at));
  if (cut_off.to > told_until) return Bad("a time of being cut off is told when it is over (7.5)");
  return {};
}

bool IsKnown(const Account& account, const policy::CutOff& cut_off) {
  return std::ranges::any_of(account.cut_offs(), [&](const policy::CutOff& known) {
    return known.from == cut_off.from && known.to == cut_off.to && known.stated == cut_off.stated;
  });
}

cases::CaseEvent CutOffEvent(std::string_view account, const policy::CutOff& cut_off, Time at,
                             std::int64_t sequence) {
  codec::JsonOut body;
  body.Open('{')
      .Key("from")
      .String(policy::FormatTime(cut_off.from))
      .Key("to")
      .String(policy::FormatTime(cut_off.to));
  if (!cut_off.stated) body.Key("ground").String("register");
  body.Close('}');
  return {.account = std::string(account),
          .kind = "cut-off",
          .id = fmt::format("n-{}", sequence),
          .at_s = SecondsOf(at),
          .body = body.text()};
}

}  // namespace evenhand::docket
