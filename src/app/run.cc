#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "app/access_fact.h"
#include "app/access_store.h"
#include "app/clock.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/dossier_fact.h"
#include "app/event_files.h"
#include "app/load.h"
#include "app/progress.h"
#include "app/summary.h"
#include "app/table.h"
#include "engine/pipeline.h"
#include "engine/rulebook.h"
#include "engine/rulebook_dir.h"
#include "sink/dead_letters.h"
#include "sink/line_writer.h"
#include "source/line_reader.h"
#include "source/read_ahead.h"

namespace evenhand::app {
namespace {

struct Options {
  std::string directory;
  EventFiles events;
  std::string output;
  std::string dead_letters = "dead-letters.jsonl";
  std::string state;
  std::string pattern_cache;
  std::string summary = "auto";
  std::string clock = "event";
  std::string format = "text";
  RegisterOptions limits;
  std::vector<std::string> dossiers;
  unsigned threads = 1;
  bool watch = false;
};

volatile std::sig_atomic_t stop_wanted = 0;

// The first signal ends the run in good order, the second one at once.
void StopInGoodOrder() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop_wanted = 1; };
  action.sa_flags = SA_RESETHAND;  // no SA_RESTART: a waiting read returns
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

// Where a run stopped: the input and how much of the outputs belongs to it. As text, because it
// lies in the store beside the state.
struct Bookmark {
  source::Position input;
  std::uint64_t output_bytes = 0;
  std::uint64_t dead_bytes = 0;

  std::string ToText() const {
    return fmt::format("{} {} {} {} {}", input.file, input.line, input.offset, output_bytes,
                       dead_bytes);
  }
  static Result<Bookmark> FromText(const std::string& text) {
    Bookmark b;
    if (text.empty()) return b;
    const int read = std::sscanf(text.c_str(), "%u %lu %lu %lu %lu", &b.input.file, &b.input.line,
                                 &b.input.offset, &b.output_bytes, &b.dead_bytes);
    if (read != 5) return Fail(ErrorCode::kCorrupt, "the stored position is damaged: " + text);
    return b;
  }
};

// Opens its file with the first letter, so that a clean run leaves none.
class DeadLetterFile final : public engine::DeadLetterOffice {
 public:
  DeadLetterFile(const Options& options, std::uint64_t keep_bytes)
      : options_(options), keep_bytes_(keep_bytes) {}

  Result<void> Take(const source::Line& line, std::string_view reason) override {
    EVENHAND_TRY(Open());
    std::string text;
    sink::AppendDeadLetter({.file = options_.events.files[line.at.file],
                            .line = line.at.line,
                            .offset = line.at.offset,
                            .reason = reason,
                            .raw = line.text},
                           &text);
    return writer_->Write(text);
  }
  Result<std::uint64_t> Commit() {
    if (writer_ == nullptr) return keep_bytes_;
    return writer_->Commit();
  }

 private:
  Result<void> Open() {
    if (writer_ != nullptr) return {};
    EVENHAND_ASSIGN(writer_, sink::LineWriter::Open(options_.dead_letters, keep_bytes_));
    return {};
  }

  const Options& options_;
  std::uint64_t keep_bytes_;
  std::unique_ptr<sink::LineWriter> writer_;
};

Result<std::unique_ptr<state::Store>> OpenStore(const Options& options) {
  if (options.state.empty()) return state::MakeMemoryStore();
  return state::OpenRocksStore({.directory = options.state});
}

class Run final : public engine::ResultSink {
 public:
  Run(const Options& options, Session* session) : options_(options), session_(*session) {}

  Result<void> Start() {
    EVENHAND_TRY(LoadFirst());
    EVENHAND_ASSIGN(std::unique_ptr<state::Store> store, OpenStore(options_));
    state_ = std::make_unique<state::EntityState>(std::move(store));
    EVENHAND_TRY(GoToBookmark());
    engine::PipelineOptions how;
    how.threads = options_.threads;
    how.clock = options_.clock == "wall" ? &clock_ : nullptr;
    how.write_results = writes_results_;
    how.input = EnvelopeOptionsOf(options_.events);
    EVENHAND_ASSIGN(how.access, AccessToAsk());
    if (!options_.dossiers.empty()) {
      EVENHAND_ASSIGN(dossiers_, AcceptedDossiers::Load(options_.dossiers));
      how.dossiers = dossiers_.get();
    }
    EVENHAND_ASSIGN(pipeline_, engine::Pipeline::Make(program_, state_.get(), dead_.get(), how));
    return {};
  }

