#pragma once

// Results compared as JSON: what conformance runs, rule tests and replays call different.
//
//   numbers   an integer is not a float; floats compare as doubles; integers have no size limit
//   objects   the order of keys does not matter
//   lists     in order, or, where asked, as multisets

#include <string>
#include <string_view>
#include <vector>

#include "codec/json_document.h"

namespace evenhand::app {

enum class Lists { kInOrder, kAsMultisets };

// One spelling for all values that are equal, readable by people.
std::string Canonical(codec::Json value, Lists lists = Lists::kInOrder);

// The features of a result: lists in order, but `__verdicts` and `__entity_label_mutations` as
// multisets, because nothing promises their order.
std::string CanonicalFeature(std::string_view name, codec::Json value);

struct Difference {
  std::string name;    // of the feature or part
  std::string wanted;  // canonical; empty when absent
  std::string got;
};

// Every feature that differs between two feature objects, sorted by name.
std::vector<Difference> CompareFeatures(codec::Json wanted, codec::Json got);

// One difference as lines for people: "  Name: wanted 1, got 2".
std::string Show(const Difference& difference);

}  // namespace evenhand::app
