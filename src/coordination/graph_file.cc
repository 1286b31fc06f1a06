#include "coordination/graph_file.h"

#include <fmt/format.h>

#include <iterator>

#include "base/utf8.h"

namespace evenhand::coordination {
namespace {

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : Sanitized(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
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

template <class Visit>
void ForEachMember(const Detection& detection, Visit visit) {
  for (std::size_t n = 0; n < detection.networks.size(); ++n)
    for (const Member& member : detection.networks[n].members) visit(n + 1, member);
}

// Of a tie: objects together, mean seconds between the posts, and the smallest q.
struct TieFigures {
  explicit TieFigures(const FoundTie& tie) : objects(tie.acts.size()) {
    std::int64_t sum_ms = 0;
    for (const JointAct& act : tie.acts) sum_ms += std::abs(act.time_a_ms - act.time_b_ms);
    if (objects > 0) mean_delay_s = static_cast<double>(sum_ms) / 1000 / static_cast<double>(objects);
    for (const TieEvidence& evidence : tie.evidence) q = std::min(q, evidence.q);
  }
  std::size_t objects;
  double mean_delay_s = 0;
  double q = 1;
};

template <class Visit>
void ForEachTie(const Detection& detection, Visit visit) {
  for (const Network& network : detection.networks)
    for (const std::size_t i : network.ties) visit(detection.ties[i], TieFigures(detection.ties[i]));
}

}  // namespace

std::string GraphMl(const Detection& detection) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
      "<key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n"
      "<key id=\"network\" for=\"node\" attr.name=\"network\" attr.type=\"int\"/>\n"
      "<key id=\"core\" for=\"node\" attr.name=\"core\" attr.type=\"boolean\"/>\n"
      "<key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
      "<key id=\"avg_time_delta\" for=\"edge\" attr.name=\"avg_time_delta\" attr.type=\"double\"/>\n"
      "<key id=\"q\" for=\"edge\" attr.name=\"q\" attr.type=\"double\"/>\n"
      "<graph edgedefault=\"undirected\">\n";
  const auto to = std::back_inserter(out);
  ForEachMember(detection, [&](std::size_t network, const Member& member) {
    const std::uint32_t account = member.standing.account;
    fmt::format_to(to,
                   "<node id=\"n{}\"><data key=\"label\">{}</data><data key=\"network\">{}</data>"
                   "<data key=\"core\">{}</data></node>\n",
                   account, Escaped(detection.accounts.Name(account)), network, member.core);
  });
  ForEachTie(detection, [&](const FoundTie& tie, const TieFigures& figures) {
    fmt::format_to(to,
                   "<edge source=\"n{}\" target=\"n{}\"><data key=\"weight\">{}</data>"
                   "<data key=\"avg_time_delta\">{}</data><data key=\"q\">{}</data></edge>\n",
                   tie.a, tie.b, figures.objects, figures.mean_delay_s, figures.q);
  });
  return out + "</graph>\n</graphml>\n";
}

std::string Gexf(const Detection& detection) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n<graph defaultedgetype=\"undirected\">\n"
      "<attributes class=\"node\"><attribute id=\"network\" title=\"network\" type=\"integer\"/>"
      "<attribute id=\"core\" title=\"core\" type=\"boolean\"/></attributes>\n"
      "<attributes class=\"edge\"><attribute id=\"avg_time_delta\" title=\"avg_time_delta\" type=\"double\"/>"
      "<attribute id=\"q\" title=\"q\" type=\"double\"/></attributes>\n<nodes>\n";
  const auto to = std::back_inserter(out);
  ForEachMember(detection, [&](std::size_t network, const Member& member) {
    const std::uint32_t account = member.standing.account;
    fmt::format_to(to,
                   "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"network\" value=\"{}\"/>"
                   "<attvalue for=\"core\" value=\"{}\"/></attvalues></node>\n",
                   account, Escaped(detection.accounts.Name(account)), network, member.core);
  });
  out += "</nodes>\n<edges>\n";
  std::size_t id = 0;
  ForEachTie(detection, [&](const FoundTie& tie, const TieFigures& figures) {
    fmt::format_to(to,
                   "<edge id=\"{}\" source=\"{}\" target=\"{}\" weight=\"{}\"><attvalues>"
                   "<attvalue for=\"avg_time_delta\" value=\"{}\"/><attvalue for=\"q\" value=\"{}\"/></attvalues></edge>\n",
                   id++, tie.a, tie.b, figures.objects, figures.mean_delay_s, figures.q);
  });
  return out + "</edges>\n</graph>\n</gexf>\n";
}

}  // namespace evenhand::coordination
