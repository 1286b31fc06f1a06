#include "coordination/near.h"

namespace evenhand::coordination {
namespace {

// Whether the entry at `at` is near the one before or after it.
bool IsNearAny(const Pairs& pairs, std::uint32_t at) {
  const std::vector<Entry>& entries = pairs.timeline().entries;
  if (!entries[at].opens_object && pairs.AreNear(at - 1, at)) return true;
  return at + 1 < entries.size() && !entries[at + 1].opens_object && pairs.AreNear(at, at + 1);
}

std::size_t CountNear(const Pairs& pairs) {
  std::size_t count = 0;
  for (std::uint32_t at = 0; at < pairs.timeline().entries.size(); ++at)
    count += IsNearAny(pairs, at);
  return count;
}

}  // namespace

Near::Near(const Pairs& pairs, std::vector<Window>* windows) {
  const std::size_t count = CountNear(pairs);
  for (auto* numbers : {&rank, &account, &time, &position}) numbers->resize(count);
  is_plain.resize(count);
  windows->resize(count);
  std::uint32_t next = 0;
  for (std::uint32_t object = 0; object < pairs.timeline().objects(); ++object)
    next = AddObject(pairs, object, next, windows);
}

std::uint32_t Near::AddObject(const Pairs& pairs, std::uint32_t object, std::uint32_t next,
                              std::vector<Window>* windows) {
  const Timeline& timeline = pairs.timeline();
  const std::uint32_t end = timeline.starts[object + 1];
  std::uint32_t first = timeline.starts[object];
  std::uint32_t last = first;
  for (std::uint32_t at = first; at < end; ++at) {
    while (!pairs.AreNear(first, at)) ++first;
    if (last <= at) last = at + 1;
    while (last < end && pairs.AreNear(at, last)) ++last;
    if (last - first < 2) continue;
    const Entry& entry = timeline.entries[at];
    rank[next] = entry.rank;
    account[next] = timeline.accounts[entry.rank];
    time[next] = static_cast<std::uint32_t>(entry.time_ms);
    position[next] = at;
    is_plain[next] = entry.qualifies && !entry.common_content;
    // All of a window are near each other, so none of them is left out.
    (*windows)[next] = {next, next - (at - first), next + (last - at), object};
    ++next;
  }
  return next;
}

}  // namespace evenhand::coordination
