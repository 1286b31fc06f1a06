#include "app/explanation.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "app/table.h"
#include "base/utf8.h"
#include "engine/memory_facts.h"
#include "program/mutations.h"
#include "program/result_json.h"

namespace evenhand::app {
namespace {

using program::EffectValue;
using program::Evaluator;
using program::Op;
using program::OpCode;
using program::OpIndex;
using program::Program;
using program::Value;

constexpr int kMaxDepth = 40;
constexpr std::size_t kMaxShown = 100;  // bytes of a value or of rule text

std::string Cut(std::string text) {
  if (text.size() <= kMaxShown) return text;
  std::size_t end = kMaxShown;
  while (end > 0 && IsContinuation(text[end])) --end;
  return text.substr(0, end) + "…";
}

// Text as it is, for people; everything else as JSON.
std::string Shown(Value value) {
  if (value.tag() == program::Tag::kStr) return Cut("\"" + ForTerminal(value.AsStr()) + "\"");
  std::string text;
  program::AppendJson(value, &text);
  return Cut(text);
}

class Tracer {
 public:
  explicit Tracer(Evaluator& evaluator) : evaluator_(evaluator), program_(evaluator.program()) {
    for (const program::Feature& f : program_.features) names_.try_emplace(f.op, f.name);
    for (const program::Rule& r : program_.rules) names_.insert_or_assign(r.op, r.name);
    for (const program::EventError& e : evaluator.outcome().errors) {
      messages_[e.op] = evaluator.Explain(e);
    }
  }

  Reason Trace(OpIndex index, int depth = 0) {
    const Op& op = program_.ops[index];
    Reason reason{
        .what = TextOf(index), .value = ValueText(index), .place = PlaceOf(program_, index)};
    if (!seen_.insert(index).second) {
      reason.shown_above = !program_.InputsOf(op).empty();
      return reason;
    }
    if (depth >= kMaxDepth) return reason;
    for (const OpIndex input : program_.InputsOf(op)) {
      if (input == program::kNoOp || !IsWorthShowing(input)) continue;
      reason.because.push_back(Trace(input, depth + 1));
    }
    return reason;
  }

  Reason TraceEffect(const EffectValue& effect) {
    Reason reason{.what = EffectText(effect), .value = {}, .place = PlaceOf(program_, effect.op)};
    std::set<std::uint32_t> once;
    for (const std::uint32_t rule : effect.fired_by()) {
      if (once.insert(rule).second) reason.because.push_back(Trace(program_.rules[rule].op));
    }
    return reason;
  }

  std::vector<Reason> Errors() {
    std::vector<Reason> errors;
    for (const auto& [op, message] : messages_) {
      errors.push_back(
          {.what = TextOf(op), .value = "failed: " + message, .place = PlaceOf(program_, op)});
    }
    return errors;
  }

 private:
  // Literals stand in the text of what uses them.
  bool IsWorthShowing(OpIndex index) const {
    return program_.ops[index].code != OpCode::kConst && program_.ops[index].source != nullptr;
  }

  std::string TextOf(OpIndex index) const {
    const Op& op = program_.ops[index];
    const std::string text = op.source == nullptr ? "" : Cut(sml::Print(*op.source));
    const auto name = names_.find(index);
    return name == names_.end() || name->second == text ? text : name->second + " = " + text;
  }

  std::string ValueText(OpIndex index) {
    const Value value = evaluator_.ExportedValueOf(index);
    if (!value.failed()) return Shown(value);
    const auto message = messages_.find(index);
    if (message != messages_.end()) return "failed: " + message->second;
    return value.failure() == program::Failure::kExpected ? "absent"
                                                          : "failed, as what it needs did";
  }

  std::string EffectText(const EffectValue& effect) {
    switch (effect.kind) {
      case EffectValue::Kind::kVerdict:
        return "verdict " + Shown(effect.payload);
      case EffectValue::Kind::kLabel: {
        const std::string entity =
            ForTerminal(engine::EntityKey(evaluator_.Reference(*effect.entity)));
        const char* note =
            program::IsApplied(effect) ? "" : " (not applied: its apply_if does not hold)";
        return fmt::format("label {}{} on {}{}", effect.adds ? "+" : "-", effect.label, entity,
                           note);
      }
      case EffectValue::Kind::kPlugin: {
        const program::FunctionRow& row = *program_.calls[program_.ops[effect.op].data].row;
        return fmt::format("{} {}", row.effect_feature, Shown(effect.payload));
      }
    }
    return {};
  }

  Evaluator& evaluator_;
  const Program& program_;
  std::map<OpIndex, std::string> names_;
  std::map<OpIndex, std::string> messages_;
  std::set<OpIndex> seen_;
};

void Render(const Reason& reason, std::size_t depth, bool color, std::string* out) {
  out->append(depth * 2, ' ');
  out->append(reason.what);
  if (!reason.value.empty()) {
    out->append(color ? "  \x1b[1m" : "  → ").append(reason.value).append(color ? "\x1b[0m" : "");
  }
  if (!reason.place.empty()) {
    out->append(color ? "  \x1b[2m" : "  ").append(reason.place).append(color ? "\x1b[0m" : "");
  }
  out->append(reason.shown_above ? "  (see above)\n" : "\n");
  for (const Reason& inner : reason.because) Render(inner, depth + 1, color, out);
}

}  // namespace

Explanation Explain(Evaluator& evaluator) {
  Explanation explanation;
  Tracer tracer(evaluator);
  std::set<const EffectValue*> once;
  for (const program::Emitted& emitted : evaluator.outcome().effects) {
    if (!once.insert(emitted.effect).second) continue;
    explanation.effects.push_back(tracer.TraceEffect(*emitted.effect));
  }
  explanation.failed = tracer.Errors();
  return explanation;
}

std::vector<Reason> ExplainFeature(Evaluator& evaluator, std::string_view name) {
  std::vector<Reason> reasons;
  Tracer tracer(evaluator);
  for (const program::Feature& f : evaluator.program().features) {
    if (f.name == name) reasons.push_back(tracer.Trace(f.op));
  }
  return reasons;
}

std::string RenderReasons(const std::vector<Reason>& reasons, bool color) {
  std::string text;
  for (const Reason& reason : reasons) Render(reason, 1, color, &text);
  return text;
}

void WriteReasons(const std::vector<Reason>& reasons, codec::JsonOut* out) {
  out->Open('[');
  for (const Reason& reason : reasons) {
    out->Open('{').Key("what").String(reason.what).Key("value").String(reason.value);
    out->Key("place").String(reason.place).Key("because");
    WriteReasons(reason.because, out);
    out->Close('}');
  }
  out->Close(']');
}

}  // namespace evenhand::app
