// The public record against plain SHA-256 of the same bytes, from one run: leaves of the size of a
// decision (about 300 bytes), hashed into a tree; appended and published with every sync in batches
// of 1,000; and the whole log verified from its files. Ratios: `./run bench record`.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "record/files.h"
#include "record/leaf.h"
#include "record/log.h"
#include "record/tree.h"
#include "record/tree_hash.h"
#include "record/verify.h"
#include "record/verify_log.h"

namespace evenhand::record {
namespace {

constexpr std::size_t kLeaves = 20'000, kBatch = 1000;

const std::vector<std::string>& Leaves() {
  static const std::vector<std::string> kMade = [] {
    std::vector<std::string> leaves;
    for (std::size_t i = 0; i < kLeaves; ++i) {
      const Digest commitment = Sha256(std::to_string(i));
      leaves.push_back(*EncodeLeaf({.time = TimeUs{1'767'225'600'000'000 + std::int64_t(i) * 1000},
                                    .sequence = static_cast<std::int64_t>(i),
                                    .rulebook = Sha256("rulebook"),
                                    .clause = "platform-manipulation/لینک‌پراکنی",
                                    .actions = {"remove", "strike"},
                                    .subject = commitment,
                                    .reason = commitment}));
    }
    return leaves;
  }();
  return kMade;
}

SigningKey Key() {
  return *SigningKey::Make(KeyType::kEd25519, "log.example", std::string(32, 'k'));
}

void Count(benchmark::State& state, std::size_t leaves) {
  const auto all = static_cast<std::int64_t>(static_cast<std::size_t>(state.iterations()) * leaves);
  state.SetItemsProcessed(all);
  state.SetBytesProcessed(all * static_cast<std::int64_t>(Leaves()[0].size()));
}

struct ScratchLog {
  std::filesystem::path root =
      std::filesystem::temp_directory_path() / ("evenhand_log_bench_" + std::to_string(getpid()));
  ScratchLog() { std::filesystem::remove_all(root); }
  ~ScratchLog() { std::filesystem::remove_all(root); }
  std::string directory() const { return (root / "log").string(); }
  std::unique_ptr<Log> Open() const {
    return *Log::Open(
        {.directory = directory(), .state_file = (root / "state").string(), .key = Key()});
  }
  void Fill() const {
    const auto log = Open();
    for (const std::string& leaf : Leaves()) {
      if (!log->Append(leaf)) std::abort();
      if (log->size() % kBatch == 0 && !log->Publish()) std::abort();
    }
    if (!log->Publish()) std::abort();
  }
  LogReport Verify() const {
    return *VerifyLog(*OpenFiles(directory()),
                      Policy::ForLog(*ParseVerifierKey(Key().verifier_key())));
  }
};

void BM_PlainSha256(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& leaf : Leaves()) benchmark::DoNotOptimize(Sha256(leaf));
  }
  Count(state, kLeaves);
}
BENCHMARK(BM_PlainSha256)->Unit(benchmark::kMillisecond);

void BM_Tree(benchmark::State& state) {
  for (auto _ : state) {
    Tree tree;
    for (const std::string& leaf : Leaves()) tree.Append(LeafHash(leaf), [](auto&&...) {});
    benchmark::DoNotOptimize(tree.Root());
  }
  Count(state, kLeaves);
}
BENCHMARK(BM_Tree)->Unit(benchmark::kMillisecond);

void BM_AppendAndPublish(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    const ScratchLog scratch;
    state.ResumeTiming();
    scratch.Fill();
    state.PauseTiming();
    if (const LogReport report = scratch.Verify(); !report.good() || report.entries != kLeaves)
      std::abort();
    state.ResumeTiming();
  }
  Count(state, kLeaves);
}
BENCHMARK(BM_AppendAndPublish)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_Verify(benchmark::State& state) {
  const ScratchLog scratch;
  scratch.Fill();
  for (auto _ : state) {
    if (!scratch.Verify().good()) std::abort();
  }
  Count(state, kLeaves);
}
BENCHMARK(BM_Verify)->Unit(benchmark::kMillisecond);

void BM_EncodeLeaf(benchmark::State& state) {
  const Leaf leaf = *DecodeLeaf(Leaves()[7]);
  for (auto _ : state) benchmark::DoNotOptimize(EncodeLeaf(leaf));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_EncodeLeaf);

}  // namespace
}  // namespace evenhand::record
