#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/clock.h"
#include "app/ledger.h"
#include "app/ledger_files.h"
#include "app/random.h"
#include "app/seen_file.h"
#include "app/table.h"
#include "base/hex.h"
#include "codec/iso8601.h"
#include "codec/json_out.h"
#include "record/files.h"
#include "record/log.h"
#include "record/safe_files.h"
#include "record/tree_hash.h"
#include "record/verify_log.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostInputBytes = std::size_t{1} << 30;

// --- keygen

struct KeygenOptions {
  std::string name;
  std::string out;
  bool witness = false;
  std::string format = "text";
};

Result<void> Keygen(const KeygenOptions& options) {
  EVENHAND_ASSIGN(const std::string seed, RandomBytes(32));
  const auto type = options.witness ? record::KeyType::kCosignature : record::KeyType::kEd25519;
  EVENHAND_ASSIGN(const record::SigningKey key, record::SigningKey::Make(type, options.name, seed));
  EVENHAND_TRY(WriteSecretFile(options.out, key.private_text() + "\n"));
  if (options.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("verifier_key").String(key.verifier_key());
    out.Key("private_key_file").String(options.out).Close('}');
    Print(out.text() + "\n");
  } else {
    Print(key.verifier_key() + "\n");
  }
  return {};
}

// --- append

struct AppendOptions {
  std::string directory;
  std::string key_file;
  std::string state_file;  // empty: beside the key
  std::vector<std::string> files;
  bool lines = false;
  std::int64_t from = -1;  // -1: at the end
  std::uint64_t batch = 1000;
  std::string format = "text";
};

struct Appended {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
};

// Entries in order; a checkpoint after each batch.
class Appender {
 public:
  Appender(record::Log* log, const AppendOptions& options)
      : log_(log), batch_(options.batch), next_(log->size()) {
    if (options.from >= 0) next_ = static_cast<std::uint64_t>(options.from);
    done_.first = next_;
  }

  Result<void> Add(std::string_view entry) {
    EVENHAND_TRY(log_->AppendAt(next_, entry));
    ++next_;
    ++done_.count;
    if (log_->size() - log_->published_size() < batch_) return {};
    return Finish();
  }
  Result<void> Finish() {
    EVENHAND_ASSIGN(const std::string note, log_->Publish());
    return {};
  }
  const Appended& done() const { return done_; }

 private:
  record::Log* log_;
  std::uint64_t batch_;
  std::uint64_t next_;
  Appended done_;
};

