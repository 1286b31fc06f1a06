#include "engine/pipeline.h"

#include <algorithm>
#include <atomic>

namespace evenhand::engine {
namespace {

constexpr std::size_t kMaxChunkLines = 64;

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
  ViewFacts(state::View* view, bool notes_reads, const program::AccessFacts* access,
            const program::DossierFacts* dossiers)
      : view_(view), notes_reads_(notes_reads), access_(access), dossiers_(dossiers) {}
  const program::AccessFacts* access() const override { return access_; }
  const program::DossierFacts* dossiers() const override { return dossiers_; }
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
  const program::AccessFacts* access_;
  const program::DossierFacts* dossiers_;
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

// One thread's evaluator and everything it needs, on cache lines that no other thread writes to.
class alignas(kCacheLine) Pipeline::Worker {
 public:
  Worker(std::shared_ptr<const program::Program> program, const state::EntityState* state,
         const PipelineOptions& options, source::EnvelopeReader reader)
      : evaluator_(std::move(program), options.limits),
        view_(state),
        facts_(&view_, options.threads > 1, options.access, options.dossiers),
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

Result<void> Pipeline::Run(const source::LineBatch& batch, ResultSink* results,
                           const std::function<void()>& meanwhile) {
  results_.WriteTo(results);
  if (threads_ == nullptr) return RunAlone(batch);
  return RunTogether(batch, meanwhile);
}

// One thread: each event sees what the one before it left, so nothing is ever evaluated twice.
Result<void> Pipeline::RunAlone(const source::LineBatch& batch) {
  for (std::size_t line = 0; line < batch.lines.size(); ++line) {
    EVENHAND_TRY(RunOne(batch, static_cast<std::uint32_t>(line)));
  }
  return results_.Flush();
}

// A batch is walked in rounds, so that results never take more room than a few megabytes, however
// many features a rulebook shows.
Result<void> Pipeline::RunTogether(const source::LineBatch& batch,
                                   const std::function<void()>& meanwhile) {
  static const std::function<void()> kNothing;
  for (std::size_t first = 0, last; first < batch.lines.size(); first = last) {
    last = std::min(batch.lines.size(), first + round_);
    const std::uint64_t before = results_.bytes();
    EVENHAND_TRY(RunRound(batch, first, last, first == 0 ? meanwhile : kNothing));
    ChooseRound(last - first, results_.bytes() - before);
  }
  return {};
}

// As many lines as make about four megabytes of results.
void Pipeline::ChooseRound(std::size_t lines, std::uint64_t bytes) {
  constexpr std::size_t kRoundBytes = std::size_t{4} << 20;
  const std::size_t line_bytes = std::max<std::size_t>(1, bytes / lines);
  round_ = std::max(kRoundBytes / line_bytes, options_.threads * std::size_t{8});
}

// The thread that was called also settles what is evaluated, as far as that needs no change of
// state.
Result<void> Pipeline::RunRound(const source::LineBatch& batch, std::size_t first, std::size_t last,
                                const std::function<void()>& meanwhile) {
  state_->BeginBatch();
  SplitIntoChunks(first, last);
  std::atomic<std::size_t> next{0};
  Result<void> settled;
  threads_->Run([&](unsigned worker) {
    const bool settles = worker == threads_->caller();
    if (settles && meanwhile) meanwhile();
    for (std::size_t c = next++; c < chunk_count_; c = next++) {
      EvaluateChunk(batch, worker, &chunks_[c]);
      if (settles && settled) settled = SettleEvaluated(batch);
    }
  });
  EVENHAND_TRY(settled);
  for (const auto& worker : workers_) state_->Absorb(&worker->view());
  while (settled_chunks_ < chunk_count_) {
    EVENHAND_TRY(SettleEvaluated(batch));
    if (settled_chunks_ < chunk_count_) EVENHAND_TRY(SettleAgain(batch));
  }
  EVENHAND_TRY(results_.Flush());
  return ApplyAwaited();
}

// Large chunks first and small ones last, so that all threads are done at nearly the same time.
void Pipeline::SplitIntoChunks(std::size_t first, std::size_t last) {
  settled_chunks_ = settled_events_ = chunk_count_ = 0;
  for (std::size_t begin = first, lines; begin < last; begin += lines) {
    lines = std::clamp<std::size_t>((last - begin) / (2 * workers_.size()), 1, kMaxChunkLines);
    if (chunk_count_ == chunks_.size()) chunks_.emplace_back();
    Chunk& chunk = chunks_[chunk_count_++];
    chunk.begin = begin;
    chunk.end = begin + lines;
    chunk.evaluated.store(false, std::memory_order_relaxed);
  }
}

void Pipeline::EvaluateChunk(const source::LineBatch& batch, unsigned worker, Chunk* chunk) {
  chunk->log.Clear();
  chunk->done = {};
  for (std::size_t line = chunk->begin; line < chunk->end && chunk->done; ++line) {
    chunk->done = workers_[worker]->Evaluate(batch.lines[line], static_cast<std::uint32_t>(line),
                                             &chunk->log);
  }
  chunk->evaluated.store(true, std::memory_order_release);
}

// Goes on with settling, up to what is not evaluated yet or has to be evaluated again.
Result<void> Pipeline::SettleEvaluated(const source::LineBatch& batch) {
  for (; settled_chunks_ < chunk_count_; ++settled_chunks_) {
    const Chunk& chunk = chunks_[settled_chunks_];
    if (!chunk.evaluated.load(std::memory_order_acquire)) return {};
    for (; settled_events_ < chunk.log.size(); ++settled_events_) {
      const EventLog::Entry entry = chunk.log.At(settled_events_);
      if (state_->Conflicts(entry.reads)) return {};
      EVENHAND_TRY(Report(batch, entry));
      if (entry.event.has_result()) EVENHAND_TRY(results_.Add(entry.text));
      if (program_->stateful) state_->NoteWritten(entry.writes);
      Await(entry);
    }
    settled_events_ = 0;
    EVENHAND_TRY(chunk.done);
  }
  return {};
}

// Settles an event that read what an earlier one changes, once that is done.
Result<void> Pipeline::SettleAgain(const source::LineBatch& batch) {
  ++stats_.again;
  EVENHAND_TRY(ApplyAwaited());
  EVENHAND_TRY(RunOne(batch, chunks_[settled_chunks_].log.At(settled_events_++).event.line));
  state_->NoteWritten(again_.At(0).writes);
  return {};
}

Result<void> Pipeline::RunOne(const source::LineBatch& batch, std::uint32_t line) {
  EVENHAND_ASSIGN(std::string* const text, results_.Text());
  again_.WriteTextTo(text);
  again_.Clear();
  EVENHAND_TRY(workers_[0]->Evaluate(batch.lines[line], line, &again_));
  state_->Absorb(&workers_[0]->view());
  const EventLog::Entry entry = again_.At(0);
  EVENHAND_TRY(Report(batch, entry));
  if (!entry.event.has_result()) again_.DropText();
  return ApplyNow(entry);
}

Result<void> Pipeline::Report(const source::LineBatch& batch, const EventLog::Entry& entry) {
  CountEntry(entry);
  using Kind = LoggedEvent::Kind;
  if (entry.event.kind != Kind::kMalformed && entry.event.kind != Kind::kLimited) return {};
  return dead_letters_->Take(batch.lines[entry.event.line], entry.text);
}

void Pipeline::Await(const EventLog::Entry& entry) {
  for (const state::Change& change : entry.changes) {
    awaited_[state::ShardOf(change.hash)].push_back({nullptr, &change, entry.event.now});
  }
  for (const LabelRequest& request : entry.requests) {
    awaited_[state::ShardOf(request.hash)].push_back({&request, nullptr, entry.event.now});
  }
  awaited_count_ += entry.changes.size() + entry.requests.size();
}

// All that is awaited, in order within each shard.
Result<void> Pipeline::ApplyAwaited() {
  constexpr std::size_t kWorthSharing = 64;
  std::atomic<std::size_t> next{0};
  const auto apply_shards = [&](unsigned worker) {
    applied_[worker] = {};
    for (std::size_t s = next++; s < state::kShards && applied_[worker]; s = next++) {
      applied_[worker] = ApplyShard(&awaited_[s], worker);
    }
  };
  if (std::exchange(awaited_count_, 0) < kWorthSharing) {
    apply_shards(0);
    return applied_[0];
  }
  threads_->Run(apply_shards);
  for (const Result<void>& applied : applied_) EVENHAND_TRY(applied);
  return {};
}

Result<void> Pipeline::ApplyShard(std::vector<Awaited>* awaited, unsigned worker) {
  for (const Awaited& one : *awaited) {
    EVENHAND_TRY(one.change != nullptr ? state_->Apply(*one.change)
                                       : ApplyRequest(*one.request, one.now, worker));
  }
  awaited->clear();
  return {};
}

Result<void> Pipeline::ApplyNow(const EventLog::Entry& entry) {
  for (const state::Change& change : entry.changes) EVENHAND_TRY(state_->Apply(change));
  for (const LabelRequest& request : entry.requests) {
    EVENHAND_TRY(ApplyRequest(request, entry.event.now, 0));
  }
  return {};
}

Result<void> Pipeline::ApplyRequest(const LabelRequest& request, TimeUs now, unsigned worker) {
  EVENHAND_ASSIGN(
      const model::LabelChanges* changes,
      state_->ApplyLabels({request.type, request.id}, request.hash, request.mutations, now));
  for (const std::string_view label : changes->added) Count(label, &labels_[worker].added);
  for (const std::string_view label : changes->removed) Count(label, &labels_[worker].removed);
  return {};
}

void Pipeline::CountEntry(const EventLog::Entry& entry) {
  using Kind = LoggedEvent::Kind;
  switch (entry.event.kind) {
    case Kind::kNoEvent:
      ++stats_.skipped;
      return;
    case Kind::kMalformed:
      ++stats_.malformed;
      return;
    case Kind::kLimited:
      ++stats_.limited;
      break;
    case Kind::kDropped:
      ++stats_.dropped;
      break;
    case Kind::kResult:
      break;
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
