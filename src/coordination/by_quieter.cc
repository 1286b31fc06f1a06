#include "coordination/by_quieter.h"

namespace evenhand::coordination {

Waves::Waves(const Near& near, const std::vector<Near::Window>& windows, std::size_t accounts,
             std::size_t looks) {
  struct Load {
    std::uint64_t looks = 0;
    std::size_t windows = 0;
  };
  std::vector<Load> loads(accounts);
  for (const Near::Window& window : windows) {
    Load& load = loads[near.rank[window.entry]];
    load.looks += window.last - window.first;
    ++load.windows;
  }
  std::vector<std::uint32_t> wave_of(accounts);
  std::uint64_t in_wave = 0;
  std::size_t before = 0;
  for (std::uint32_t rank = 0; rank < accounts; ++rank) {
    if (rank == 0 || in_wave + loads[rank].looks > looks) {
      first_ranks_.push_back(rank);
      starts_.push_back(before);
      in_wave = 0;
    }
    in_wave += loads[rank].looks;
    before += loads[rank].windows;
    wave_of[rank] = static_cast<std::uint32_t>(starts_.size() - 1);
  }
  first_ranks_.push_back(static_cast<std::uint32_t>(accounts));
  starts_.push_back(before);

  std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
  windows_.resize(windows.size());
  for (const Near::Window& window : windows)
    windows_[next[wave_of[near.rank[window.entry]]]++] = window;
}

void RunsByRank::Sort(const std::vector<Run>& runs, std::uint32_t first, std::uint32_t last) {
  // Each count becomes the place of the account's next run, and so in the end that of the next
  // account's first.
  ends_.assign(last - first + 1, 0);
  for (const Run& run : runs) ++ends_[run.rank - first + 1];
  for (std::size_t i = 1; i < ends_.size(); ++i) ends_[i] += ends_[i - 1];
  runs_.resize(runs.size());
  for (const Run& run : runs) runs_[ends_[run.rank - first]++] = run;
}

}  // namespace evenhand::coordination
