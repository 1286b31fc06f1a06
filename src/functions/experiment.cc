// Experiments: which bucket an entity falls into, by a hash of its id alone.

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "functions/registry.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::ExperimentValue;
using program::FunctionRow;
using program::Tag;
using program::Value;

constexpr std::uint32_t kSeed = 42;
constexpr std::uint32_t kShares = 10'000;  // a share is 0.01 percent

std::uint32_t Finish(std::uint32_t h) {
  h = (h ^ h >> 16) * 0x85ebca6bu;
  h = (h ^ h >> 13) * 0xc2b2ae35u;
  return h ^ h >> 16;
}

// MurmurHash3_x86_32, after its public-domain definition.
std::uint32_t Murmur3(std::string_view text, std::uint32_t seed) {
  const auto mix = [](std::uint32_t k) { return std::rotl(k * 0xcc9e2d51u, 15) * 0x1b873593u; };
  std::uint32_t h = seed;
  std::size_t at = 0;
  for (; at + 4 <= text.size(); at += 4) {
    std::uint32_t block = 0;
    std::memcpy(&block, text.data() + at, 4);
    h = std::rotl(h ^ mix(block), 13) * 5 + 0xe6546b64u;
  }
  std::uint32_t tail = 0;
  for (std::size_t i = text.size(); i > at; --i) {
    tail = tail << 8 | static_cast<unsigned char>(text[i - 1]);
  }
  if (at < text.size()) h ^= mix(tail);
  return Finish(h ^ static_cast<std::uint32_t>(text.size()));
}

double SizeOf(const sml::Constant& size) {
  return size.kind == sml::ExprKind::kFloat ? size.real : std::stod(size.text);
}

void Refuse(sml::CallCheck& check, sml::Span at, std::string message, std::string hint = {}) {
  check.Error(at, "bad-experiment", std::move(message), std::move(hint));
}

void CheckNumbers(sml::CallCheck& check) {
  for (const char* name : {"version", "revision"}) {
    const sml::Constant* number = check.ConstantOf(name);
    if (number == nullptr || !number->text.starts_with('-')) continue;
    Refuse(check, number->span, std::string("experiment ") + name + " must be zero or greater");
  }
}

void CheckSizes(sml::CallCheck& check, const std::vector<sml::Constant>& buckets,
                const std::vector<sml::Constant>& sizes) {
  const sml::Span at = check.Argument("bucket_sizes")->span;
  if (buckets.size() != sizes.size()) {
    return Refuse(check, at, "buckets and bucket_sizes must have the same number of elements");
  }
  const double most = std::floor(kShares / static_cast<double>(buckets.size()));
  for (const sml::Constant& size : sizes) {
    const double shares = SizeOf(size) * 100;
    if (std::abs(shares - std::round(shares)) > 1e-9)
      Refuse(check, at, fmt::format("{} is too precise", SizeOf(size)),
             "use steps of 0.01 percent");
  }
  for (const sml::Constant& size : sizes) {
    if (std::floor(SizeOf(size) * 100 + 1e-9) <= most) continue;
    Refuse(check, at, fmt::format("{} is over the current max of {}", SizeOf(size), most / 100),
           "with this many buckets each may have its equal share at most");
  }
}

void CheckExperiment(sml::CallCheck& check) {
  if (!check.is_direct() || check.statement().is_call) {
    Refuse(check, check.call().span, "must assign `" + check.call().text + "` to a variable");
  }
  CheckNumbers(check);
  const sml::Constant* buckets = check.ConstantOf("buckets");
  const sml::Constant* sizes = check.ConstantOf("bucket_sizes");
  if (buckets == nullptr || sizes == nullptr) return;
  const sml::Span at = check.Argument("buckets")->span;
  if (buckets->items.size() > 10)
    return Refuse(check, at, "number of experiment buckets must be between 1 and 10 inclusive");
  const auto is_control = [](const sml::Constant& c) { return c.text == "control"; };
  if (std::none_of(buckets->items.begin(), buckets->items.end(), is_control)) {
    Refuse(check, at, "'control' must be one of the buckets");
  }
  CheckSizes(check, buckets->items, sizes->items);
}

// The buckets that the experiment named by the call's argument was written with; null when unknown.
const sml::Expr* BucketsOf(sml::CallCheck& check) {
  const sml::Expr* name = check.Argument("experiment");
  if (name == nullptr || name->kind != sml::ExprKind::kName) {
    if (name != nullptr)
      Refuse(check, name->span, "`experiment` must be the name of an experiment");
    return nullptr;
  }
  const sml::Statement* made = check.Definition(*name);
  const bool is_experiment =
      made != nullptr && made->value.kind == sml::ExprKind::kCall &&
      (made->value.text == "Experiment" || made->value.text == "ExperimentsBucketAssignment");
  if (!is_experiment) {
    Refuse(check, name->span, "experiment '" + name->text + "' not defined");
    return nullptr;
  }
  const sml::Expr& call = made->value;
  for (std::size_t i = 0; i < call.items.size(); ++i) {
    if (call.keywords[i] == "buckets" && call.items[i].kind == sml::ExprKind::kList) {
      return &call.items[i];
    }
  }
  return nullptr;
}

