#include "program/result_json.h"

#include <algorithm>
#include <charconv>

#include "base/gathered_text.h"
#include "codec/iso8601.h"
#include "codec/json_write.h"
#include "program/operators.h"

namespace evenhand::program {
namespace {

using std::string_view_literals::operator""sv;

void AppendNumber(std::int64_t n, std::string* out) {
  char room[24];
  const auto end = std::to_chars(room, room + sizeof(room), n).ptr;
  out->append(room, static_cast<std::size_t>(end - room));
}

// Appends `item(effect)` for each effect that `wanted`, as a list under `key`; nothing when none
// is.
template <class Wanted, class Item>
void AppendEffects(const Outcome& outcome, std::string_view key, Wanted&& wanted, Item&& item,
                   std::string* out) {
  bool any = false;
  for (const Emitted& emitted : outcome.effects) {
    if (!wanted(*emitted.effect)) continue;
    if (!any) out->append(", \"__").append(key).append("\": [");
    if (any) out->append(", ");
    any = true;
    item(*emitted.effect);
  }
  if (any) out->push_back(']');
}

const FunctionRow& RowOf(const Program& program, const EffectValue& effect) {
  return *program.calls[program.ops[effect.op].data].row;
}

// Of two classes with one key, the one first emitted later stands.
bool IsOverwritten(const Program& program, const Outcome& outcome, std::size_t first) {
  const FunctionRow& row = RowOf(program, *outcome.effects[first].effect);
  bool after_other = false;
  for (std::size_t i = 0; i < outcome.effects.size(); ++i) {
    const EffectValue& effect = *outcome.effects[i].effect;
    if (effect.kind != EffectValue::Kind::kPlugin) continue;
    const FunctionRow& other = RowOf(program, effect);
    if (other.effect_feature != row.effect_feature || other.effect_class == row.effect_class)
      continue;
    const auto same = [&](const Emitted& e) {
      return e.effect->kind == EffectValue::Kind::kPlugin &&
             RowOf(program, *e.effect).effect_class == other.effect_class;
    };
    const auto first_of_other = std::find_if(outcome.effects.begin(), outcome.effects.end(), same) -
                                outcome.effects.begin();
    after_other |= static_cast<std::size_t>(first_of_other) > first;
  }
  return after_other;
}

void AppendPluginEffects(const Program& program, const Outcome& outcome, std::string* out) {
  for (std::size_t i = 0; i < outcome.effects.size(); ++i) {
    const EffectValue& effect = *outcome.effects[i].effect;
    if (effect.kind != EffectValue::Kind::kPlugin) continue;
    const FunctionRow& row = RowOf(program, effect);
    const auto of_class = [&](const EffectValue& e) {
      return e.kind == EffectValue::Kind::kPlugin &&
             RowOf(program, e).effect_class == row.effect_class;
    };
    const auto seen = std::find_if(outcome.effects.begin(),
                                   outcome.effects.begin() + static_cast<std::ptrdiff_t>(i),
                                   [&](const Emitted& e) { return of_class(*e.effect); });
    if (seen != outcome.effects.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    if (IsOverwritten(program, outcome, i)) continue;
    AppendEffects(
        outcome, row.effect_feature,
        [&](const EffectValue& e) { return of_class(e) && !e.payload.is_none(); },
        [&](const EffectValue& e) { AppendJson(e.payload, out); }, out);
  }
}

}  // namespace

void AppendJson(Value value, std::string* out) {
  switch (value.tag()) {
    case Tag::kBool:
      out->append(value.AsBool() ? "true" : "false");
      break;
    case Tag::kInt:
      AppendNumber(value.AsInt(), out);
      break;
    case Tag::kBig:
      out->append(value.AsBig().str());
      break;
    case Tag::kFloat:
      codec::AppendJsonDouble(value.AsFloat(), out);
      break;
    case Tag::kStr:
      codec::AppendJsonString(value.AsStr(), out);
      break;
    case Tag::kList: {
      out->push_back('[');
      const auto items = value.AsList();
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out->append(", ");
        AppendJson(items[i], out);
      }
      out->push_back(']');
      break;
    }
    case Tag::kEntity:
      AppendJson(value.AsEntity().id, out);
      break;
    case Tag::kRule:
      out->append(value.AsBool() ? "true" : "false");
      break;
    case Tag::kDelta:
      codec::AppendJsonDouble(static_cast<double>(value.AsDelta()) / 1e6, out);
      break;
    case Tag::kExperiment:
      codec::AppendJsonString(value.AsExperiment().name, out);
      break;
    default:
      out->append("null");
      break;
  }
}

namespace {

void AppendAllEffects(const Program& program, const Outcome& outcome, std::string* out) {
  AppendEffects(
      outcome, "verdicts",
      [](const EffectValue& e) { return e.kind == EffectValue::Kind::kVerdict; },
      [&](const EffectValue& e) { AppendJson(e.payload, out); }, out);
  AppendEffects(
      outcome, "entity_label_mutations",
      [](const EffectValue& e) { return e.kind == EffectValue::Kind::kLabel; },
      [&](const EffectValue& e) {
        out->push_back('"');
        codec::AppendJsonEscaped(e.entity->type, out);
        out->push_back('/');
        codec::AppendJsonEscaped(e.label, out);
        out->append(e.adds ? "/1\"" : "/0\"");
      },
      out);
  AppendPluginEffects(program, outcome, out);
}

// Features of one result. Rulebooks in many files often give one text many names: it is escaped
// once.
class FeatureWriter {
 public:
  FeatureWriter(Evaluator& evaluator, GatheredText* out)
      : evaluator_(evaluator),
        out_(*out),
        written_(evaluator.arena().Array<Place>(evaluator.program().shared_features)) {
    std::fill(written_.begin(), written_.end(), Place{});
  }

