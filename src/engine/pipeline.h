#pragma once

// The live walk: a batch of lines through a rulebook, in parallel, with the result of one event after
// another.
//
// Workers evaluate chunks of the batch against the state as it was when the batch began, and log what
// they read and what they would change. One thread then goes through the log in the order of the
// input: an event that read what an earlier one of the batch changes is evaluated again, once that is
// done. The changes themselves are made by all workers, each in shards of its own. So the bytes that
// come out are the same on any number of threads.
//
// A line that holds no event, or an event that passes a limit, becomes a dead letter; the walk goes on.

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/event_log.h"
#include "engine/stats.h"
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
};

// Called for each line that could not be used, in order.
class DeadLetterOffice {
 public:
  virtual ~DeadLetterOffice() = default;
  virtual Result<void> Take(const source::Line& line, std::string_view reason) = 0;
};

class Pipeline {
 public:
  // `state` and `dead_letters` outlive the pipeline. Errors: kInvalidArgument for input options that
  // make no sense.
  static Result<std::unique_ptr<Pipeline>> Make(std::shared_ptr<const program::Program> program,
                                                state::EntityState* state,
                                                DeadLetterOffice* dead_letters,
                                                const PipelineOptions& options = {});
  ~Pipeline();

  // From the next batch on.
  Result<void> Replace(std::shared_ptr<const program::Program> program);

  // Appends one result line per event to *results. State is changed, and not yet committed.
  Result<void> Run(const source::LineBatch& batch, std::string* results);

  Stats stats();

 private:
  class Worker;
  class Threads;
  // A change that waits for the events before it: one of the two.
  struct Awaited {
    std::size_t hash = 0;
    const LabelRequest* request = nullptr;
    const state::Change* change = nullptr;
    TimeUs now{};
  };
  struct LabelCounts {
    Counts added;  // by label
    Counts removed;
  };
  struct Chunk {
    std::size_t begin = 0;
    std::size_t end = 0;
    EventLog log;
    Result<void> done;
  };

  Pipeline(std::shared_ptr<const program::Program> program, state::EntityState* state,
           DeadLetterOffice* dead_letters, const PipelineOptions& options);
  Result<void> MakeWorkers();
  void SplitIntoChunks(const source::LineBatch& batch);
  Result<void> RunAlone(const source::LineBatch& batch, std::string* results);
  Result<void> Settle(const source::LineBatch& batch, const EventLog& log, std::string* results);
  Result<void> RunOne(const source::LineBatch& batch, std::uint32_t line);
  // Counts, and dead letters.
  Result<void> Report(const source::LineBatch& batch, const EventLog::Entry& entry);
  void Await(const EventLog::Entry& entry);
  Result<void> ApplyAwaited();
  Result<void> ApplyShard(std::size_t shard, unsigned worker);
  Result<void> ApplyOne(const Awaited& awaited, unsigned worker);
  void CountEntry(const EventLog::Entry& entry);
  void FoldCounts();

  std::shared_ptr<const program::Program> program_;
  state::EntityState* state_;
  DeadLetterOffice* dead_letters_;
  PipelineOptions options_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<Threads> threads_;
  std::vector<Chunk> chunks_;
  std::size_t chunk_count_ = 0;
  EventLog again_;
  std::vector<Awaited> awaited_;
  std::vector<Result<void>> applied_;  // by worker
  Stats stats_;
  // Counts that are not yet in stats_.
  std::vector<std::uint64_t> fired_;   // by rule
  std::vector<std::uint64_t> errors_;  // by operation
  std::vector<LabelCounts> labels_;    // by worker
};

}  // namespace evenhand::engine
