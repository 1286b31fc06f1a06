#pragma once

// The statement of reasons: one for each decision, complete, or nothing acts (policy.md section
// 12).
//
//   Statement        every field of 12.1
//   StatementJson    for machines, in a fixed order of fields: the same statement, the same bytes
//   for the person   page/statement_text.h
//
// Source: policy.md 12.1; EU Digital Services Act, article 17(3).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_out.h"
#include "policy/decide.h"

namespace evenhand::policy {

// The author's own words are quoted back up to this many bytes.
inline constexpr std::size_t kMaxQuote = 280;

enum class Source : std::uint8_t {
  kOwnReview,
  kReport,
  kTrustedFlagger,
  kModel,
  kCourtOrder,
  kStateDemand,
  kPartner
};
std::string_view Name(Source source);
std::optional<Source> SourceNamed(std::string_view name);

// How a case came and what it is about. It is said in the statement; the decision does not look at
// it.
struct Circumstances {
  Source source = Source::kOwnReview;
  std::string quote = {};     // the author's own words
  std::string language = {};  // of the item
  std::int64_t reports = 0;
  std::int64_t replies_unreachable = 0;  // existing replies that the action cuts off
};

struct StatedAction {
  Action action = {};
  bool on_account = false;
  Time from = {};
  std::optional<Time> until = {};
  bool until_deleted = false;  // it begins to run when the item is deleted
};

inline constexpr std::size_t kMostListed = 200;

struct CountedStrike {
  std::string decision = {};
  std::string family = {};
  std::string clause = {};
  std::int64_t weight = 1;
  Time at = {};
  std::optional<Time> expires = {};
};

struct NextStep {
  std::int64_t weight = 1;
  Action action = {};
};

// What a decision added in one family, and where its ladder stands.
struct FamilyStanding {
  std::string family = {};
  std::int64_t added = 0;
  std::int64_t counted = 0;
  std::vector<NextStep> next = {};  // what the next strike of each weight would do
};

struct Statement {
  std::string decision = {};
  Time at = {};
  Time posted = {};  // when the item was; not said to the person, who knows
  std::string rulebook = {};
  std::int64_t rulebook_version = 0;
  std::string rulebook_hash = {};
  std::string account = {}, item = {}, quote = {}, language = {};
  Outcome outcome = Outcome::kNoViolation;
  std::vector<StatedAction> actions = {};
  std::string ground = {};
  std::vector<std::string> also = {};
  std::vector<Judgement> judgements = {};
  Source source = Source::kOwnReview;
  std::int64_t reports = 0;
  bool found_by_machine = false;
  bool decided_by_machine = false;
  std::string family = {};
  std::int64_t strikes_added = 0;
  std::int64_t strikes_counted = 0;
  // All that the ladders counted, oldest first; of very many the latest kMostListed. The standing
  // has all.
  std::vector<CountedStrike> strikes = {};
  std::int64_t strikes_unlisted = 0;
  std::vector<NextStep> next = {};          // what the next strike of each weight would do
  std::vector<FamilyStanding> beside = {};  // of clauses of further families that are broken too
  std::optional<ExceptionOutcome> exception = {};
  std::vector<AttributeUse> attributes_used = {};
  std::int64_t replies_unreachable = 0;
  Time appeal_until = {};
  std::vector<std::string> languages = {};
};

// After `decision` was taken; `strikes` has it.
Statement MakeStatement(const Rulebook& rulebook, std::string_view rulebook_hash,
                        const CaseInput& input, const Circumstances& circumstances,
                        const Decision& decision, const Ledger& strikes);

// Errors: kInvalidArgument naming the field that is missing. A decision without a complete
// statement cannot act (12.2), and there is no ground but a clause of `rulebook` (2.1).
Result<void> CheckComplete(const Statement& statement, const Rulebook& rulebook);

void WriteStatement(const Statement& statement, codec::JsonOut* out);
std::string StatementJson(const Statement& statement);

}  // namespace evenhand::policy
