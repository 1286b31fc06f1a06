#include "coordination/by_quieter.h"

namespace evenhand::coordination {

Waves::Waves(const Near& near, std::span<const Near::Window> windows, std::size_t looks) {
  std::uint64_t all_looks = 0;
  for (const Near::Window& window : windows) all_looks += window.last - window.first;
  constexpr unsigned kMost = 20;
  while (shift_ < kMost && (all_looks >> shift_) > looks) ++shift_;

  starts_.assign((std::size_t{1} << shift_) + 1, 0);
  for (const std::uint32_t rank : std::span(near.rank.get(), near.size))
    ++starts_[WaveOf(rank) + 1];
  for (std::size_t wave = 1; wave < starts_.size(); ++wave) starts_[wave] += starts_[wave - 1];
  std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
  windows_.resize(windows.size());
  for (const Near::Window& window : windows)
    windows_[next[WaveOf(near.rank[window.entry])]++] = window;
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
