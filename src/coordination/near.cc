#include "coordination/near.h"

#include <algorithm>

namespace evenhand::coordination {
namespace {

// Room that takes no memory before it is written to: how many entries are near others is known when
// they have been found.
template <class T>
void MakeRoom(std::size_t size, std::unique_ptr<T[]>* room) {
  *room = std::make_unique_for_overwrite<T[]>(size);
}

}  // namespace

Near::Near(const Pairs& pairs, std::unique_ptr<Window[]>* windows) {
  const std::size_t most = pairs.timeline().entries.size();
  for (auto* numbers : {&rank, &account, &time, &position}) MakeRoom(most + kPast, numbers);
  MakeRoom(most, &is_plain);
  MakeRoom(most, windows);
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