Result<void> AddLines(std::string_view text, Appender* appender) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    EVENHAND_TRY(appender->Add(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

void PrintAppended(const AppendOptions& options, const record::Log& log, const Appended& done) {
  if (options.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("origin").String(log.origin());
    out.Key("first").Int(static_cast<std::int64_t>(done.first));
    out.Key("appended").Int(static_cast<std::int64_t>(done.count));
    out.Key("size").Int(static_cast<std::int64_t>(log.size()));
    out.Key("checkpoint").String(log.checkpoint()).Close('}');
    return Print(out.text() + "\n");
  }
  const std::string range = done.count == 0 ? "nothing to append"
                                            : fmt::format("entries {} to {} are there", done.first,
                                                          done.first + done.count - 1);
  Print(fmt::format("{}: {}; its size is {}\n", ForTerminal(log.origin()), range, log.size()));
}

Result<void> Append(const AppendOptions& options) {
  EVENHAND_ASSIGN(record::SigningKey key, ReadSigningKey(options.key_file));
  const std::string state =
      options.state_file.empty() ? options.key_file + ".signed" : options.state_file;
  EVENHAND_ASSIGN(const auto log, record::Log::Open({.directory = options.directory,
                                                     .state_file = state,
                                                     .key = std::move(key)}));
  Appender appender(log.get(), options);
  for (const std::string& file : options.files) {
    EVENHAND_ASSIGN(const std::string bytes,
                    ReadWholeFile(file, options.lines ? kMostInputBytes : record::kMostEntryBytes));
    EVENHAND_TRY(options.lines ? AddLines(bytes, &appender) : appender.Add(bytes));
  }
  EVENHAND_TRY(appender.Finish());
  PrintAppended(options, *log, appender.done());
  return {};
}

// --- cosign

struct CosignOptions {
  std::string directory;
  std::string key_file;
  std::string log_key;
  std::string state_file;  // empty: beside the key, one for each log
  std::string at;          // empty: now
  bool add = false;
  std::string format = "text";
};

Result<std::uint64_t> TimeOf(const CosignOptions& options) {
  std::int64_t us = Count(SystemClock().Now());
  if (!options.at.empty()) {
    const std::optional<EventTime> time = codec::ParseIso8601(options.at);
    if (!time) {
      return Fail(ErrorCode::kInvalidArgument,
                  "--at wants an ISO 8601 time, not " + ForTerminal(options.at));
    }
    us = Count(time->utc);
  }
  if (us < 0) return Fail(ErrorCode::kInvalidArgument, "a cosignature's time is after 1970");
  return static_cast<std::uint64_t>(us / 1'000'000);
}

void PrintFindings(const record::LogReport& report) {
  for (const record::Finding& finding : report.findings) {
    PrintError(fmt::format("{}{}{}: {}\n", ForTerminal(finding.file),
                           finding.place.empty() ? "" : ": ", finding.place,
                           ForTerminal(finding.what)));
  }
}

// Compare and store are one step, under the lock of the state: what this witness has seen never
// shrinks.
Result<bool> Cosign(const CosignOptions& options) {
  EVENHAND_ASSIGN(const record::SigningKey key, ReadSigningKey(options.key_file));
  if (key.type() != record::KeyType::kCosignature) {
    return Fail(ErrorCode::kInvalidArgument,
                options.key_file + ": is the key of a log; make one with `keygen --witness`");
  }
  EVENHAND_ASSIGN(const record::VerifierKey log_key, ReadVerifierKey(options.log_key));
  EVENHAND_ASSIGN(const std::uint64_t time_s, TimeOf(options));
  const std::string state =
      !options.state_file.empty() ? options.state_file : SeenFileOf(options.key_file, log_key);
  EVENHAND_ASSIGN(SeenFile seen, SeenFile::Open(state));
  const auto files = record::OpenFiles(options.directory);
  EVENHAND_ASSIGN(const record::LogReport report,
                  record::VerifyLog(*files, record::Policy::ForLog(log_key),
                                    {.since = seen.text() ? std::string_view(*seen.text())
                                                          : std::string_view()}));
  if (!report.good()) {
    PrintFindings(report);
    return false;
  }
  EVENHAND_ASSIGN(const std::optional<std::string> note,
                  files->Read("checkpoint", record::kMostNoteBytes));
  if (!note || !note->starts_with(report.checkpoint->text + "\n")) {
    return Fail(ErrorCode::kUnavailable,
                options.directory + ": the checkpoint has changed meanwhile; try again");
  }
  EVENHAND_TRY(seen.Keep(*note));
  const std::string line = key.Cosign(report.checkpoint->text, time_s);
  if (options.add) EVENHAND_TRY(AddToCheckpoint(options.directory, *note, line));
  if (options.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("origin").String(log_key.name);
    out.Key("size").Int(static_cast<std::int64_t>(report.checkpoint->checkpoint.size));
    out.Key("time").Int(static_cast<std::int64_t>(time_s));
    out.Key("line").String(line).Close('}');
    Print(out.text() + "\n");
  } else {
    Print(line);
  }
  return true;
}

}  // namespace

void AddLedgerKeygen(CLI::App& ledger, Session* session) {
  CLI::App* command =
      AddCommand(ledger, "keygen", "Make a key for a log or a witness; prints its public half",
                 "  evenhand ledger keygen log.example/record --out record.key >record.vkey\n"
                 "  evenhand ledger keygen witness.example --out witness.key --witness");
  auto options = std::make_shared<KeygenOptions>();
  command
      ->add_option("NAME", options->name,
                   "what the log or witness is called: where it lies, without https://")
      ->required()
      ->type_name("NAME");
  command->add_option("-o,--out", options->out, "the file for the private key; it must not exist")
      ->required()
      ->type_name("FILE");
  command->add_flag("--witness", options->witness, "a key that cosigns what others publish");
  AddFormat(command, &options->format);
  command->callback([options, session] {
    if (const Result<void> done = Keygen(*options); !done) Report(done.error(), session);
  });
}

void AddLedgerAppend(CLI::App& ledger, Session* session) {
  CLI::App* command = AddCommand(
      ledger, "append", "Append entries to a log, and publish a checkpoint; begins it if it is new",
      "  evenhand ledger append public/record --key record.key decision.cbor\n"
      "  evenhand ledger append public/record --key record.key --lines events.jsonl --from 0");
  auto options = std::make_shared<AppendOptions>();
  command->add_option("DIR", options->directory, "the log's directory, to be served as it is")
      ->required()
      ->type_name("DIR");
  command
      ->add_option("FILES", options->files,
                   "an entry each, or with --lines one a line; - is standard input")
      ->type_name("FILES");
  command->add_option("--key", options->key_file, "the file of the log's private key")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--state", options->state_file,
                   "what was signed last; keep it apart from the log (default: KEY.signed)")
      ->type_name("FILE");
  command->add_flag("--lines", options->lines, "each line is an entry");
  command
      ->add_option(
          "--from", options->from,
          "the index of the first entry: those that are there already are compared, not repeated")
      ->check(CLI::NonNegativeNumber)
      ->type_name("INDEX");
  command->add_option("--batch", options->batch, "publish after this many entries")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1'000'000}))
      ->type_name("N")
      ->capture_default_str();
  AddFormat(command, &options->format);
  command->callback([options, session] {
    if (const Result<void> done = Append(*options); !done) Report(done.error(), session);
  });
}

void AddLedgerCosign(CLI::App& ledger, Session* session) {
  CLI::App* command = AddCommand(
      ledger, "cosign",
      "As a witness: check all of a log, and sign what was seen; never less than before",
      "  evenhand ledger cosign mirror --key witness.key --log record.vkey\n"
      "  evenhand ledger cosign public/record --key witness.key --log record.vkey --add");
  auto options = std::make_shared<CosignOptions>();
  command->add_option("DIR", options->directory, "the log's directory, or a copy")
      ->required()
      ->type_name("DIR");
  command->add_option("--key", options->key_file, "the file of the witness's private key")
      ->required()
      ->type_name("FILE");
  command->add_option("--log", options->log_key, "the log's verifier key, or a file that holds it")
      ->required()
      ->type_name("VKEY");
  command
      ->add_option("--state", options->state_file,
                   "the checkpoint seen last (default: beside the key, one for each log)")
      ->type_name("FILE");
  command->add_option("--at", options->at, "the time to sign (default: now)")->type_name("TIME");
  command->add_flag("--add", options->add, "also put the line under the checkpoint in DIR");
  AddFormat(command, &options->format);
  command->callback([options, session] {
    const Result<bool> done = Cosign(*options);
    if (!done) return Report(done.error(), session);
    if (!*done) session->exit_code = kFindings;
  });
}

}  // namespace evenhand::app
