#include "program/lowering.h"

#include <algorithm>
#include <charconv>

#include "base/check.h"
#include "base/gathered_text.h"
#include "codec/json_write.h"
#include "program/operators.h"
#include "text/regex.h"

namespace evenhand::program {
namespace {

// Operations below this depth are evaluated by plain recursion, deeper ones with a stack of our
// own.
constexpr std::uint32_t kDeep = 256;

void AppendBytes(std::string* to, const void* bytes, std::size_t size) {
  to->append(static_cast<const char*>(bytes), size);
}

// What makes two operations equal.
std::string KeyOf(const Op& op, std::span<const OpIndex> inputs) {
  std::string key;
  key.push_back(static_cast<char>(op.code));
  key.push_back(static_cast<char>(op.symbol));
  AppendBytes(&key, &op.data, sizeof(op.data));
  AppendBytes(&key, inputs.data(), inputs.size_bytes());
  return key;
}

bool IsKind(const sml::Type& type, std::initializer_list<sml::TypeKind> kinds) {
  return std::find(kinds.begin(), kinds.end(), type.kind) != kinds.end();
}

// Whether a pattern may need the engine with a step limit. Only some constructs do, so most
// patterns are not compiled to find out.
bool MayGiveUp(const text::PatternSpec& spec) {
  if (spec.kind == text::PatternSpec::Kind::kWholeWord) return false;
  const std::string_view e = spec.expression;
  constexpr std::string_view kMarks[] = {"(?=", "(?!", "(?<", "(?P=", "(?(", "(?>", "++",
                                         "*+",  "?+",  "}+",  "\\1",  "\\2", "\\3", "\\4",
                                         "\\5", "\\6", "\\7", "\\8",  "\\9"};
  const auto has = [&](std::string_view mark) { return e.find(mark) != std::string_view::npos; };
  if (std::none_of(std::begin(kMarks), std::end(kMarks), has)) return false;
  const auto regex = text::Regex::Compile(spec.expression, spec.case_insensitive);
  return regex && regex->uses_backtracking();
}

std::string JsonKey(std::string_view name) {
  std::string key = ", \"";
  codec::AppendJsonEscaped(name, &key);
  return key + "\": ";
}

}  // namespace

Lowering::Lowering(std::shared_ptr<const sml::Checked> checked,
                   std::span<const FunctionRow* const> rows, const Lists& lists)
    : checked_(std::move(checked)),
      rows_(rows),
      lists_(lists),
      program_(std::make_shared<Program>()) {
  program_->checked = checked_;
  program_->constant_room = std::make_unique<Workspace>(std::size_t{256} << 20);
  statement_ops_.assign(checked_->statements.size(), kNoOp);
  none_checks_.resize(checked_->sources->files.size());
  noted_.resize(checked_->sources->files.size());
  none_checks_.resize(checked_->sources->files.size());
}

std::shared_ptr<Program> Lowering::Run() {
  const sml::SourceSet& sources = *checked_->sources;
  program_->hash = sources.Hash();
  program_->files.resize(sources.files.size());
  for (std::uint32_t f = 0; f < sources.files.size(); ++f) {
    program_->files[f].path = sources.files[f].path;
    if (sources.files[f].path == "main.sml") program_->main_file = f;
  }
  for (std::uint32_t f = 0; f < sources.files.size(); ++f) {
    program_->file_by_path.emplace(program_->files[f].path, f);
  }
  for (const std::uint32_t file : checked_->file_order) {
    for (std::uint32_t s = checked_->first_statement[file]; s < checked_->first_statement[file + 1];
         ++s) {
      LowerStatement(s);
    }
  }
  for (std::uint32_t file = 0; file < sources.files.size(); ++file) {
    File& f = program_->files[file];
    f.first_feature = static_cast<std::uint32_t>(program_->features.size());
    for (std::uint32_t s = checked_->first_statement[file]; s < checked_->first_statement[file + 1];
         ++s) {
      const sml::CheckedStatement& statement = checked_->statements[s];
      if (!statement.exported) continue;
      const std::string& name = statement.statement->target;
      program_->features.push_back({.name = name, .op = statement_ops_[s], .file = file});
    }
    f.feature_count = static_cast<std::uint32_t>(program_->features.size()) - f.first_feature;
  }
  for (File& file : program_->files) PlacePathChecks(&file);
  PlaceFeatures();
  NumberSharedFeatures();
  PlaceRoots();
  PlaceGuards();
  program_->stateful = std::any_of(program_->ops.begin(), program_->ops.end(),
                                   [&](const Op& op) { return TouchesFacts(op); });
  return program_;
}

OpIndex Lowering::LowerStatement(std::uint32_t index) {
  if (statement_ops_[index] != kNoOp) return statement_ops_[index];
  const sml::CheckedStatement& statement = checked_->statements[index];
  const std::uint32_t outer_file = std::exchange(file_, statement.file);
  const std::uint32_t outer_statement = std::exchange(statement_, index);
  const OpIndex op = LowerExpr(statement.statement->value);
  statement_ops_[index] = op;
  file_ = outer_file;
  statement_ = outer_statement;
  return op;
}

OpIndex Lowering::LowerExpr(const Expr& expr) {
  const OpIndex plain = LowerPlain(expr);
  if (!checked_->unwraps[expr.id]) return plain;
  const OpIndex inputs[] = {plain};
  return Emit({.code = OpCode::kUnwrap}, inputs, &expr);
}

OpIndex Lowering::LowerPlain(const Expr& expr) {
  using sml::ExprKind;
  switch (expr.kind) {
    case ExprKind::kName:
      return LowerName(expr);
    case ExprKind::kFormatString:
      return LowerFormat(expr);
    case ExprKind::kCall:
      return LowerCall(expr);
    case ExprKind::kString:
    case ExprKind::kInt:
    case ExprKind::kFloat:
    case ExprKind::kBool:
    case ExprKind::kNone:
      return LowerLiteral(expr);
    default:
      break;
  }
  std::vector<OpIndex> inputs;
  for (const Expr& item : expr.items) inputs.push_back(LowerExpr(item));
  Op op{.symbol = expr.op};
  switch (expr.kind) {
    case ExprKind::kList:
      op.code = OpCode::kList;
      break;
    case ExprKind::kBinary:
      op.code = OpCode::kArithmetic;
      break;
    case ExprKind::kBoolean:
      op.code = expr.op == sml::Op::kAnd ? OpCode::kAnd : OpCode::kOr;
      break;
    case ExprKind::kUnary:
      op.code = expr.op == sml::Op::kNot ? OpCode::kNot : OpCode::kNegate;
      break;
    case ExprKind::kCompare:
      switch (expr.op) {
        case sml::Op::kEqual:
          op.code = OpCode::kEqual;
          break;
        case sml::Op::kNotEqual:
          op.code = OpCode::kNotEqual;
          break;
        case sml::Op::kIn:
          op.code = OpCode::kIn;
          break;
        case sml::Op::kNotIn:
          op.code = OpCode::kNotIn;
          break;
        default:
          op.code = OpCode::kOrdered;
          break;
      }
      break;
    default:
      EVENHAND_CHECK(!"an expression that never validates");
  }
  const OpIndex made = Emit(op, inputs, &expr);
  Note(made);
  return made;
}

OpIndex Lowering::LowerName(const Expr& expr) {
  return LowerStatement(checked_->definition[expr.id]);
}

OpIndex Lowering::LowerLiteral(const Expr& expr) {
  sml::Constant constant;
  constant.kind = expr.kind;
  constant.text = expr.text;
  constant.real = expr.real;
  constant.boolean = expr.boolean;
  return Constant(ConstantValue(constant), &expr);
}

OpIndex Lowering::LowerFormat(const Expr& expr) {
  FormatOp format;
  std::vector<OpIndex> inputs;
  std::string literal;
  const std::string& t = expr.text;
  for (std::size_t i = 0; i < t.size(); ++i) {
    if ((t[i] == '{' || t[i] == '}') && i + 1 < t.size() && t[i + 1] == t[i]) {
      literal.push_back(t[i++]);
    } else if (t[i] == '{') {
      i = t.find('}', i);
      format.literals.push_back(std::exchange(literal, {}));
      inputs.push_back(LowerExpr(expr.items[inputs.size()]));
    } else {
      literal.push_back(t[i]);
    }
  }
  format.literals.push_back(literal);
  if (inputs.empty()) {
    return Constant(Value::Str(program_->constant_room->arena.Copy(literal)), &expr);
  }
  // Equal templates over equal fields are one operation; the template is part of its key by number.
  std::string key = "format:" + expr.text;
  const auto [slot, fresh] =
      slots_.emplace(key, static_cast<std::uint32_t>(program_->formats.size()));
  if (fresh) program_->formats.push_back(std::move(format));
  return Emit({.code = OpCode::kFormat, .data = slot->second}, inputs, &expr);
}

OpIndex Lowering::Emit(Op op, std::span<const OpIndex> inputs, const Expr* source, bool shared) {
  if (shared) {
    if (const auto folded = Fold(op, inputs)) return Constant(*folded, source);
  }
  std::string key;
  if (shared) {
    key = KeyOf(op, inputs);
    const auto found = shared_.find(key);
    if (found != shared_.end()) return found->second;
  }
  const auto index = static_cast<OpIndex>(program_->ops.size());
  std::uint32_t depth = 0;
  for (const OpIndex input : inputs) {
    if (input != kNoOp) depth = std::max(depth, depths_[input] + 1);
  }
  depths_.push_back(depth);
  op.deep = depth > kDeep;
  op.first_input = static_cast<std::uint32_t>(program_->inputs.size());
  op.input_count = static_cast<std::uint32_t>(inputs.size());
  op.source = source;
  program_->inputs.insert(program_->inputs.end(), inputs.begin(), inputs.end());
  op.may_be_none = MayBeNone(op);
  program_->ops.push_back(op);
  if (shared) shared_.emplace(std::move(key), index);
  return index;
}

OpIndex Lowering::Constant(Value value, const Expr* source) {
  // Equal constants share a slot when their bytes say so; others are merely not shared.
  std::string key(1, static_cast<char>(value.tag()));
  switch (value.tag()) {
    case Tag::kStr:
      key.append(value.AsStr());
      break;
    case Tag::kNone:
    case Tag::kFailed:
      break;
    case Tag::kBool:
    case Tag::kInt: {
      const std::int64_t i = value.AsInt();
      AppendBytes(&key, &i, sizeof(i));
      break;
    }
    case Tag::kFloat: {
      const double d = value.AsFloat();
      AppendBytes(&key, &d, sizeof(d));
      break;
    }
    default: {
      const std::size_t number = program_->constants.size();
      key.append("unshared");
      AppendBytes(&key, &number, sizeof(number));
    }
  }
  key.insert(0, "const:");
  const auto [slot, fresh] =
      slots_.emplace(std::move(key), static_cast<std::uint32_t>(program_->constants.size()));
  if (fresh) program_->constants.push_back(value);
  return Emit({.code = OpCode::kConst, .data = slot->second}, {}, source);
}

Value Lowering::ConstantValue(const sml::Constant& constant) {
  Workspace& room = *program_->constant_room;
  switch (constant.kind) {
    case sml::ExprKind::kString:
      return Value::Str(room.arena.Copy(constant.text));
    case sml::ExprKind::kInt:
      return room.Integer(std::string_view(constant.text));
    case sml::ExprKind::kFloat:
      return Value::Float(constant.real);
    case sml::ExprKind::kBool:
      return Value::Bool(constant.boolean);
    case sml::ExprKind::kList: {
      const std::span<Value> items = room.arena.Array<Value>(constant.items.size());
      for (std::size_t i = 0; i < items.size(); ++i) items[i] = ConstantValue(constant.items[i]);
      return Value::List(items);
    }
    default:
      return Value::None();
  }
}

OpIndex Lowering::ConstantOf(const sml::Constant& constant) {
  return Constant(ConstantValue(constant), nullptr);
}

// The value of an operation on constants; empty when it has inputs that vary, or could end in ERR.
std::optional<Value> Lowering::Fold(const Op& op, std::span<const OpIndex> inputs) {
  if (inputs.empty()) return std::nullopt;
  std::vector<Value> values;
  for (const OpIndex input : inputs) {
    if (input == kNoOp || program_->ops[input].code != OpCode::kConst) return std::nullopt;
    values.push_back(program_->constants[program_->ops[input].data]);
  }
  Workspace& room = *program_->constant_room;
  std::string_view why;
  Value result = Value::Failed(Failure::kError);
  switch (op.code) {
    case OpCode::kArithmetic:
      result = Arithmetic(op.symbol, values[0], values[1], room, &why);
      break;
    case OpCode::kEqual:
      return Value::Bool(Equal(values[0], values[1]));
    case OpCode::kNotEqual:
      return Value::Bool(!Equal(values[0], values[1]));
    case OpCode::kOrdered:
      result = Ordered(op.symbol, values[0], values[1], &why);
      break;
    case OpCode::kNegate:
      result = Negate(values[0], room, &why);
      break;
    case OpCode::kNot:
      return Value::Bool(!Truthy(values[0]));
    case OpCode::kList: {
      const std::span<Value> items = room.arena.Array<Value>(values.size());
      std::copy(values.begin(), values.end(), items.begin());
      return Value::List(items);
    }
    default:
      return std::nullopt;
  }
  if (result.failed()) return std::nullopt;
  return result;
}

bool Lowering::MayBeNone(const Op& op) const {
  const auto input = [&](std::size_t i) {
    return program_->ops[program_->inputs[op.first_input + i]].may_be_none;
  };
  switch (op.code) {
    case OpCode::kConst:
      return program_->constants[op.data].is_none();
    case OpCode::kPath:
      return program_->paths[op.data].admits_none;
    case OpCode::kUnwrap:
      return input(0);
    case OpCode::kCall: {
      const CallOp& call = program_->calls[op.data];
      const std::uint32_t entry = checked_->catalog->Find(call.row->spec.name);
      return checked_->catalog->entries()[entry].signature.result.admits_none();
    }
    default:
      return false;
  }
}

Lowering::Errs Lowering::CanErr(const Op& op) const {
  using sml::TypeKind;
  const auto inputs = program_->InputsOf(op);
  const auto may_be_none = [&](OpIndex i) { return i != kNoOp && program_->ops[i].may_be_none; };
  const auto nones = std::count_if(inputs.begin(), inputs.end(), may_be_none);
  const Errs by_none = nones == 0 ? Errs::kNever : nones == 1 ? Errs::kWhenNone : Errs::kPerhaps;
  const auto perhaps = [](bool it_may) { return it_may ? Errs::kPerhaps : Errs::kNever; };
  // The static type of an operand as it was written; Any when we made the operation ourselves.
  const auto type = [&](std::size_t i) -> const sml::Type& {
    static const sml::Type any;
    return op.source != nullptr && i < op.source->items.size()
               ? checked_->types[op.source->items[i].id]
               : any;
  };
  // Whether both operands, where they are not none, are of these kinds.
  const auto are = [&](std::initializer_list<TypeKind> kinds) {
    return IsKind(sml::WithoutNone(type(0)), kinds) && IsKind(sml::WithoutNone(type(1)), kinds);
  };
  switch (op.code) {
    case OpCode::kPath:
    case OpCode::kVerdict:
    case OpCode::kUnlisted:
    case OpCode::kEntity:
      return Errs::kPerhaps;
    case OpCode::kArithmetic: {
      const bool plain = op.symbol == sml::Op::kAdd || op.symbol == sml::Op::kSubtract;
      return plain && are({TypeKind::kInt, TypeKind::kStr}) ? by_none : Errs::kPerhaps;
    }
    case OpCode::kOrdered:
      return perhaps(!are({TypeKind::kInt, TypeKind::kFloat}));  // none is below all
    case OpCode::kIn:
    case OpCode::kNotIn:
      return perhaps(IsKind(type(1), {TypeKind::kAny}) || IsKind(type(0), {TypeKind::kAny}));
    case OpCode::kNegate:
      return IsKind(sml::WithoutNone(type(0)), {TypeKind::kInt, TypeKind::kFloat}) ? by_none
                                                                                   : Errs::kPerhaps;
    case OpCode::kPattern: {
      const PatternOp& pattern = program_->patterns[op.data];
      const bool gives_up = MayGiveUp(program_->groups[pattern.group].specs[pattern.pattern]);
      return gives_up ? Errs::kPerhaps : by_none;
    }
    case OpCode::kResolveOptional:
      return perhaps(op.data != 0);
    case OpCode::kCall:
    case OpCode::kPluginEffect: {
      const CallOp& call = program_->calls[op.data];
      if (call.row->can_error || call.row->purity == Purity::kEffect) return Errs::kPerhaps;
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (!call.admits_none[i] && may_be_none(inputs[i])) return Errs::kPerhaps;
      }
      return Errs::kNever;
    }
    default:
      return Errs::kNever;
  }
}

