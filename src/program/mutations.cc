#include "program/mutations.h"

#include <algorithm>

#include "program/operators.h"

namespace evenhand::program {
namespace {

EntityMutations& GroupOf(const EntityValue* entity, std::vector<EntityMutations>* groups) {
  const auto same = [&](const EntityMutations& group) {
    return Equal(Value::Entity(group.entity), Value::Entity(entity));
  };
  const auto found = std::find_if(groups->begin(), groups->end(), same);
  if (found != groups->end()) return *found;
  groups->push_back({entity, {}});
  return groups->back();
}

model::LabelMutation MutationFor(Evaluator& evaluator, const EffectValue& effect,
                                 std::uint32_t rule) {
  const Rule& reason = evaluator.program().rules[rule];
  model::LabelMutation mutation;
  mutation.label = effect.label;
  mutation.reason = reason.name;
  mutation.status = effect.adds ? model::LabelStatus::kAdded : model::LabelStatus::kRemoved;
  mutation.description = reason.description;
  mutation.features = DescriptionFields(evaluator, rule);
  if (effect.has_expiry) mutation.expires_at = evaluator.event().time.utc + effect.expires_us;
  return mutation;
}

}  // namespace

bool IsApplied(const EffectValue& effect) {
  return effect.apply_if == EffectValue::ApplyIf::kNotGiven ||
         effect.apply_if == EffectValue::ApplyIf::kTrue;
}

std::map<std::string, std::string> DescriptionFields(Evaluator& evaluator, std::uint32_t rule) {
  std::map<std::string, std::string> fields;
  for (const auto& [name, op] : evaluator.program().rules[rule].fields) {
    fields[name] = evaluator.DescribeValue(evaluator.ValueOf(op));
  }
  return fields;
}

void CollectMutations(Evaluator& evaluator, std::vector<EntityMutations>* out) {
  out->clear();
  for (const Emitted& emitted : evaluator.outcome().effects) {
    const EffectValue& effect = *emitted.effect;
    if (effect.kind != EffectValue::Kind::kLabel || !IsApplied(effect)) continue;
    EntityMutations& group = GroupOf(effect.entity, out);
    if (effect.apply_if == EffectValue::ApplyIf::kTrue) {
      group.mutations.push_back(MutationFor(evaluator, effect, effect.apply_rule));
    }
    for (const std::uint32_t rule : effect.fired_by()) {
      group.mutations.push_back(MutationFor(evaluator, effect, rule));
    }
  }
}

void CollectVerdicts(Evaluator& evaluator, std::vector<std::string>* out) {
  out->clear();
  for (const Emitted& emitted : evaluator.outcome().effects) {
    if (emitted.effect->kind != EffectValue::Kind::kVerdict) continue;
    out->push_back(evaluator.DescribeValue(emitted.effect->payload));
  }
  for (const Emitted& emitted : evaluator.outcome().effects) {
    const EffectValue& effect = *emitted.effect;
    if (effect.kind != EffectValue::Kind::kLabel || !effect.adds || !IsApplied(effect)) continue;
    const model::EntityRef entity = evaluator.Reference(*effect.entity);
    out->push_back(std::string(entity.type) + "/" + std::string(entity.id) + "/" +
                   std::string(effect.label));
  }
}

}  // namespace evenhand::program
