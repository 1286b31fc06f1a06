#pragma once

// A Python pattern as a pattern database takes it (in Hyperscan's syntax), in bytes, and never
// narrower than the pattern itself: it hits every text that the pattern matches, and says when a
// hit proves a match.
//
// Texts are scanned in the form of text/match_form.h, with case beyond ASCII folded away, so that
// ignoring case costs nothing beyond ASCII; the source expects that.

#include <string>

#include "text/python_regex.h"

namespace evenhand::text {

struct DatabaseSource {
  std::string source;
  bool exact_on_ascii = true;  // a hit on an ASCII text is a match
  bool exact = true;           // a hit on any text is a match
  bool nullable = false;       // it hits the empty text: of no use in a database
};

DatabaseSource ToDatabaseSource(const PythonRegex& regex);

}  // namespace evenhand::text
