#include "engine/pipeline.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace evenhand::engine {
namespace {

constexpr std::size_t kChunkLines = 64;

// SplitMix64: numbers that depend on the event alone, not on who evaluates it.
class EventRandom final : public program::Random {
 public:
  void Seed(std::uint64_t seed) { state_ = seed; }
  std::uint64_t Next() override {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }

 private:
  std::uint64_t state_ = 0;
};

// A View as the evaluator asks for facts.
class ViewFacts final : public program::Facts {
 public:
  // `notes_reads`: whether someone will ask the view what was read.
  ViewFacts(state::View* view, bool notes_reads) : view_(view), notes_reads_(notes_reads) {}
  // Nothing is decided on facts that could not be read: `failure` ends the run.
  bool may_fail() const override { return false; }
  const Result<void>& failure() const { return failure_; }

  Result<const model::EntityLabels*> Labels(model::EntityRef entity) override {
    return Note(view_->Labels(entity));
  }
  void NoteLabelTest(model::EntityRef entity, std::string_view label) override {
    if (notes_reads_) view_->NoteLabelTest(entity, label);
  }
  Result<std::int64_t> Window(std::string_view key, std::int64_t bucket_us, std::int64_t window_us,
                              std::int64_t by, std::int64_t keep_us) override {
    return Note(view_->CountInWindow(key, bucket_us, window_us, by, keep_us));
  }
  Result<std::optional<std::string_view>> CacheGet(std::string_view key) override {
    return Note(view_->CacheGet(key));
  }
  Result<void> CacheSet(std::string_view key, std::string_view value,
                        std::int64_t ttl_us) override {
    view_->CacheSet(key, value, ttl_us);
    return {};
  }

 private:
  template <class T>
  Result<T> Note(Result<T> read) {
    if (!read && failure_) failure_ = tl::unexpected(read.error());
    return read;
  }

  state::View* view_;
  bool notes_reads_;
  Result<void> failure_;
};

void Count(std::string_view name, Counts* counts) {
  const auto at = counts->find(name);
  if (at != counts->end()) {
    ++at->second;
  } else {
    counts->emplace(name, 1);
  }
}

}  // namespace

// One thread's evaluator and everything it needs.
class Pipeline::Worker {
 public:
  Worker(std::shared_ptr<const program::Program> program, const state::EntityState* state,
         const PipelineOptions& options, source::EnvelopeReader reader)
      : evaluator_(std::move(program), options.limits),
        view_(state),
        facts_(&view_, options.threads > 1),
        options_(options),
        reader_(std::move(reader)) {}

  state::View& view() { return view_; }

  // Errors: the state cannot be read.
  Result<void> Evaluate(const source::Line& line, std::uint32_t index, EventLog* log) {
    EvaluateLine(line, index, log);
    return facts_.failure();
  }

 private:
  void EvaluateLine(const source::Line& line, std::uint32_t index, EventLog* log) {
    using Kind = LoggedEvent::Kind;
    if (line.too_long) return log->AddNote(Kind::kMalformed, index, "the line is too long");
    arena_.Reset();
    model::Event event;
    const auto read = reader_.Read(line.text, &arena_, &event);
    if (!read) return log->AddNote(Kind::kMalformed, index, read.error().message);
    if (!*read) return log->AddNote(Kind::kNoEvent, index, {});
    const TimeUs now = options_.clock == nullptr ? event.time.utc : options_.clock->Now();
    view_.StartEvent(now);
    random_.Seed(options_.seed ^ static_cast<std::uint64_t>(event.id) * 0x9e3779b97f4a7c15u ^
                 static_cast<std::uint64_t>(Count(event.time.utc)));
    const program::Outcome& outcome = evaluator_.Evaluate(event, facts_, now, random_);
    if (!outcome.limit.empty()) return log->AddNote(Kind::kLimited, index, outcome.limit);
    const bool stateful = evaluator_.program().stateful;
    log->AddOutcome(index, now, evaluator_, stateful ? &view_ : nullptr, options_.write_results);
  }

  program::Evaluator evaluator_;
  state::View view_;
  ViewFacts facts_;
  const PipelineOptions& options_;
  source::EnvelopeReader reader_;
  EventRandom random_;
  Arena arena_;
};

