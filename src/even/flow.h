#pragma once

// Where information can go in a rulebook: from the places of the event that it reads, through
// names, rules, files, labels, counters and caches, to what it does.
//
// The graph is static and goes by what *can* depend on what; no data is needed. It is made of the
// checked source and not of the compiled program, so nothing has been optimised away. An edge a → b
// says that the value of b, or whether b fails, or whether b happens at all, can change with a.
//
//   feature   a name and its value; fails when what it needs fails
//   call      a call that reads or writes state, or an effect
//   file      whether a file runs: Import, Require, require_if, f-string paths
//   order     when it runs, among those that read and write state
//   firing    one WhenRules
//   store     counters, caches, random numbers, by family and the shape of the key; shared by all
//   events label     one label on one entity type: what rules make of it is an action, and what
//   HasLabel reads action    a verdict, an effect of another kind
//
// Every label is one node for adding and removing, because each can stand in the other's way. A
// function that the analysis does not know passes all it is given to its result; one that keeps
// state may read and write all state. Words of a rule's description are no action, but a name in
// them that can fail makes the rule fail. The order in which verdicts are listed is none either.
//
// Cost: O(size of the rulebook), but for keys of counters that may be equal, which are joined
// pairwise.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "codec/json_path.h"
#include "program/function.h"
#include "sml/checker.h"

namespace evenhand::even {

using NodeId = std::uint32_t;

struct FlowNode {
  std::string what;  // "Hour", "rule Late", "label noted on Account"; empty: not shown to people
  bool is_action = false;
  bool has_place = false;
  sml::Span place;              // when it has one
  std::vector<NodeId> to = {};  // whom it can change, ascending by when it was found
};

// One place of the source that reads the event.
struct FlowRead {
  std::string path;  // as written
  codec::JsonPath parsed;
  NodeId node = 0;  // what the value goes into first
  sml::Span place;
};

struct Flow {
  std::vector<FlowNode> nodes;
  std::vector<FlowRead> reads;
  // Where an action is asked for: each WhenRules (or effect) with the action's node.
  struct Site {
    NodeId action = 0;
    sml::Span place;
  };
  std::vector<Site> sites;
};

// `rows[i]` is entry i of the checked rulebook's catalog.
Flow TraceFlow(const sml::Checked& checked, std::span<const program::FunctionRow* const> rows);

}  // namespace evenhand::even