  void Append(const Feature& feature) {
    out_.AppendPadded(feature.key);
    if (feature.shared == kNoOp) return AppendValue(ValueOf(feature));
    Place& place = written_[feature.shared];
    if (place.end > 0) return out_.Repeat(place.begin, place.end);
    place.begin = out_.size();
    AppendValue(ValueOf(feature));
    place.end = out_.size();
  }

 private:
  struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  Value ValueOf(const Feature& feature) {
    if (feature.slot != kNoOp) {
      const Found& found = evaluator_.FoundAt(feature.slot);
      if (Holds(feature.as_is, found.kind)) return FromScalar(found.kind, found.json);
    }
    const Value value = evaluator_.ValueOf(feature.op);
    return value.tag() == Tag::kExperiment ? evaluator_.ExportedValueOf(feature.op) : value;
  }

  void AppendValue(Value value) {
    switch (value.tag()) {
      case Tag::kInt:
        return out_.Append(value.AsInt());
      case Tag::kBool:
      case Tag::kRule:
        return out_.Append(value.AsBool() ? "true"sv : "false"sv);
      case Tag::kNone:
      case Tag::kFailed:
        return out_.Append("null"sv);
      default:
        return AppendJson(value, out_.text());
    }
  }

  Evaluator& evaluator_;
  GatheredText& out_;
  std::span<Place> written_;
};

}  // namespace

void AppendResult(Evaluator& evaluator, std::string* out) {
  const Outcome& outcome = evaluator.outcome();
  const Program& program = evaluator.program();
  GatheredText text(out);
  text.Append("{\"__action_id\": "sv);
  text.Append(evaluator.event().id);
  text.Append(", \"__timestamp\": \""sv);
  codec::AppendIso8601(text.text(), evaluator.event().time);
  text.Append("\", \"__error_count\": "sv);
  text.Append(static_cast<std::int64_t>(outcome.error_count));
  if (outcome.sample_rate < 100) {
    text.Append(", \"__sample_rate\": "sv);
    text.Append(std::int64_t{outcome.sample_rate});
  }
  if (!outcome.effects.empty()) AppendAllEffects(program, outcome, text.text());
  FeatureWriter features(evaluator, &text);
  for (const std::uint32_t file : outcome.files) {
    const File& f = program.files[file];
    for (std::uint32_t i = 0; i < f.feature_count; ++i) {
      features.Append(program.features[f.first_feature + i]);
    }
  }
  text.Append('}');
}

}  // namespace evenhand::program
