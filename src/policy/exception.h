#pragma once

// Exceptions: published clauses that soften the action on an item that does break a rule
// (policy.md section 8). They change the item's action, never the author's record.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/condition.h"
#include "policy/time.h"

namespace evenhand::policy {

struct Budget {
  std::int64_t per_account = 0;
  std::int64_t window_days = 0;
  std::optional<std::int64_t> total =
      {};  // for all accounts in the window; none: no bound of its own
};

struct ExceptionRule {
  std::string id = {};
  Condition eligible = {};  // over author attributes as they were when the item was posted
  std::vector<std::string> softens = {};  // clause ids
  std::vector<std::string> never = {};    // clause ids that nothing excuses
  std::vector<std::string> tests = {};    // what reviewers must have found
  std::string profile = {};               // of the notice
  std::int64_t max_days = 0;
  std::int64_t renewals = 0;
  Budget budget = {};
  bool spares_strike = false;  // against the default; the compiler warns
  std::map<std::string, std::string> texts = {};
};

enum class Refusal : std::uint8_t {
  kNone,
  kNotSoftened,
  kNever,
  kNotEligible,
  kTestsNotMet,
  kApprovers,
  kBudget,
  kNotInForce,  // of a renewal: it has ended
  kRenewals,    // it was renewed as often as it may
};
// In words, as a statement of reasons says it.
std::string_view Describe(Refusal refusal);

// Two people approve, and neither was the first reviewer.
struct ExceptionReview {
  bool tests_met = true;
  std::string first_reviewer = {};
  std::vector<std::string> approvers = {};
  bool operator==(const ExceptionReview&) const = default;
};

enum class GrantState : std::uint8_t { kNone, kInForce, kLapsed, kVoid };
std::string_view Name(GrantState state);

enum class GrantEnd : std::uint8_t { kLapsed, kBudget, kVoid };
std::string_view Name(GrantEnd end);
std::optional<GrantEnd> GrantEndNamed(std::string_view name);

struct Grant {
  std::string exception = {};
  std::string decision = {};
  std::string account = {};
  std::string item = {};
  std::string clause = {};
  Time from = {};
  Time until = {};
  std::optional<Time> voided = {};
  std::optional<Time> ended =
      {};  // by its time or by the budget; it counts in the budget as before
  GrantEnd how = GrantEnd::kLapsed;
  std::int64_t renewals = 0;
};

// The published register of grants, in order of time. Not thread-safe.
class GrantRegister {
 public:
  // Why a grant would be refused now; kNone when it would be given. `clauses` are all that the item
  // breaks: each must be softened, and none may be on the never-list.
  Refusal Consider(const ExceptionRule& rule, std::span<const std::string> clauses,
                   const Facts& author_when_posted, const ExceptionReview& review,
                   std::string_view account, Time at) const;
  void Add(Grant grant);
  // Review found no violation: the entry is void and no longer counts.
  void Void(std::string_view decision, Time at);
  // Its time was up, or the budget was found exceeded: then the default action applies by itself.
  void End(std::string_view decision, GrantEnd how, Time at);
  void Renew(std::string_view decision, Time until);
  // Why a renewal would be refused now. It adds `max_days`, and takes nothing from the budget.
  Refusal ConsiderRenewal(const ExceptionRule& rule, std::string_view decision,
                          const ExceptionReview& review, Time at) const;
  // Grants in force beyond the budget of `rule`, which may be tighter than the one they were given
  // under; the earlier ones stay.
  std::vector<std::string> OverBudget(const ExceptionRule& rule, Time at) const;

  GrantState StateOf(std::string_view decision, Time at) const;
  const Grant* Find(std::string_view decision) const;
  std::span<const Grant> grants() const { return grants_; }

 private:
  Grant* FindOpen(std::string_view decision);

  std::vector<Grant> grants_;
};

}  // namespace evenhand::policy