void CheckExperimentWhen(sml::CallCheck& check) {
  const sml::Expr* buckets = BucketsOf(check);
  if (buckets == nullptr) return;
  const sml::Expr& call = check.call();
  std::string missing;
  for (const sml::Expr& bucket : buckets->items) {
    const bool given =
        std::find(call.keywords.begin(), call.keywords.end(), bucket.text) != call.keywords.end();
    if (!given) missing += (missing.empty() ? "`" : ", `") + bucket.text + "`";
  }
  if (!missing.empty()) Refuse(check, call.span, "missing buckets of the experiment: " + missing);
  for (std::size_t i = 0; i < call.items.size(); ++i) {
    const auto same = [&](const sml::Expr& bucket) { return bucket.text == call.keywords[i]; };
    if (call.keywords[i] == "experiment" ||
        std::any_of(buckets->items.begin(), buckets->items.end(), same)) {
      continue;
    }
    Refuse(check, call.items[i].span, "`" + call.keywords[i] + "` is no bucket of the experiment");
  }
}

std::string_view Decimal(CallContext& context, Value number) {
  char room[24];
  if (number.tag() == Tag::kBig) return context.arena.Copy(number.AsBig().str());
  const char* end = std::to_chars(room, room + sizeof(room), number.AsInt()).ptr;
  return context.arena.Copy({room, static_cast<std::size_t>(end - room)});
}

// The whole shares of a size: hundredths of a percent, of the decimal that was written.
std::uint32_t SharesOf(Value size) {
  const double percent =
      size.tag() == Tag::kInt ? static_cast<double>(size.AsInt()) : size.AsFloat();
  return static_cast<std::uint32_t>(std::floor(percent * 100 + 1e-6));
}

Value CallExperiment(CallContext& context, std::span<const Value> arguments) {
  const auto buckets = arguments[1].AsList();
  const auto sizes = arguments[2].AsList();
  const program::EntityValue& entity = arguments[0].AsEntity();
  const std::string_view id =
      entity.id.tag() == Tag::kStr ? entity.id.AsStr() : Decimal(context, entity.id);
  const std::span<char> key = context.arena.Array<char>(context.target.size() + 1 + id.size());
  char* to = std::copy(context.target.begin(), context.target.end(), key.data());
  *to++ = '/';
  std::copy(id.begin(), id.end(), to);
  const std::uint32_t share = Murmur3({key.data(), key.size()}, kSeed) % kShares;
  const std::uint32_t width = kShares / static_cast<std::uint32_t>(buckets.size());
  const std::uint32_t index = share / width;
  const bool in = index < buckets.size() && share < index * width + SharesOf(sizes[index]);
  return Value::Experiment(context.arena.New<ExperimentValue>(
      context.target, &entity, in ? buckets[index].AsStr() : std::string_view(),
      in ? std::int64_t{index} : std::int64_t{-1}, Decimal(context, arguments[3]),
      Decimal(context, arguments[4])));
}

// The list of the entity's bucket; of `control` when it is in none.
Value CallExperimentWhen(CallContext& context, std::span<const Value> arguments) {
  const std::string_view bucket = arguments[0].AsExperiment().bucket;
  const std::string_view wanted = bucket.empty() ? "control" : bucket;
  for (std::size_t i = 0; i < context.extra_names.size(); ++i) {
    if (context.extra_names[i] == wanted) return arguments[i + 1];
  }
  return context.Err("the experiment's bucket has no list here");
}

FunctionRow ExperimentRow(std::string name) {
  return {
      .spec = {.name = std::move(name),
               .category = "Engine",
               .signature = "(entity: Entity[Any], buckets: Const[List[str]], bucket_sizes: "
                            "Const[List[float]], version: Const[int], revision: Const[int]) -> "
                            "ExperimentT",
               .doc =
                   "Puts the entity into one bucket of an experiment, or into none, by a hash of "
                   "the experiment's name and the entity's id. The same entity is always in "
                   "the same bucket.",
               .notes = {{"entity", "whom to put into a bucket"},
                         {"buckets", "up to ten names; one is `control`"},
                         {"bucket_sizes", "percent of all entities, in steps of 0.01"},
                         {"version", "zero or more; shown in the result"},
                         {"revision", "zero or more; shown in the result"}},
               .check = &CheckExperiment},
      .uses_target = true,  // the hash covers it
      .call = &CallExperiment};
}

const FunctionRow kRows[] = {
    ExperimentRow("Experiment"),
    ExperimentRow("ExperimentsBucketAssignment"),
    {.spec = {.name = "ExperimentWhen",
              .category = "Engine",
              .signature = "(experiment: ExperimentT, **: List[bool]) -> List[bool]",
              .doc =
                  "The conditions of the bucket that the entity is in: one list for each bucket of "
                  "the experiment, under its name. Outside the experiment it is that of `control`.",
              .notes = {{"experiment", "the name of an experiment"}},
              .check = &CheckExperimentWhen},
     .can_error = true,
     .call = &CallExperimentWhen},
};

}  // namespace

std::span<const FunctionRow> ExperimentFunctions() { return kRows; }

}  // namespace evenhand::functions
