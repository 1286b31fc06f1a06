// What follows from misuse, for reports and appeals alike: a ruling is an event of the sender.

#include "docket/misuse.h"

#include <fmt/format.h>

#include <algorithm>

#include "codec/json_out.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using policy::MisuseHandling;
using policy::Time;

// Reports and appeals are told apart by words alone.
struct Words {
  std::string_view what;    // is sent
  std::string_view warned;  // kinds of events
  std::string_view suspended;
  std::string_view section;
};
constexpr Words kOfReports = {"reports", "report-warned", "report-suspended", "11.3"};
constexpr Words kOfAppeals = {"appeals", "appeal-warned", "appeal-suspended", "13"};

}  // namespace

void Misuse::Add(Time at) {
  ++sent_;
  last_ = std::max(last_, at);
}

void Misuse::Judge(bool unfounded, Time at) { judged_.push_back({at, unfounded}); }
void Misuse::Warn(Time at) { warned_ = since_ = at; }

void Misuse::Suspend(Time at, Time until) {
  since_ = at;
  suspended_until_ = until;
}

Time Misuse::HandledFrom(Time at) const {
  return suspended_until_ && at >= since_ && at < *suspended_until_ ? *suspended_until_ : at;
}

Misuse::Share Misuse::ShareAt(Time at) const {
  Share share;
  for (const Judged& one : judged_) {
    if (one.at > at || one.at + kMisuseWindow <= at || one.at <= since_) continue;
    ++share.judged;
    share.unfounded += one.unfounded ? 1 : 0;
  }
  return share;
}

Result<void> Docket::JudgeInto(const cases::CaseEvent& sent, std::string_view kind, bool unfounded,
                               std::string_view reviewer, Time at) {
  EVENHAND_ASSIGN(Account * sender, Warm(sent.account));
  codec::JsonOut body;
  body.Open('{').Key("unfounded").Bool(unfounded).Key("reviewer").String(reviewer).Close('}');
  Change change;
  change.events.push_back({.account = sent.account,
                           .kind = std::string(kind),
                           .id = sent.id,
                           .at_s = SecondsOf(at),
                           .body = body.text()});
  EVENHAND_TRY(sender->Apply(change.events.front(), &scratch_));
  return Commit(std::move(change));
}

Result<void> Docket::JudgeAppeal(std::string_view id, bool unfounded, std::string_view reviewer,
                                 Time at) {
  EVENHAND_ASSIGN(const auto event, store_->Find("appeal-filed", id));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no appeal '{}'", id));
  const auto refuse = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("appeal '{}' cannot be judged so: {} (13)", id, why));
  };
  EVENHAND_ASSIGN(const NamedAppeal named, AppealNamed(id));
  using policy::AppealState;
  const AppealState state = named.appeal.state;
  if (reviewer.empty() || reviewer == event->account)
    return refuse("another person than its author judges it");
  if (named.appeal.by_reporter)
    return refuse("a reporter filed it, and the author does not answer for that");
  if (!IsAnswered(state)) return refuse("it has no answer yet");
  const bool stands = state == AppealState::kUpheld || state == AppealState::kOutsideUpheld;
  if (unfounded && !stands)
    return refuse(fmt::format("it is {}: only one whose decision was upheld can be unfounded",
                              policy::Name(state)));
  if (at < named.appeal.moved) return refuse("the clock went backwards");
  EVENHAND_ASSIGN(const auto before, store_->Find("appeal-judged", id));
  if (before) return refuse("it has been judged");
  return JudgeInto(*event, "appeal-judged", unfounded, reviewer, at);
}

Result<MisuseRuling> Docket::RuleOnMisuse(const MisuseRequest& request) {
  const bool of_appeals = request.of == Sent::kAppeals;
  const Words& words = of_appeals ? kOfAppeals : kOfReports;
  const auto refuse = [&](std::string_view why) {
    return Fail(ErrorCode::kInvalidArgument, fmt::format("{} ({})", why, words.section));
  };
  EVENHAND_ASSIGN(Account * sender, Warm(request.sender));
  const Misuse& sent = of_appeals ? sender->appeals_sent() : sender->reports();
  if (request.reason.empty()) return refuse("the sender is told why");
  if (!sent.HandledAt(request.at))
    return refuse(fmt::format("{} of '{}' are not handled as it is", words.what, request.sender));
  const Misuse::Share share = sent.ShareAt(request.at);
  if (!share.IsFrequent()) {
    return refuse(
        fmt::format("{} of the {} judged {} of '{}' in the last {} days were manifestly unfounded; "
                    "{} or more, and half of "
                    "them, are misuse",
                    share.unfounded, share.judged, words.what, request.sender,
                    kMisuseWindow.count(), kMisuseUnfounded));
  }
  MisuseRuling ruling{.handling = policy::HandleMisuse(sent.warned().has_value(), true),
                      .share = share};
  codec::JsonOut body;
  body.Open('{').Key("reason").String(request.reason);
  if (ruling.handling == MisuseHandling::kSuspended) {
    ruling.until = request.at + kMisuseSuspension;
    body.Key("until").String(policy::FormatTime(*ruling.until));
  }
  body.Close('}');
  Change change;
  change.events.push_back(
      {.account = request.sender,
       .kind = std::string(ruling.handling == MisuseHandling::kSuspended ? words.suspended
                                                                         : words.warned),
       .id = fmt::format("m-{}", store_->last_sequence() + 1),
       .at_s = SecondsOf(request.at),
       .body = body.text()});
  EVENHAND_TRY(sender->Apply(change.events.front(), &scratch_));
  EVENHAND_TRY(Commit(std::move(change)));
  return ruling;
}

}  // namespace evenhand::docket
