#include "coordination/graph_text.h"

#include <fmt/format.h>

#include <iterator>

#include "base/utf8.h"

namespace evenhand::coordination {
namespace {

using Type = GraphColumn::Type;

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : Sanitized(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') {
          out += "\xEF\xBF\xBD";
        } else {
          out += c;
        }
    }
  }
  return out;
}

std::string ValueText(const GraphColumn& column, std::size_t row) {
  std::string value = column.value(row);
  return column.type == Type::kText ? Escaped(value) : value;
}

std::string_view GraphMlType(Type type) {
  switch (type) {
    case Type::kText:
      return "string";
    case Type::kWhole:
      return "int";
    case Type::kReal:
      return "double";
    case Type::kBool:
      return "boolean";
  }
  return "string";
}

std::string_view GexfType(Type type) {
  return type == Type::kWhole ? "integer" : GraphMlType(type);
}

void AddKey(std::string_view name, std::string_view of, std::string_view type, std::string* out) {
  fmt::format_to(std::back_inserter(*out),
                 "<key id=\"{}\" for=\"{}\" attr.name=\"{}\" attr.type=\"{}\"/>\n", name, of, name,
                 type);
}

void AddData(const std::vector<GraphColumn>& columns, std::size_t row, std::string* out) {
  for (const GraphColumn& column : columns) {
    const std::string value = ValueText(column, row);
    if (!value.empty())
      fmt::format_to(std::back_inserter(*out), "<data key=\"{}\">{}</data>", column.name, value);
  }
}

void AddAttributes(std::string_view of, const std::vector<GraphColumn>& columns, std::string* out) {
  fmt::format_to(std::back_inserter(*out), "<attributes class=\"{}\">", of);
  for (const GraphColumn& column : columns) {
    fmt::format_to(std::back_inserter(*out), "<attribute id=\"{}\" title=\"{}\" type=\"{}\"/>",
                   column.name, column.name, GexfType(column.type));
  }
  *out += "</attributes>\n";
}

void AddValues(const std::vector<GraphColumn>& columns, std::size_t row, std::string* out) {
  *out += "<attvalues>";
  for (const GraphColumn& column : columns) {
    const std::string value = ValueText(column, row);
    if (!value.empty())
      fmt::format_to(std::back_inserter(*out), "<attvalue for=\"{}\" value=\"{}\"/>", column.name,
                     value);
  }
  *out += "</attvalues>";
}

std::string_view EdgeDefault(const GraphTable& graph) {
  return graph.directed ? "directed" : "undirected";
}

}  // namespace

std::string GraphMlText(const GraphTable& graph) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  AddKey("label", "node", "string", &out);
  for (const GraphColumn& column : graph.node_columns)
    AddKey(column.name, "node", GraphMlType(column.type), &out);
  AddKey("weight", "edge", "double", &out);
  for (const GraphColumn& column : graph.edge_columns)
    AddKey(column.name, "edge", GraphMlType(column.type), &out);
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "<graph edgedefault=\"{}\">\n", EdgeDefault(graph));
  for (std::size_t node = 0; node < graph.nodes; ++node) {
    fmt::format_to(to, "<node id=\"n{}\"><data key=\"label\">{}</data>", graph.id(node),
                   Escaped(graph.label(node)));
    AddData(graph.node_columns, node, &out);
    out += "</node>\n";
  }
  for (std::size_t edge = 0; edge < graph.edges; ++edge) {
    const auto [a, b] = graph.ends(edge);
    fmt::format_to(to, "<edge source=\"n{}\" target=\"n{}\"><data key=\"weight\">{}</data>", a, b,
                   graph.weight(edge));
    AddData(graph.edge_columns, edge, &out);
    out += "</edge>\n";
  }
  return out + "</graph>\n</graphml>\n";
}

std::string GexfText(const GraphTable& graph) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n";
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "<graph defaultedgetype=\"{}\">\n", EdgeDefault(graph));
  AddAttributes("node", graph.node_columns, &out);
  AddAttributes("edge", graph.edge_columns, &out);
  out += "<nodes>\n";
  for (std::size_t node = 0; node < graph.nodes; ++node) {
    fmt::format_to(to, "<node id=\"{}\" label=\"{}\">", graph.id(node), Escaped(graph.label(node)));
    AddValues(graph.node_columns, node, &out);
    out += "</node>\n";
  }
  out += "</nodes>\n<edges>\n";
  for (std::size_t edge = 0; edge < graph.edges; ++edge) {
    const auto [a, b] = graph.ends(edge);
    fmt::format_to(to, "<edge id=\"{}\" source=\"{}\" target=\"{}\" weight=\"{}\">", edge, a, b,
                   graph.weight(edge));
    AddValues(graph.edge_columns, edge, &out);
    out += "</edge>\n";
  }
  return out + "</edges>\n</graph>\n</gexf>\n";
}

}  // namespace evenhand::coordination
