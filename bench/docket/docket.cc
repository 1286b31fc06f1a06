// What a decision costs, with its statement, strikes and leaf, in the embedded store.
//   usage: docket_bench [DECISIONS [ACCOUNTS [BATCH [batches]]]]
// With `batches` it ends after them, which is what to count instructions of.
// Prints decisions a second in batches, the time of single durable ones, the standing of an account
// with 10,000 strikes, and how long it takes to decide everything again. Beside them, what the disk
// does alone.

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/check.h"
#include "base/memory.h"
#include "docket/docket.h"
#include "source_dir.h"

namespace {

using namespace evenhand;
using Steady = std::chrono::steady_clock;

// Of this process, on all cores, in the kernel too.
double ProcessorSeconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double Seconds(Steady::time_point since) {
  return std::chrono::duration<double>(Steady::now() - since).count();
}

struct Random {
  std::uint64_t state = 7;
  std::uint64_t Below(std::uint64_t n) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return (state >> 33) % n;
  }
};

docket::CaseRequest Case(std::uint64_t i, std::string account, policy::Time at, Random* random) {
  docket::CaseRequest request;
  request.input = {.decision = fmt::format("d{}", i),
                   .account = std::move(account),
                   .item = fmt::format("i{}", i),
                   .posted = at,
                   .at = at};
  const char* answers[] = {"ordinary", "ordinary", "grave", "none"};
  request.input.judgements = {
      {.question = "breaks_rule", .answer = std::string(answers[random->Below(4)]), .by = "r1"}};
  request.circumstances = {
      .source = policy::Source::kReport,
      .quote = "متن نمونه for a post of ordinary length, with two scripts in it",
      .language = "fa",
      .reports = 3};
  return request;
}

std::unique_ptr<docket::Docket> Open(const std::filesystem::path& directory) {
  auto key = record::SigningKey::Make(record::KeyType::kEd25519, "bench.example/record",
                                      std::string(32, 'k'));
  auto log = record::Log::Open({.directory = (directory / "record").string(),
                                .state_file = (directory / "state").string(),
                                .key = *std::move(key)});
  EVENHAND_CHECK(log.has_value());
  auto store = cases::OpenSqliteStore((directory / "cases.sqlite").string(), true);
  EVENHAND_CHECK(store.has_value());
  auto docket =
      docket::Docket::Open(*std::move(store), *std::move(log), [] { return record::Blinding{}; });
  EVENHAND_CHECK(docket.has_value());
  return *std::move(docket);
}

void DecideAll(docket::Docket* docket, std::vector<docket::CaseRequest> batch) {
  std::vector<docket::Refused> refused;
  EVENHAND_CHECK(docket
                     ->DecideAll(
                         std::move(batch), [](const docket::Ruling&) {}, &refused)
                     .has_value() &&
                 refused.empty());
}

// A write of 4 kB and its sync, the floor under a durable commit.
double SyncMilliseconds(const std::filesystem::path& file) {
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT, 0600);
  const std::string page(4096, 'x');
  std::vector<double> times;
  for (int i = 0; i < 200; ++i) {
    const auto start = Steady::now();
    EVENHAND_CHECK(pwrite(fd, page.data(), page.size(), 4096 * i) == 4096 && fdatasync(fd) == 0);
    times.push_back(Seconds(start) * 1e3);
  }
  close(fd);
  std::ranges::sort(times);
  return times[times.size() / 2];
}

void PrintSorted(const char* name, std::vector<double> ms) {
  std::ranges::sort(ms);
  fmt::print("{:<44} median {:.3f} ms, p99 {:.3f} ms\n", name, ms[ms.size() / 2],
             ms[ms.size() * 99 / 100]);
}

}  // namespace

int main(int argc, char** argv) {
  KeepFreedMemory();
  const std::uint64_t decisions = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 200'000;
  const std::uint64_t accounts = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 20'000;
  const std::size_t batch_size = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1'000;
  const auto directory =
      std::filesystem::temp_directory_path() / fmt::format("evenhand-docket-bench-{}", getpid());
  std::filesystem::create_directories(directory);
  fmt::print("{:<44} median {:.3f} ms\n", "the disk alone: 4 kB and a sync",
             SyncMilliseconds(directory / "sync"));
  auto docket = Open(directory);
  std::ifstream file(SourceDir() + "/rulebooks/policies/strikes-2022.yaml");
  const std::string yaml((std::istreambuf_iterator<char>(file)), {});
  const policy::Time begin = *policy::ParseTime("2023-01-01T00:00:00Z");
  EVENHAND_CHECK(docket->Publish(yaml, begin).has_value());

  Random random;
  policy::Time at = begin;
  // Making the requests is not what is measured.
  double took = 0, processor = 0;
  std::vector<docket::CaseRequest> batch;
  for (std::uint64_t i = 0; i < decisions; ++i) {
    batch.push_back(Case(i, fmt::format("a{}", random.Below(accounts)), at, &random));
    if (i % 100 == 99) at += std::chrono::seconds(60);
    if (batch.size() < batch_size && i + 1 < decisions) continue;
    const auto start = Steady::now();
    const double before = ProcessorSeconds();
    DecideAll(docket.get(), std::move(batch));
    EVENHAND_CHECK(docket->PublishRecord().has_value());
    took += Seconds(start);
    processor += ProcessorSeconds() - before;
    batch.clear();
  }
  fmt::print("{:<44} {:.0f} a second ({} on {} accounts in {:.1f} s)\n",
             fmt::format("in batches of {}, durable, on record", batch_size),
             static_cast<double>(decisions) / took, decisions, accounts, took);
  fmt::print("{:<44} {:.0f} for each second of the processor\n", "",
             static_cast<double>(decisions) / processor);

  if (argc > 4) {
    const auto closing = Steady::now();
    docket.reset();
    fmt::print("{:<44} {:.2f} s\n", "then closing: what waits in its log", Seconds(closing));
    std::filesystem::remove_all(directory);
    return 0;
  }

  std::vector<double> single, standing;
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    docket::CaseRequest request =
        Case(decisions + i, fmt::format("a{}", random.Below(accounts)), at, &random);
    const auto one = Steady::now();
    EVENHAND_CHECK(docket->Decide(std::move(request)).has_value());
    single.push_back(Seconds(one) * 1e3);
  }
  PrintSorted("one decision with its own durable commit", std::move(single));

  EVENHAND_CHECK(docket->PublishRecord().has_value());
  const auto again = Steady::now();
  const auto found = docket->Recompute([](std::int64_t) {});
  EVENHAND_CHECK(found.has_value() && found->identical == found->recomputed);
  const double recomputing = Seconds(again);
  fmt::print("{:<44} {:.0f} a second ({} in {:.1f} s)\n", "decided again and compared",
             static_cast<double>(found->recomputed) / recomputing, found->recomputed, recomputing);
  for (std::uint64_t i = 0; i < 10'000; ++i) {
    docket::CaseRequest request = Case(decisions + 1'000 + i, "heavy", at, &random);
    at += std::chrono::minutes(50);  // the last begins before the first expires
    request.input.judgements.front().answer = std::string("ordinary");
    batch.push_back(std::move(request));
  }
  DecideAll(docket.get(), std::move(batch));
  for (int i = 0; i < 50; ++i) {
    const auto one = Steady::now();
    EVENHAND_CHECK(docket->StandingOf("heavy", at)->live.size() == 10'000);
    standing.push_back(Seconds(one) * 1e3);
  }
  PrintSorted("standing of an account with 10,000 strikes", std::move(standing));

  docket.reset();
  std::filesystem::remove_all(directory);
}