// Threads that run one task together and then wait for the next.
class Pipeline::Threads {
 public:
  explicit Threads(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this, i] { Loop(i); });
  }
  ~Threads() {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  // Runs task(i) on every thread i, and task(count) here; returns when all are done.
  void Run(const std::function<void(unsigned)>& task) {
    {
      const std::lock_guard lock(mutex_);
      task_ = &task;
      running_ = static_cast<unsigned>(threads_.size());
      ++round_;
    }
    wake_.notify_all();
    task(static_cast<unsigned>(threads_.size()));
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return running_ == 0; });
  }

 private:
  void Loop(unsigned index) {
    std::uint64_t seen = 0;
    for (;;) {
      const std::function<void(unsigned)>* task = nullptr;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stop_ || round_ != seen; });
        if (stop_) return;
        seen = round_;
        task = task_;
      }
      (*task)(index);
      const std::lock_guard lock(mutex_);
      if (--running_ == 0) done_.notify_one();
    }
  }

  std::vector<std::thread> threads_;
  std::mutex mutex_;  // guards everything below
  std::condition_variable wake_;
  std::condition_variable done_;
  const std::function<void(unsigned)>* task_ = nullptr;
  std::uint64_t round_ = 0;
  unsigned running_ = 0;
  bool stop_ = false;
};

Pipeline::Pipeline(std::shared_ptr<const program::Program> program, state::EntityState* state,
                   DeadLetterOffice* dead_letters, const PipelineOptions& options)
    : program_(std::move(program)), state_(state), dead_letters_(dead_letters), options_(options) {}

Pipeline::~Pipeline() = default;

Result<std::unique_ptr<Pipeline>> Pipeline::Make(std::shared_ptr<const program::Program> program,
                                                 state::EntityState* state,
                                                 DeadLetterOffice* dead_letters,
                                                 const PipelineOptions& options) {
  std::unique_ptr<Pipeline> pipeline(
      new Pipeline(std::move(program), state, dead_letters, options));
  EVENHAND_TRY(pipeline->MakeWorkers());
  if (options.threads > 1) pipeline->threads_ = std::make_unique<Threads>(options.threads - 1);
  return pipeline;
}

Result<void> Pipeline::MakeWorkers() {
  workers_.clear();
  for (unsigned i = 0; i < std::max(1u, options_.threads); ++i) {
    EVENHAND_ASSIGN(source::EnvelopeReader reader, source::EnvelopeReader::Make(options_.input));
    workers_.push_back(std::make_unique<Worker>(program_, state_, options_, std::move(reader)));
  }
  labels_.resize(workers_.size());
  applied_.resize(workers_.size());
  fired_.assign(program_->rules.size(), 0);
  errors_.assign(program_->ops.size(), 0);
  return {};
}

Result<void> Pipeline::Replace(std::shared_ptr<const program::Program> program) {
  FoldCounts();
  program_ = std::move(program);
  return MakeWorkers();
}

Result<void> Pipeline::Run(const source::LineBatch& batch, std::string* results) {
  if (threads_ == nullptr) return RunAlone(batch, results);
  SplitIntoChunks(batch);
  state_->BeginBatch();
  std::atomic<std::size_t> next{0};
  threads_->Run([&](unsigned worker) {
    for (std::size_t c = next++; c < chunk_count_; c = next++) {
      Chunk& chunk = chunks_[c];
      chunk.log.Clear();
      chunk.done = {};
      for (std::size_t line = chunk.begin; line < chunk.end && chunk.done; ++line) {
        chunk.done = workers_[worker]->Evaluate(batch.lines[line],
                                                static_cast<std::uint32_t>(line), &chunk.log);
      }
    }
  });
  for (const auto& worker : workers_) state_->Absorb(&worker->view());
  for (std::size_t c = 0; c < chunk_count_; ++c) {
    EVENHAND_TRY(Settle(batch, chunks_[c].log, results));
    EVENHAND_TRY(chunks_[c].done);
  }
  return ApplyAwaited();
}

void Pipeline::SplitIntoChunks(const source::LineBatch& batch) {
  chunk_count_ = (batch.lines.size() + kChunkLines - 1) / kChunkLines;
  if (chunks_.size() < chunk_count_) chunks_.resize(chunk_count_);
  for (std::size_t c = 0; c < chunk_count_; ++c) {
    chunks_[c].begin = c * kChunkLines;
    chunks_[c].end = std::min(batch.lines.size(), (c + 1) * kChunkLines);
  }
}

// One thread: each event sees what the one before it left, so nothing is ever evaluated twice.
Result<void> Pipeline::RunAlone(const source::LineBatch& batch, std::string* results) {
  again_.WriteTextTo(results);
  Result<void> done;
  for (std::uint32_t line = 0; line < batch.lines.size() && done; ++line) {
    again_.Clear();
    done = RunOne(batch, line);
  }
  again_.WriteTextTo(nullptr);
  return done;
}

// Leaves the result in the text that again_ writes to.
Result<void> Pipeline::RunOne(const source::LineBatch& batch, std::uint32_t line) {
  EVENHAND_TRY(workers_[0]->Evaluate(batch.lines[line], line, &again_));
  state_->Absorb(&workers_[0]->view());
  const EventLog::Entry entry = again_.At(0);
  EVENHAND_TRY(Report(batch, entry));
  if (!entry.event.has_result()) again_.DropText();
  Await(entry);
  return ApplyAwaited();
}