  Result<void> Walk() {
    Progress progress(session_, TotalBytes(options_.events.files));
    source::LineReader reader(options_.events.files, {.start = mark_.input});
    source::ReadAhead batches(&reader);
    const auto read_early = [&batches] { batches.ReadEarly(); };
    while (stop_wanted == 0) {
      EVENHAND_ASSIGN(const source::LineBatch* const batch, batches.Next());
      if (batch == nullptr) break;
      if (batch->lines.empty()) continue;
      EVENHAND_TRY(pipeline_->Run(*batch, this, read_early));
      EVENHAND_TRY(Commit(batch->next));
      lines_ += batch->lines.size();
      progress.Update(batch->input_bytes, lines_);
      ReloadIfChanged(&progress);
    }
    seconds_ = progress.seconds();
    return {};
  }

  Result<void> Write(std::string_view results) override {
    return output_ == nullptr ? Result<void>() : output_->Write(results);
  }

  engine::Stats stats() { return pipeline_->stats(); }
  double seconds() const { return seconds_; }
  bool refused() const { return refused_; }

 private:
  // Of the register that --register names, or of the one that comes with the program.
  Result<const program::AccessFacts*> AccessToAsk() {
    if (options_.limits.directory.empty() && options_.limits.known_at.empty())
      return &ShippedAccess();
    EVENHAND_ASSIGN(access::Register known, LoadRegister(options_.limits));
    limits_ = std::make_unique<RegisterFacts>(std::move(known));
    return limits_.get();
  }

  // A rulebook with errors is shown and not run.
  Result<std::shared_ptr<const program::Program>> Load() {
    fingerprint_ = engine::RulebookFingerprint(options_.directory);
    EVENHAND_ASSIGN(
        const engine::Rulebook book,
        engine::LoadRulebook(options_.directory,
                             {.check_only = false, .pattern_cache = options_.pattern_cache}));
    if (book.program == nullptr) {
      PrintError(sml::Render(book.diagnostics, *book.sources,
                             {.color = session_.color_err(), .warnings = false}));
    }
    return book.program;
  }

  Result<void> LoadFirst() {
    EVENHAND_ASSIGN(program_, Load());
    refused_ = program_ == nullptr;
    if (refused_) return Fail(ErrorCode::kInvalidArgument, "the rulebook has errors");
    return {};
  }

  // The old rules stay until new ones are without errors.
  void ReloadIfChanged(Progress* progress) {
    if (!options_.watch) return;
    const auto now = Progress::Clock::now();
    if (now - looked_at_ < std::chrono::milliseconds(500)) return;
    looked_at_ = now;
    if (engine::RulebookFingerprint(options_.directory) == fingerprint_) return;
    progress->Clear();
    auto program = Load();
    if (program && *program != nullptr && pipeline_->Replace(*program)) {
      PrintError("evenhand: the rulebook changed and is in use\n");
    } else {
      PrintError("evenhand: the rulebook changed but has errors; going on with the old one\n");
    }
  }

  Result<void> GoToBookmark() {
    for (const std::string& file : options_.events.files) inputs_ += file + "\n";
    EVENHAND_ASSIGN(const std::string text, state_->PositionOf(inputs_));
    EVENHAND_ASSIGN(mark_, Bookmark::FromText(text));
    // What comes through a pipe is new each time; only outputs go on where they were.
    const auto& files = options_.events.files;
    if (std::find(files.begin(), files.end(), "-") != files.end()) mark_.input = {};
    dead_ = std::make_unique<DeadLetterFile>(options_, mark_.dead_bytes);
    const bool only_summary = options_.output.empty() && session_.out_is_terminal;
    writes_results_ = !only_summary;
    if (!writes_results_) return {};
    const std::string path = options_.output.empty() ? "-" : options_.output;
    EVENHAND_ASSIGN(output_, sink::LineWriter::Open(path, mark_.output_bytes));
    return {};
  }

  // Outputs first, then state with their lengths: after a crash the outputs are cut back to them.
  Result<void> Commit(const source::Position& next) {
    mark_.input = next;
    const bool durable = !options_.state.empty();
    if (output_ != nullptr) {
      if (durable) {
        EVENHAND_ASSIGN(mark_.output_bytes, output_->Commit());
      } else {
        EVENHAND_TRY(output_->Flush());
      }
    }
    EVENHAND_ASSIGN(mark_.dead_bytes, dead_->Commit());
    return state_->Commit(inputs_, mark_.ToText());
  }

