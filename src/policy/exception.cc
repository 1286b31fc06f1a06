#include "policy/exception.h"

#include <algorithm>
#include <set>

namespace evenhand::policy {
namespace {

bool Has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// Two different people, and the first reviewer is not among those who approve.
bool MayApprove(const ExceptionReview& review) {
  const std::set<std::string_view> people(review.approvers.begin(), review.approvers.end());
  return people.size() >= 2 && !people.contains("") && !people.contains(review.first_reviewer);
}

}  // namespace

std::string_view Describe(Refusal refusal) {
  switch (refusal) {
    case Refusal::kNone:
      return "granted";
    case Refusal::kNotSoftened:
      return "the clause is not one that it softens";
    case Refusal::kNever:
      return "the clause is on its never-list";
    case Refusal::kNotEligible:
      return "the author was not eligible when the item was posted";
    case Refusal::kTestsNotMet:
      return "its tests are not met";
    case Refusal::kApprovers:
      return "two people other than the first reviewer must approve";
    case Refusal::kBudget:
      return "its budget is spent";
    case Refusal::kNotInForce:
      return "it is not in force any more";
    case Refusal::kRenewals:
      return "it was renewed as often as it may be";
  }
  return "";
}

std::string_view Name(GrantEnd end) {
  switch (end) {
    case GrantEnd::kLapsed:
      return "lapsed";
    case GrantEnd::kBudget:
      return "budget";
    case GrantEnd::kVoid:
      return "void";
  }
  return "";
}

std::optional<GrantEnd> GrantEndNamed(std::string_view name) {
  for (const GrantEnd end : {GrantEnd::kLapsed, GrantEnd::kBudget, GrantEnd::kVoid}) {
    if (Name(end) == name) return end;
  }
  return std::nullopt;
}

std::string_view Name(GrantState state) {
  switch (state) {
    case GrantState::kNone:
      return "none";
    case GrantState::kInForce:
      return "in force";
    case GrantState::kLapsed:
      return "lapsed";
    case GrantState::kVoid:
      return "void";
  }
  return "";
}

Refusal GrantRegister::Consider(const ExceptionRule& rule, std::span<const std::string> clauses,
                                const Facts& author_when_posted, const ExceptionReview& review,
                                std::string_view account, Time at) const {
  for (const std::string& clause : clauses) {
    if (Has(rule.never, clause)) return Refusal::kNever;
  }
  for (const std::string& clause : clauses) {
    if (!Has(rule.softens, clause)) return Refusal::kNotSoftened;
  }
  if (!rule.eligible.Holds(author_when_posted)) return Refusal::kNotEligible;
  if (!review.tests_met) return Refusal::kTestsNotMet;
  if (!MayApprove(review)) return Refusal::kApprovers;
  std::int64_t of_account = 0, of_all = 0;
  const auto window = std::chrono::days(rule.budget.window_days);
  for (const Grant& grant : grants_) {
    if (grant.exception != rule.id || grant.voided || at >= grant.from + window) continue;
    ++of_all;
    of_account += grant.account == account ? 1 : 0;
  }
  if (of_account >= rule.budget.per_account) return Refusal::kBudget;
  if (rule.budget.total && of_all >= *rule.budget.total) return Refusal::kBudget;
  return Refusal::kNone;
}

void GrantRegister::Add(Grant grant) { grants_.push_back(std::move(grant)); }

void GrantRegister::Void(std::string_view decision, Time at) {
  for (Grant& grant : grants_) {
    if (grant.decision == decision && !grant.voided) grant.voided = at;
  }
}

Grant* GrantRegister::FindOpen(std::string_view decision) {
  const auto found = std::ranges::find(grants_, decision, &Grant::decision);
  return found == grants_.end() || found->ended || found->voided ? nullptr : &*found;
}

void GrantRegister::End(std::string_view decision, GrantEnd how, Time at) {
  if (how == GrantEnd::kVoid) return Void(decision, at);
  if (Grant* grant = FindOpen(decision); grant != nullptr) {
    grant->ended = at;
    grant->how = how;
  }
}

void GrantRegister::Renew(std::string_view decision, Time until) {
  if (Grant* grant = FindOpen(decision); grant != nullptr) {
    grant->until = until;
    ++grant->renewals;
  }
}

Refusal GrantRegister::ConsiderRenewal(const ExceptionRule& rule, std::string_view decision,
                                       const ExceptionReview& review, Time at) const {
  if (StateOf(decision, at) != GrantState::kInForce) return Refusal::kNotInForce;
  if (Find(decision)->renewals >= rule.renewals) return Refusal::kRenewals;
  if (!review.tests_met) return Refusal::kTestsNotMet;
  return MayApprove(review) ? Refusal::kNone : Refusal::kApprovers;
}

std::vector<std::string> GrantRegister::OverBudget(const ExceptionRule& rule, Time at) const {
  std::vector<std::string> over;
  std::map<std::string_view, std::int64_t> of_account;
  std::int64_t of_all = 0;
  const auto window = std::chrono::days(rule.budget.window_days);
  for (const Grant& grant : grants_) {
    const bool counts =
        grant.exception == rule.id && !grant.voided && at >= grant.from && at < grant.from + window;
    if (!counts || (grant.ended && grant.how == GrantEnd::kBudget)) continue;
    const bool fits = of_account[grant.account] < rule.budget.per_account &&
                      (!rule.budget.total || of_all < *rule.budget.total);
    const bool runs = StateOf(grant.decision, at) == GrantState::kInForce;
    if (!fits && runs) {
      over.push_back(grant.decision);
      continue;
    }
    ++of_account[grant.account];
    ++of_all;
  }
  return over;
}

const Grant* GrantRegister::Find(std::string_view decision) const {
  const auto found = std::ranges::find(grants_, decision, &Grant::decision);
  return found == grants_.end() ? nullptr : &*found;
}

GrantState GrantRegister::StateOf(std::string_view decision, Time at) const {
  const Grant* grant = Find(decision);
  if (grant == nullptr || at < grant->from) return GrantState::kNone;
  if (grant->voided && at >= *grant->voided) return GrantState::kVoid;
  if (grant->ended && at >= *grant->ended) return GrantState::kLapsed;
  return at < grant->until ? GrantState::kInForce : GrantState::kLapsed;
}

}  // namespace evenhand::policy