bool Lowering::TouchesFacts(const Op& op) const {
  return op.code == OpCode::kLabels || op.code == OpCode::kLabelEffect ||
         (op.code == OpCode::kCall && program_->calls[op.data].row->purity != Purity::kPure);
}

void Lowering::Note(OpIndex index) {
  const Errs errs = CanErr(program_->ops[index]);
  if (errs == Errs::kNever) return;
  File& file = program_->files[file_];
  std::vector<MustRun>* list = &file.must_run;
  if (errs == Errs::kWhenNone) {
    const auto inputs = program_->InputsOf(program_->ops[index]);
    const OpIndex input = *std::find_if(inputs.begin(), inputs.end(), [&](OpIndex i) {
      return i != kNoOp && program_->ops[i].may_be_none;
    });
    const auto [check, fresh] = none_checks_[file_].emplace(input, file.none_checks.size());
    if (fresh) file.none_checks.push_back({input, {}});
    list = &file.none_checks[check->second].then;
  }
  const auto [at, fresh] = noted_[file_].emplace(index, list->size());
  if (fresh) {
    list->push_back({index, 1});
  } else {
    ++(*list)[at->second].count;
  }
}

// What is written of a feature without evaluating it.
void Lowering::PlaceFeatures() {
  std::vector<std::size_t> ends;
  for (const Feature& feature : program_->features) {
    program_->feature_keys += JsonKey(feature.name);
    ends.push_back(program_->feature_keys.size());
  }
  program_->feature_keys.append(GatheredText::kPadding, '\0');
  std::size_t begin = 0;
  for (std::size_t i = 0; i < ends.size(); begin = ends[i++]) {
    Feature& feature = program_->features[i];
    feature.key = std::string_view(program_->feature_keys).substr(begin, ends[i] - begin);
    const Op& op = program_->ops[feature.op];
    if (op.code != OpCode::kPath || op.input_count > 0) continue;
    const PathOp& path = program_->paths[op.data];
    if (!path.plain || path.secret || !path.entity_type.empty()) continue;
    feature.slot = path.slot;
    feature.as_is = path.as_is;
  }
}

