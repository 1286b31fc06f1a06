// What bundles need of a docket: the answers that travel in them, and that they were published.

#include <fmt/format.h>

#include <map>

#include "docket/committed.h"
#include "docket/docket.h"
#include "docket/event.h"

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

Result<void> Docket::NoteBundle(std::string_view sums_hash, std::string_view name, Time at) {
  EVENHAND_TRY(NoteHashed(kBundleKind, record::LeafKind::kBundle,
                          {.name = std::string(name), .hash = std::string(sums_hash), .at = at}));
  return {};
}

}  // namespace evenhand::docket
