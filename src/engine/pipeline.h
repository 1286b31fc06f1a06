#pragma once

// The live walk: a batch of lines through a rulebook, in parallel, with the result of one event
// after another.
//
// Workers evaluate chunks of the batch against the state as it was when the batch began, and log
// what they read and what they would change. The thread that was called is one of them; between its
// chunks it goes through the logs in the order of the input, and writes the results. An event that
// read what an earlier one of the batch changes is evaluated again: once all others are evaluated,
// and the changes before it made. Changes are made by all workers, each in shards of its own. So
// the bytes that come out are the same on any number of threads.
//
// A line that holds no event, or an event that passes a limit, becomes a dead letter; the walk goes
// on.

#include <array>
#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "base/result.h"
#include "engine/event_log.h"
#include "engine/result_sink.h"
#include "engine/stats.h"
#include "engine/threads.h"
#include "program/evaluator.h"
#include "source/envelope.h"
#include "source/source.h"
#include "state/entity_state.h"

namespace evenhand::engine {

struct PipelineOptions {
  unsigned threads = 1;
  // What "now" is for labels and counters: each event's own time, or this clock.
  const Clock* clock = nullptr;
  std::uint64_t seed = 0;  // of the random functions; each event has numbers of its own
  bool write_results = true;
  program::EvaluatorOptions limits = {};
  source::EnvelopeOptions input = {};
  const program::AccessFacts* access =
      nullptr;  // outlives the pipeline; null: no register is at hand
  const program::DossierFacts* dossiers = nullptr;  // the same; null: no dossiers were given
};

// Called for each line that could not be used, in order.
class DeadLetterOffice {
 public:
  virtual ~DeadLetterOffice() = default;
  virtual Result<void> Take(const source::Line& line, std::string_view reason) = 0;
};

class Pipeline {
 public:
  // `state` and `dead_letters` outlive the pipeline. Errors: kInvalidArgument for input options
  // that make no sense.
  static Result<std::unique_ptr<Pipeline>> Make(std::shared_ptr<const program::Program> program,
                                                state::EntityState* state,
                                                DeadLetterOffice* dead_letters,
                                                const PipelineOptions& options = {});
  ~Pipeline();

  // From the next batch on.
  Result<void> Replace(std::shared_ptr<const program::Program> program);

  // Writes one result line per event, a few megabytes at a time. State is changed, and not yet
  // committed. With several threads, calls `meanwhile` while the others work.
  // Results and dead letters are handed over on this thread, before the state has changed.
  Result<void> Run(const source::LineBatch& batch, ResultSink* results,
                   const std::function<void()>& meanwhile = {});

  Stats stats();

 private:
  class Worker;
  // A change that waits for the events before it: one of the two.
  struct Awaited {
    const LabelRequest* request = nullptr;
    const state::Change* change = nullptr;
    TimeUs now{};
  };
  struct LabelCounts {
    Counts added;  // by label
    Counts removed;
  };
  static constexpr std::size_t kFirstRound = 512;  // lines
  struct alignas(kCacheLine) Chunk {
    std::size_t begin = 0;  // lines
    std::size_t end = 0;
    EventLog log;
    Result<void> done;
    std::atomic<bool> evaluated = false;  // the log is complete
  };

  Pipeline(std::shared_ptr<const program::Program> program, state::EntityState* state,
           DeadLetterOffice* dead_letters, const PipelineOptions& options);
  Result<void> MakeWorkers();
  Result<void> RunAlone(const source::LineBatch& batch);
  Result<void> RunTogether(const source::LineBatch& batch, const std::function<void()>& meanwhile);
  Result<void> RunRound(const source::LineBatch& batch, std::size_t first, std::size_t last,
                        const std::function<void()>& meanwhile);
  void SplitIntoChunks(std::size_t first, std::size_t last);
  void ChooseRound(std::size_t lines, std::uint64_t bytes);
  void EvaluateChunk(const source::LineBatch& batch, unsigned worker, Chunk* chunk);
  Result<void> SettleEvaluated(const source::LineBatch& batch);
  Result<void> SettleAgain(const source::LineBatch& batch);
  Result<void> RunOne(const source::LineBatch& batch, std::uint32_t line);
  // Counts, and dead letters.
  Result<void> Report(const source::LineBatch& batch, const EventLog::Entry& entry);
  void Await(const EventLog::Entry& entry);
  Result<void> ApplyAwaited();
  Result<void> ApplyShard(std::vector<Awaited>* awaited, unsigned worker);
  Result<void> ApplyNow(const EventLog::Entry& entry);
  Result<void> ApplyRequest(const LabelRequest& request, TimeUs now, unsigned worker);
  void CountEntry(const EventLog::Entry& entry);
  void FoldCounts();

  std::shared_ptr<const program::Program> program_;
  state::EntityState* state_;
  DeadLetterOffice* dead_letters_;
  PipelineOptions options_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<Threads> threads_;
  std::deque<Chunk> chunks_;
  std::size_t chunk_count_ = 0;
  std::size_t settled_chunks_ = 0;
  std::size_t settled_events_ = 0;  // of the chunk that comes next
  EventLog again_;
  ResultJoiner results_;
  std::size_t round_ = kFirstRound;
  std::array<std::vector<Awaited>, state::kShards> awaited_;
  std::size_t awaited_count_ = 0;
  std::vector<Result<void>> applied_;  // by worker
  Stats stats_;
  // Counts that are not yet in stats_.
  std::vector<std::uint64_t> fired_;   // by rule
  std::vector<std::uint64_t> errors_;  // by operation
  std::vector<LabelCounts> labels_;    // by worker
};

}  // namespace evenhand::engine
