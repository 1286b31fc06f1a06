// Reading a share log, beside what the table reader alone takes for the same file: the difference
// is times, names and the count of records. And messages, whose links and texts have to be
// understood.
//
// The log has the shape of real ones: many posts, each once; accounts and objects with long tails.

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "archive/read_shares.h"

namespace evenhand::archive {
namespace {

constexpr std::size_t kRows = 1'000'000;
constexpr std::size_t kMessages = 100'000;

// A file that goes when the program does.
class Made {
 public:
  explicit Made(const std::string& name)
      : path_(
            (std::filesystem::temp_directory_path() / (std::to_string(getpid()) + name)).string()),
        out_(path_) {}
  ~Made() { std::filesystem::remove(path_); }
  std::ofstream& out() { return out_; }
  const std::string& Done() {
    out_.flush();
    return path_;
  }

 private:
  std::string path_;
  std::ofstream out_;
};

std::size_t LongTail(std::mt19937_64* random, std::size_t most) {
  const double u = static_cast<double>((*random)() >> 11) * 0x1.0p-53;
  return static_cast<std::size_t>(std::pow(static_cast<double>(most), u)) - 1;
}

const std::string& Log() {
  static Made file("log.csv");
  static const std::string& path = []() -> const std::string& {
    std::mt19937_64 random(1);
    file.out() << "object_id,account_id,content_id,timestamp_share\n";
    for (std::size_t i = 0; i < kRows; ++i) {
      file.out() << 'o' << LongTail(&random, kRows / 8) << ",a" << LongTail(&random, kRows / 10)
                 << ",p" << i << ',' << 1'700'006'400 + i << '\n';
    }
    return file.Done();
  }();
  return path;
}

const std::string& Messages() {
  static Made file("messages.csv");
  static const std::string& path = []() -> const std::string& {
    std::mt19937_64 random(2);
    file.out() << "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls\n";
    for (std::size_t i = 0; i < kMessages; ++i) {
      file.out() << i << ",u" << LongTail(&random, kMessages / 10)
                 << ",n,,,\"همه به خیابان می‌آییم امشب word"
                 << LongTail(&random, 50'000) << " join us at the square, #tag"
                 << LongTail(&random, 900) << "\"," << 1'700'006'400 + i << ",https://Site"
                 << LongTail(&random, 3'000)
                 << ".example/a?utm_source=x&id=" << LongTail(&random, 20'000) << '\n';
    }
    return file.Done();
  }();
  return path;
}

void Require(bool condition, benchmark::State& state) {
  if (!condition) state.SkipWithError("the answer is wrong");
}

void BM_TableReaderAlone(benchmark::State& state) {
  const events::CsvFile file{
      .path = Log(),
      .columns = {"object_id", "account_id", "content_id", "timestamp_share"},
      .wanted = {0, 1, 2, 3}};
  for (auto _ : state) {
    const auto reader = events::OpenCsv(file, {});
    events::ColumnChunk chunk;
    std::size_t rows = 0;
    while ((*reader)->Next(&chunk).value_or(false)) rows += chunk.rows;
    Require(rows == kRows, state);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}
BENCHMARK(BM_TableReaderAlone)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

void BM_ReadShareLog(benchmark::State& state) {
  Log();
  for (auto _ : state) {
    const auto read = ReadShares({Log()});
    Require(read && read->shares.at(model::Trace::kObject).size() == kRows, state);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRows));
}
BENCHMARK(BM_ReadShareLog)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

void BM_ReadMessages(benchmark::State& state) {
  Messages();
  ReadOptions options;
  options.shares.traces = {model::Trace::kLink, model::Trace::kDomain, model::Trace::kHashtag,
                           model::Trace::kText, model::Trace::kSimilarText};
  for (auto _ : state) {
    const auto read = ReadShares({Messages()}, options);
    Require(read && read->shares.at(model::Trace::kText).size() == kMessages, state);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kMessages));
}
BENCHMARK(BM_ReadMessages)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime();

}  // namespace
}  // namespace evenhand::archive
