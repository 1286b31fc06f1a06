#pragma once

// The timeline the other way round: the entries of each account.

#include <cstdint>
#include <span>
#include <vector>

#include "coordination/timeline.h"

namespace evenhand::coordination {

struct Own {
  std::uint32_t position;  // in the timeline
  std::uint32_t object;
};

// In the timeline's order. 12 bytes an entry.
class ByRank {
 public:
  explicit ByRank(const Timeline& timeline) : starts_(timeline.accounts.size() + 1, 0) {
    for (const Entry& entry : timeline.entries) ++starts_[entry.rank + 1];
    for (std::size_t rank = 1; rank < starts_.size(); ++rank) starts_[rank] += starts_[rank - 1];
    std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
    own_.resize(timeline.entries.size());
    for (std::uint32_t object = 0; object < timeline.objects(); ++object) {
      for (std::uint32_t at = timeline.starts[object]; at < timeline.starts[object + 1]; ++at)
        own_[next[timeline.entries[at].rank]++] = {at, object};
    }
  }

  std::size_t accounts() const { return starts_.size() - 1; }
  std::span<const Own> Of(std::size_t rank) const {
    return std::span(own_).subspan(starts_[rank], starts_[rank + 1] - starts_[rank]);
  }

 private:
  std::vector<std::uint32_t> starts_;
  std::vector<Own> own_;
};

}  // namespace evenhand::coordination
