#pragma once

// A docket of real cases: what platforms did, as reported, beside what a published rule gives for
// the same answers and what an ordinary account would have got (rulebooks/policies/docket).
//
//   RealCase   a case as reported, with what can be asked of which rulebook
//   JudgeAll   every question decided, nothing taken from the report but its answers
//
// Each question is decided as a first finding, since earlier strikes are not reported, and as if
// the rulebook had been in force on that day.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy/decide.h"

namespace evenhand::even {

// What a platform did; how long it lasts may not be reported.
struct ReportedAction {
  policy::Action action = {};
  bool length_known = true;
};

// An action in the words of policy/action.h; "suspend ?" is one whose length is not reported.
Result<ReportedAction> ParseReportedAction(std::string_view text);

struct Question {
  std::string policy = {};                 // name of the shipped policy
  std::string row = {};                    // of the published rows, "4.11"; may be empty
  policy::Texts reading = {};              // which post, or which reading; may be empty
  ReportedAction item = {}, account = {};  // the platform's first action
  policy::CaseInput input = {};
};

struct Origin {
  std::string name = {}, url = {};
};

struct RealCase {
  std::string id = {};
  std::string date = {};  // as far as reported: "2019-02-15", "2019-02", "2019"
  policy::Texts happened = {}, done = {};
  std::vector<Origin> sources = {};
  std::vector<std::string> tests = {};  // sections and rows of the specification
  std::vector<Question> questions = {};
  policy::Texts not_asked = {};  // why there are none
};

// What was done, compared with what the rule gives: by the more severe of what happens to the item
// and to the account, then by the other.
enum class Against : std::uint8_t { kSame, kMilder, kHarsher, kCannotTell };

struct Answer {
  const Question* question = nullptr;
  const policy::Rulebook* rulebook = nullptr;
  policy::Decision given = {}, ordinary = {};
  Against done = Against::kSame;
  bool same_for_ordinary = true;
  bool asked_back = false;  // the post is older than the rule
};

struct JudgedCase {
  const RealCase* what = nullptr;
  std::vector<Answer> answers = {};
};

using Rulebooks = std::map<std::string, policy::Rulebook, std::less<>>;  // by name

// In the order given; the result borrows from both. Errors: kNotFound for a policy that is not
// among `rulebooks`, and those of deciding, with the case's id.
Result<std::vector<JudgedCase>> JudgeAll(const std::vector<RealCase>& cases,
                                         const Rulebooks& rulebooks);

// One answer with its case.
struct CaseAnswer {
  const RealCase* what = nullptr;
  const Answer* answer = nullptr;
};

// Answers to one question that was answered alike in two or more posts: what the same rule says
// each time. In order of first appearance.
std::vector<std::vector<CaseAnswer>> AskedAlike(const std::vector<JudgedCase>& cases);

}  // namespace evenhand::even
