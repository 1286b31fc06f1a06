#include "app/verify_options.h"

#include <fmt/format.h>

#include <filesystem>

#include "app/docket_dir.h"
#include "app/ledger_files.h"
#include "app/seen_file.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "record/note.h"
#include "record/signify.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostKeyBytes = 10'000;
constexpr std::size_t kMostWaysBytes = 32'000;
// A note with what a copy says of itself.
constexpr std::size_t kMostSeenBytes = record::kMostNoteBytes + 10'000;

// A file of the copy whose COPY/record/checkpoint was seen before; empty: none.
std::string BesideRecord(const std::string& since, std::string_view name) {
  const std::filesystem::path checkpoint(since);
  if (checkpoint.filename() != "checkpoint" || checkpoint.parent_path().filename() != "record")
    return {};
  const std::filesystem::path file = checkpoint.parent_path().parent_path() / name;
  std::error_code error;
  return std::filesystem::is_regular_file(file, error) ? file.string() : std::string();
}

Result<publish::Seen> ReadSince(const std::string& since) {
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(since, kMostSeenBytes));
  auto seen = publish::ReadSeen(text);
  if (!seen) return tl::unexpected(std::move(seen).error().Within(since));
  const std::string beside = BesideRecord(since, "about.txt");
  if (seen->date || beside.empty()) return *std::move(seen);
  EVENHAND_ASSIGN(const std::string about, ReadWholeFile(beside, kMostSeenBytes));
  if (const auto read = publish::ReadAbout(about)) seen->date = read->date;
  return *std::move(seen);
}

std::string ReportText(const publish::CopyReport& report) {
  std::string out;
  for (const publish::CopyCheck& check : report.checks)
    out += fmt::format("{} {:<11} {}\n", check.passed ? "ok  " : "FAIL", check.name,
                       ForTerminal(check.what));
  constexpr std::string_view kVerdicts[] = {"good", "NOT what was published", "cannot be read",
                                            "cannot be judged: a key or a witness is missing",
                                            "good, but old"};
  out += fmt::format("{}\n", kVerdicts[static_cast<std::size_t>(report.verdict)]);
  if (!report.short_root.empty()) out += fmt::format("record  {}\n", report.short_root);
  return out;
}

std::string ReportJson(const publish::CopyReport& report) {
  codec::JsonOut out;
  out.Open('{').Key("exit").Int(static_cast<std::int64_t>(report.verdict)).Key("checks").Open('[');
  for (const publish::CopyCheck& check : report.checks) {
    out.Open('{')
        .Key("name")
        .String(check.name)
        .Key("passed")
        .Bool(check.passed)
        .Key("what")
        .String(check.what)
        .Close('}');
  }
  out.Close(']').Key("short_root").String(report.short_root).Close('}');
  return out.text() + "\n";
}

}  // namespace

Result<publish::VerifyCopyOptions> ReadVerifyOptions(const VerifyOptions& o) {
  publish::VerifyCopyOptions options;
  EVENHAND_ASSIGN(options.now, TimeOrNow(o.at));
  for (const std::string& file : o.keys) {
    EVENHAND_ASSIGN(const std::string text, ReadWholeFile(file, kMostKeyBytes));
    auto key = record::ReadSignifyPublicKey(text);
    if (!key) return tl::unexpected(std::move(key).error().Within(file));
    options.public_keys.push_back(*std::move(key));
  }
  if (!o.policy.empty()) {
    EVENHAND_ASSIGN(options.policy, ReadPolicy("", o.policy));
  }
  if (!o.since.empty()) {
    EVENHAND_ASSIGN(options.since, ReadSince(o.since));
  }
  std::vector<std::string> lists = o.ways;
  if (const std::string beside = BesideRecord(o.since, "ways.txt"); !beside.empty())
    lists.push_back(beside);
  for (const std::string& file : lists) {
    EVENHAND_ASSIGN(std::string bytes, ReadWholeFile(file, kMostWaysBytes));
    options.ways.emplace_back(file, std::move(bytes));
  }
  return options;
}

Result<void> PrintReport(const publish::CopyReport& report, const VerifyOptions& options,
                         Session* session) {
  Print(options.format == "json" ? ReportJson(report) : ReportText(report));
  session->exit_code = static_cast<int>(report.verdict);
  return {};
}

Result<void> JudgeAndKeep(const VerifyOptions& o, publish::VerifyCopyOptions* verify,
                          const std::function<Result<std::optional<publish::CopyReport>>()>& judge,
                          Session* session) {
  std::optional<SeenFile> file;
  if (!o.seen.empty()) {
    EVENHAND_ASSIGN(SeenFile opened, SeenFile::Open(o.seen));
    file.emplace(std::move(opened));
  }
  if (file && file->text()) {
    auto seen = publish::ReadSeen(*file->text());
    if (!seen)
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("{}: is no file that --seen keeps: {}; name another, or a copy's "
                              "record/checkpoint with --since",
                              o.seen, seen.error().message));
    verify->since = *std::move(seen);
  }
  EVENHAND_ASSIGN(const std::optional<publish::CopyReport> report, judge());
  if (!report) return {};
  EVENHAND_TRY(PrintReport(*report, o, session));
  if (!file || !report->to_keep) return {};
  return file->Keep(*report->to_keep);
}

Result<void> CannotRead(const std::string& what, const Error& error, Session* session) {
  PrintError(fmt::format("{}: {}\n", ForTerminal(what), ForTerminal(error.message)));
  session->exit_code = static_cast<int>(publish::Verdict::kUnreadable);
  return {};
}

void AddVerifyOptions(CLI::App* command, VerifyOptions* o) {
  command
      ->add_option("--key", o->keys,
                   "the public key, got by another way (evenhand.pub); again for more")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--policy", o->policy,
                   "witnesses that must have signed; without it, the log alone")
      ->type_name("FILE");
  command
      ->add_option("--since", o->since,
                   "what was seen before: record/checkpoint of an older copy, or a file of --seen")
      ->type_name("FILE");
  command
      ->add_option("--ways", o->ways,
                   "a list of addresses that you have from elsewhere: the newest one is named; "
                   "again for more")
      ->type_name("FILE");
  command->add_option("--at", o->at, "when it is judged; without it, now")->type_name("TIME");
  AddFormat(command, &o->format);
}

void AddSeenOption(CLI::App* command, VerifyOptions* o) {
  command
      ->add_option("--seen", o->seen,
                   "a file that remembers the newest copy that held, and tells when a later one "
                   "shows a shorter or another record; made when it is not there")
      ->excludes("--since")
      ->type_name("FILE");
}

}  // namespace evenhand::app
