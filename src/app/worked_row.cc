#include "app/worked_row.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <regex>

#include "app/shipped_policies.h"

namespace evenhand::app {

using codec::Json;
using codec::JsonKind;
using namespace policy;  // the words of the rows are its words

std::vector<std::string> Split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

std::string Arrows(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, " → "));
}

std::optional<std::vector<std::string>> Match(const std::string& text, const char* pattern) {
  std::smatch match;
  if (!std::regex_search(text, match, std::regex(pattern))) return std::nullopt;
  return std::vector<std::string>(match.begin(), match.end());
}

std::int64_t Int(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string ShortPeriod(const Period& period) {
  const std::int64_t hours = period.seconds.count() / 3'600;
  return hours % 24 == 0 && hours >= 24 ? fmt::format("{} d", hours / 24)
                                        : fmt::format("{} h", hours);
}

std::string InWords(const Action& action) {
  if (action.kind == ActionKind::kNone) return "no account action";
  if (action.kind == ActionKind::kWarn) return "warning";
  if (action.kind == ActionKind::kSuspend && !action.period) return "suspend, permanent";
  const std::string written = FormatAction(action);
  if (!action.period) return written;
  return fmt::format("{} {}", written.substr(0, written.find(' ')), ShortPeriod(*action.period));
}

Judgement Answer(std::string question, Fact answer) {
  return {.question = std::move(question), .answer = std::move(answer), .by = "first"};
}

namespace {

Result<void> TakeRungs(const Json& rungs, Ladder* ladder) {
  if (rungs.kind() != JsonKind::kObject) return {};
  EVENHAND_ASSIGN(Ladder read, LadderOf(rungs, ladder->families));
  ladder->rungs = std::move(read.rungs);
  return {};
}

// {"L": 1, "D": 2}: of the label's and the deletion's clauses.
void TakeWeights(const Json& weights, Rulebook* book) {
  if (weights.kind() != JsonKind::kObject) return;
  for (Clause& clause : book->clauses) {
    if (clause.id.ends_with(".label")) clause.strikes = NumberOf(weights, "L", clause.strikes);
    if (clause.id.ends_with(".deletion")) clause.strikes = NumberOf(weights, "D", clause.strikes);
  }
}

// "P1Y", with remarks after it
Result<void> TakeExpiry(const Json& expiry, Rulebook* book) {
  if (expiry.kind() != JsonKind::kString) return {};
  EVENHAND_ASSIGN(const Period period, ParsePeriod(Split(expiry.AsString(), " ").front()));
  for (Family& family : book->strikes.families) family.expiry = period;
  return {};
}

Result<void> TakeException(const Json& policy, ExceptionRule* rule) {
  if (const std::string eligible = TextOf(policy, "eligible"); !eligible.empty()) {
    EVENHAND_ASSIGN(rule->eligible, Condition::Parse(eligible));
  }
  rule->max_days = NumberOf(policy, "max_days", rule->max_days);
  const Json budget = FieldOf(policy, "budget");
  if (budget.kind() != JsonKind::kObject) return {};
  rule->budget.per_account = NumberOf(budget, "per_account", rule->budget.per_account);
  rule->budget.window_days = NumberOf(budget, "window_days", rule->budget.window_days);
  if (FieldOf(budget, "total").kind() == JsonKind::kInt)
    rule->budget.total = NumberOf(budget, "total");
  return {};
}

}  // namespace

Result<Rulebook> BookOfRow(const PolicyRow& row, std::string_view shipped) {
  EVENHAND_ASSIGN(Rulebook book, LoadShippedPolicy(shipped));
  Json rungs = FieldOf(row.policy, "rungs");
  const std::string version = TextOf(row.row, "version");  // a file may have rungs by version
  if (!version.empty() && rungs.kind() == JsonKind::kObject) rungs = FieldOf(rungs, version);
  if (!book.strikes.ladders.empty()) EVENHAND_TRY(TakeRungs(rungs, &book.strikes.ladders.front()));
  TakeWeights(FieldOf(row.policy, "weights"), &book);
  EVENHAND_TRY(TakeExpiry(FieldOf(row.policy, "expiry"), &book));
  if (!book.exceptions.empty()) EVENHAND_TRY(TakeException(row.policy, &book.exceptions.front()));
  return book;
}

Time Begin(const Rulebook& book) { return book.effective_at + std::chrono::days(365); }

Result<Decision> WorkedAccount::Decide(CaseInput input) {
  input.decision = fmt::format("s{}", ++decided_);
  input.account = "account";
  if (input.item.empty()) input.item = input.decision;
  if (input.posted == Time{}) input.posted = input.at;
  if (input.review.approvers.empty()) {
    input.review = {.tests_met = true, .first_reviewer = "first", .approvers = {"second", "third"}};
  }
  return policy::Decide(*book_, input, &strikes_, &grants_);
}

RunPolicyRow WorkedRunner(std::string_view key) {
  constexpr std::array<RunPolicyRow, 8> kWorked = {RunP1, RunP2, RunP3, RunP4,
                                                   RunP5, RunP6, RunP7, RunP8};
  if (key.size() != 2 || key[0] != 'P' || key[1] < '1' || key[1] > '8') return nullptr;
  return kWorked[static_cast<std::size_t>(key[1] - '1')];
}

}  // namespace evenhand::app
