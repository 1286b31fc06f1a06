// Calls: most become kCall; those that steer evaluation have operations of their own.

#include <algorithm>

#include "base/check.h"
#include "program/lowering.h"

namespace evenhand::program {
namespace {

// The value of a parameter's default as written in a signature.
Value DefaultValue(const std::string& source, Workspace& room) {
  if (source.empty() || source == "None") return Value::None();
  if (source == "True" || source == "False") return Value::Bool(source == "True");
  if (source == "[]") return Value::List({});
  if (source.front() == '\'' || source.front() == '"') {
    return Value::Str(room.arena.Copy(std::string_view(source).substr(1, source.size() - 2)));
  }
  if (source.find_first_of(".e") != std::string::npos) return Value::Float(std::stod(source));
  return Value::Int(std::stoll(source));
}

// The value as the checker has constants; empty for what it has none of.
std::optional<sml::Constant> AsConstant(const Value& value) {
  sml::Constant constant;
  switch (value.tag()) {
    case Tag::kNone:
      break;
    case Tag::kBool:
      constant.kind = sml::ExprKind::kBool;
      constant.boolean = value.AsBool();
      break;
    case Tag::kInt:
      constant.kind = sml::ExprKind::kInt;
      constant.text = std::to_string(value.AsInt());
      break;
    case Tag::kFloat:
      constant.kind = sml::ExprKind::kFloat;
      constant.real = value.AsFloat();
      break;
    case Tag::kStr:
      constant.kind = sml::ExprKind::kString;
      constant.text = value.AsStr();
      break;
    case Tag::kList:
      constant.kind = sml::ExprKind::kList;
      for (const Value& item : value.AsList()) {
        auto known = AsConstant(item);
        if (!known) return std::nullopt;
        constant.items.push_back(*std::move(known));
      }
      break;
    default:
      return std::nullopt;
  }
  return constant;
}

// The parts of an f-string Require path become a path text at run time.
bool IsText(const sml::Expr& expr) { return expr.kind == sml::ExprKind::kString; }

}  // namespace

std::size_t Lowering::ParameterOf(const sml::CheckedCall& call, std::string_view name) const {
  const auto& parameters = checked_->catalog->entries()[call.function].signature.parameters;
  const auto at = std::find_if(parameters.begin(), parameters.end(),
                               [&](const sml::Parameter& p) { return p.name == name; });
  EVENHAND_CHECK(at != parameters.end());
  return static_cast<std::size_t>(at - parameters.begin());
}

const sml::Expr* Lowering::Written(const sml::CheckedCall& call, std::string_view name) const {
  return call.arguments[ParameterOf(call, name)];
}

const sml::Constant* Lowering::ConstantArgument(const sml::CheckedCall& call,
                                                std::string_view name) {
  const auto& constant = call.constants[ParameterOf(call, name)];
  return constant ? &*constant : nullptr;
}

OpIndex Lowering::Argument(const sml::CheckedCall& call, std::string_view name) {
  const Expr* expr = Written(call, name);
  return expr == nullptr ? kNoOp : LowerExpr(*expr);
}

OpIndex Lowering::ArgumentOrDefault(const sml::CheckedCall& call, std::size_t parameter) {
  if (parameter < call.constants.size() && call.constants[parameter]) {
    return ConstantOf(*call.constants[parameter]);
  }
  if (const Expr* expr = call.arguments[parameter]) return LowerExpr(*expr);
  const auto& p = checked_->catalog->entries()[call.function].signature.parameters[parameter];
  return Constant(DefaultValue(p.default_source, *program_->constant_room), nullptr);
}

OpIndex Lowering::LowerCall(const Expr& expr) {
  const sml::CheckedCall& call = checked_->calls.at(expr.id);
  const FunctionRow& row = *rows_[call.function];
  const std::string& name = row.spec.name;
  OpIndex made = kNoOp;
  if (name == "WhenRules") {
    LowerWhenRules(expr, call);
    return kNoOp;
  } else if (name == "Import") {
    LowerImport(call);
    return kNoOp;
  } else if (name == "Require") {
    LowerRequire(call);
    return kNoOp;
  } else if (name == "JsonData") {
    made = LowerJsonData(expr, call, false);
  } else if (name == "EntityJson") {
    made = LowerJsonData(expr, call, true);
  } else if (name == "Rule") {
    made = LowerRule(expr, call);
  } else if (name == "HasLabel") {
    made = LowerHasLabel(expr, call);
  } else if (name == "LabelAdd" || name == "LabelRemove") {
    made = LowerLabelEffect(expr, call, name == "LabelAdd");
  } else if (name == "DeclareVerdict") {
    const OpIndex inputs[] = {Argument(call, "verdict")};
    made = Emit({.code = OpCode::kVerdict}, inputs, &expr, false);
  } else if (name == "GetActionId") {
    made = Emit({.code = OpCode::kActionId}, {}, &expr);
  } else if (name == "GetActionName") {
    made = Emit({.code = OpCode::kActionName}, {}, &expr);
  } else if (name == "ResolveOptional") {
    const sml::Constant* report = ConstantArgument(call, "should_report_error");
    const OpIndex inputs[] = {Argument(call, "optional_value"), Argument(call, "default_value")};
    made = Emit({.code = OpCode::kResolveOptional,
                 .data = report != nullptr && report->boolean && inputs[1] == kNoOp},
                inputs, &expr);
  } else if (name == "Entity") {
    const sml::Constant* type = ConstantArgument(call, "type");
    const auto [slot, fresh] =
        slots_.emplace("entity:" + type->text, static_cast<std::uint32_t>(program_->names.size()));
    if (fresh) program_->names.push_back(type->text);
    const OpIndex inputs[] = {Argument(call, "id")};
    made = Emit({.code = OpCode::kEntity, .data = slot->second}, inputs, &expr);
  } else if (const auto pattern = LowerPattern(expr, call, row)) {
    made = *pattern;
  } else {
    made = LowerFunction(expr, call, row);
  }
  Note(made);
  return made;
}

std::optional<sml::Constant> Lowering::KnownValue(OpIndex op) const {
  if (program_->ops[op].code != OpCode::kConst) return std::nullopt;
  return AsConstant(program_->constants[program_->ops[op].data]);
}

OpIndex Lowering::LowerFunction(const Expr& expr, const sml::CheckedCall& call,
                                const FunctionRow& row) {
  const sml::Signature& signature = checked_->catalog->entries()[call.function].signature;
  CallOp made;
  made.row = &row;
  made.target = checked_->statements[statement_].statement->target;
  made.extra_names = call.extra_names;
  std::vector<OpIndex> inputs;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const bool declared = i < signature.parameters.size();
    const sml::Type& type = declared ? signature.parameters[i].type : signature.extra_type;
    const bool none_by_default = declared && signature.parameters[i].has_default &&
                                 signature.parameters[i].default_source == "None";
    made.admits_none.push_back(none_by_default || type.admits_none());
    inputs.push_back(declared ? ArgumentOrDefault(call, i) : LowerExpr(*call.arguments[i]));
  }
  // Calls with the same constants share what they prepared.
  std::string key = "call:" + row.spec.name;
  if (row.uses_target) key += ":" + made.target;
  for (std::size_t i = 0; i < signature.parameters.size(); ++i) {
    const bool known = row.prepare != nullptr && program_->ops[inputs[i]].code == OpCode::kConst;
    key += signature.parameters[i].constant || known ? ":" + std::to_string(inputs[i]) : ":";
  }
  for (const std::string& name : call.extra_names) key += "," + name;
  const bool effect = !row.effect_class.empty();
  const bool shared = row.purity != Purity::kEffect && !effect;
  std::uint32_t number = static_cast<std::uint32_t>(program_->calls.size());
  const auto known = slots_.find(key);
  if (shared && known != slots_.end()) {
    number = known->second;
  } else {
    if (row.prepare != nullptr) {
      std::vector<std::optional<sml::Constant>> known_values(signature.parameters.size());
      std::vector<const sml::Constant*> constants;
      for (std::size_t i = 0; i < known_values.size(); ++i) {
        known_values[i] = i < call.constants.size() && call.constants[i] ? call.constants[i]
                                                                         : KnownValue(inputs[i]);
        constants.push_back(known_values[i] ? &*known_values[i] : nullptr);
      }
      made.prepared = row.prepare(constants, lists_);
    }
    program_->calls.push_back(std::move(made));
    if (shared) slots_.emplace(std::move(key), number);
  }
  const OpIndex op = Emit({.code = effect ? OpCode::kPluginEffect : OpCode::kCall, .data = number},
                          inputs, &expr, shared);
  if (!shared && !effect) {
    program_->files[file_].state_calls.push_back(op);
    program_->has_state_calls = true;
  }
  return op;
}

