#include "docket/account.h"

#include <fmt/format.h>

#include "docket/event.h"

namespace evenhand::docket {
namespace {

using codec::Json;

tl::unexpected<Error> Corrupt(const cases::CaseEvent& event, std::string_view why) {
  return Fail(ErrorCode::kCorrupt,
              fmt::format("event {} ({} '{}'): {}", event.sequence, event.kind, event.id, why));
}

// How what an account sent was judged, and what followed; and reports, which are nothing else to
// it.
bool IsOfMisuse(std::string_view kind) {
  return kind == "report" || kind.ends_with("-judged") || kind.ends_with("-warned") ||
         kind.ends_with("-suspended");
}

Result<void> ApplyMisuse(const cases::CaseEvent& event, const Json& body, Misuse* sent) {
  if (event.kind == "report") {
    sent->Add(TimeOf(event));
  } else if (event.kind.ends_with("-judged")) {
    sent->Judge(body.Field("unfounded").AsBool(), TimeOf(event));
  } else if (event.kind.ends_with("-warned")) {
    sent->Warn(TimeOf(event));
  } else {
    EVENHAND_ASSIGN(const policy::Time until, policy::ParseTime(Text(body, "until")));
    sent->Suspend(TimeOf(event), until);
  }
  return {};
}

}  // namespace

DecidedCase MakeDecided(const CaseRequest& request, const Version* version, std::string ground,
                        const policy::Action& item, const policy::Action& account) {
  const policy::CaseInput& input = request.input;
  DecidedCase decided{.id = input.decision,
                      .at = input.at,
                      .item_action = item,
                      .account_action = account,
                      .item = input.item,
                      .content = AboutContent(request.circumstances.quote),
                      .version = version,
                      .ground = std::move(ground)};
  decided.involved.reserve(input.judgements.size());
  for (const policy::Judgement& judgement : input.judgements)
    decided.involved.push_back(judgement.by);
  if (!input.review.first_reviewer.empty()) decided.involved.push_back(input.review.first_reviewer);
  for (const std::string& approver : input.review.approvers) decided.involved.push_back(approver);
  return decided;
}

bool IsAnswered(policy::AppealState state) {
  using policy::AppealState;
  return state != AppealState::kFiled && state != AppealState::kAssigned &&
         state != AppealState::kAsked && state != AppealState::kLapsedForUser;
}

Result<void> Account::Apply(const cases::CaseEvent& event, codec::JsonDocument* scratch) {
  if (event.kind == "voided") return ApplyVoid(event);
  EVENHAND_ASSIGN(const Json body, scratch->ParseCopy(event.body));
  if (event.kind == "decision") return ApplyDecision(event, body);
  if (IsOfMisuse(event.kind))
    return ApplyMisuse(event, body, event.kind.starts_with("report") ? &reports_ : &appeals_sent_);
  if (event.kind.starts_with("appeal-")) return ApplyAppeal(event, body);
  if (event.kind == "notice") {
    return strikes_ ? strikes_->Notice(Text(body, "batch"), TimeOf(event)) : Result<void>();
  }
  if (event.kind == "lesson") {
    if (strikes_) EVENHAND_TRY(strikes_->Lesson(Text(body, "clause"), TimeOf(event)));
    return {};
  }
  if (event.kind == "deleted") {
    deleted_.emplace(Text(body, "item"), TimeOf(event));
    return {};
  }
  if (event.kind == "cut-off" || event.kind == "cut-off-reviewed") return ApplyCutOff(event, body);
  if (event.kind == "late-appeal") {
    late_appeals_.emplace(event.id, LateAppeal{TimeOf(event), Text(body, "words")});
    return {};
  }
  if (event.kind == "given-back") {
    given_back_[Text(body, "decision")].push_back({Text(body, "thing"), Text(body, "result"),
                                                   Text(body, "note"), Text(body, "by"),
                                                   TimeOf(event)});
    return {};
  }
  return Corrupt(event, "no such kind of event");
}

const std::vector<Account::GivenBackEvent>& Account::GivenBackOf(std::string_view decision) const {
  static const std::vector<GivenBackEvent> kNone;
  const auto found = given_back_.find(decision);
  return found == given_back_.end() ? kNone : found->second;
}

const Account::LateAppeal* Account::LateAppealOf(std::string_view id) const {
  const auto found = late_appeals_.find(id);
  return found == late_appeals_.end() ? nullptr : &found->second;
}

DecidedCase* Account::Adopt(DecidedCase decided) {
  const policy::Ledger::Entry* entry = strikes_ ? strikes_->Find(decided.id) : nullptr;
  const bool by_ladder = entry != nullptr && entry->given == decided.account_action;
  if (!by_ladder) decided.clause_action = decided.account_action;
  if (entry != nullptr)
    decided.entry = static_cast<std::size_t>(entry - strikes_->entries().data());
  std::string id = decided.id;
  const auto [place, is_new] = decisions_.emplace(std::move(id), std::move(decided));
  DecidedCase& kept = place->second;
  if (!is_new) return &kept;
  const bool hides = kept.item_action.kind == policy::ActionKind::kHide;
  in_order_.push_back(&kept);
  if (hides) hiding_.push_back(&kept);
  // A clause that says nothing stays so: actions become milder only.
  briefs_.push_back({.id = kept.id,
                     .at = kept.at,
                     .entry = kept.entry.value_or(0),
                     .is_the_ladders = kept.entry && !hides &&
                                       kept.clause_action.kind == policy::ActionKind::kNone});
  return &kept;
}

policy::Ledger& Account::StrikesUnder(const Version& version) {
  if (!strikes_) {
    strikes_.emplace(&version.rulebook.strikes);
  } else {
    strikes_->UseRules(&version.rulebook.strikes);
  }
  return *strikes_;
}

Result<void> Account::ApplyDecision(const cases::CaseEvent& event, const Json& body) {
  const Version* version = versions_->Find(Text(body, "version"));
  if (version == nullptr) return Corrupt(event, "its version of the rulebook is not published");
  EVENHAND_ASSIGN(auto strike, ReadStrike(body.Field("strike")));
  EVENHAND_ASSIGN(const CaseRequest request, ReadCaseRequest(body.Field("case"), TimeOf(event)));
  EVENHAND_ASSIGN(const policy::Action item, policy::ParseAction(Text(body, "item_action")));
  EVENHAND_ASSIGN(const policy::Action account, policy::ParseAction(Text(body, "account_action")));
  policy::Ledger& ledger = StrikesUnder(*version);
  if (strike) {
    strike->decision = event.id;
    strike->at = request.input.at;
    strike->posted = request.input.posted;
    strike->batch = request.input.batch;
    EVENHAND_TRY(ledger.Decide(*strike));
  }
  Adopt(MakeDecided(request, version, Text(body, "ground"), item, account))->leaf = LeafOf(body);
  return {};
}

Result<void> Account::ApplyVoid(const cases::CaseEvent& event) {
  const auto decision = decisions_.find(event.id);
  if (decision == decisions_.end()) return Corrupt(event, "there is no such decision");
  decision->second.voided = true;
  if (strikes_ && strikes_->Find(event.id) != nullptr)
    return strikes_->Void(event.id, TimeOf(event));
  return {};
}

Result<void> Account::ApplyAppeal(const cases::CaseEvent& event, const Json& body) {
  // Further words, and whose they are not, change nothing about where it stands.
  if (event.kind == "appeal-words" || event.kind == "appeal-not-mine") return {};
  const std::string id = Text(body, "appeal");
  if (event.kind == "appeal-filed") {
    const policy::Time at = TimeOf(event);
    AppealCase appeal{
        .id = id, .decision = Text(body, "decision"), .filed = at, .handled_from = at, .moved = at};
    EVENHAND_ASSIGN(appeal.due, policy::ParseTime(Text(body, "due")));
    if (const std::string from = Text(body, "handled_from"); !from.empty()) {
      EVENHAND_ASSIGN(appeal.handled_from, policy::ParseTime(from));
    }
    appeal.by_reporter = Text(body, "who") == "reporter";
    if (!appeal.by_reporter) appeals_sent_.Add(at);
    appeals_[id] = std::move(appeal);
    return {};
  }
  const auto appeal = appeals_.find(id);
  const auto to = policy::AppealStateNamed(Text(body, "to"));
  if (appeal == appeals_.end() || !to) return Corrupt(event, "there is no such appeal or state");
  appeal->second.state = *to;
  appeal->second.moved = TimeOf(event);
  if (IsAnswered(*to) && !appeal->second.answered) appeal->second.answered = TimeOf(event);
  if (const std::string reviewer = Text(body, "reviewer"); !reviewer.empty())
    appeal->second.reviewer = reviewer;
  if (*to == policy::AppealState::kModified) {
    EVENHAND_ASSIGN(const policy::Action action, policy::ParseAction(Text(body, "account_action")));
    const std::string& decision = appeal->second.decision;
    if (strikes_ && strikes_->Find(decision) != nullptr) {
      EVENHAND_TRY(strikes_->Soften(decision, action, TimeOf(event)));
    }
    DecidedCase& decided = decisions_.find(decision)->second;
    decided.account_action = action;
    if (policy::IsMilder(action, decided.clause_action)) decided.clause_action = action;
  }
  return {};
}

Result<void> Account::ApplyCutOff(const cases::CaseEvent& event, const Json& body) {
  EVENHAND_ASSIGN(const policy::Time from, policy::ParseTime(Text(body, "from")));
  EVENHAND_ASSIGN(const policy::Time to, policy::ParseTime(Text(body, "to")));
  if (event.kind == "cut-off") {
    cut_offs_.push_back({from, to, Text(body, "ground") != "register"});
    return {};
  }
  for (policy::CutOff& known : cut_offs_) {
    if (!known.stated || known.from != from || known.to != to) continue;
    known.review = body.Field("accepted").AsBool() ? policy::CutOff::Review::kAccepted
                                                   : policy::CutOff::Review::kRefused;
    return {};
  }
  return Corrupt(event, "there is no such time of being cut off");
}

const DecidedCase* Account::FindDecision(std::string_view id) const {
  const auto found = decisions_.find(id);
  return found == decisions_.end() ? nullptr : &found->second;
}

const AppealCase* Account::FindAppeal(std::string_view id) const {
  const auto found = appeals_.find(id);
  return found == appeals_.end() ? nullptr : &found->second;
}

std::vector<const AppealCase*> Account::AppealsOf(std::string_view decision) const {
  std::vector<const AppealCase*> appeals;
  for (const auto& [id, appeal] : appeals_) {
    if (appeal.decision == decision) appeals.push_back(&appeal);
  }
  return appeals;
}

const AppealCase* Account::LatestAppealOf(std::string_view decision) const {
  const std::vector<const AppealCase*> appeals = AppealsOf(decision);
  return appeals.empty() ? nullptr : appeals.back();
}

bool Account::IsLifted(std::string_view decision, policy::Time at) const {
  for (const auto& [id, appeal] : appeals_) {
    if (appeal.decision == decision && !IsAnswered(appeal.state) && at >= appeal.due) return true;
  }
  return false;
}

}  // namespace evenhand::docket
