#include "coordination/evolution.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

namespace evenhand::coordination {
namespace {

using Communities = std::span<const std::vector<std::uint32_t>>;

struct Overlap {
  std::uint32_t before = 0;
  std::uint32_t after = 0;
  double jaccard = 0;
  double of_smaller = 0;
};

std::vector<Overlap> Overlaps(Communities before, Communities after) {
  std::unordered_map<std::uint32_t, std::uint32_t> community_after;
  for (std::uint32_t c = 0; c < after.size(); ++c)
    for (const std::uint32_t account : after[c]) community_after.emplace(account, c);
  std::vector<Overlap> overlaps;
  for (std::uint32_t c = 0; c < before.size(); ++c) {
    std::map<std::uint32_t, double> both;
    for (const std::uint32_t account : before[c])
      if (const auto at = community_after.find(account); at != community_after.end())
        ++both[at->second];
    for (const auto& [other, shared] : both) {
      const auto all = static_cast<double>(before[c].size() + after[other].size());
      const auto smaller = static_cast<double>(std::min(before[c].size(), after[other].size()));
      overlaps.push_back({c, other, shared / (all - shared), shared / smaller});
    }
  }
  return overlaps;
}

}  // namespace

std::vector<Evolution> Evolve(Communities before, Communities after, double least_alike) {
  std::vector<Overlap> overlaps = Overlaps(before, after);
  std::erase_if(overlaps, [&](const Overlap& one) { return one.of_smaller < least_alike; });
  std::vector<std::uint32_t> successors(before.size(), 0);
  std::vector<std::uint32_t> predecessors(after.size(), 0);
  for (const Overlap& one : overlaps) {
    ++successors[one.before];
    ++predecessors[one.after];
  }
  std::vector<Evolution> events;
  std::vector<bool> goes_on(before.size(), false);
  std::vector<bool> came_from(after.size(), false);
  for (const Overlap& one : overlaps) {
    const bool merges = predecessors[one.after] > 1;
    const bool splits = successors[one.before] > 1;
    if (!merges && !splits && one.jaccard < least_alike) continue;
    const Fate fate = merges ? Fate::kMerge : splits ? Fate::kSplit : Fate::kContinuation;
    events.push_back({fate, one.before, one.after, one.jaccard});
    goes_on[one.before] = came_from[one.after] = true;
  }
  for (std::uint32_t c = 0; c < before.size(); ++c)
    if (!goes_on[c]) events.push_back({Fate::kDeath, c, kNoCommunity, 0});
  for (std::uint32_t c = 0; c < after.size(); ++c)
    if (!came_from[c]) events.push_back({Fate::kBirth, kNoCommunity, c, 0});
  std::ranges::sort(events, {},
                    [](const Evolution& one) { return std::tuple(one.before, one.after); });
  return events;
}

}  // namespace evenhand::coordination
