#pragma once

// A Python pattern as Vectorscan source, in bytes and never narrower than the pattern itself: it hits
// every text that the pattern matches, and says when a hit proves a match.
//
// Texts are scanned in the form of text/match_form.h, with case beyond ASCII folded away, so that
// ignoring case costs nothing beyond ASCII; the source expects that.

#include <string>

#include "text/python_regex.h"

namespace evenhand::text {

struct VectorscanSource {
  std::string source;
  bool exact_on_ascii = true;  // a hit on an ASCII text is a match
  bool exact = true;           // a hit on any text is a match
  bool nullable = false;       // it hits the empty text: of no use in a database
};

VectorscanSource ToVectorscan(const PythonRegex& regex);

}  // namespace evenhand::text