void Lowering::NumberSharedFeatures() {
  std::unordered_map<OpIndex, Feature*> first_of;
  for (Feature& feature : program_->features) {
    const auto [at, fresh] = first_of.emplace(feature.op, &feature);
    if (fresh) continue;
    Feature& first = *at->second;
    if (first.shared == kNoOp) first.shared = program_->shared_features++;
    feature.shared = first.shared;
  }
}

// Plain paths that must run are looked at without being evaluated, and what rests on their none
// with them.
void Lowering::PlacePathChecks(File* file) const {
  constexpr auto kIds = static_cast<ScalarKinds>(1u << static_cast<int>(codec::JsonKind::kString) |
                                                 1u << static_cast<int>(codec::JsonKind::kInt));
  std::unordered_map<OpIndex, std::size_t> check_of;
  std::erase_if(file->must_run, [&](const MustRun& must) {
    const Op& op = program_->ops[must.op];
    if (op.code != OpCode::kPath || op.input_count > 0) return false;
    const PathOp& path = program_->paths[op.data];
    if (!path.plain || path.secret) return false;
    const ScalarKinds as_is =
        path.entity_type.empty() ? path.as_is : static_cast<ScalarKinds>(path.as_is & kIds);
    check_of.emplace(must.op, file->path_checks.size());
    file->path_checks.push_back({path.slot, as_is, path.admits_none || !path.required, must, {}});
    return true;
  });
  std::erase_if(file->none_checks, [&](MustRunIfNone& check) {
    const auto found = check_of.find(check.input);
    if (found == check_of.end()) return false;
    file->path_checks[found->second].when_none = std::move(check.then);
    return true;
  });
}

std::uint32_t Lowering::SlotOf(std::string_view path, bool secret) {
  const std::string key = std::string(secret ? "secret:" : "path:") + std::string(path);
  const auto found = slots_.find(key);
  if (found != slots_.end()) return found->second;
  const auto parsed = codec::ParseJsonPath(path);
  EVENHAND_CHECK(parsed.has_value());  // the checker has parsed it before
  const std::uint32_t slot = (secret ? program_->secret_paths : program_->data_paths).Add(*parsed);
  slots_.emplace(key, slot);
  return slot;
}

}  // namespace evenhand::program
