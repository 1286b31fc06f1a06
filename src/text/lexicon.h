#pragma once

// The seed lexicon of slogans, idioms, and what makes words literal, in five languages.
//
// The entries are ours. Sense and examples: docs/text.md, slogans. None has been reviewed yet by
// native speakers of each variety; until then they are for questions, not for findings.

#include <span>
#include <string_view>

#include "text/views.h"

namespace evenhand::text {

enum class LexiconKind : std::uint8_t {
  kDeath,         // slogan in words of death: "death to X"; the target follows
  kSlogan,        // any other: "long live X", "down with X"; the target follows
  kSloganBefore,  // the target stands before: "X must go"
  kIdiom,         // an idiom that word-for-word translation turns into a threat or self-harm
  kBanter,        // the same, where time, place or means would make it literal
  kViolence,      // announces violence against somebody
  kTime,          // the four that turn words into a plan
  kPlace,
  kMeans,
  kCall,    // a target under a standing call to kill
  kPerson,  // somebody spoken to or about, not an office or an idea
};

struct LexiconEntry {
  std::string_view language;  // BCP 47: "fa", "fa-Latn", "ar", "ru", "es", "en"
  LexiconKind kind;
  std::string_view pattern;  // as in phrase.h; a final "*" lets the last word go on
  std::string_view sense;    // what it says to its speakers
};

std::span<const LexiconEntry> SeedLexicon();

}  // namespace evenhand::text
