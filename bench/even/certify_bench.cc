// How long a certificate takes, for rulebooks of 100 to 10,000 rules: linear in the rules, and in
// the attributes that are read.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "engine/rulebook.h"
#include "even/certificate.h"
#include "functions/registry.h"

namespace evenhand::even {
namespace {

// Each rule reads a field and a common attribute, counts, asks for the label of the rule before,
// and sets its own.
sml::SourceSet Rulebook(std::int64_t rules) {
  std::string text =
      "Author: Entity[str] = EntityJson(type='Account', path='$.author.did')\n"
      "Strikes: int = JsonData(path='$.author.prior_strikes', required=False)\n"
      "Hour: int = JsonData(path='$.review.hour', required=False)\n";
  std::string labels = "labels:\n";
  for (std::int64_t i = 0; i < rules; ++i) {
    labels +=
        fmt::format("  l{}: {{valid_for: [Account], connotation: neutral, description: l}}\n", i);
    text += fmt::format(
        "Text{0}: str = JsonData(path='$.post.text{0}', required=False)\n"
        "Times{0} = IncrementWindow(key=f'r{0}-{{Text{0}}}', window_seconds=60.0, "
        "when_all=[Text{0} != ''])\n"
        "Rule{0} = Rule(when_all=[StringLength(s=Text{0}) > {0}, Times{0} > 2, Strikes > 1,\n"
        "    not HasLabel(entity=Author, label='l{1}')], description=f'post by {{Text{0}}}')\n"
        "WhenRules(rules_any=[Rule{0}], then=[LabelAdd(entity=Author, label='l{0}')])\n",
        i, i == 0 ? 0 : i - 1);
  }
  sml::SourceSet sources;
  sources.files.push_back({"main.sml", std::move(text)});
  sources.configs.push_back({"config.yaml", std::move(labels)});
  return sources;
}

std::vector<Attribute> Attributes() {
  auto attributes = ParseAttributes(
      "attributes:\n"
      "  - {path: $.author.prior_strikes, class: admitted, means: strikes}\n"
      "  - {path: $.review.hour, class: audit, means: hour}\n"
      "  - {path: $.author.religion, class: barred, means: religion}\n",
      "attributes.yaml");
  return attributes ? *std::move(attributes) : std::vector<Attribute>();
}

void BM_Certify(benchmark::State& state) {
  const auto book =
      engine::LoadRulebook(Rulebook(state.range(0)), {.check_only = true, .pattern_cache = {}});
  if (!book || book->checked == nullptr) return state.SkipWithError("the rulebook does not load");
  for (auto _ : state) {
    const Certificate certificate = Certify(*book->checked, functions::Registry(), Attributes());
    if (!certificate.granted()) state.SkipWithError("the certificate is refused");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(BM_Certify)->Arg(100)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace evenhand::even
