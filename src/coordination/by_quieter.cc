#include "coordination/by_quieter.h"

#include <algorithm>

#include "base/memory.h"

namespace evenhand::coordination {

Waves::Waves(const Near& near, std::span<const Near::Window> windows, std::size_t looks) {
  std::uint64_t all_looks = 0;
  for (const Near::Window& window : windows) all_looks += window.last - window.first;
  // Enough for threads to share, where that is not to cut too small.
  constexpr std::uint64_t kShares = 16;
  constexpr std::uint64_t kWorthSharing = 1 << 18;
  const std::uint64_t most =
      std::min<std::uint64_t>(looks, std::max(all_looks / kShares, kWorthSharing));
  constexpr unsigned kMostBits = 20;
  while (shift_ < kMostBits && (all_looks >> shift_) > most) ++shift_;

  starts_.assign((std::size_t{1} << shift_) + 1, 0);
  for (const std::uint32_t rank : std::span(near.rank.get(), near.size))
    ++starts_[WaveOf(rank) + 1];
  for (std::size_t wave = 1; wave < starts_.size(); ++wave) starts_[wave] += starts_[wave - 1];
  std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
  windows_ = MakeRoom<Near::Window>(windows.size());
  std::vector<std::size_t> looks_of(size(), 0);
  for (const Near::Window& window : windows) {
    const std::size_t wave = WaveOf(near.rank[window.entry]);
    windows_[next[wave]++] = window;
    looks_of[wave] += window.last - window.first;
  }
  most_looks_ = std::ranges::max(looks_of);
}

void RunsByAccount::Sort(const std::vector<Run>& runs, const Waves& waves, std::size_t accounts) {
  // Each count becomes the place of the account's next run, and so in the end that of the next
  // account's first.
  ends_.assign(accounts + 1, 0);
  for (const Run& run : runs) ++ends_[waves.NumberOf(run.rank) + 1];
  for (std::size_t i = 1; i < ends_.size(); ++i) ends_[i] += ends_[i - 1];
  runs_.resize(runs.size());
  for (const Run& run : runs) runs_[ends_[waves.NumberOf(run.rank)]++] = run;
}

}  // namespace evenhand::coordination
