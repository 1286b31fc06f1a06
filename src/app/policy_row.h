#pragma once

// What the runners of policy rows share: reading a row, and noting where it differs.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/json_document.h"
#include "policy/condition.h"
#include "policy/exception.h"
#include "policy/strikes.h"
#include "policy/time.h"

namespace evenhand::app {

// One row, the policy that it stands under, and the differences found.
struct PolicyRow {
  codec::Json row;
  codec::Json policy;
  std::vector<std::string> differences = {};
  std::size_t compared = 0;  // a row of which nothing was compared does not pass

  // Compares the row's field with JSON that was made. A row without the field asks nothing.
  void Expect(std::string_view field, const std::string& got);
  // The same for a part that does not stand directly in the row.
  void ExpectAt(const std::string& where, const codec::Json& want, const std::string& got);
  void ExpectText(std::string_view field, std::string_view got);
  // The field must be one of these texts, most exact first.
  void ExpectOneOf(std::string_view field, const std::vector<std::string>& accepted);
};

// A member of an object; missing from anything else. The members; none of anything else.
codec::Json FieldOf(const codec::Json& object, std::string_view key);
std::vector<codec::Json::Member> MembersOf(const codec::Json& object);

std::string TextOf(const codec::Json& object, std::string_view key,
                   std::string_view otherwise = "");
std::int64_t NumberOf(const codec::Json& object, std::string_view key, std::int64_t otherwise = 0);
bool FlagOf(const codec::Json& object, std::string_view key, bool otherwise = false);
// A whole number that is the name of a field. Errors: kCorrupt.
Result<std::int64_t> WholeIn(std::string_view name);
// "K1" to "K7". Errors: kCorrupt.
Result<int> EvidenceKindIn(std::string_view text);
// The items of a list; none when it is not one.
std::vector<codec::Json> ItemsOf(const codec::Json& list);
std::vector<std::string> TextsOf(const codec::Json& object, std::string_view key);
policy::Fact FactOf(const codec::Json& value);
// Errors: kCorrupt naming the key.
Result<policy::Time> TimeOf(const codec::Json& object, std::string_view key);
Result<std::optional<policy::Time>> TimeOrNone(const codec::Json& object, std::string_view key);

// JSON for comparing.
std::string Quoted(std::string_view text);
std::string QuotedList(const std::vector<std::string>& texts);
std::string QuotedTime(const std::optional<policy::Time>& time);  // null for none

// {"families": {name: {expiry, max_age}}, "ladders": [{families, rungs}]}
Result<policy::StrikeRules> StrikeRulesOf(const codec::Json& row);
Result<policy::Ladder> LadderOf(const codec::Json& rungs, std::vector<std::string> families);

// One function per key: compares the row, or says why it cannot be read.
using RunPolicyRow = Result<void> (*)(PolicyRow* row);
RunPolicyRow SectionRunner(std::string_view key);  // S6 to S15; null for others
RunPolicyRow WorkedRunner(std::string_view key);   // P1 to P8

// The histories of S6 to S8.
Result<void> RunS6(PolicyRow* row);
Result<void> RunS7(PolicyRow* row);
Result<void> RunS8(PolicyRow* row);
// The rows of S8 for another runner: `history` is read, the answers stand in it or in `answers`,
// differences go to `out`. `rule` is the exception where the history has none of its own.
Result<void> RunExceptionRow(const codec::Json& history, const codec::Json& answers,
                             const policy::ExceptionRule& rule, PolicyRow* out);

}  // namespace evenhand::app
