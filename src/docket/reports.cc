// Reports (policy.md 11.2 and 11.3): counted, never evidence; and what becomes of a sender who misuses them.

#include <fmt/format.h>

#include "codec/json_out.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::JsonOut;
using policy::ReportHandling;
using policy::Time;

tl::unexpected<Error> Bad(std::string message) { return Fail(ErrorCode::kInvalidArgument, std::move(message)); }

}  // namespace

Result<FiledReport> Docket::FileReport(const ReportRequest& request) {
  if (request.reporter.empty() || request.account.empty() || request.item.empty()) {
    return Bad("a report has a sender, an item and its author (11.1)");
  }
  const std::string about = AboutItem(request.account, request.item);
  FiledReport filed{.id = IdFrom("report", {request.reporter, request.account, request.item})};
  EVENHAND_ASSIGN(Account* sender, Warm(request.reporter));
  EVENHAND_ASSIGN(const auto before, store_->Find("report", filed.id));
  filed.was_there = before.has_value();
  filed.handled = sender->reports().HandledAt(request.at);
  if (filed.was_there) {
    EVENHAND_ASSIGN(const codec::Json body, scratch_.ParseCopy(before->body));
    filed.handled = body.Field("handled").AsBool();
  }
  if (!filed.was_there) {
    if (request.at < sender->reports().last()) return Bad("the clock went backwards: the sender's last report is later");
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

Result<void> Docket::JudgeReport(std::string_view report, bool unfounded, std::string_view reviewer, Time at) {
  EVENHAND_ASSIGN(const auto event, store_->Find("report", report));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no report '{}'", report));
  if (reviewer.empty() || reviewer == event->account) return Bad("another person than its sender judges a report (11.3)");
  EVENHAND_ASSIGN(const auto before, store_->Find("report-judged", report));
  if (before) return Bad(fmt::format("report '{}' has been judged (11.3)", report));
  if (at < TimeOf(*event)) return Bad("a report is judged after it came (11.3)");
  EVENHAND_ASSIGN(Account* sender, Warm(event->account));
  JsonOut body;
  body.Open('{').Key("unfounded").Bool(unfounded).Key("reviewer").String(reviewer).Close('}');
  Change change;
  change.events.push_back({.account = event->account,
                           .kind = "report-judged",
                           .id = std::string(report),
                           .at_s = SecondsOf(at),
                           .body = body.text()});
  EVENHAND_TRY(sender->Apply(change.events.front(), &scratch_));
  return Commit(std::move(change));
}

Result<MisuseRuling> Docket::RuleOnMisuse(const MisuseRequest& request) {
  EVENHAND_ASSIGN(Account* sender, Warm(request.sender));
  const SentReports& reports = sender->reports();
  if (request.reason.empty()) return Bad("the sender is told why (11.3)");
  if (!reports.HandledAt(request.at)) return Bad(fmt::format("reports of '{}' are not handled as it is (11.3)", request.sender));
  const SentReports::Share share = reports.ShareAt(request.at);
  if (!share.IsFrequent()) {
    return Bad(fmt::format("{} of the {} judged reports of '{}' in the last {} days were manifestly unfounded; {} or more, and half of "
                           "them, are misuse (11.3)",
                           share.unfounded, share.judged, request.sender, kMisuseWindow.count(), kMisuseUnfounded));
  }
  MisuseRuling ruling{.handling = policy::HandleMisuse(reports.warned().has_value(), true), .share = share};
  JsonOut body;
  body.Open('{').Key("reason").String(request.reason);
  if (ruling.handling == ReportHandling::kSuspended) {
    ruling.until = request.at + kMisuseSuspension;
    body.Key("until").String(policy::FormatTime(*ruling.until));
  }
  body.Close('}');
  Change change;
  change.events.push_back({.account = request.sender,
                           .kind = ruling.handling == ReportHandling::kSuspended ? "report-suspended" : "report-warned",
                           .id = fmt::format("m-{}", store_->last_sequence() + 1),
                           .at_s = SecondsOf(request.at),
                           .body = body.text()});
  EVENHAND_TRY(sender->Apply(change.events.front(), &scratch_));
  EVENHAND_TRY(Commit(std::move(change)));
  return ruling;
}

}  // namespace evenhand::docket
