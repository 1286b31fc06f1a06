#pragma once

// Graphs as the texts that Gephi, igraph and NetworkX read: GraphML (graphml.graphdrawing.org) and
// GEXF 1.3 (gexf.net). Nodes have a label, edges a weight, both as many attributes as there are
// columns. Texts of the archive stand escaped; bytes that XML cannot hold become U+FFFD.
//
// Cost: linear; the whole text in memory, about 150 bytes an edge.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::coordination {

struct GraphColumn {
  enum class Type : std::uint8_t { kText, kWhole, kReal, kBool };
  std::string name;
  Type type = Type::kReal;
  std::function<std::string(std::size_t row)> value;  // unescaped; empty: this row has none
};

struct GraphTable {
  bool directed = false;
  std::size_t nodes = 0;
  std::function<std::uint32_t(std::size_t node)> id;
  std::function<std::string_view(std::size_t node)> label;
  std::vector<GraphColumn> node_columns = {};

  std::size_t edges = 0;
  std::function<std::pair<std::uint32_t, std::uint32_t>(std::size_t edge)> ends;  // ids
  std::function<std::string(std::size_t edge)> weight;
  std::vector<GraphColumn> edge_columns = {};
};

std::string GraphMlText(const GraphTable& graph);
std::string GexfText(const GraphTable& graph);

}  // namespace evenhand::coordination
