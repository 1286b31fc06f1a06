#pragma once

// All that posts carry, as one trace: for a group whose posts carry a link now, then a hashtag,
// then the same words.
//
// Each post counts once, by the rarest thing it carries that another account put out too (of two
// equally rare, that of the earlier trace; then the smaller number). A post that carries three
// things of a campaign is still one, so nothing is counted twice, and what is tested stays a count
// of posts. Posts that are what others repost are not shares of themselves.
//
// Cost: a name and 16 bytes a post, beside the shares that are made.

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "coordination/line.h"
#include "model/share.h"

namespace evenhand::coordination {

struct AnyTrace {
  model::Shares shares;  // contents by their names in all traces
  std::vector<std::pair<model::Trace, std::uint32_t>>
      objects;  // by object: what it is in its own trace
};

// `audience` of the same traces: how many accounts put each thing out.
AnyTrace Combine(const std::map<model::Trace, model::Shares>& traces, const Audience& audience);

}  // namespace evenhand::coordination
