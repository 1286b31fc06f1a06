// Which pattern must hit before a WhenRules can fire, and what a rule needs to be true or to fail.
//
// A condition is guarded by patterns when it cannot be true unless one of them hits: a pattern by
// itself, `and` by any of its operands, `or` by all of them together, a rule by any of its
// conditions. A WhenRules whose rules are all guarded is looked at only after a hit, so that an
// event costs what its text hits and not the number of rules. Of those that remain, most need some
// number of the event to be large or small: that is looked at before anything is evaluated.

#include <algorithm>
#include <map>
#include <set>

#include "program/lowering.h"

namespace evenhand::program {
namespace {
constexpr int kMaxGuardDepth = 64;
constexpr std::size_t kMaxGuardPatterns = 256;
}  // namespace

Lowering::Guard Lowering::GuardOf(OpIndex index, int depth) const {
  const Op& op = program_->ops[index];
  const auto inputs = program_->InputsOf(op);
  if (depth > kMaxGuardDepth) return {};
  switch (op.code) {
    case OpCode::kPattern:
      return {true, {index}};
    case OpCode::kConst:
      // Never true: no pattern can help.
      return {!(program_->constants[op.data].tag() == Tag::kBool &&
                program_->constants[op.data].AsBool()),
              {}};
    case OpCode::kUnwrap:
      return GuardOf(inputs[0], depth + 1);
    case OpCode::kAnd:
    case OpCode::kRule: {
      Guard best;
      for (const OpIndex input : inputs) {
        Guard guard = GuardOf(input, depth + 1);
        if (guard.known && (!best.known || guard.patterns.size() < best.patterns.size())) {
          best = std::move(guard);
        }
      }
      return best;
    }
    case OpCode::kOr: {
      Guard all{true, {}};
      for (const OpIndex input : inputs) {
        const Guard guard = GuardOf(input, depth + 1);
        if (!guard.known) return {};
        all.patterns.insert(all.patterns.end(), guard.patterns.begin(), guard.patterns.end());
        if (all.patterns.size() > kMaxGuardPatterns) return {};
      }
      return all;
    }
    default:
      return {};
  }
}

// A comparison that holds whenever the operation is true.
std::optional<Comparison> Lowering::ComparisonIn(OpIndex index, int depth) const {
  const Op& op = program_->ops[index];
  const auto inputs = program_->InputsOf(op);
  if (depth > kMaxGuardDepth) return std::nullopt;
  if (op.code == OpCode::kAnd || op.code == OpCode::kRule) {
    for (const OpIndex input : inputs) {
      if (auto found = ComparisonIn(input, depth + 1)) return found;
    }
    return std::nullopt;
  }
  if (op.code != OpCode::kOrdered) return std::nullopt;
  const Op& left = program_->ops[inputs[0]];
  const Op& right = program_->ops[inputs[1]];
  if (left.code != OpCode::kPath || left.input_count > 0 || right.code != OpCode::kConst) {
    return std::nullopt;
  }
  const PathOp& path = program_->paths[left.data];
  const Value number = program_->constants[right.data];
  const bool fits = path.plain && !path.secret && path.entity_type.empty() &&
                    Holds(path.as_is, codec::JsonKind::kInt) && number.tag() == Tag::kInt;
  if (!fits) return std::nullopt;
  return Comparison{path.slot, op.symbol, number.AsInt()};
}

// Adds the operations whose failure is the only thing that can make this one fail; false when there
// are other things.
bool Lowering::AddRoots(OpIndex index, int depth, std::set<OpIndex>* roots) const {
  const Op& op = program_->ops[index];
  const auto inputs = program_->InputsOf(op);
  const auto all = [&](std::span<const OpIndex> ops) {
    return std::all_of(ops.begin(), ops.end(), [&](OpIndex input) {
      return input == kNoOp || AddRoots(input, depth + 1, roots);
    });
  };
  if (depth > kMaxGuardDepth) return false;
  switch (op.code) {
    case OpCode::kPath:
      return roots->insert(index), true;
    case OpCode::kConst:
    case OpCode::kActionId:
    case OpCode::kActionName:
    case OpCode::kEqual:  // these take a failure for none, or for false
    case OpCode::kNotEqual:
    case OpCode::kAnd:
    case OpCode::kOr:
      return true;
    case OpCode::kUnwrap:
    case OpCode::kNot:
    case OpCode::kLabels:
    case OpCode::kHasLabel:
      return inputs.size() < 4 || inputs[3] == kNoOp ? all(inputs) : false;
    case OpCode::kOrdered:
    case OpCode::kPattern:
      return CanErr(op) == Errs::kNever && all(inputs);
    case OpCode::kRule: {
      const Rule& rule = program_->rules[op.data];
      return all(inputs) && std::all_of(rule.fields.begin(), rule.fields.end(), [&](const auto& f) {
               return AddRoots(f.second, depth + 1, roots);
             });
    }
    default:
      return false;
  }
}

// Most rules of a rulebook rest on the same few fields of the event: whether these failed is then
// asked once for all of them.
void Lowering::PlaceRoots() {
  std::map<std::set<OpIndex>, std::uint32_t> numbers;
  for (Rule& rule : program_->rules) {
    rule.needs = ComparisonIn(rule.op, 0).value_or(Comparison{});
    std::set<OpIndex> roots;
    if (program_->ops[rule.op].deep || !AddRoots(rule.op, 0, &roots)) continue;
    const auto [at, fresh] =
        numbers.emplace(roots, static_cast<std::uint32_t>(program_->roots.size()));
    if (fresh) program_->roots.emplace_back(roots.begin(), roots.end());
    rule.roots = at->second;
  }
}

void Lowering::PlaceGuards() {
  std::vector<std::vector<std::vector<Wake>>> wakes;  // by group and pattern
  for (const PatternGroup& group : program_->groups) wakes.emplace_back(group.specs.size());
  for (std::uint32_t w = 0; w < program_->when_rules.size(); ++w) {
    WhenRules& when = program_->when_rules[w];
    File& file = program_->files[when.file];
    std::vector<OpIndex> patterns;
    if (when.rules.size() == 1) {
      const Op& rule = program_->ops[when.rules[0]];
      if (rule.code == OpCode::kRule) when.needs = program_->rules[rule.data].needs;
    }
    when.guarded = true;
    for (const OpIndex rule : when.rules) {
      const Guard guard = GuardOf(rule, 0);
      if (!guard.known) when.guarded = false;
      patterns.insert(patterns.end(), guard.patterns.begin(), guard.patterns.end());
    }
    if (!when.guarded) {
      file.unguarded.push_back(w);
      continue;
    }
    std::sort(patterns.begin(), patterns.end());
    patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
    for (const OpIndex op : patterns) {
      const PatternOp& pattern = program_->patterns[program_->ops[op].data];
      PatternGroup& group = program_->groups[pattern.group];
      group.has_guards = true;
      wakes[pattern.group][pattern.pattern].push_back({w, when.file, when.needs});
      if (std::find(file.groups.begin(), file.groups.end(), pattern.group) == file.groups.end()) {
        file.groups.push_back(pattern.group);
      }
    }
  }
  for (std::size_t g = 0; g < wakes.size(); ++g) {
    PatternGroup& group = program_->groups[g];
    for (const std::vector<Wake>& of_pattern : wakes[g]) {
      group.first_wake.push_back(static_cast<std::uint32_t>(group.wakes.size()));
      group.wakes.insert(group.wakes.end(), of_pattern.begin(), of_pattern.end());
    }
    group.first_wake.push_back(static_cast<std::uint32_t>(group.wakes.size()));
  }
}

}  // namespace evenhand::program
