#pragma once

// One account as its events make it: strikes, decisions, appeals, times of being cut off. Applying the
// same events in the same order gives the same account, so it can be thrown away and made again.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/store.h"
#include "codec/json_document.h"
#include "docket/body.h"
#include "docket/versions.h"
#include "policy/appeal.h"
#include "policy/strikes.h"

namespace evenhand::docket {

struct DecidedCase {
  std::string id = {};
  std::string item = {};
  std::string content = {};  // equal means: the same words
  std::string version = {};  // hash
  policy::Time at = {};
  std::string ground = {};   // empty: no violation
  policy::Action item_action = {};
  policy::Action account_action = {};
  std::vector<std::string> involved = {};  // pseudonyms of who judged or approved
  std::string leaf = {};  // the CID of its leaf in the public record
  bool voided = false;
};

// What is kept of a decision: from its request and what came out.
DecidedCase MakeDecided(const CaseRequest& request, std::string version, std::string ground,
                        const policy::Action& item, const policy::Action& account, std::string leaf);

struct AppealCase {
  std::string id = {};
  std::string decision = {};
  policy::AppealState state = policy::AppealState::kFiled;
  policy::Time filed = {};
  policy::Time due = {};
  std::string reviewer = {};
};

class Account {
 public:
  // `versions` must outlive the account.
  explicit Account(const Versions* versions) : versions_(versions) {}

  // `scratch` is overwritten; its buffers are worth keeping from event to event.
  // Errors: kCorrupt when the event cannot be read or does not follow from those before it.
  Result<void> Apply(const cases::CaseEvent& event, codec::JsonDocument* scratch);

  // The same for a decision whose strikes the ledger has already.
  void Adopt(DecidedCase decided);

  // The strikes, under the rules of `version` from now on.
  policy::Ledger& StrikesUnder(const Version& version);
  const policy::Ledger* strikes() const { return strikes_ ? &*strikes_ : nullptr; }
  const DecidedCase* FindDecision(std::string_view id) const;
  const AppealCase* FindAppeal(std::string_view id) const;
  const std::map<std::string, DecidedCase, std::less<>>& decisions() const { return decisions_; }
  const std::map<std::string, AppealCase, std::less<>>& appeals() const { return appeals_; }
  const DecidedCase* last_decision() const { return FindDecision(last_decision_); }
  const std::vector<policy::CutOff>& cut_offs() const { return cut_offs_; }
  // Whether a missed deadline holds the decision's account action up at `at`.
  bool IsLifted(std::string_view decision, policy::Time at) const;

 private:
  Result<void> ApplyDecision(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> ApplyVoid(const cases::CaseEvent& event);
  Result<void> ApplyAppeal(const cases::CaseEvent& event, const codec::Json& body);

  const Versions* versions_;
  std::optional<policy::Ledger> strikes_;
  std::map<std::string, DecidedCase, std::less<>> decisions_;
  std::string last_decision_;
  std::map<std::string, AppealCase, std::less<>> appeals_;
  std::vector<policy::CutOff> cut_offs_;
};

}  // namespace evenhand::docket
