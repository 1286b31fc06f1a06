#include "coordination/near.h"

#include <algorithm>

#include "base/memory.h"

namespace evenhand::coordination {
Near::Near(const Pairs& pairs, std::unique_ptr<Window[]>* windows) {
  const std::size_t most = pairs.timeline().entries.size();
  // How many are near others is known when they have been found.
  for (auto* numbers : {&rank, &account, &time, &position})
    *numbers = MakeRoom<std::uint32_t>(most + kPast);
  is_plain = MakeRoom<std::uint8_t>(most);
  *windows = MakeRoom<Window>(most);
  for (std::uint32_t object = 0; object < pairs.timeline().objects(); ++object)
    AddObject(pairs, object, windows->get());
}

void Near::AddObject(const Pairs& pairs, std::uint32_t object, Window* windows) {
  const Timeline& timeline = pairs.timeline();
  const std::uint32_t end = timeline.starts[object + 1];
  std::uint32_t first = timeline.starts[object];
  if (end - first < 2) return;
  std::uint32_t last = first;
  auto next = static_cast<std::uint32_t>(size);
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
    windows[next] = {next, next - (at - first), next + (last - at), object};
    longest = std::max(longest, last - first);
    ++next;
  }
  size = next;
}

}  // namespace evenhand::coordination
