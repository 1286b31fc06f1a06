#pragma once

// Tables of ties that other tools made, by the names of their columns:
//
//   account_id, account_id_y    ours; with object_id and time_delta CooRTweet's pairs, each of
//   which counts 1 from, to                    CooRTweet's networks, out of igraph user_1, user_2
//   the QUT toolkit's, directed: a pair's weight is half the sum of its two directions, so that
//                               one account that posts without end does not make a tie by itself
//   Source, Target              Gephi's
//
// The weight is `weight`, or `weight_full`, or `Weight`; without one every tie counts 1. Ties of an
// account with itself are passed over and counted.

#include <optional>
#include <string>

#include "base/name_table.h"
#include "base/result.h"
#include "coordination/graph.h"

namespace evenhand::app {

struct MadeTies;

struct TiesRead {
  NameTable accounts;                           // in bytewise order
  std::vector<coordination::WeightedTie> ties;  // sorted by (a, b), a < b; each once
  std::string read_as;                          // "QUT network"
  std::uint64_t rows = 0;
  std::uint64_t loops = 0;
};

// Nothing for a file that is no such table. Errors: as archive/file_kind.h and events/columns.h;
// kCorrupt with the row for a name or weight that is none, and for a pair that is there twice.
Result<std::optional<TiesRead>> ReadTieTable(const std::string& path);

// The same for a network that has just been made.
TiesRead TiesReadOf(const MadeTies& made);

}  // namespace evenhand::app
