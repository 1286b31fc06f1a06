#pragma once

// Networks as graphs that Gephi, igraph and NetworkX read: GraphML (graphml.graphdrawing.org) and
// GEXF 1.3 (gexf.net). Nodes are candidates, edges the ties between them. Texts of the archive
// stand escaped; bytes that XML cannot hold become U+FFFD.

#include <string>

#include "coordination/detect.h"

namespace evenhand::coordination {

std::string GraphMl(const Detection& detection);
std::string Gexf(const Detection& detection);

}  // namespace evenhand::coordination
