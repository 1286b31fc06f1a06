// What one event leaves behind and another reads: counters, caches, labels, and how their names
// meet.

#include <algorithm>

#include "even/flow_builder.h"

namespace evenhand::even {
namespace {

struct Known {
  std::string_view function;
  StateFamily family;
};

// The register and dossiers are given to a run as files: no event writes what they read.
constexpr Known kKnown[] = {
    {"AccessLimit", {"", StateUse::kNone}},
    {"CacheGetFloat", {"cache", StateUse::kReads}},
    {"CacheGetInt", {"cache", StateUse::kReads}},
    {"CacheGetStr", {"cache", StateUse::kReads}},
    {"CacheSetFloat", {"cache", StateUse::kWrites}},
    {"CacheSetInt", {"cache", StateUse::kWrites}},
    {"CacheSetStr", {"cache", StateUse::kWrites}},
    {"DossierRole", {"", StateUse::kNone}},
    {"GetWindowCount", {"counter", StateUse::kReads}},
    {"IncrementWindow", {"counter", StateUse::kBoth}},
    {"Log", {"", StateUse::kNone}},
    // A number drawn is one less to come.
    {"RandomBool", {"random numbers", StateUse::kBoth}},
    {"RandomInt", {"random numbers", StateUse::kBoth}},
};

}  // namespace

StateFamily StateOf(const program::FunctionRow& row) {
  const auto known = std::find_if(std::begin(kKnown), std::end(kKnown),
                                  [&](const Known& k) { return k.function == row.spec.name; });
  if (known != std::end(kKnown)) return known->family;
  switch (row.purity) {
    case program::Purity::kPure:
      return {};
    case program::Purity::kReads:
      return {"", StateUse::kReads};
    case program::Purity::kEffect:
      return {"", StateUse::kBoth};
  }
  return {"", StateUse::kBoth};
}

// What rules do to a label, and what it is afterwards. Not an action unless someone changes it.
NodeId FlowBuilder::Label(const std::string& label, const std::string& type) {
  const auto [at, fresh] = labels_[label].by_type.emplace(type, kNone);
  if (fresh) at->second = Add("label " + label + " on " + type);
  return at->second;
}

void FlowBuilder::LinkLabels() {
  for (auto& [label, nodes] : labels_) {
    for (const auto& [type, node] : nodes.by_type) {
      if (nodes.changed_on_any != kNone) Edge(nodes.changed_on_any, node);
      if (nodes.any != kNone) Edge(node, nodes.any);
      if (nodes.read_on_any != kNone) Edge(node, nodes.read_on_any);
    }
    if (nodes.changed_on_any != kNone && nodes.read_on_any != kNone) {
      Edge(nodes.changed_on_any, nodes.read_on_any);
    }
  }
  for (const auto& [call, type] : any_label_) {
    for (const auto& [label, nodes] : labels_) {
      if (nodes.changed_on_any != kNone) Edge(nodes.changed_on_any, call);
      for (const auto& [on, node] : nodes.by_type) {
        if (!type || *type == on) Edge(node, call);
      }
    }
  }
}

// What is kept under one key may be read under every key that may be equal to it. In the order of
// prefixes, those that a key's prefix begins follow it.
void FlowBuilder::LinkKeys() {
  for (const auto& [family, shapes] : keys_) {
    for (auto a = shapes.begin(); a != shapes.end(); ++a) {
      for (auto b = a; b != shapes.end() && b->first.prefix.starts_with(a->first.prefix); ++b) {
        if (!MayBeEqual(a->first, b->first)) continue;
        const KeyNodes &x = a->second, &y = b->second;
        if (x.written != kNone && y.read != kNone) Edge(x.written, y.read);
        if (a != b && y.written != kNone && x.read != kNone) Edge(y.written, x.read);
      }
    }
  }
}

// For functions of which no more is known than that they keep or read state.
void FlowBuilder::LinkAllState() {
  if (reads_all_.empty() && writes_all_.empty()) return;
  const NodeId written = Add("state"), read = Add("");
  Edge(written, read);
  for (const NodeId call : writes_all_) Edge(call, written);
  for (const NodeId call : reads_all_) Edge(read, call);
  for (const auto& [family, shapes] : keys_) {
    for (const auto& [shape, nodes] : shapes) {
      if (nodes.written != kNone) Edge(nodes.written, read);
      if (nodes.read != kNone) Edge(written, nodes.read);
    }
  }
  for (const auto& [label, nodes] : labels_) {
    for (const auto& [type, node] : nodes.by_type) {
      Edge(node, read);
      Edge(written, node);
    }
    if (nodes.changed_on_any != kNone) Edge(nodes.changed_on_any, read);
    if (nodes.any != kNone) Edge(written, nodes.any);
    if (nodes.read_on_any != kNone) Edge(written, nodes.read_on_any);
  }
}

}  // namespace evenhand::even
