// What ties cost, against the least that they can: one radix sort of the shares by object and time,
// and writing the aggregated ties once to memory that is there. Both ask for large pages.
//
//   ties_bench [SHARES | FILE]...    made with Simulate, or any archive that `evenhand shares`
//   reads
//
// Processor seconds, the best of three and the spread; reading is shown apart.

#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "archive/read_shares.h"
#include "base/memory.h"
#include "coordination/edges.h"
#include "coordination/qut.h"
#include "coordination/simulate.h"

namespace evenhand {
namespace {

double ProcessorSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Timing {
  double best = 0;
  double worst = 0;
};

Timing Time(const std::function<void()>& work) {
  Timing timing{.best = 1e300};
  for (int round = 0; round < 3; ++round) {
    const double began = ProcessorSeconds();
    work();
    const double took = ProcessorSeconds() - began;
    timing.best = std::min(timing.best, took);
    timing.worst = std::max(timing.worst, took);
  }
  return timing;
}

struct Record {
  std::uint64_t key;  // object, time
  std::uint32_t account;
  std::uint32_t row;
};

// By eleven bits at a time, the lowest first.
void RadixSort(std::vector<Record>* records, std::vector<Record>* room) {
  room->resize(records->size());
  for (unsigned shift = 0; shift < 64; shift += 11) {
    std::array<std::uint32_t, 2049> next{};
    for (const Record& record : *records) ++next[((record.key >> shift) & 2047) + 1];
    if (std::ranges::max(next) == records->size()) continue;
    for (std::size_t digit = 1; digit < next.size(); ++digit) next[digit] += next[digit - 1];
    for (const Record& record : *records) (*room)[next[(record.key >> shift) & 2047]++] = record;
    records->swap(*room);
  }
}

void Sort(const model::Shares& shares) {
  const std::int64_t first = *std::ranges::min_element(shares.time_ms);
  std::vector<Record> records, room;
  for (std::vector<Record>* all : {&records, &room}) {
    all->reserve(shares.size());
    AskForLargePages(all->data(), shares.size() * sizeof(Record));
  }
  for (std::uint32_t row = 0; row < shares.size(); ++row) {
    const auto seconds = static_cast<std::uint64_t>((shares.time_ms[row] - first) / 1000);
    records.push_back(
        {std::uint64_t{shares.object[row]} << 32 | seconds, shares.account[row], row});
  }
  RadixSort(&records, &room);
}

// As many ties, each where it would stay: in pieces that fit the cache nothing would be written.
void WriteTies(std::size_t ties, std::vector<coordination::Edge>* room) {
  for (std::size_t left = ties; left > 0; left -= std::min(left, room->size())) {
    for (std::size_t i = 0; i < std::min(left, room->size()); ++i)
      (*room)[i] = {.a = static_cast<std::uint32_t>(i), .b = 1, .weight = 1};
  }
  volatile std::uint32_t sum = 0;
  sum = sum + room->back().b;
}

void Line(const std::string& what, Timing timing, double floor) {
  fmt::print("  {:<44} {:8.3f} s  (to {:.3f})", what, timing.best, timing.worst);
  if (floor > 0) fmt::print("  {:5.2f} x the floor", timing.best / floor);
  fmt::print("\n");
}

void MeasureTies(const model::Shares& shares, std::int64_t window_ms) {
  std::size_t ties = 0;
  const auto add_up = [&](unsigned threads) {
    ties = 0;
    const coordination::Pairs walk(shares, {.window_ms = window_ms});
    coordination::AddUp(walk, {.threads = threads},
                        [&](std::span<const coordination::Edge> some) { ties += some.size(); });
  };
  const Timing one = Time([&] { add_up(1); });
  const Timing two = Time([&] { add_up(2); });
  const Timing sort = Time([&] { Sort(shares); });
  constexpr std::size_t kMostTies = std::size_t{1} << 27;  // 5 GB
  std::vector<coordination::Edge> room;
  room.reserve(std::clamp<std::size_t>(ties, 1, kMostTies));
  AskForLargePages(room.data(), room.capacity() * sizeof(coordination::Edge));
  room.resize(room.capacity());
  const Timing write = Time([&] { WriteTies(ties, &room); });
  const double floor = sort.best + write.best;
  fmt::print("within {} s: {} ties\n", window_ms / 1000, ties);
  Line("floor: sort, and write the ties", {floor, sort.worst + write.worst}, 0);
  Line("ties, one thread", one, floor);
  Line("ties, two threads (both added)", two, floor);
  Line("QUT's ties, weight 2 or more",
       Time([&] { coordination::qut::Network(shares, {.window_ms = window_ms}); }), floor);
}

void Measure(const std::map<model::Trace, model::Shares>& archive) {
  for (const auto& [trace, shares] : archive) {
    fmt::print("{} shares, {} accounts, {} objects\n", shares.size(), shares.accounts.size(),
               shares.objects.size());
    MeasureTies(shares, 10'000);
  }
  fmt::print("\n");
}

int Main(int count, char** arguments) {
  KeepFreedMemory();
  std::vector<std::string> what(arguments + 1, arguments + count);
  if (what.empty()) what = {"1000000"};
  for (const std::string& one : what) {
    const double began = ProcessorSeconds();
    std::map<model::Trace, model::Shares> archive;
    if (std::ranges::all_of(one, [](char c) { return c >= '0' && c <= '9'; })) {
      archive[model::Trace::kObject] =
          coordination::Simulate({.shares = static_cast<std::uint32_t>(std::stoul(one))}).shares;
    } else {
      auto read = archive::ReadShares({one});
      if (!read) {
        fmt::print(stderr, "{}\n", read.error().message);
        return 1;
      }
      archive = std::move(read->shares);
    }
    fmt::print("{}: made or read in {:.3f} s\n", one, ProcessorSeconds() - began);
    Measure(archive);
  }
  return 0;
}

}  // namespace
}  // namespace evenhand

int main(int count, char** arguments) { return evenhand::Main(count, arguments); }
