#pragma once

// What the runners of the worked policies P1 to P8 share. Their rows are written in words; the
// words are turned into answers to a shipped rulebook's questions, and decisions back into words.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/policy_row.h"
#include "policy/decide.h"

namespace evenhand::app {

std::vector<std::string> Split(std::string_view text, std::string_view separator);
std::string Arrows(const std::vector<std::string>& parts);  // "a → b"
// The groups of the first match, [0] being the whole; a group that took no part is empty.
std::optional<std::vector<std::string>> Match(const std::string& text, const char* pattern);
std::int64_t Int(const std::string& text);  // 0 for what is no number

std::string ShortPeriod(const policy::Period& period);  // "12 h", "7 d"
std::string InWords(const policy::Action& action);
policy::Judgement Answer(std::string question, policy::Fact answer);

// A shipped rulebook, with what the file itself says about the policy: where a file gives rungs,
// weights, an expiry or the bounds of an exception, those are what its rows are about.
Result<policy::Rulebook> BookOfRow(const PolicyRow& row, std::string_view shipped);
// Rows begin a year after the rulebook took effect.
policy::Time Begin(const policy::Rulebook& book);

// One account under one rulebook, which must outlive it. Decisions are called s1, s2, …
class WorkedAccount {
 public:
  explicit WorkedAccount(const policy::Rulebook* book) : book_(book), strikes_(&book->strikes) {}

  // What `input` leaves out is filled in: names, the time of posting, two people who approve.
  Result<policy::Decision> Decide(policy::CaseInput input);

  policy::Ledger& strikes() { return strikes_; }
  policy::GrantRegister& grants() { return grants_; }

 private:
  const policy::Rulebook* book_;
  policy::Ledger strikes_;
  policy::GrantRegister grants_;
  int decided_ = 0;
};

// By subject: what a ladder answers (P1, P2, P6), the same by dates (P5), what a post says (P3,
// P4), what kind of account it is (P7, P8).
Result<void> RunP1(PolicyRow* row);
Result<void> RunP2(PolicyRow* row);
Result<void> RunP3(PolicyRow* row);
Result<void> RunP4(PolicyRow* row);
Result<void> RunP5(PolicyRow* row);
Result<void> RunP6(PolicyRow* row);
Result<void> RunP7(PolicyRow* row);
Result<void> RunP8(PolicyRow* row);

}  // namespace evenhand::app
