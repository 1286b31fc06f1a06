#include "functions/registry.h"

#include <algorithm>

namespace evenhand::functions {
namespace {

using program::FunctionRow;

std::vector<const FunctionRow*> Gather() {
  const std::span<const FunctionRow> subjects[] = {
      AccessFunctions(),     AtprotoEffectFunctions(), AtprotoRecordFunctions(),
      CensorizedFunctions(), CounterFunctions(),       DossierFunctions(),
      EncodingFunctions(),   EngineFunctions(),        ExperimentFunctions(),
      FindingFunctions(),    FreeTextFunctions(),      ListFunctions(),
      NetworkFunctions(),    PhraseListFunctions(),    PluginFunctions(),
      RegexFunctions(),      StringFunctions(),        TextFunctions(),
      TimeFunctions(),
  };
  std::vector<const FunctionRow*> rows;
  for (const std::span<const FunctionRow> subject : subjects)
    for (const FunctionRow& row : subject) rows.push_back(&row);
  std::sort(rows.begin(), rows.end(),
            [](const FunctionRow* a, const FunctionRow* b) { return a->spec.name < b->spec.name; });
  return rows;
}

}  // namespace

const std::vector<const FunctionRow*>& Registry() {
  static const std::vector<const FunctionRow*> rows = Gather();
  return rows;
}

std::shared_ptr<const sml::Catalog> MakeCatalog() {
  std::vector<const sml::FunctionSpec*> specs;
  for (const FunctionRow* row : Registry()) specs.push_back(&row->spec);
  return std::make_shared<const sml::Catalog>(specs);
}

}  // namespace evenhand::functions