OpIndex Lowering::LowerJsonData(const Expr& expr, const sml::CheckedCall& call, bool entity) {
  const sml::CheckedStatement& statement = checked_->statements[statement_];
  PathOp path;
  path.secret = statement.secret_data;
  path.type = statement.type;
  if (path.secret) path.coerce = false;
  if (entity) {
    path.entity_type = ConstantArgument(call, "type")->text;
    if (path.type.kind == sml::TypeKind::kEntity) path.type = sml::Type(path.type.args[0]);
  }
  path.admits_none = !entity && path.type.admits_none();
  path.as_is = ScalarsTakenAsIs(path.type);
  path.slot = SlotOf(ConstantArgument(call, "path")->text, path.secret);
  path.plain = (path.secret ? program_->secret_paths : program_->data_paths).is_plain(path.slot);

  OpIndex flags[] = {ArgumentOrDefault(call, ParameterOf(call, "required")),
                     ArgumentOrDefault(call, ParameterOf(call, "coerce_type"))};
  const auto constant = [&](OpIndex op) { return program_->ops[op].code == OpCode::kConst; };
  const bool fixed = constant(flags[0]) && constant(flags[1]);
  if (fixed) {
    path.required = program_->constants[program_->ops[flags[0]].data].AsBool();
    path.coerce = path.coerce && program_->constants[program_->ops[flags[1]].data].AsBool();
  }
  const std::string key = "pathop:" + std::to_string(path.slot) + ":" + sml::Display(path.type) +
                          ":" + path.entity_type + ":" + std::to_string(path.secret) +
                          std::to_string(path.required) + std::to_string(path.coerce);
  const auto [slot, fresh] =
      slots_.emplace(key, static_cast<std::uint32_t>(program_->paths.size()));
  if (fresh) program_->paths.push_back(std::move(path));
  return Emit({.code = OpCode::kPath, .data = slot->second},
              fixed ? std::span<const OpIndex>() : std::span<const OpIndex>(flags), &expr);
}

