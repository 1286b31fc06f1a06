// What bundles need of a docket: the answers that travel in them, and that they were published.

#include <fmt/format.h>

#include <map>

#include "base/hex.h"
#include "codec/json_out.h"
#include "docket/committed.h"
#include "docket/docket.h"
#include "docket/event.h"
#include "record/tree_hash.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using policy::AppealState;
using policy::Time;

bool IsOfOutside(AppealState state) {
  return state == AppealState::kOutsideUpheld || state == AppealState::kOutsideOverturned;
}

}  // namespace

Result<std::vector<AnswerOnRecord>> Docket::Answers() {
  std::map<std::string, AnswerOnRecord> by_appeal;
  const auto add = [&](const CaseEvent& event, const char* reason) -> Result<void> {
    EVENHAND_ASSIGN(const codec::Json body, scratch_.ParseCopy(event.body));
    const auto state = policy::AppealStateNamed(Text(body, "to"));
    const bool is_answer = state && (event.kind == "appeal-decided" || IsOfOutside(*state));
    if (!is_answer) return {};
    std::string appeal = Text(body, "appeal");
    AnswerOnRecord& answer = by_appeal[appeal];
    answer = {.appeal = std::move(appeal),
              .outcome = *state,
              .reason = Text(body, reason),
              .at = TimeOf(event)};
    return {};
  };
  EVENHAND_TRY(store_->EachOfKind("appeal-decided",
                                  [&](const CaseEvent& event) { return add(event, "reason"); }));
  // An outside body speaks later.
  EVENHAND_TRY(store_->EachOfKind("appeal-moved",
                                  [&](const CaseEvent& event) { return add(event, "words"); }));
  // Their letters say who may have them, and how.
  std::map<std::string, bool> by_letter;
  EVENHAND_TRY(store_->EachOfKind("appeal-words", [&](const CaseEvent& event) -> Result<void> {
    auto body = scratch_.ParseCopy(event.body);
    if (!body) return tl::unexpected(std::move(body).error());
    const auto found = by_appeal.find(Text(*body, "appeal"));
    if (found == by_appeal.end()) return {};
    found->second.decision = Text(*body, "decision");
    found->second.issue = body->Field("issue").AsInt();
    found->second.in_bundle = body->Field("in_bundle").AsBool();
    by_letter[found->first] = true;
    return {};
  }));
  std::vector<AnswerOnRecord> answers;
  for (auto& [appeal, answer] : by_appeal) {
    if (!by_letter.contains(appeal)) continue;
    EVENHAND_ASSIGN(const auto decided, store_->Find("decision", answer.decision));
    if (!decided)
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("appeal '{}': there is no decision '{}'", appeal, answer.decision));
    answer.decided = TimeOf(*decided);
    answers.push_back(std::move(answer));
  }
  return answers;
}

bool IsLeafOfBundle(std::string_view event, const record::Leaf& leaf) {
  const auto hash = Unhex(event);
  return hash && hash->size() == sizeof(record::Digest) && leaf.subject == record::DigestAt(*hash);
}

Result<void> Docket::NoteBundle(std::string_view sums_hash, std::string_view name, Time at) {
  const auto hash = Unhex(sums_hash);
  if (!hash || hash->size() != sizeof(record::Digest))
    return Fail(ErrorCode::kInvalidArgument, "a bundle's list has a hash of 64 hexadecimal digits");
  EVENHAND_ASSIGN(const auto before, store_->Find(kBundleKind, sums_hash));
  if (before) return {};
  Change change;
  codec::JsonOut body;
  body.Open('{').Key("name").String(name);
  if (log_ != nullptr) {
    const record::Leaf leaf{.kind = record::LeafKind::kBundle,
                            .time = LeafTime(at),
                            .sequence = store_->last_sequence() + 1,
                            .subject = record::DigestAt(*hash)};
    EVENHAND_ASSIGN(std::string encoded, record::EncodeLeaf(leaf));
    body.Key("leaf").String(Hex(record::LinkTo(encoded)));
    change.leaves.push_back({next_leaf_, std::move(encoded)});
  }
  body.Close('}');
  change.events.push_back({.kind = std::string(kBundleKind),
                           .id = std::string(sums_hash),
                           .at_s = SecondsOf(at),
                           .body = body.text()});
  return Commit(std::move(change));
}

}  // namespace evenhand::docket
