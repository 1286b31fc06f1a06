#pragma once

// Actions and conditions in words, for people who were never shown the format.

#include <string>
#include <string_view>

#include "page/html.h"
#include "page/words.h"
#include "policy/rulebook.h"

namespace evenhand::page {

// "is hidden until its author deletes it", "locked for 12 hours: reading only". A lock
// `beside_hide` waits for the deletion.
std::string ActionText(Language language, const policy::Action& action, bool beside_hide = false);

// The text in `language`, or in any other when there is none; a fact's or question's id at worst.
std::string_view TextIn(const policy::Texts& texts, std::string_view language);

// What an answer of a question (or a value of a fact) is called; ids without words lose their
// underscores.
std::string ValueText(const policy::Rulebook& rulebook, std::string_view name,
                      const policy::Fact& value, std::string_view language);

// What a family of strikes is called; its id, standing apart, where it has no words.
std::string FamilyText(Language language, std::string_view family);

// Writes a condition with the questions' own texts and the answers they must have: one line, or
// nested lists under "all of these" and "any of these".
void WriteCondition(const policy::Condition& condition, const policy::Rulebook& rulebook,
                    std::string_view language, Html* html);

}  // namespace evenhand::page
