#pragma once

// Why an event came to what it did: from each effect back to the places of the event it rests on.

#include <string>
#include <vector>

#include "codec/json_out.h"
#include "program/evaluator.h"

namespace evenhand::app {

struct Reason {
  std::string what;          // rule text on one line, or what an effect does
  std::string value;         // as JSON; "failed" with the reason when there is none
  std::string place;         // file:line:column; empty when it has none
  bool shown_above = false;  // its own reasons stand further up
  std::vector<Reason> because = {};
};

struct Explanation {
  std::vector<Reason> effects;  // what was emitted, with the rules that fired it
  std::vector<Reason> failed;   // errors inside rules
};

// For the event just evaluated.
Explanation Explain(program::Evaluator& evaluator);

// One feature or rule by name; no reasons when there is none of that name.
std::vector<Reason> ExplainFeature(program::Evaluator& evaluator, std::string_view name);

std::string RenderReasons(const std::vector<Reason>& reasons, bool color);
void WriteReasons(const std::vector<Reason>& reasons, codec::JsonOut* out);

}  // namespace evenhand::app
