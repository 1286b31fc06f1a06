#include "app/sml_result.h"

#include "codec/iso8601.h"
#include "codec/json_out.h"
#include "model/label_rules.h"
#include "program/mutations.h"
#include "program/result_json.h"

namespace evenhand::app {
namespace {

using program::EffectValue;
using program::Evaluator;
using program::Tag;
using program::Value;

template <class Strings>
void WriteStrings(const Strings& strings, codec::JsonOut* out) {
  out->Open('[');
  for (const auto& s : strings) out->String(s);
  out->Close(']');
}

void WriteSeconds(bool given, std::int64_t us, codec::JsonOut* out) {
  std::string text = "null";
  if (given) program::AppendJson(Value::Delta(us), &(text = {}));
  out->Raw(text);
}

void WriteEffect(Evaluator& evaluator, const EffectValue& effect, codec::JsonOut* out) {
  const program::Program& program = evaluator.program();
  out->Open('{');
  std::string payload;
  program::AppendJson(effect.payload, &payload);
  switch (effect.kind) {
    case EffectValue::Kind::kVerdict:
      out->Key("kind").String("verdict").Key("verdict").Raw(payload);
      break;
    case EffectValue::Kind::kPlugin: {
      const auto& row = *program.calls[program.ops[effect.op].data].row;
      out->Key("kind").String("plugin:" + std::string(row.effect_class)).Key("value").Raw(payload);
      break;
    }
    case EffectValue::Kind::kLabel: {
      const model::EntityRef entity = evaluator.Reference(*effect.entity);
      out->Key("kind").String("label").Key("entity_type").String(entity.type);
      out->Key("entity_id");
      std::string id;
      program::AppendJson(effect.entity->id, &id);
      out->Raw(id);
      out->Key("label").String(effect.label);
      out->Key("status").String(effect.adds ? "ADDED" : "REMOVED");
      out->Key("suppressed")
          .Raw(effect.apply_if == EffectValue::ApplyIf::kSuppressed ? "true" : "false");
      out->Key("apply_if");
      if (effect.apply_if == EffectValue::ApplyIf::kTrue ||
          effect.apply_if == EffectValue::ApplyIf::kFalse) {
        out->Open('{').Key("rule").String(program.rules[effect.apply_rule].name).Key("value");
        out->Raw(effect.apply_if == EffectValue::ApplyIf::kTrue ? "true" : "false").Close('}');
      } else {
        out->Raw("null");
      }
      WriteSeconds(effect.has_expiry, effect.expires_us, &out->Key("expires_after_s"));
      WriteSeconds(effect.has_delay, effect.delay_us, &out->Key("delay_action_by_s"));
      break;
    }
  }
  out->Key("rules").Open('[');
  for (const std::uint32_t rule : effect.fired_by()) out->String(program.rules[rule].name);
  out->Close(']').Close('}');
}

void WriteMutation(const model::LabelMutation& mutation, std::int32_t offset, codec::JsonOut* out) {
  out->Open('{').Key("label").String(mutation.label).Key("reason").String(mutation.reason);
  out->Key("status").String(Name(mutation.status));
  out->Key("description").String(mutation.description).Key("features").Open('{');
  for (const auto& [name, text] : mutation.features) out->Key(name).String(text);
  out->Close('}').Key("expires_at");
  if (mutation.expires_at) {
    std::string text;
    codec::AppendIso8601(&text, {.utc = *mutation.expires_at, .offset_seconds = offset});
    out->String(text);
  } else {
    out->Raw("null");
  }
  out->Close('}');
}

void WriteChanges(const model::LabelChanges& changes, std::span<const model::LabelMutation> request,
                  codec::JsonOut* out) {
  out->Open('{').Key("added");
  WriteStrings(changes.added, out);
  out->Key("removed");
  WriteStrings(changes.removed, out);
  out->Key("updated");
  WriteStrings(changes.updated, out);
  out->Key("dropped").Open('[');
  for (const auto& dropped : changes.dropped) {
    const model::LabelMutation& mutation = request[dropped.mutation];
    out->Open('{').Key("label").String(mutation.label).Key("reason_name").String(mutation.reason);
    out->Key("status").String(Name(mutation.status)).Key("why").String(model::Name(dropped.cause));
    out->Close('}');
  }
  out->Close(']').Close('}');
}

// The audit of every WhenRules of the files that ran.
void WriteWhenRules(Evaluator& evaluator, codec::JsonOut* out) {
  const program::Program& program = evaluator.program();
  out->Open('[');
  for (const std::uint32_t file : evaluator.outcome().files) {
    for (const std::uint32_t index : program.files[file].when_rules) {
      const program::WhenRules& when = program.when_rules[index];
      std::vector<std::string> evaluated, matched, failed;
      for (std::size_t i = 0; i < when.rules.size(); ++i) {
        const Value value = evaluator.ValueOf(when.rules[i]);
        if (value.tag() == Tag::kRule) {
          evaluated.push_back(program.rules[value.AsRule()].name);
          if (value.AsBool()) matched.push_back(evaluated.back());
        } else {
          failed.push_back(when.rule_names[i]);
        }
      }
      std::int64_t effects_failed = 0;
      for (const program::OpIndex effect : when.effects) {
        effects_failed += evaluator.ValueOf(effect).failed();
      }
      out->Open('{').Key("evaluated");
      WriteStrings(evaluated, out);
      out->Key("matched");
      WriteStrings(matched, out);
      out->Key("failed");
      WriteStrings(failed, out);
      out->Key("effects_failed").Int(effects_failed).Close('}');
    }
  }
  out->Close(']');
}

}  // namespace

std::string_view Name(model::LabelStatus status) {
  switch (status) {
    case model::LabelStatus::kRemoved:
      return "REMOVED";
    case model::LabelStatus::kAdded:
      return "ADDED";
    case model::LabelStatus::kManuallyRemoved:
      return "MANUALLY_REMOVED";
    case model::LabelStatus::kManuallyAdded:
      return "MANUALLY_ADDED";
  }
  return "";
}

std::string SmlLabels(const LabelsByEntity& labels) {
  codec::JsonOut out;
  out.Open('{');
  for (const auto& [entity, states] : labels) {
    out.Key(entity).Open('{');
    for (const auto& [label, state] : states) {
      out.Key(label).Open('{').Key("status").String(Name(state.status)).Key("reasons").Open('[');
      for (const auto& [reason, details] : state.reasons) out.String(reason);
      out.Close(']').Close('}');
    }
    out.Close('}');
  }
  out.Close('}');
  return out.text();
}

std::string SmlResult(Evaluator& evaluator, TimeUs now, LabelsByEntity* labels) {
  const program::Outcome& outcome = evaluator.outcome();
  codec::JsonOut out;
  out.Open('{').Key("action_id").Int(evaluator.event().id);
  out.Key("error_count").Int(static_cast<std::int64_t>(outcome.error_count));
  std::string features;
  program::AppendResult(evaluator, &features);
  out.Key("features").Raw(features);
  std::vector<std::string> verdicts;
  program::CollectVerdicts(evaluator, &verdicts);
  WriteStrings(verdicts, &out.Key("verdicts"));
  out.Key("effects").Open('[');
  for (const program::Emitted& emitted : outcome.effects) {
    WriteEffect(evaluator, *emitted.effect, &out);
  }
  out.Close(']');

  ReusedList<program::EntityMutations> groups;
  program::CollectMutations(evaluator, &groups);
  codec::JsonOut changes;
  changes.Open('{');
  out.Key("label_mutations").Open('{');
  for (const program::EntityMutations& group : groups) {
    const model::EntityRef entity = evaluator.Reference(*group.entity);
    const std::string key = std::string(entity.type) + "/" + std::string(entity.id);
    out.Key(key).Open('[');
    for (const auto& m : group.mutations)
      WriteMutation(m, evaluator.event().time.offset_seconds, &out);
    out.Close(']');
    changes.Key(key);
    model::EntityLabels& state = (*labels)[key];
    WriteChanges(model::ApplyMutations(entity.id, group.mutations, now, &state), group.mutations,
                 &changes);
    if (state.empty()) labels->erase(key);
  }
  out.Close('}').Key("label_changes").Raw(changes.Close('}').text());
  WriteWhenRules(evaluator, &out.Key("when_rules"));
  out.Close('}');
  return out.text();
}

}  // namespace evenhand::app