  const Options& options_;
  Session& session_;
  SystemClock clock_;
  std::unique_ptr<RegisterFacts> limits_;
  std::unique_ptr<AcceptedDossiers> dossiers_;
  std::shared_ptr<const program::Program> program_;
  std::unique_ptr<state::EntityState> state_;
  std::unique_ptr<engine::Pipeline> pipeline_;
  std::unique_ptr<DeadLetterFile> dead_;
  std::unique_ptr<sink::LineWriter> output_;
  std::string inputs_;  // what the position is stored under
  Bookmark mark_;
  std::uint64_t fingerprint_ = 0;
  Progress::Clock::time_point looked_at_;
  std::uint64_t lines_ = 0;
  double seconds_ = 0;
  bool writes_results_ = true;
  bool refused_ = false;
};

// What was not decided is said in a pipe too: nobody looks for a file they have not heard of.
void WarnOfUndecided(const Options& options, const engine::Stats& stats) {
  if (stats.malformed > 0) {
    PrintError(fmt::format("evenhand: lines without an event: {}; place and reason of each: {}\n",
                           Grouped(stats.malformed), options.dead_letters));
  }
  if (stats.limited > 0) {
    PrintError(fmt::format("evenhand: events that passed a limit and were not decided: {}\n",
                           Grouped(stats.limited)));
  }
}

void ShowSummary(const Options& options, const engine::Stats& stats, double seconds,
                 const Session& session) {
  if (options.summary == "never") return;
  const bool wanted = options.summary == "always" || session.err_is_terminal;
  if (!wanted) return WarnOfUndecided(options, stats);
  if (options.format == "json") {
    codec::JsonOut out;
    WriteSummary(stats, seconds, &out);
    PrintError(out.text() + "\n");
  } else {
    PrintError(RenderSummary(stats, seconds));
  }
}

void RunCommand(Options options, Session* session) {
  if (options.events.files.empty()) options.events.files.push_back("-");
  if (options.pattern_cache.empty()) options.pattern_cache = PatternCacheDirectory();
  StopInGoodOrder();
  Run run(options, session);
  const Result<void> started = run.Start();
  if (run.refused()) {
    session->exit_code = kFindings;
    return;
  }
  if (!started) return Report(started.error(), session);
  const Result<void> walked = run.Walk();
  ShowSummary(options, run.stats(), run.seconds(), *session);
  if (!walked) Report(walked.error(), session);
}

}  // namespace

void AddRunCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "run", "Run a rulebook over events: results as JSON Lines",
      "  evenhand run rulebooks/atproto-starter events.jsonl.zst -o results.jsonl\n"
      "  curl -s https://example.org/events | evenhand run rules - --state state > results.jsonl\n"
      "  evenhand run rules signups.jsonl --name /event/type --time created_at");
  auto options = std::make_shared<Options>();
  AddRulebook(command, &options->directory);
  AddEventFiles(command, &options->events);
  command->add_option("-o,--output", options->output,
                      "results go here; -: standard output (the default, unless it is a terminal)");
  command->add_option("--dead-letters", options->dead_letters, "malformed events go here")
      ->capture_default_str();
  command->add_option(
      "--state", options->state,
      "keep labels, counters and the position in this directory, and go on from it");
  command->add_option("--pattern-cache", options->pattern_cache,
                      "keep compiled patterns in this directory (default: the user's cache)");
  command->add_option("--threads", options->threads, "evaluate on this many threads")
      ->check(CLI::Range(1, 256).description(""))
      ->capture_default_str();
  AddChoice(command, "--clock", &options->clock, {"event", "wall"},
            "what now means for labels and counters: each event's time, or the wall clock");
  AddRegister(command, &options->limits, "--register");
  AddDossiers(command, &options->dossiers);
  command->add_flag("--watch", options->watch, "use the rulebook anew when it changes");
  AddChoice(command, "--summary", &options->summary, {"auto", "always", "never"},
            "counts at the end, on standard error");
  AddFormat(command, &options->format)->description("of the summary: text for people, or json");
  command->callback([options, session] { RunCommand(*options, session); });
}

}  // namespace evenhand::app
