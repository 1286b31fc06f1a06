#pragma once

// Everything an event came to, as JSON in the form of the SML corpus: features, verdicts, effects,
// mutations, label changes and what each WhenRules did.

#include <map>
#include <string>

#include "model/label.h"
#include "program/evaluator.h"

namespace evenhand::app {

using LabelsByEntity = std::map<std::string, model::EntityLabels, std::less<>>;  // by "Type/id"

// Applies the event's label mutations to *labels and returns the result object.
std::string SmlResult(program::Evaluator& evaluator, TimeUs now, LabelsByEntity* labels);

// {"Type/id": {label: {"status", "reasons": [names]}}}
std::string SmlLabels(const LabelsByEntity& labels);

std::string_view Name(model::LabelStatus status);  // "ADDED", ...

}  // namespace evenhand::app
