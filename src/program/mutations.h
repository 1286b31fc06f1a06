#pragma once

// From label effects to the mutations sent to the label store, and the verdicts of a caller.

#include <string>
#include <vector>

#include "base/reused_list.h"
#include "model/label.h"
#include "program/evaluator.h"

namespace evenhand::program {

// The mutations of one entity, in order of emission; views of the program.
struct EntityMutations {
  const EntityValue* entity = nullptr;
  ReusedList<model::LabelMutation> mutations;
};

// Whether the effect changes its label: it has no `apply_if`, or one that holds.
bool IsApplied(const EffectValue& effect);

// Groups what the outcome's label effects ask for by entity. Each applied effect gives one mutation
// per reason: the rule of its apply_if first, then each rule that fired it.
void CollectMutations(Evaluator& evaluator, ReusedList<EntityMutations>* out);

// What a synchronous caller is told: the declared verdicts, then Type/id/label for each label that
// is added.
void CollectVerdicts(Evaluator& evaluator, std::vector<std::string>* out);

}  // namespace evenhand::program
