#pragma once

// Slogan, idiom or threat: how a text of such words has to be read (docs/text.md).
//
// The answer puts a question better, and is never a finding: kRhetorical and kIdiom say that a
// literal reading would be an error; kJudge and kIntent say that somebody has to read. Sentence by
// sentence:
//
//   kIntent      announced violence, with a time, a place or a means
//   kJudge       a slogan in words of death against a person, an account (@name) or a target of a
//                standing call to kill; or with a time, a place or a means; or by a speaker with
//                authority over those who would act
//   kRhetorical  any other slogan: against an office, a state, an idea, or for somebody
//   kIdiom       an idiom
//
// A text has the gravest reading of its sentences. Which side a target is on makes no difference.
//
// Cost: O(n). Thread: safe.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "text/lexicon.h"
#include "text/phrase.h"

namespace evenhand::text {

enum class Reading : std::uint8_t { kNone, kIdiom, kRhetorical, kJudge, kIntent };  // by gravity

// "", "idiom", "rhetorical", "judge", "intent".
std::string_view NameOf(Reading reading);

struct SloganOptions {
  // Only this language's entries ("fa" takes those in Latin letters too); empty: all of them.
  std::string language = {};
  // Further targets, as phrases, that no slogan waves through: private persons, standing calls.
  std::vector<std::string> judged_targets = {};
  // The speaker commands people who would act on the words.
  bool authority = false;
};

class SloganReader {
 public:
  // kInvalidArgument: there is no such language, or a target is no phrase.
  static Result<SloganReader> Make(const SloganOptions& options = {});

  Reading Read(std::string_view text) const;

 private:
  struct Entry {
    LexiconKind kind;
    bool open;  // the last word may go on
  };
  struct Slogans {
    bool any = false;
    bool in_words_of_death = false;
    bool judged_target = false;
  };

  Result<void> Add(std::string_view pattern, View view, LexiconKind kind);
  Reading ReadSentence(std::string_view sentence) const;
  Slogans ReadClauses(std::string_view sentence) const;
  bool IsJudgedTarget(std::string_view target) const;

  bool authority_ = false;
  PhraseSet phrases_;
  std::vector<Entry> entries_;  // by phrase
};

}  // namespace evenhand::text