OpIndex Lowering::LowerRule(const Expr& expr, const sml::CheckedCall& call) {
  const auto number = static_cast<std::uint32_t>(program_->rules.size());
  Rule rule;
  rule.name = checked_->statements[statement_].statement->target;
  rule.file = file_;
  program_->rules.emplace_back();
  if (const Expr* description = Written(call, "description")) {
    rule.description = description->text;
    for (const Expr& field : description->items) {
      const auto same = [&](const auto& f) { return f.first == field.text; };
      if (std::any_of(rule.fields.begin(), rule.fields.end(), same)) continue;
      rule.fields.emplace_back(field.text, LowerExpr(field));
    }
    std::sort(rule.fields.begin(), rule.fields.end());
  }
  const Expr& conditions = *Written(call, "when_all");
  std::vector<OpIndex> inputs;
  Op op{.code = OpCode::kRule, .data = number};
  if (conditions.kind == sml::ExprKind::kList) {
    for (const Expr& item : conditions.items) inputs.push_back(LowerExpr(item));
  } else {
    op.code = OpCode::kRuleOfList;
    inputs.push_back(LowerExpr(conditions));
  }
  rule.op = Emit(op, inputs, &expr, false);
  program_->rules[number] = std::move(rule);
  return program_->rules[number].op;
}

OpIndex Lowering::LowerHasLabel(const Expr& expr, const sml::CheckedCall& call) {
  const OpIndex entity[] = {Argument(call, "entity")};
  const OpIndex labels = Emit({.code = OpCode::kLabels}, entity, &expr);
  LabelTest test;
  test.label = ConstantArgument(call, "label")->text;
  const sml::Constant* status = ConstantArgument(call, "status");
  test.wants_added = status == nullptr || status->text == "added";
  const std::string key = "test:" + test.label + (test.wants_added ? ":1" : ":0");
  const auto [slot, fresh] =
      slots_.emplace(key, static_cast<std::uint32_t>(program_->label_tests.size()));
  if (fresh) program_->label_tests.push_back(std::move(test));
  const OpIndex inputs[] = {labels, Argument(call, "manual"), Argument(call, "min_label_age"),
                            Argument(call, "error_on_empty")};
  const OpIndex made = Emit({.code = OpCode::kHasLabel, .data = slot->second}, inputs, &expr);
  File& file = program_->files[file_];
  const bool plain = inputs[1] == kNoOp && inputs[2] == kNoOp && inputs[3] == kNoOp;
  if (!plain) {
    // Its other arguments decide whether it asks at all: counted one by one.
    file.must_run.push_back({made, 1});
    return made;
  }
  const auto same = [&](const MustRun& m) { return m.op == labels; };
  const auto known = std::find_if(file.label_tests.begin(), file.label_tests.end(), same);
  if (known == file.label_tests.end()) {
    file.label_tests.push_back({labels, 1});
  } else {
    ++known->count;
  }
  return made;
}

