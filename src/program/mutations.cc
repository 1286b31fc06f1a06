#include "program/mutations.h"

#include <algorithm>

#include "program/operators.h"

namespace evenhand::program {
namespace {

EntityMutations& GroupOf(const EntityValue* entity, ReusedList<EntityMutations>* groups) {
  const auto same = [&](const EntityMutations& group) {
    return group.entity == entity || Equal(Value::Entity(group.entity), Value::Entity(entity));
  };
  const auto found = std::find_if(groups->begin(), groups->end(), same);
  if (found != groups->end()) return *found;
  EntityMutations& group = groups->Add();
  group.entity = entity;
  group.mutations.Clear();
  return group;
}

// The fields of a rule's description and what they stand for.
void FillFields(Evaluator& evaluator, const Rule& rule, model::DescriptionFields* fields) {
  const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
  if (!std::equal(fields->begin(), fields->end(), rule.fields.begin(), rule.fields.end(), same)) {
    fields->clear();
    for (const auto& [name, op] : rule.fields) fields->try_emplace(name);
  }
  for (std::size_t i = 0; i < rule.fields.size(); ++i) {
    const Value value = evaluator.ValueOf(rule.fields[i].second);
    fields->nth(i)->second.assign(evaluator.DescribeValue(value));
  }
}

void FillMutation(Evaluator& evaluator, const EffectValue& effect, std::uint32_t rule,
                  model::LabelMutation* out) {
  const Rule& reason = evaluator.program().rules[rule];
  out->label = effect.label;
  out->reason = reason.name;
  out->status = effect.adds ? model::LabelStatus::kAdded : model::LabelStatus::kRemoved;
  out->description = reason.description;
  FillFields(evaluator, reason, &out->features);
  out->expires_at.reset();
  if (effect.has_expiry) out->expires_at = evaluator.event().time.utc + effect.expires_us;
  out->pending = false;
}

}  // namespace

bool IsApplied(const EffectValue& effect) {
  return effect.apply_if == EffectValue::ApplyIf::kNotGiven ||
         effect.apply_if == EffectValue::ApplyIf::kTrue;
}

void CollectMutations(Evaluator& evaluator, ReusedList<EntityMutations>* out) {
  out->Clear();
  for (const Emitted& emitted : evaluator.outcome().effects) {
    const EffectValue& effect = *emitted.effect;
    if (effect.kind != EffectValue::Kind::kLabel || !IsApplied(effect)) continue;
    EntityMutations& group = GroupOf(effect.entity, out);
    if (effect.apply_if == EffectValue::ApplyIf::kTrue) {
      FillMutation(evaluator, effect, effect.apply_rule, &group.mutations.Add());
    }
    for (const std::uint32_t rule : effect.fired_by()) {
      FillMutation(evaluator, effect, rule, &group.mutations.Add());
    }
  }
}

void CollectVerdicts(Evaluator& evaluator, std::vector<std::string>* out) {
  out->clear();
  for (const Emitted& emitted : evaluator.outcome().effects) {
    if (emitted.effect->kind != EffectValue::Kind::kVerdict) continue;
    out->emplace_back(evaluator.DescribeValue(emitted.effect->payload));
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
