#pragma once

// Small rulebooks and events at random, for testing certificates against what the engine does.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "sml/source_set.h"

namespace evenhand::even {

// Reads $.a.x and $.a.y (audit-only, in kRandomAttributes) and $.p.* (no attributes).
inline constexpr const char* kRandomAttributes =
    "attributes:\n"
    "  - {path: $.a.x, class: audit, means: x}\n"
    "  - {path: $.a.y, class: audit, means: y}\n"
    "  - {path: $.p.n, class: admitted, means: n}\n";

class RandomRulebook {
 public:
  explicit RandomRulebook(std::uint32_t seed) : random_(seed) {}

  sml::SourceSet Make();

 private:
  // The names of a file that may be used, by type.
  struct Names {
    std::vector<std::string> ints, strs, bools, rules, deltas, effects, entities;
  };

  int Below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool Chance(int percent) { return Below(100) < percent; }
  const std::string& Any(const std::vector<std::string>& of) {
    return of[static_cast<std::size_t>(Below(static_cast<int>(of.size())))];
  }
  std::string Fresh() { return "N" + std::to_string(next_++); }

  std::string Int(const Names& names, int depth);
  std::string Str(const Names& names, int depth);
  std::string Bool(const Names& names, int depth);
  std::string Conditions(const Names& names);
  std::string Key(const Names& names);
  std::string Label() { return Chance(50) ? "'l'" : "'m'"; }
  std::string HasLabel(const Names& names);
  std::string Effect(const Names& names);
  std::string Read(Names* names);
  std::string State(Names* names);
  std::string Statement(Names* names);
  std::string Statements(Names* names, int count);

  std::mt19937 random_;
  int next_ = 0;
};

// Two runs of events, as a witness has them, that differ at $.a.x and $.a.y only.
struct RandomRuns {
  std::string left;
  std::string right;
};
RandomRuns MakeRuns(std::uint32_t seed);

}  // namespace evenhand::even
