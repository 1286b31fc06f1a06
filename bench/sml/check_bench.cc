// How long it takes to load a rulebook: parsing and every validator.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "sml/checker.h"

namespace evenhand::sml {
namespace {

std::shared_ptr<const Catalog> SmallCatalog() {
  static const std::vector<FunctionSpec> specs = {
      {.name = "JsonData", .signature = "(path: Const[str], required: bool = True) -> dynamic"},
      {.name = "Rule", .signature = "(when_all: List[bool], description: Text) -> RuleT"},
      {.name = "WhenRules",
       .signature = "(rules_any: List[RuleT], then: List[EffectBase]) -> None"},
      {.name = "DeclareVerdict", .signature = "(verdict: str) -> EffectBase"},
      {.name = "Length", .signature = "(s: str) -> int"},
  };
  std::vector<const FunctionSpec*> pointers;
  for (const FunctionSpec& spec : specs) pointers.push_back(&spec);
  return std::make_shared<const Catalog>(pointers);
}

// Each rule reads a field, has four conditions, a description with fields, and an effect.
std::shared_ptr<const SourceSet> Rulebook(std::int64_t rules) {
  auto sources = std::make_shared<SourceSet>();
  std::string text;
  for (std::int64_t i = 0; i < rules; ++i) {
    text += fmt::format(
        "Text{0}: str = JsonData(path='$.post.text{0}')\n"
        "Count{0}: Optional[int] = JsonData(path='$.author.count{0}')\n"
        "Rule{0} = Rule(when_all=[Length(s=Text{0}) > {0}, 'کلمه' in Text{0},\n"
        "    Count{0} != None and Count{0} < 10, Text{0} != ''], description=f'post by "
        "{{Text{0}}}')\n"
        "WhenRules(rules_any=[Rule{0}], then=[DeclareVerdict(verdict='reject')])\n",
        i);
  }
  sources->files.push_back({"main.sml", std::move(text)});
  return sources;
}

void BM_CheckRulebook(benchmark::State& state) {
  const auto sources = Rulebook(state.range(0));
  const auto catalog = SmallCatalog();
  for (auto _ : state) {
    Diagnostics diagnostics;
    if (!Check(sources, catalog, &diagnostics)) state.SkipWithError("the rulebook does not load");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_CheckRulebook)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace evenhand::sml
