#pragma once

// A rulebook ready to run: checked, lowered, with what was said about it on the way.

#include <memory>
#include <string>

#include "base/result.h"
#include "program/program.h"
#include "sml/checker.h"
#include "sml/diagnostic.h"
#include "sml/source_set.h"

namespace evenhand::engine {

struct Rulebook {
  std::shared_ptr<const sml::SourceSet> sources;
  sml::Diagnostics diagnostics;                 // errors and warnings
  std::shared_ptr<const sml::Checked> checked;  // null when there are errors
  std::shared_ptr<const program::Program>
      program;  // null when there are errors, or it was only checked
};

struct RulebookOptions {
  bool check_only = false;    // no program: fast, no pattern database
  std::string pattern_cache;  // directory for pattern databases; empty for none
};

// The functions every rulebook may call. Made once, shared.
const std::shared_ptr<const sml::Catalog>& SharedCatalog();

// Errors in the rules are diagnostics, not a failed Result.
Result<Rulebook> LoadRulebook(sml::SourceSet sources, const RulebookOptions& options = {});
Result<Rulebook> LoadRulebook(const std::string& directory, const RulebookOptions& options = {});

}  // namespace evenhand::engine
