// What a voided decision gives back (policy.md section 14): a checklist with a result for each
// thing.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hex.h"
#include "codec/json_out.h"
#include "docket/committed.h"
#include "docket/docket.h"
#include "docket/event.h"

namespace evenhand::docket {
namespace {

using policy::ActionKind;

constexpr std::size_t kMostText = 500;
constexpr std::array<std::string_view, 3> kNames = {"open", "done", "not-possible"};

tl::unexpected<Error> Bad(std::string message) {
  return Fail(ErrorCode::kInvalidArgument, std::move(message));
}

// What an action takes besides what ends by itself.
std::vector<std::string> TakenBy(const policy::Action& action) {
  switch (action.kind) {
    case ActionKind::kWithhold:
    case ActionKind::kHide:
    case ActionKind::kRemove:
      return {"item at its time and place", "counts of the item"};
    case ActionKind::kLabel:
    case ActionKind::kInterstitial:
    case ActionKind::kNotice:
    case ActionKind::kLimit:
      return {"reach of the item"};
    case ActionKind::kSuspend:
      return {"account", "name", "followers", "lists"};
    case ActionKind::kLock:
    case ActionKind::kReadOnly:
    case ActionKind::kRestrict:
    case ActionKind::kChallenge:
      return {"account"};
    case ActionKind::kNone:
    case ActionKind::kEducate:
    case ActionKind::kWarn:
      return {};
  }
  return {};
}

std::string RemovalFrom(std::string_view dossier) {
  return dossier.empty() ? "removal from the dossier"
                         : fmt::format("removal from dossier {}", dossier);
}

}  // namespace

std::string_view Name(Giving giving) { return kNames[static_cast<std::size_t>(giving)]; }

std::optional<Giving> GivingNamed(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Giving>(found - kNames.begin());
}

Result<std::vector<GivenBack>> Docket::Checklist(std::string_view decision) {
  EVENHAND_ASSIGN(const auto event, store_->Find("decision", decision));
  if (!event) return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", decision));
  EVENHAND_ASSIGN(const Account* account, AccountNamed(event->account));
  const DecidedCase& decided = *account->FindDecision(decision);
  if (!decided.voided)
    return Bad(fmt::format("decision '{}' stands: it gives nothing back (14)", decision));
  std::vector<std::string> things = TakenBy(decided.item_action);
  for (std::string& thing : TakenBy(decided.account_action)) things.push_back(std::move(thing));
  EVENHAND_ASSIGN(const std::vector<DossierPlace> places, DossiersBehind(*event));
  for (const DossierPlace& place : places) things.push_back(RemovalFrom(place.dossier));
  things.emplace_back("notice to author");
  EVENHAND_TRY(store_->EachAbout(
      AboutItem(event->account, decided.item), [&](const cases::CaseEvent& report) -> Result<void> {
        things.push_back(fmt::format("notice to reporter {}", report.account));
        return {};
      }));
  std::vector<GivenBack> list;
  for (std::string& thing : things) {
    if (std::ranges::find(list, thing, &GivenBack::thing) == list.end())
      list.push_back({.thing = std::move(thing)});
  }
  for (const DossierPlace& place : places) {
    if (!place.removal) continue;
    *std::ranges::find(list, RemovalFrom(place.dossier), &GivenBack::thing) = {
        .thing = RemovalFrom(place.dossier),
        .result = Giving::kDone,
        .note = place.removal->why,
        .by = place.removal->by,
        .at = place.removal->at};
  }
  for (const Account::GivenBackEvent& told : account->GivenBackOf(decision)) {
    auto at = std::ranges::find(list, told.thing, &GivenBack::thing);
    if (at == list.end()) at = list.insert(list.end(), {.thing = told.thing});
    const auto result = GivingNamed(told.result);
    *at = {.thing = told.thing,
           .result = result.value_or(Giving::kOpen),
           .note = told.note,
           .by = told.by,
           .at = told.at};
  }
  return list;
}

Result<void> Docket::TellGivenBack(const GivingRequest& request) {
  if (request.thing.empty() || request.by.empty())
    return Bad("a result says of what, and who saw to it (14.1)");
  if (request.thing.size() > kMostText || request.note.size() > kMostText)
    return Bad(fmt::format("at most {} bytes", kMostText));
  if (request.result == Giving::kNotPossible && request.note.empty())
    return Bad("what is not possible has a note that says why (14.1)");
  EVENHAND_ASSIGN(const std::vector<GivenBack> list, Checklist(request.decision));
  const auto before = std::ranges::find(list, request.thing, &GivenBack::thing);
  if (before != list.end() && before->result == request.result && before->note == request.note)
    return {};
  EVENHAND_ASSIGN(const auto decision, store_->Find("decision", request.decision));
  if (!decision)
    return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", request.decision));
  EVENHAND_ASSIGN(Account * account, Warm(decision->account));
  const DecidedCase& decided = *account->FindDecision(request.decision);
  if (before != list.end() && request.at < before->at)
    return Bad("the clock went backwards: the last result is later");

  Change change;
  std::string blinding;
  record::Leaf leaf{.kind = record::LeafKind::kCorrection,
                    .time = LeafTime(request.at),
                    .actions = {fmt::format("given-back {}", Name(request.result))}};
  if (decided.leaf) leaf.outcome = record::LinkWith(*decided.leaf);
  EVENHAND_ASSIGN(const std::string link,
                  AddLeaf(std::move(leaf), decision->account + '\0' + decided.item,
                          GivenBackReason(request.thing, Name(request.result), request.note),
                          &blinding, &change));
  codec::JsonOut body;
  body.Open('{')
      .Key("decision")
      .String(request.decision)
      .Key("item")
      .String(decided.item)
      .Key("thing")
      .String(request.thing);
  body.Key("result")
      .String(Name(request.result))
      .Key("note")
      .String(request.note)
      .Key("by")
      .String(request.by);
  body.Key("leaf").String(link).Key("blinding").String(blinding).Close('}');
  const std::int64_t sequence = store_->last_sequence() + 1;
  change.events.push_back({.account = decision->account,
                           .kind = "given-back",
                           .id = fmt::format("{}#{}", request.decision, sequence),
                           .at_s = SecondsOf(request.at),
                           .body = body.text()});
  EVENHAND_TRY(account->Apply(change.events.front(), &scratch_));
  return Commit(std::move(change));
}

}  // namespace evenhand::docket
