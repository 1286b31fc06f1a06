#pragma once

// What speaks of an account of a network: the kinds of evidence of the policy that shares can show,
// each with its number, the null it is measured against, and the posts behind it.
//
//   K1  the same text or media beyond chance        K2  timing beyond chance
//   K3  the same targets of engagement beyond chance
//
// The others (K4 invented persona, K5 hidden tools, K6 admission or purchase, K7 batches of
// creation) are not in shares; reviewers add them to a dossier (docs/coordination.md).

#include <cstdint>
#include <vector>

#include "coordination/detect.h"

namespace evenhand::coordination {

enum class Kind : std::uint8_t { kK1, kK2, kK3 };

// The strongest tie of the account that shows this kind in this trace, and how many ties do.
struct KindEvidence {
  Kind kind = Kind::kK2;
  model::Trace trace = model::Trace::kObject;
  std::uint32_t ties = 0;
  std::uint32_t other = 0;  // the account of the strongest tie
  TieEvidence strongest = {};
  double expected() const {
    return kind == Kind::kK2 ? strongest.expected_by_timing : strongest.expected_by_choice;
  }
  double p() const { return kind == Kind::kK2 ? strongest.p_timing : strongest.p_choice; }
};

// One object that the account put out together with others of its network: its first such post.
struct AccountAct {
  model::Trace trace = model::Trace::kObject;
  std::uint32_t object = 0;
  std::uint32_t content = 0;
  std::int64_t time_ms = 0;
  std::uint32_t partners = 0;
  std::uint32_t nearest = 0;  // account
  std::uint32_t nearest_content = 0;
  std::int64_t nearest_ms = 0;  // its time
};

struct AccountEvidence {
  std::uint32_t account = 0;
  std::vector<KindEvidence> kinds = {};  // by kind, then trace
  std::vector<AccountAct> acts = {};     // by time
};

// For each member of the network, in its order. Every account is measured by its own ties alone.
std::vector<AccountEvidence> EvidenceOf(const Network& network, const Detection& detection);

// K1 or K3: what sharing such objects shows. K2 where they may be of any kind, and all that is
// known is when.
Kind KindOf(model::Trace trace);

}  // namespace evenhand::coordination
