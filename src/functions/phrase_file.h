#pragma once

// The phrase lists beside the rules: `lists/<name>.yaml`, a YAML list with one phrase an entry.
//
//   - free followers
//   - 1337              # a number or a word that YAML takes for something else counts as written
//
// The same file serves as words (ListContains, CensorizedListMatch) or as regular expressions
// (RegexListMatch).

#include <string>
#include <string_view>
#include <vector>

#include "program/function.h"
#include "sml/function_spec.h"

namespace evenhand::functions {

struct Phrase {
  std::string text;
  sml::Span span;  // where it stands in the list's file
};

// The phrases of the list that the constant parameter `list` names, each once, in the order
// written. What is wrong with the list (there is none, it is no list, an entry is no phrase or
// empty) is reported at the place where it can be mended; empty then.
std::vector<Phrase> CheckPhraseFile(sml::CallCheck& check);

// The same for a list that has been checked.
std::vector<std::string> ReadPhraseFile(std::string_view name, const program::Lists& lists);

}  // namespace evenhand::functions
