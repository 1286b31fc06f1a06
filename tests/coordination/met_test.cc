#include "coordination/met.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <span>
#include <vector>

#include "coordination/random_shares.h"

namespace evenhand::coordination {
namespace {

struct Wanted {
  std::uint32_t other, entry, delta_ms;
  bool operator==(const Wanted&) const = default;
};

// What a loop over the window finds.
std::vector<Wanted> AtLeast(const Near& near, const Near::Window& window, std::uint32_t least) {
  std::vector<Wanted> wanted;
  for (std::uint32_t at = window.first; at < window.last; ++at) {
    const auto [older, newer] = std::minmax(at, window.entry);
    if (near.rank[at] >= least)
      wanted.push_back({near.account[at], at, near.time[newer] - near.time[older]});
  }
  return wanted;
}

template <class Met>
std::vector<Wanted> Take(const Near& near, const Near::Window& window, std::uint32_t least) {
  std::vector<Met> met(window.last - window.first + 1);
  const Met* const last = Meeting(near, near.account.get(), window.entry)
                              .Take(window.first, window.last, least, met.data());
  std::vector<Wanted> taken;
  for (const Met* at = met.data(); at != last; ++at)
    taken.push_back({at->other, at->Entry(window.entry), at->delta_ms});
  return taken;
}

std::size_t TakeWho(const Near& near, const Near::Window& window, std::uint32_t least) {
  std::vector<MetWho> met(window.last - window.first + 1);
  const MetWho* const last = Meeting(near, near.rank.get(), window.entry)
                                 .Take(window.first, window.last, least, met.data());
  const auto taken = static_cast<std::size_t>(last - met.data());
  const bool all_are = std::ranges::all_of(std::span(met).first(taken),
                                           [&](const MetWho& one) { return one.other >= least; });
  return all_are ? taken : met.size();
}

RC_GTEST_PROP(Meeting, TakesWhatALoopTakes, ()) {
  const model::Shares shares = *RandomShares();
  const Pairs pairs(shares, {.window_ms = *rc::gen::element<std::int64_t>(0, 1000, 65'535),
                             .min_participation = 1});
  std::unique_ptr<Near::Window[]> windows;
  const Near near(pairs, &windows);
  const auto least = *rc::gen::inRange(0U, 8U);
  for (std::size_t i = 0; i < near.size; ++i) {
    const std::vector<Wanted> wanted = AtLeast(near, windows[i], least);
    RC_ASSERT(Take<Met>(near, windows[i], least) == wanted);
    RC_ASSERT(Take<MetNearby>(near, windows[i], least) == wanted);
    RC_ASSERT(TakeWho(near, windows[i], least) == wanted.size());
  }
}

}  // namespace
}  // namespace evenhand::coordination
