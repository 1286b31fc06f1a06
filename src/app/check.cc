#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

#include "app/case_file.h"
#include "app/certified.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "codec/json_out.h"
#include "engine/rulebook.h"
#include "engine/rulebook_dir.h"
#include "functions/registry.h"
#include "policy/raised.h"

namespace evenhand::app {
namespace {

struct Options {
  std::string directory;
  std::string format = "text";
  bool no_warnings = false;
  bool strict = false;
  bool watch = false;
};

std::size_t WarningCount(const sml::Diagnostics& diagnostics) {
  return diagnostics.all().size() - diagnostics.error_count();
}

void PrintJson(const engine::Rulebook& book, const std::vector<policy::Problem>& document, bool ok,
               bool warnings) {
  codec::JsonOut out;
  out.Open('{').Key("ok").Bool(ok);
  out.Key("files").Int(static_cast<std::int64_t>(book.sources->files.size()));
  out.Key("problems").Open('[');
  for (const sml::Diagnostic& d : book.diagnostics.all()) {
    const bool is_error = d.severity == sml::Severity::kError;
    if (!is_error && !warnings) continue;
    out.Open('{').Key("severity").String(is_error ? "error" : "warning");
    out.Key("stage").String(sml::Name(d.stage)).Key("check").String(d.check);
    out.Key("kind").String(d.kind).Key("message").String(d.message).Key("hint").String(d.hint);
    out.Key("file").String(book.sources->At(d.span.file).path);
    out.Key("line").Int(d.span.line).Key("column").Int(d.span.column).Close('}');
  }
  for (const policy::Problem& p : document) {
    if (!p.is_error && !warnings) continue;
    out.Open('{')
        .Key("severity")
        .String(p.is_error ? "error" : "warning")
        .Key("stage")
        .String("document");
    out.Key("message").String(p.message).Key("hint").String(p.mend).Key("file").String(
        "rulebook.yaml");
    out.Key("line").Int(p.place.line).Key("column").Int(p.place.column).Close('}');
  }
  out.Close(']').Close('}');
  Print(out.text() + "\n");
}

void PrintText(const engine::Rulebook& book, bool ok, bool warnings, const Session& session) {
  const sml::RenderOptions how{.color = session.color_out(), .warnings = warnings};
  Print(sml::Render(book.diagnostics, *book.sources, how));
  if (!ok) return;
  const auto count = [&](auto&& is) {
    const auto& all = book.checked->statements;
    return std::count_if(all.begin(), all.end(), is);
  };
  const auto features = count([](const sml::CheckedStatement& s) { return s.exported; });
  const auto rules =
      count([](const sml::CheckedStatement& s) { return s.type.Is(sml::TypeKind::kRule); });
  Print(fmt::format("OK: {} files, {} features, of which {} rules; {} warnings\n",
                    book.sources->files.size(), features, rules, WarningCount(book.diagnostics)));
}

// What the document beside the rules says, and whether rules and clauses fit together.
std::vector<policy::Problem> DocumentProblems(const std::string& directory,
                                              const engine::Rulebook& book) {
  std::vector<policy::Problem> problems;
  std::error_code error;
  if (!std::filesystem::exists(DocumentBeside(directory), error)) return problems;
  const auto yaml = ReadWholeFile(DocumentBeside(directory), std::size_t{64} << 20);
  if (!yaml) return {{.message = yaml.error().message}};
  const policy::Rulebook document = policy::ReadRulebook(*yaml, &problems);
  if (problems.empty()) policy::CheckRulebook(document, &problems);
  if (book.checked == nullptr || std::ranges::any_of(problems, &policy::Problem::is_error))
    return problems;
  const even::Certificate rules = even::Certify(*book.checked, functions::Registry(), {});
  for (std::string& refusal : even::CertifyClauses(document, {}, &rules).refusals) {
    problems.push_back({.message = std::move(refusal),
                        .mend = "let the clause's 'when' read 'raised', or name another"});
  }
  for (const policy::Clause& clause : document.clauses) {
    if (!policy::ReadsRaised(clause)) continue;
    const std::string action = even::FindingAction(clause.id);
    if (std::ranges::find(rules.actions, action, &even::Action::name) != rules.actions.end())
      continue;
    problems.push_back(
        {.is_error = false,
         .place = clause.place,
         .message = fmt::format("clause '{}' reads 'raised', but no rule raises it", clause.id),
         .mend = fmt::format("a rule does with Finding(clause='{}', ...)", clause.id)});
  }
  return problems;
}

void CheckOnce(const Options& options, Session* session) {
  const Result<engine::Rulebook> book =
      engine::LoadRulebook(options.directory, {.check_only = true, .pattern_cache = {}});
  if (!book) return Report(book.error(), session);
  const std::vector<policy::Problem> document = DocumentProblems(options.directory, *book);
  const auto errors = std::ranges::count_if(document, &policy::Problem::is_error);
  const bool ok = book->checked != nullptr && errors == 0;
  const bool warnings = !options.no_warnings;
  if (options.format == "json") {
    PrintJson(*book, document, ok, warnings);
  } else {
    for (const policy::Problem& p : document) {
      if (p.is_error || warnings) Print(ProblemText(DocumentBeside(options.directory), p));
    }
    PrintText(*book, ok, warnings, *session);
  }
  const bool refused =
      !ok || (options.strict && WarningCount(book->diagnostics) + document.size() > 0);
  session->exit_code = refused ? kFindings : kSuccess;
}

// Checks again whenever a file changes, until the user has had enough.
[[noreturn]] void Watch(const Options& options, Session* session) {
  std::uint64_t seen = 0;
  while (true) {
    const std::uint64_t now = engine::RulebookFingerprint(options.directory);
    if (now != seen) {
      if (session->out_is_terminal) Print("\x1b[2J\x1b[H");
      CheckOnce(options, session);
      std::fflush(stdout);
    }
    seen = now;
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
  }
}

}  // namespace

void AddCheckCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(app, "check", "Validate a rulebook",
                                 "  evenhand check rulebooks/atproto-starter\n"
                                 "  evenhand check rules --watch\n"
                                 "  evenhand check rules --format json --strict");
  auto options = std::make_shared<Options>();
  AddRulebook(command, &options->directory);
  AddFormat(command, &options->format);
  command->add_flag("--strict", options->strict, "warnings also give exit code 1");
  command->add_flag("--no-warnings", options->no_warnings, "show errors only");
  command->add_flag("--watch", options->watch, "check again whenever a file changes");
  command->callback([options, session] {
    if (options->watch) Watch(*options, session);
    CheckOnce(*options, session);
  });
}

}  // namespace evenhand::app
