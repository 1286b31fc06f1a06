// Reports (policy.md 11.2 and 11.3): counted, never evidence, and judged by people.

#include <fmt/format.h>

#include "codec/json_out.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::JsonOut;
using policy::Time;

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

}  // namespace

Result<FiledReport> Docket::FileReport(const ReportRequest& request) {
  if (request.reporter.empty() || request.account.empty() || request.item.empty()) {
    return Bad("a report has a sender, an item and its author (11.1)");
  }
  const std::string about = AboutItem(request.account, request.item);
  FiledReport filed{.id = IdFrom("report", {request.reporter, request.account, request.item})};
  EVENHAND_ASSIGN(Account * sender, Warm(request.reporter));
  EVENHAND_ASSIGN(const auto before, store_->Find("report", filed.id));
  filed.was_there = before.has_value();
  filed.handled = sender->reports().HandledAt(request.at);
  if (filed.was_there) {
    EVENHAND_ASSIGN(const codec::Json body, scratch_.ParseCopy(before->body));
    filed.handled = body.Field("handled").AsBool();
  }
  if (!filed.was_there) {
    if (request.at < sender->reports().last())
      return Bad("the clock went backwards: the sender's last report is later");
    JsonOut body;
    body.Open('{').Key("account").String(request.account).Key("item").String(request.item);
    body.Key("words").String(request.words).Key("handled").Bool(filed.handled).Close('}');
    Change change;
    change.events.push_back({.account = request.reporter,
                             .kind = "report",
                             .id = filed.id,
                             .at_s = SecondsOf(request.at),
                             .body = body.text(),
                             .about = filed.handled ? about : std::string()});
    EVENHAND_TRY(sender->Apply(change.events.front(), &scratch_));
    EVENHAND_TRY(Commit(std::move(change)));
  }
  EVENHAND_TRY(store_->EachAbout(about, [&](const CaseEvent&) -> Result<void> {
    ++filed.of_item;
    return {};
  }));
  return filed;
}

Result<void> Docket::JudgeReport(std::string_view report, bool unfounded, std::string_view reviewer,
                                 Time at) {
  EVENHAND_ASSIGN(const auto event, store_->Find("report", report));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no report '{}'", report));
  if (reviewer.empty() || reviewer == event->account)
    return Bad("another person than its sender judges a report (11.3)");
  EVENHAND_ASSIGN(const auto before, store_->Find("report-judged", report));
  if (before) return Bad(fmt::format("report '{}' has been judged (11.3)", report));
  if (at < TimeOf(*event)) return Bad("a report is judged after it came (11.3)");
  return JudgeInto(*event, "report-judged", unfounded, reviewer, at);
}

}  // namespace evenhand::docket
