#pragma once

// What an event came to, as one JSON object: the execution result of the peer (docs/formats.md).
//
// Keys in order: __action_id, __timestamp, __error_count, __sample_rate (below 100), __verdicts,
// __entity_label_mutations, those of plug-in effects, then the features of the files that ran.

#include <string>

#include "program/evaluator.h"

namespace evenhand::program {

// Appends the object without a line end. Evaluates the features that nothing has asked for yet.
void AppendResult(Evaluator& evaluator, std::string* out);

// A value as an output shows it: a failed one is null.
void AppendJson(Value value, std::string* out);

}  // namespace evenhand::program
