#include "docket/replay.h"

#include <fmt/format.h>

#include <unordered_map>

#include "docket/account.h"
#include "docket/body.h"
#include "docket/event.h"
#include "docket/register.h"

namespace evenhand::docket {
namespace {

using cases::CaseEvent;
using codec::Json;
using codec::JsonKind;

class Replayer {
 public:
  // `instead` may be null: each case under the version that judged it.
  Replayer(const Version* instead, const Versions& versions, const ReplayVisitor& visitor)
      : instead_(instead), versions_(versions), visitor_(visitor) {}

  Result<void> Take(const CaseEvent& event) {
    if (event.account.empty()) {
      // Grants come from deciding again.
      return event.kind == "exception-granted" ? Result<void>() : ApplyToRegister(event, &grants_);
    }
    Account& account = accounts_.try_emplace(event.account, &versions_).first->second;
    if (event.kind != "decision") return account.Apply(event, &scratch_);
    auto decided = Decide(event, &account);
    if (decided) return decided;
    return tl::unexpected(
        std::move(decided).error().Within(fmt::format("decision '{}'", event.id)));
  }

 private:
  Result<void> Decide(const CaseEvent& event, Account* account) {
    EVENHAND_ASSIGN(const Json body, scratch_.ParseCopy(event.body));
    EVENHAND_ASSIGN(const CaseRequest request, ReadCaseRequest(body.Field("case"), TimeOf(event)));
    const Version* version = instead_ != nullptr ? instead_ : versions_.Find(Text(body, "version"));
    if (version == nullptr) {
      return Fail(ErrorCode::kCorrupt, "its version of the rulebook is not published");
    }
    policy::Ledger& strikes = account->StrikesUnder(*version);
    const policy::Rulebook& book = version->rulebook;
    if (visitor_.before) visitor_.before({request.input, book, strikes, grants_});
    const auto decision = policy::Decide(book, request.input, &strikes, &grants_);
    if (visitor_.after) visitor_.after(request.input, decision);
    if (!decision && instead_ == nullptr) return account->Apply(event, &scratch_);
    const policy::Decision made = decision ? *decision : policy::Decision{};
    account->Adopt(MakeDecided(request, version, made.ground, made.item, made.account));
    return {};
  }

  const Version* instead_;
  const Versions& versions_;
  const ReplayVisitor& visitor_;
  std::unordered_map<std::string, Account> accounts_;
  policy::GrantRegister grants_;
  codec::JsonDocument scratch_;
};

Result<void> Replay(const Version* instead, cases::CaseStore& store, const Versions& versions,
                    const ReplayVisitor& visitor) {
  Replayer replayer(instead, versions, visitor);
  return store.Each(1, [&](const CaseEvent& event) { return replayer.Take(event); });
}

std::string Written(const Json& value) {
  std::string text;
  if (!value.missing()) codec::AppendJson(value, &text);
  return text;
}

std::string DifferentField(const Json& one, const Json& other) {
  for (const auto& [name, value] : one.Members()) {
    const Json beside = other.Field(name);
    if (Written(value) == Written(beside)) continue;
    const bool go_in = value.kind() == JsonKind::kObject && beside.kind() == JsonKind::kObject;
    const std::string inside = go_in ? DifferentField(value, beside) : std::string();
    return inside.empty() ? std::string(name) : fmt::format("{}.{}", name, inside);
  }
  return {};
}

}  // namespace

Result<void> ReplayAsJudged(cases::CaseStore& store, const Versions& versions,
                            const ReplayVisitor& visitor) {
  return Replay(nullptr, store, versions, visitor);
}

Result<void> ReplayUnder(const policy::Rulebook& other, cases::CaseStore& store,
                         const Versions& versions, const ReplayVisitor& visitor) {
  Version instead{.rulebook = other};
  instead.rulebook.effective_at = policy::Time::min();
  return Replay(&instead, store, versions, visitor);
}

std::string FirstDifferentField(std::string_view recorded, std::string_view made_again) {
  codec::JsonDocument one, other;
  const auto first = one.ParseCopy(recorded);
  const auto second = other.ParseCopy(made_again);
  const auto is_object = [](const auto& json) { return json && json->kind() == JsonKind::kObject; };
  return is_object(first) && is_object(second) ? DifferentField(*first, *second) : std::string();
}

}  // namespace evenhand::docket
