// How fast a rulebook runs, against simdjson parsing the same bytes in full.
//
//   throughput [--only RE] [DIR]
//     DIR     holds sets as bench/peers measures them: synth10/, synth100/, synth1000/,
//     synth100label/
//             and ev_synth.jsonl.gz. Without it, sets made here.
//     --only  measure what has a name that RE finds, and parsing
//
// "evaluate" is a line in memory up to its effects, applied: parsed, read, evaluated, labels
// written. "alone" is that without parsing and reading ("read"), which every engine has to do.
//
// Everything that is compared runs in turn within each round, one thread unless said otherwise; the
// best of the rounds counts. Pattern databases are built before, into a cache of their own.

#include <fmt/format.h>
#include <simdjson.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <regex>
#include <span>
#include <thread>

#include "allocations.h"
#include "codec/json_document.h"
#include "engine/pipeline.h"
#include "engine/rulebook.h"
#include "engine/rulebook_dir.h"
#include "sink/line_writer.h"
#include "source/line_reader.h"
#include "source/read_ahead.h"
#include "workload.h"

namespace evenhand::bench {
namespace {

constexpr int kRounds = 7;
constexpr std::size_t kPosts = 20'000;

using Clock = std::chrono::steady_clock;

template <class T>
T Must(Result<T> result) {
  if (result) return *std::move(result);
  fmt::print(stderr, "{}\n", result.error().message);
  std::exit(1);
}
void Must(const Result<void>& result) {
  if (result) return;
  fmt::print(stderr, "{}\n", result.error().message);
  std::exit(1);
}

// A directory that is gone when the program is.
class Scratch {
 public:
  Scratch() {
    char path[] = "/tmp/evenhand-bench-XXXXXX";
    if (mkdtemp(path) == nullptr) std::exit(1);
    path_ = path;
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

class NoLetters final : public engine::DeadLetterOffice {
 public:
  Result<void> Take(const source::Line& line, std::string_view reason) override {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("line {}: {}", line.at.line, std::string(reason)));
  }
};

// One thing whose speed is of interest.
struct Task {
  std::string name;
  std::function<void()> run;  // over all events, once
  double best = 1e9;          // seconds
  double allocations = -1;    // per event, in the last round
  std::function<double()> fired = {};
  bool has_alone = false;
};

double SecondsOf(const std::function<void()>& what) {
  const auto start = Clock::now();
  what();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// What a full parse is: every line on its own, every string unescaped, every number read.
void ParseAll(std::span<const source::LineBatch> batches) {
  static thread_local simdjson::dom::parser parser;
  for (const source::LineBatch& batch : batches) {
    for (const source::Line& line : batch.lines) {
      simdjson::dom::element root;
      const auto code = parser.parse(line.text.data(), line.text.size(), false).get(root);
      if (code != simdjson::SUCCESS || !root.is_object()) std::exit(1);
    }
  }
}

// What comes before evaluation: the same parse, and the fields that say which event it is.
void ReadAll(const std::vector<source::LineBatch>& batches) {
  static source::EnvelopeReader reader = Must(source::EnvelopeReader::Make({}));
  static Arena arena;
  for (const source::LineBatch& batch : batches) {
    for (const source::Line& line : batch.lines) {
      arena.Reset();
      model::Event event;
      if (!Must(reader.Read(line.text, &arena, &event))) std::exit(1);
    }
  }
}

engine::PipelineOptions Options(unsigned threads, bool write_results) {
  engine::PipelineOptions options;
  options.threads = threads;
  options.write_results = write_results;
  return options;
}

// A rulebook at work on events in memory, or on a file.
class Engine final : public engine::ResultSink {
 public:
  Engine(std::shared_ptr<const program::Program> program, unsigned threads, bool write_results)
      : state_(state::MakeMemoryStore()),
        pipeline_(Must(engine::Pipeline::Make(std::move(program), &state_, &letters_,
                                              Options(threads, write_results)))) {}

  void Evaluate(std::span<const source::LineBatch> batches) {
    for (const source::LineBatch& batch : batches) {
      Must(pipeline_->Run(batch, this));
      Must(state_.Commit("bench", "0"));
    }
  }

  Result<void> Write(std::string_view results) override {
    return writer_ == nullptr ? Result<void>() : writer_->Write(results);
  }

  // As `evenhand run` does it.
  void RunFile(const std::string& input, const std::string& output) {
    source::LineReader reader({input});
    source::ReadAhead batches(&reader);
    writer_ = Must(sink::LineWriter::Open(output));
    while (const source::LineBatch* const batch = Must(batches.Next())) {
      Must(pipeline_->Run(*batch, this, [&batches] { batches.ReadEarly(); }));
      Must(writer_->Flush());
      Must(state_.Commit("bench", "0"));
    }
  }

  double RulesFiredPerEvent() {
    const engine::Stats stats = pipeline_->stats();
    std::uint64_t fired = 0;
    for (const auto& [rule, count] : stats.rules) fired += count;
    return static_cast<double>(fired) / static_cast<double>(stats.events);
  }

 private:
  NoLetters letters_;
  state::EntityState state_;
  std::unique_ptr<engine::Pipeline> pipeline_;
  std::unique_ptr<sink::LineWriter> writer_;
};

struct Set {
  std::string name;
  std::size_t rules;
  sml::SourceSet sources;
};

struct Sets {
  std::string events;  // lines
  std::vector<Set> books;
};

Sets MadeHere() {
  Sets sets;
  sets.events = MakePosts(kPosts);
  for (const std::size_t rules : {10, 100, 1000}) {
    sets.books.push_back({fmt::format("{} rules", rules), rules, MakeRulebook(rules)});
  }
  return sets;
}

Sets RecordedIn(const std::string& directory) {
  Sets sets;
  source::LineReader reader({directory + "/ev_synth.jsonl.gz"});
  source::LineBatch batch;
  std::string once;
  while (Must(reader.Pull(&batch))) {
    for (const source::Line& line : batch.lines) once.append(line.text).append("\n");
  }
  for (int i = 0; i < 10; ++i) sets.events += once;
  for (const auto& [name, rules] :
       {std::pair("synth10", 10), {"synth100", 100}, {"synth100label", 100}, {"synth1000", 1000}}) {
    sets.books.push_back({name, static_cast<std::size_t>(rules),
                          Must(engine::ReadRulebookDir(directory + "/" + name))});
  }
  return sets;
}

std::shared_ptr<const program::Program> Load(const sml::SourceSet& sources,
                                             const std::string& cache) {
  const engine::Rulebook book =
      Must(engine::LoadRulebook(sources, {.check_only = false, .pattern_cache = cache}));
  if (book.program != nullptr) return book.program;
  fmt::print(stderr, "{}\n", sml::Render(book.diagnostics, *book.sources, {}));
  std::exit(1);
}

void PrintLoading(const Sets& sets, const std::string& cache) {
  fmt::print(
      "\nloading (check; and ready to run, the first time and from the cache of patterns)\n");
  for (const Set& set : sets.books) {
    const double check = SecondsOf([&] {
      Must(engine::LoadRulebook(set.sources, {.check_only = true, .pattern_cache = {}}));
    });
    const double first = SecondsOf([&] { Load(set.sources, cache); });
    const double again = SecondsOf([&] { Load(set.sources, cache); });
    fmt::print("  {:<32} {:>9.1f} ms {:>9.1f} ms {:>9.1f} ms\n", set.name, check * 1e3, first * 1e3,
               again * 1e3);
  }
  const sml::SourceSet chain = MakeChain(1000);
  fmt::print("  {:<32} {:>9.1f} ms\n", "chain of 1,000 features",
             SecondsOf([&] { Load(chain, cache); }) * 1e3);
}

void Measure(const std::vector<std::unique_ptr<Task>>& tasks, std::size_t events) {
  for (int round = 0; round <= kRounds; ++round) {
    for (const auto& task : tasks) {
      const std::uint64_t before = Allocations();
      const double seconds = SecondsOf(task->run);
      if (round == 0) continue;  // memory grows, caches fill
      task->best = std::min(task->best, seconds);
      task->allocations = static_cast<double>(Allocations() - before) / static_cast<double>(events);
    }
  }
}

// Each half of the batches on a thread of its own.
template <class First, class Second>
void InHalves(std::span<const source::LineBatch> batches, const First& first,
              const Second& second) {
  std::thread other([&, half = batches.first(batches.size() / 2)] { first(half); });
  second(batches.subspan(batches.size() / 2));
  other.join();
}

void Main(const std::string& only, const std::string& directory) {
  const Sets sets = directory.empty() ? MadeHere() : RecordedIn(directory);
  std::size_t events = 0;
  const std::vector<source::LineBatch> batches = MakeBatches(sets.events);
  for (const source::LineBatch& batch : batches) events += batch.lines.size();
  const Scratch scratch;
  const std::string cache = scratch / "patterns", input = scratch / "events.jsonl";
  std::ofstream(input, std::ios::binary) << sets.events;
  fmt::print("{} events of {} bytes on average\n", events, sets.events.size() / events);
  if (only.empty()) PrintLoading(sets, cache);

  std::vector<std::unique_ptr<Task>> tasks;
  std::vector<std::unique_ptr<Engine>> engines;
  const auto add = [&](std::string name, std::function<void()> run) -> Task& {
    tasks.push_back(std::make_unique<Task>(Task{.name = std::move(name), .run = std::move(run)}));
    return *tasks.back();
  };
  const auto add_engine = [&](std::string name, const Set& set, unsigned threads, bool to_file) {
    if (threads > 1) name += fmt::format(", {} threads", threads);
    if (!std::regex_search(name, std::regex(only))) return;
    engines.push_back(std::make_unique<Engine>(Load(set.sources, cache), threads, to_file));
    Engine* const engine = engines.back().get();
    Task& task = to_file ? add(name, [&input, engine] { engine->RunFile(input, "/dev/null"); })
                         : add(name, [&batches, engine] { engine->Evaluate(batches); });
    task.has_alone = !to_file && threads == 1;
    task.fired = [engine] { return engine->RulesFiredPerEvent(); };
  };
  // What two threads that share nothing gain on this machine: two engines, half of the events each.
  const auto add_apart = [&](std::string name, const Set& set) {
    if (!std::regex_search(name, std::regex(only))) return;
    for (int half = 0; half < 2; ++half)
      engines.push_back(std::make_unique<Engine>(Load(set.sources, cache), 1, false));
    Engine *const a = engines.end()[-2].get(), *const b = engines.back().get();
    add(std::move(name), [&batches, a, b] {
      InHalves(
          batches, [a](auto half) { a->Evaluate(half); }, [b](auto half) { b->Evaluate(half); });
    }).fired = [a, b] { return (a->RulesFiredPerEvent() + b->RulesFiredPerEvent()) / 2; };
  };
  add("simdjson, full parse", [&] { ParseAll(batches); });
  add("simdjson, full parse, 2 apart", [&] { InHalves(batches, ParseAll, ParseAll); });
  add("read", [&] { ReadAll(batches); });
  for (const Set& set : sets.books) {
    for (const unsigned threads : {1u, 2u})
      add_engine("evaluate, " + set.name, set, threads, false);
    add_apart("evaluate, " + set.name + ", 2 apart", set);
  }
  for (const Set& set : sets.books) {
    if (set.rules > 100) continue;  // its results are thousands of features each
    for (const unsigned threads : {1u, 2u}) {
      add_engine("file to results, " + set.name, set, threads, true);
    }
  }
  Measure(tasks, events);

  fmt::print("\n{:<40} {:>12} {:>8} {:>10} {:>8} {:>12} {:>6}\n", "", "events/s", "MB/s",
             "of parsing", "alone", "allocations", "fired");
  const double parse = tasks[0]->best, read = tasks[2]->best;
  for (const auto& task : tasks) {
    const std::string alone =
        task->has_alone ? fmt::format("{:.3f}", parse / (task->best - read)) : std::string();
    fmt::print("{:<40} {:>12.0f} {:>8.0f} {:>10.3f} {:>8} {:>12.3f} {:>6.2f}\n", task->name,
               static_cast<double>(events) / task->best,
               static_cast<double>(sets.events.size()) / task->best / 1e6, parse / task->best,
               alone, task->allocations, task->fired ? task->fired() : 0);
  }

  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("\nmemory of this process, with all sets and their events: {} MB\n",
             usage.ru_maxrss / 1024);
}

}  // namespace
}  // namespace evenhand::bench

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::string only;
  if (arguments.size() >= 2 && arguments[0] == "--only") {
    only = arguments[1];
    arguments.erase(arguments.begin(), arguments.begin() + 2);
  }
  evenhand::bench::Main(only, arguments.empty() ? "" : arguments[0]);
}