Result<void> Pipeline::Settle(const source::LineBatch& batch, const EventLog& log,
                              std::string* results) {
  for (std::size_t i = 0; i < log.size(); ++i) {
    const EventLog::Entry entry = log.At(i);
    if (!state_->Conflicts(entry.reads)) {
      EVENHAND_TRY(Report(batch, entry));
      if (entry.event.has_result()) results->append(entry.text);
      state_->NoteWritten(entry.writes);
      Await(entry);
      continue;
    }
    ++stats_.again;
    EVENHAND_TRY(ApplyAwaited());
    again_.WriteTextTo(results);
    again_.Clear();
    const Result<void> done = RunOne(batch, entry.event.line);
    state_->NoteWritten(again_.At(0).writes);
    again_.WriteTextTo(nullptr);
    EVENHAND_TRY(done);
  }
  return {};
}

Result<void> Pipeline::Report(const source::LineBatch& batch, const EventLog::Entry& entry) {
  CountEntry(entry);
  using Kind = LoggedEvent::Kind;
  if (entry.event.kind != Kind::kMalformed && entry.event.kind != Kind::kLimited) return {};
  return dead_letters_->Take(batch.lines[entry.event.line], entry.text);
}

void Pipeline::Await(const EventLog::Entry& entry) {
  for (const state::Change& change : entry.changes) {
    awaited_.push_back({change.hash, nullptr, &change, entry.event.now});
  }
  for (const LabelRequest& request : entry.requests) {
    awaited_.push_back({request.hash, &request, nullptr, entry.event.now});
  }
}

// All that is awaited, in order within each shard.
Result<void> Pipeline::ApplyAwaited() {
  constexpr std::size_t kWorthSharing = 64;
  Result<void> done;
  if (threads_ == nullptr || awaited_.size() < kWorthSharing) {
    for (const Awaited& awaited : awaited_) {
      done = ApplyOne(awaited, 0);
      if (!done) break;
    }
  } else {
    std::atomic<std::size_t> next{0};
    threads_->Run([&](unsigned worker) {
      applied_[worker] = {};
      for (std::size_t s = next++; s < state::kShards && applied_[worker]; s = next++) {
        applied_[worker] = ApplyShard(s, worker);
      }
    });
    for (const Result<void>& applied : applied_) {
      if (!applied) done = applied;
    }
  }
  awaited_.clear();
  return done;
}

Result<void> Pipeline::ApplyShard(std::size_t shard, unsigned worker) {
  for (const Awaited& awaited : awaited_) {
    if (state::ShardOf(awaited.hash) == shard) EVENHAND_TRY(ApplyOne(awaited, worker));
  }
  return {};
}

Result<void> Pipeline::ApplyOne(const Awaited& awaited, unsigned worker) {
  if (awaited.change != nullptr) return state_->Apply(*awaited.change);
  const LabelRequest& request = *awaited.request;
  EVENHAND_ASSIGN(
      const model::LabelChanges* changes,
      state_->ApplyLabels({request.type, request.id}, request.hash, request.mutations, awaited.now));
  for (const std::string_view label : changes->added) Count(label, &labels_[worker].added);
  for (const std::string_view label : changes->removed) Count(label, &labels_[worker].removed);
  return {};
}

void Pipeline::CountEntry(const EventLog::Entry& entry) {
  using Kind = LoggedEvent::Kind;
  switch (entry.event.kind) {
    case Kind::kNoEvent: ++stats_.skipped; return;
    case Kind::kMalformed: ++stats_.malformed; return;
    case Kind::kLimited: ++stats_.limited; break;
    case Kind::kDropped: ++stats_.dropped; break;
    case Kind::kResult: break;
  }
  ++stats_.events;
  stats_.errors += entry.event.error_count;
  for (const std::uint32_t rule : entry.fired) ++fired_[rule];
  for (const program::EventError& error : entry.errors) errors_[error.op] += error.count;
  for (const std::string& verdict : entry.verdicts) Count(verdict, &stats_.verdicts);
}

// Counts by number become counts by name.
void Pipeline::FoldCounts() {
  for (LabelCounts& counts : labels_) {
    for (const auto& [label, count] : counts.added) stats_.labels["+" + label] += count;
    for (const auto& [label, count] : counts.removed) stats_.labels["-" + label] += count;
    counts = {};
  }
  for (std::size_t r = 0; r < fired_.size(); ++r) {
    if (fired_[r] != 0) stats_.rules[program_->rules[r].name] += std::exchange(fired_[r], 0);
  }
  for (std::size_t op = 0; op < errors_.size(); ++op) {
    if (errors_[op] == 0) continue;
    stats_.errors_by_place[PlaceOf(*program_, static_cast<program::OpIndex>(op))] +=
        std::exchange(errors_[op], 0);
  }
}

Stats Pipeline::stats() {
  FoldCounts();
  return stats_;
}

}  // namespace evenhand::engine
