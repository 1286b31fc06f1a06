#include "even/certificate.h"

#include <algorithm>
#include <map>

#include "even/path_reach.h"

namespace evenhand::even {
namespace {

constexpr NodeId kNobody = static_cast<NodeId>(-1);

std::string PlaceText(const sml::Checked& checked, sml::Span at) {
  return checked.sources->At(at.file).path + ":" + std::to_string(at.line);
}

void SortUnique(std::vector<sml::Span>* places) {
  std::sort(places->begin(), places->end());
  places->erase(std::unique(places->begin(), places->end()), places->end());
}

std::vector<std::string> PlaceTexts(const sml::Checked& checked, std::vector<sml::Span> places) {
  SortUnique(&places);
  std::vector<std::string> texts;
  for (const sml::Span place : places) {
    std::string text = PlaceText(checked, place);
    if (texts.empty() || texts.back() != text) texts.push_back(std::move(text));
  }
  return texts;
}

// The graph, walked from the readers of one attribute at a time.
class Walker {
 public:
  Walker(const sml::Checked& checked, const Flow& flow)
      : checked_(checked),
        flow_(flow),
        came_from_(flow.nodes.size(), kNobody),
        seen_(flow.nodes.size(), false) {}

  // The actions that the readers reach, by name.
  std::vector<Way> WaysFrom(const std::vector<NodeId>& readers) {
    std::fill(seen_.begin(), seen_.end(), false);
    std::vector<NodeId> queue;
    std::map<std::string_view, NodeId> reached;
    const auto meet = [&](NodeId node, NodeId from) {
      if (seen_[node]) return;
      seen_[node] = true;
      came_from_[node] = from;
      queue.push_back(node);
      if (flow_.nodes[node].is_action) reached.emplace(flow_.nodes[node].what, node);
    };
    for (const NodeId reader : readers) meet(reader, kNobody);
    for (std::size_t next = 0; next < queue.size(); ++next) {
      const NodeId from = queue[next];
      for (const NodeId to : flow_.nodes[from].to) meet(to, from);
    }
    std::vector<Way> ways;
    ways.reserve(reached.size());
    for (const auto& [name, node] : reached) ways.push_back(WayTo(node));
    return ways;
  }

 private:
  Way WayTo(NodeId action) const {
    Way way{.action = flow_.nodes[action].what, .steps = {}};
    for (NodeId at = action; at != kNobody; at = came_from_[at]) {
      const FlowNode& node = flow_.nodes[at];
      if (node.what.empty()) continue;
      Step step{node.what, node.has_place ? PlaceText(checked_, node.place) : std::string()};
      way.steps.push_back(std::move(step));
    }
    std::reverse(way.steps.begin(), way.steps.end());
    return way;
  }

  const sml::Checked& checked_;
  const Flow& flow_;
  std::vector<NodeId> came_from_;
  std::vector<bool> seen_;
};

std::vector<Action> ActionsOf(const sml::Checked& checked, const Flow& flow) {
  std::map<std::string, std::vector<sml::Span>> places;
  for (const Flow::Site& site : flow.sites) {
    places[flow.nodes[site.action].what].push_back(site.place);
  }
  std::vector<Action> actions;
  actions.reserve(places.size());
  for (auto& [name, at] : places) actions.push_back({name, PlaceTexts(checked, std::move(at))});
  return actions;
}

}  // namespace

std::vector<const AttributeUse*> Certificate::leaks() const {
  std::vector<const AttributeUse*> leaks;
  for (const AttributeUse& use : uses) {
    const AttributeClass of = attributes[use.attribute].attribute_class;
    const bool leaks_out = of == AttributeClass::kAudit && !use.reaches.empty();
    if (of == AttributeClass::kBarred || leaks_out) leaks.push_back(&use);
  }
  return leaks;
}

Certificate Certify(const sml::Checked& checked, std::span<const program::FunctionRow* const> rows,
                    std::vector<Attribute> attributes) {
  const Flow flow = TraceFlow(checked, rows);
  std::vector<PathReach> reads;
  reads.reserve(flow.reads.size());
  for (const FlowRead& read : flow.reads) reads.emplace_back(read.parsed);
  Certificate certificate{.rulebook = checked.sources->Hash(),
                          .attributes = std::move(attributes),
                          .actions = ActionsOf(checked, flow),
                          .uses = {}};
  Walker walker(checked, flow);
  for (std::size_t a = 0; a < certificate.attributes.size(); ++a) {
    const PathReach attribute(certificate.attributes[a].parsed);
    std::vector<NodeId> readers;
    std::vector<sml::Span> places;
    for (std::size_t r = 0; r < reads.size(); ++r) {
      if (!reads[r].Meets(attribute)) continue;
      readers.push_back(flow.reads[r].node);
      places.push_back(flow.reads[r].place);
    }
    if (readers.empty()) continue;
    certificate.uses.push_back({.attribute = a,
                                .read_at = PlaceTexts(checked, std::move(places)),
                                .reaches = walker.WaysFrom(readers)});
  }
  return certificate;
}

}  // namespace evenhand::even
