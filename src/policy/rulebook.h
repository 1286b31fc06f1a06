#pragma once

// The rulebook as a published document (policy.md section 2): clauses with their texts, families,
// ladders, exceptions, questions and clocks. It lies beside the rules that run, as `rulebook.yaml`.
//
//   Rulebook          what the document says
//   ReadRulebook      YAML to Rulebook, with the place of every mistake
//   CheckRulebook     the compile checks of policy.md 2.4 and 10.4
//
// docs/rulebooks.md has the format by example; rulebook.schema.json beside it is for editors.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/action.h"
#include "policy/condition.h"
#include "policy/exception.h"
#include "policy/strikes.h"
#include "policy/time.h"

namespace evenhand::policy {

// A place in rulebook.yaml; lines count from 1, columns from 1.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

struct Problem {
  bool is_error = true;  // else a warning
  Place place = {};
  std::string message = {};
  std::string mend = {};  // what to do; may be empty
};

// By language, as BCP 47 tags ("en", "fa").
using Texts = std::map<std::string, std::string>;
// What an answer or a value is called, for those that have a text.
using Named = std::map<std::string, Texts>;

enum class Gravity : std::uint8_t { kLow, kMedium, kHigh, kGrave };
std::string_view Name(Gravity gravity);

// A fixed question that reviewers or models answer about one item.
struct Question {
  std::string id = {};
  std::vector<std::string> answers = {};  // none: yes or no
  Named answer_texts = {};
  Texts texts = {};
  Place place = {};
};

// A fact that the engine brings, such as an entry of a public register.
struct DeclaredFact {
  std::string id = {};
  std::vector<std::string> values = {};  // none: yes or no, or a number
  Named value_texts = {};
  Texts texts = {};
  Place place = {};
};

struct Clause {
  std::string id = {};
  std::string family = {};  // none: it gives no strikes
  Gravity severity = Gravity::kMedium;
  Condition when = {};                   // over questions, attributes and facts
  std::optional<Condition> unless = {};  // contexts that defeat it
  std::optional<Condition> awaits = {};  // what must come before it is acted on
  Action item = {};                      // what happens to the item
  Action account = {};                   // what happens to the account at once, besides the ladder
  std::int64_t strikes = 0;
  std::optional<Period> max_age = {};  // an older item gives no strike
  bool automated_ok = false;
  bool appeal = true;
  std::string dsa_category = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC";  // policy/dsa.h
  Texts texts = {};
  Place place = {};
};

// What is done without a wrong: labels and limits of policy.md section 16. It gives no strike.
struct Measure {
  std::string id = {};
  Condition when = {};
  std::vector<Action> actions = {};
  Texts texts = {};
  Place place = {};
};

struct Rulebook {
  std::string id = {};
  std::int64_t version = 0;
  std::vector<std::string> languages = {};
  Time published_at = {};
  Time effective_at = {};
  std::string previous = {};  // hash of the version before; empty for the first
  // The first days of a state's block of this very service, which do not count against the time to
  // appeal of people there: so that they can find another way in.
  std::int64_t block_grace_days = 30;
  std::vector<std::string> attributes = {};  // author attributes that may be read
  std::vector<Question> questions = {};
  std::vector<DeclaredFact> facts = {};
  StrikeRules strikes = {};
  std::vector<Clause> clauses = {};
  std::vector<Measure> measures = {};
  std::vector<ExceptionRule> exceptions = {};
  std::vector<Place> ladder_places = {}, family_places = {}, exception_places = {};

  const Clause* FindClause(std::string_view clause) const;
};

// The document in `yaml`, as far as it can be read. Every problem is added to `problems`; after an
// error the result may lack the part that was wrong.
Rulebook ReadRulebook(std::string_view yaml, std::vector<Problem>* problems);

// Errors and warnings of a document that could be read.
void CheckRulebook(const Rulebook& rulebook, std::vector<Problem>* problems);

// Reads and checks. Errors: kInvalidArgument with the first error, as "line:column: message; mend".
Result<Rulebook> LoadRulebook(std::string_view yaml);

// How an attribute name may be used (policy.md section 10).
enum class AttributeClass : std::uint8_t { kAdmitted, kAuditOnly, kBarred, kUnknown };
AttributeClass ClassOf(std::string_view attribute);

}  // namespace evenhand::policy
