#pragma once

// The parts of a parity report that rows cannot give: they need the engine and the history of a
// docket.
//
// Source: docs/parity.md, "The report"; each list is in the order of the record.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "codec/json_text.h"
#include "even/swap.h"

namespace evenhand::even {

// Every decision made again from what was recorded.
struct Conformity {
  struct Difference {
    std::string case_id = {};
    std::string what = {};  // the first field that differs; or why it could not be made again
  };
  std::int64_t recomputed = 0;
  std::int64_t identical = 0;
  std::vector<Difference> different = {}, not_recomputable = {};  // should be empty
};

struct DemandCount {
  std::string state = {}, body = {}, law = {}, outcome = {};  // "": its event does not say
  std::int64_t demands = 0;
};

// What was searched for operations, and what came of it, as one published dossier says it. "We
// found none" without this is no statement.
struct NetworkCount {
  std::string dossier = {};
  std::string from = {}, to = {};  // of the archive
  std::int64_t accounts = 0, searches = 0, found = 0, candidates = 0, fell_short = 0;
  std::vector<std::pair<std::string, std::int64_t>> roles = {};
  std::int64_t corrections = 0;  // accounts that left it
};

struct DocketParts {
  Conformity conformity = {};
  SwapReport swap = {};
  std::vector<DemandCount> demands = {};
  std::optional<std::vector<NetworkCount>> networks =
      {};  // none: nobody said where the dossiers are
};

// Whether all came out the same and nothing flipped without a clause that says so.
bool IsClean(const DocketParts& parts);

// The parts as members of report.json: "conformity", "swap", "state_demands", "networks" where they
// are known.
void WriteDocketParts(const DocketParts& parts, codec::JsonText* out);

}  // namespace evenhand::even