OpIndex Lowering::LowerLabelEffect(const Expr& expr, const sml::CheckedCall& call, bool adds) {
  const auto number = static_cast<std::uint32_t>(program_->label_effects.size());
  program_->label_effects.push_back({ConstantArgument(call, "label")->text, adds});
  const OpIndex inputs[] = {Argument(call, "entity"), Argument(call, "delay_action_by"),
                            Argument(call, "apply_if"), Argument(call, "expires_after")};
  return Emit({.code = OpCode::kLabelEffect, .data = number}, inputs, &expr, false);
}

std::optional<OpIndex> Lowering::LowerPattern(const Expr& expr, const sml::CheckedCall& call,
                                              const FunctionRow& row) {
  text::PatternSpec spec;
  OpIndex text = kNoOp;
  if (row.spec.name == "RegexMatch") {
    spec.expression = ConstantArgument(call, "pattern")->text;
    spec.case_insensitive = ConstantArgument(call, "case_insensitive") != nullptr &&
                            ConstantArgument(call, "case_insensitive")->boolean;
    text = Argument(call, "target");
  } else if (row.spec.name == "TextContains") {
    const OpIndex phrase = Argument(call, "phrase");
    if (program_->ops[phrase].code != OpCode::kConst) return std::nullopt;
    const Value value = program_->constants[program_->ops[phrase].data];
    if (value.tag() != Tag::kStr) return std::nullopt;
    spec.expression = value.AsStr();
    spec.case_insensitive = true;
    spec.kind = text::PatternSpec::Kind::kWholeWord;
    text = Argument(call, "text");
  } else {
    return std::nullopt;
  }
  const auto [group, fresh_group] =
      group_of_text_.emplace(text, static_cast<std::uint32_t>(program_->groups.size()));
  if (fresh_group) program_->groups.emplace_back().text = text;
  PatternGroup& g = program_->groups[group->second];
  const std::string key = std::to_string(group->second) + ":" +
                          std::to_string(static_cast<int>(spec.kind)) +
                          (spec.case_insensitive ? "i:" : ":") + spec.expression;
  const auto [pattern, fresh] =
      groups_.emplace(key, static_cast<std::uint32_t>(program_->patterns.size()));
  if (fresh) {
    program_->patterns.push_back({group->second, static_cast<std::uint32_t>(g.specs.size())});
    g.specs.push_back(std::move(spec));
  }
  const OpIndex inputs[] = {text};
  return Emit({.code = OpCode::kPattern, .data = pattern->second}, inputs, &expr);
}

void Lowering::LowerWhenRules(const Expr& expr, const sml::CheckedCall& call) {
  WhenRules when;
  when.file = file_;
  when.source = &expr;
  const Expr& rules = *Written(call, "rules_any");
  const Expr& effects = *Written(call, "then");
  if (rules.kind != sml::ExprKind::kList || effects.kind != sml::ExprKind::kList) {
    Note(Emit({.code = OpCode::kUnlisted}, {}, &expr, false));
    return;
  }
  for (const Expr& rule : rules.items) {
    when.rules.push_back(LowerExpr(rule));
    when.rule_names.push_back(rule.kind == sml::ExprKind::kName ? rule.text : "<unknown>");
  }
  for (const Expr& effect : effects.items) when.effects.push_back(LowerExpr(effect));
  program_->files[file_].when_rules.push_back(
      static_cast<std::uint32_t>(program_->when_rules.size()));
  program_->when_rules.push_back(std::move(when));
}

void Lowering::LowerImport(const sml::CheckedCall& call) {
  Activation activation;
  for (const sml::Constant& path : ConstantArgument(call, "rules")->items) {
    activation.files.push_back(program_->file_by_path.at(path.text));
  }
  File& file = program_->files[file_];
  file.imports.insert(file.imports.end(), activation.files.begin(), activation.files.end());
  file.activations.push_back(std::move(activation));
}

void Lowering::LowerRequire(const sml::CheckedCall& call) {
  Activation activation;
  const Expr& path = *Written(call, "rule");
  activation.condition = Argument(call, "require_if");
  if (IsText(path)) {
    activation.files.push_back(program_->file_by_path.at(path.text));
  } else {
    activation.path = LowerExpr(path);
  }
  program_->files[file_].activations.push_back(std::move(activation));
}

}  // namespace evenhand::program
