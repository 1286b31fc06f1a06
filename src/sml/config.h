#pragma once

// The configuration of a rulebook: labels, sampling, and our own `compatibility` setting.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sml/ast.h"
#include "sml/diagnostic.h"
#include "sml/source_set.h"

namespace evenhand::sml {

struct LabelConfig {
  std::vector<std::string> valid_for;  // entity types; empty: for none, when the type is known
  std::string connotation = "neutral";
  std::string description;
  Span span;            // of the label's name
  Span valid_for_span;  // of `valid_for`, or else of the label's name
};

struct Config {
  std::map<std::string, LabelConfig> labels;
  std::map<std::string, int> sample_rates;  // by action name, 0..100
  bool osprey_1_1 = false;                  // `compatibility: osprey-1.1`
  std::optional<Span> labels_span;          // where `labels` is written
};

// Reads and merges the config files of a source set; errors go to `diagnostics` (stage kConfig).
// Maps merge, lists append, and two scalars in one place are an error. Every known key is checked,
// also those that only other tools use. No file at all, or an empty one, is an empty configuration.
Config ReadConfig(const SourceSet& sources, Diagnostics* diagnostics);

}  // namespace evenhand::sml
