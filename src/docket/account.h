#pragma once

// One account as its events make it: strikes, decisions, appeals, times of being cut off. Applying
// the same events in the same order gives the same account, so it can be thrown away and made
// again.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/store.h"
#include "codec/json_document.h"
#include "docket/body.h"
#include "docket/misuse.h"
#include "docket/versions.h"
#include "policy/appeal.h"
#include "policy/lock.h"
#include "policy/strikes.h"
#include "record/digest.h"

namespace evenhand::docket {

struct DecidedCase {
  std::string id = {};
  policy::Time at = {};
  std::optional<std::size_t> entry = {};  // of the ledger; none when it gave no strikes
  bool voided = false;
  policy::Action clause_action = {};  // of account_action, what a clause said and not the ladder
  policy::Action item_action = {};
  policy::Action account_action = {};
  std::string item = {};
  std::string content = {};  // AboutContent of its words: equal means the same
  const Version* version = nullptr;
  std::string ground = {};                  // empty: no violation
  std::vector<std::string> involved = {};   // pseudonyms of who judged or approved
  std::optional<record::Digest> leaf = {};  // SHA-256 of its leaf in the public record
};

// What is kept of a decision but its leaf: from its request and what came out.
DecidedCase MakeDecided(const CaseRequest& request, const Version* version, std::string ground,
                        const policy::Action& item, const policy::Action& account);

struct AppealCase {
  std::string id = {};
  std::string decision = {};
  policy::AppealState state = policy::AppealState::kFiled;
  policy::Time filed = {};
  policy::Time handled_from =
      {};  // later than `filed` where appeals of its author were not handled for a time
  policy::Time due = {};
  bool by_reporter = false;
  std::string reviewer = {};
  policy::Time moved = {};                    // last
  std::optional<policy::Time> answered = {};  // or withdrawn
};
// Nothing is owed to it any more but, where an outside body decides, that answer.
bool IsAnswered(policy::AppealState state);

class Account {
 public:
  Account(Account&&) = default;
  Account& operator=(Account&&) = default;
  // `versions` must outlive the account.
  explicit Account(const Versions* versions) : versions_(versions) {}

  // `scratch` is overwritten; its buffers are worth keeping from event to event.
  // Errors: kCorrupt when the event cannot be read or does not follow from those before it.
  Result<void> Apply(const cases::CaseEvent& event, codec::JsonDocument* scratch);

  // The same for a decision whose strikes the ledger has already. It stays where it is.
  DecidedCase* Adopt(DecidedCase decided);

  // The strikes, under the rules of `version` from now on.
  policy::Ledger& StrikesUnder(const Version& version);
  const policy::Ledger* strikes() const { return strikes_ ? &*strikes_ : nullptr; }
  const DecidedCase* FindDecision(std::string_view id) const;
  const AppealCase* FindAppeal(std::string_view id) const;
  // Against one decision, in order; the latest, null when there is none.
  std::vector<const AppealCase*> AppealsOf(std::string_view decision) const;
  const AppealCase* LatestAppealOf(std::string_view decision) const;
  const std::map<std::string, DecidedCase, std::less<>>& decisions() const { return decisions_; }
  const std::vector<const DecidedCase*>& decisions_in_order() const { return in_order_; }
  const std::map<std::string, AppealCase, std::less<>>& appeals() const { return appeals_; }
  // Those that hide their item until its author deletes it.
  const std::vector<const DecidedCase*>& hiding_decisions() const { return hiding_; }
  const DecidedCase* last_decision() const {
    return in_order_.empty() ? nullptr : in_order_.back();
  }
  const std::vector<policy::CutOff>& cut_offs() const { return cut_offs_; }
  // When an appeal came after its period, and what was said; none: it did not. The first appeal of
  // a decision goes by the decision's id here, a second by its own.
  struct LateAppeal {
    policy::Time at = {};
    std::string words = {};
  };
  const LateAppeal* LateAppealOf(std::string_view id) const;
  // Results on the checklist of a voided decision, in order.
  struct GivenBackEvent {
    std::string thing, result, note, by;
    policy::Time at = {};
  };
  const std::vector<GivenBackEvent>& GivenBackOf(std::string_view decision) const;
  // What this account or pseudonym sent; it has no part in its standing.
  const Misuse& reports() const { return reports_; }
  const Misuse& appeals_sent() const { return appeals_sent_; }
  // When the author deleted the item; none: it has not been told.
  std::optional<policy::Time> DeletedAt(std::string_view item) const;
  // What is left of the decision's account action: by the ladder, run again after reversals, and by
  // its clauses.
  const policy::Action& ActionOf(const DecidedCase& decided) const;
  // The lock that waits for the item's deletion; none when the decision gave no such lock.
  std::optional<policy::LockHistory> LockOf(const DecidedCase& decided) const;
  // Actions on the account that run at `at`, in order of time. A lock that waits has no end yet.
  std::vector<policy::Running> RunningAt(policy::Time at) const;
  // Whether a missed deadline holds the decision's account action up at `at`.
  bool IsLifted(std::string_view decision, policy::Time at) const;

 private:
  Result<void> ApplyDecision(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> ApplyVoid(const cases::CaseEvent& event);
  Result<void> ApplyAppeal(const cases::CaseEvent& event, const codec::Json& body);
  Result<void> ApplyCutOff(const cases::CaseEvent& event, const codec::Json& body);

  const Versions* versions_;
  std::optional<policy::Ledger> strikes_;
  std::map<std::string, DecidedCase, std::less<>> decisions_;
  std::vector<const DecidedCase*> in_order_;  // of time; into decisions_
  std::vector<const DecidedCase*> hiding_;    // the same, of some
  // In the same order as in_order_, what a standing asks of each: of ten thousand, each look at a
  // decision itself would cost a miss of the cache.
  struct Brief {
    std::string_view id;
    policy::Time at;
    std::size_t entry;
    bool is_the_ladders;  // what it does to the account is `now` of that entry of the ledger
  };
  std::vector<Brief> briefs_;
  std::map<std::string, AppealCase, std::less<>> appeals_;
  std::vector<policy::CutOff> cut_offs_;
  std::map<std::string, policy::Time, std::less<>> deleted_;     // by item
  std::map<std::string, LateAppeal, std::less<>> late_appeals_;  // by decision, or appeal
  std::map<std::string, std::vector<GivenBackEvent>, std::less<>> given_back_;  // by decision
  Misuse reports_, appeals_sent_;
};

// The phase of a lock at `at`, which is not before it was imposed.
policy::LockPhase PhaseAt(const policy::LockHistory& lock, policy::Time at);

}  // namespace evenhand::docket
