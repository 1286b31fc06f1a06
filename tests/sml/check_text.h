#pragma once

// Rulebooks as short texts, checked with a small catalog, for tests of the checker.

#include <fmt/format.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sml/checker.h"

namespace evenhand::sml {

using Files = std::map<std::string, std::string>;

inline const std::vector<FunctionSpec>& TestFunctions() {
  static const std::vector<FunctionSpec> specs = {
      {.name = "Import", .signature = "(rules: Const[List[str]]) -> None"},
      {.name = "JsonData",
       .signature =
           "(path: Const[str], required: bool = True, coerce_type: bool = True) -> dynamic"},
      {.name = "EntityJson",
       .signature =
           "(type: Const[str], path: Const[str], required: bool = True) -> Entity[dynamic]"},
      {.name = "Entity", .signature = "(type: Const[str], id: T) -> Entity[T]"},
      {.name = "ResolveOptional",
       .signature = "(optional_value: Optional[T], default_value: Optional[T] = None) -> T"},
      {.name = "Rule", .signature = "(when_all: List[bool], description: Text) -> RuleT"},
      {.name = "WhenRules",
       .signature = "(rules_any: List[RuleT], then: List[EffectBase]) -> None"},
      {.name = "LabelAdd",
       .signature = "(entity: Entity[Any], label: Const[str], apply_if: Optional[RuleT] = None, "
                    "expires_after: Optional[TimeDeltaT] = None) -> EffectBase"},
      {.name = "BanUser", .signature = "(entity: str) -> Effect[BanUserEffect]"},
      {.name = "TimeDelta",
       .signature = "(days: Const[int] = 0, hours: Const[int] = 0) -> TimeDeltaT"},
      {.name = "TimeSince", .signature = "(timestamp: str) -> TimeDeltaT"},
      {.name = "Length", .signature = "(s: str) -> int"},
      {.name = "Share", .signature = "(of: Const[float]) -> bool"},
      {.name = "Pick", .signature = "(first: bool, **: List[bool]) -> List[bool]"},
      {.name = "Sorted", .signature = "(list: List[Any]) -> List[Any]"},
      {.name = "Exp", .signature = "(entity: Entity[Any]) -> ExperimentT"},
      {.name = "Contains", .signature = "(text|s: str, phrase: str) -> bool"},
      {.name = "Log", .signature = "(s: str) -> None"},
  };
  return specs;
}

inline std::shared_ptr<const Catalog> TestCatalog() {
  static const auto catalog = [] {
    std::vector<const FunctionSpec*> specs;
    for (const FunctionSpec& spec : TestFunctions()) specs.push_back(&spec);
    return std::make_shared<const Catalog>(specs);
  }();
  return catalog;
}

struct Outcome {
  std::shared_ptr<const SourceSet> sources;
  std::unique_ptr<Checked> checked;
  Diagnostics diagnostics;

  // "main.sml:1:4 unknown-identifier", with "warning " before warnings; in order.
  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const Diagnostic& d : diagnostics.all()) {
      lines.push_back(
          fmt::format("{}{}:{}:{} {}", d.severity == Severity::kWarning ? "warning " : "",
                      sources->At(d.span.file).path, d.span.line, d.span.column, d.kind));
    }
    return lines;
  }
};

inline Outcome CheckText(const Files& files) {
  Outcome outcome;
  auto sources = std::make_shared<SourceSet>();
  for (const auto& [path, text] : files) {
    (path.ends_with(".yaml") ? sources->configs : sources->files).push_back({path, text});
  }
  outcome.sources = sources;
  outcome.checked = Check(sources, TestCatalog(), &outcome.diagnostics);
  outcome.diagnostics.Sort(*sources);
  return outcome;
}

}  // namespace evenhand::sml
