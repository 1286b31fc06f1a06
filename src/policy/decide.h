#pragma once

// Decide: a pure function from a rulebook version, the inputs of one case and the history of its
// account to a decision (policy.md sections 3 to 9). The same arguments give the same bytes.
//
//   inputs    judgements (answers to the rulebook's questions), author attributes as they were when
//             the item was posted, facts from public registers
//   history   the account's strikes, and the register of exceptions granted
//
// Nothing else is looked at: not who reported, nor how often, nor in which language.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/exception.h"
#include "policy/rulebook.h"
#include "policy/strikes.h"

namespace evenhand::policy {

// One reviewer's or model's answer to one question.
struct Judgement {
  std::string question = {};
  Fact answer = {};
  std::string by = {};  // a pseudonym, or the model's name
  bool by_model = false;
  bool operator==(const Judgement&) const = default;
};

struct CaseInput {
  std::string decision = {};
  std::string account = {};
  std::string item = {};
  Time posted = {};
  Time at = {};  // of the decision
  std::vector<Judgement> judgements = {};
  Facts attributes = {};
  Facts facts = {};
  ExceptionReview review = {};
  std::string batch = {};
};

enum class Outcome : std::uint8_t {
  kNoViolation,
  kActed,
  kWaiting,  // a clause is met but for what it awaits
};

struct AttributeUse {
  std::string name = {};
  Fact value = {};
  bool operator==(const AttributeUse&) const = default;
};

struct ExceptionOutcome {
  std::string exception = {};
  Refusal refusal = Refusal::kNone;
  Time until = {};  // when granted
};

struct Decision {
  Outcome outcome = Outcome::kNoViolation;
  std::string ground = {};             // clause id; empty without a violation
  std::vector<std::string> also = {};  // the other clauses met
  std::string awaits = {};             // the clause that waits
  Action item = {};
  Action default_item = {};  // what a lapsed exception falls back to
  Action account = {};
  bool waits_for_deletion = false;         // the account action begins to run at deletion
  std::string family = {};                 // in which strikes count, the ground's first
  std::optional<StrikeInput> strike = {};  // as it went to the ledger
  std::int64_t strikes = 0;                // added now
  std::int64_t counted = 0;                // of the ladder's families, afterwards
  std::vector<Ledger::Added> beside = {};  // the same in each further family, as strike->beside
  std::optional<ExceptionOutcome> exception = {};
  std::vector<Action> measures = {};
  std::vector<std::string> measure_ids = {};
  std::vector<AttributeUse> attributes_used = {};
};

// Which clauses `input` meets, in the rulebook's order; those that still wait go to `waiting`.
std::vector<const Clause*> Findings(const Rulebook& rulebook, const CaseInput& input,
                                    std::vector<const Clause*>* waiting);

// Decides, and adds the strikes and the grant to the history.
// Errors: kInvalidArgument for an answer that its question does not have, a question or attribute
// that the rulebook does not declare, a rulebook that is not in force at `input.at`, or a clock
// that went backwards. Nothing is changed then.
Result<Decision> Decide(const Rulebook& rulebook, const CaseInput& input, Ledger* strikes,
                        GrantRegister* grants);

// "none" (a finding without an action on the item), "hide, lock until deleted", "notice N2", …
std::string DescribeItemAction(const Decision& decision);

}  // namespace evenhand::policy
