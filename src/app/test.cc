#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/load.h"
#include "app/rule_tests.h"
#include "codec/json_out.h"

namespace evenhand::app {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string directory;
  std::vector<std::string> files;
  std::string format = "text";
};

// The files named, or every tests/**/*.yaml of the rulebook.
std::vector<std::string> TestFiles(const Options& options) {
  if (!options.files.empty()) return options.files;
  std::vector<std::string> files;
  std::error_code error;
  const fs::path folder = fs::path(options.directory) / "tests";
  for (auto it = fs::recursive_directory_iterator(folder, error);
       !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (it->path().extension() == ".yaml") files.push_back(it->path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::vector<RuleTest>> ReadTests(const Options& options) {
  std::vector<RuleTest> all;
  for (const std::string& file : TestFiles(options)) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return Fail(ErrorCode::kIo, file + ": cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    EVENHAND_ASSIGN(std::vector<RuleTest> tests, ParseRuleTests(file, text.str()));
    std::move(tests.begin(), tests.end(), std::back_inserter(all));
  }
  if (all.empty())
    return Fail(ErrorCode::kNotFound, options.directory + ": no tests in tests/*.yaml");
  return all;
}

void PrintText(const TestReport& report, std::size_t failed, const Session& session) {
  const auto mark = [&](bool ok) -> std::string {
    if (!session.color_out()) return ok ? "ok   " : "FAIL ";
    return ok ? "\x1b[32mok\x1b[0m   " : "\x1b[31mFAIL\x1b[0m ";
  };
  for (const TestResult& result : report.results) {
    const bool ok = result.differences.empty();
    Print(mark(ok) + result.test->name);
    if (!ok)
      Print(fmt::format("  ({}:{})\n{}", result.test->file, result.test->line, result.differences));
    if (ok) Print("\n");
  }
  Print(fmt::format("\n{} passed, {} failed\n", report.results.size() - failed, failed));
  if (report.never_fired.empty()) return;
  Print(fmt::format("no test fires: {}\n", fmt::join(report.never_fired, ", ")));
}

void PrintJson(const TestReport& report, std::size_t failed) {
  codec::JsonOut out;
  out.Open('{').Key("passed").Int(static_cast<std::int64_t>(report.results.size() - failed));
  out.Key("failed").Int(static_cast<std::int64_t>(failed)).Key("failures").Open('[');
  for (const TestResult& result : report.results) {
    if (result.differences.empty()) continue;
    out.Open('{').Key("name").String(result.test->name).Key("file").String(result.test->file);
    out.Key("line").Int(result.test->line).Key("differences").String(result.differences).Close('}');
  }
  out.Close(']').Key("never_fired").Open('[');
  for (const std::string& rule : report.never_fired) out.String(rule);
  out.Close(']').Close('}');
  Print(out.text() + "\n");
}

void Run(const Options& options, Session* session) {
  const auto book = LoadOrReport(options.directory, session);
  if (book == nullptr) return;
  const auto tests = ReadTests(options);
  if (!tests) return Report(tests.error(), session);
  const TestReport report = RunRuleTests(*book, *tests);
  const auto failed = static_cast<std::size_t>(
      std::count_if(report.results.begin(), report.results.end(),
                    [](const TestResult& r) { return !r.differences.empty(); }));
  options.format == "json" ? PrintJson(report, failed) : PrintText(report, failed, *session);
  if (failed > 0) session->exit_code = kFindings;
}

}  // namespace

void AddTestCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(app, "test", "Run the tests that stand beside the rules",
                                 "  evenhand test rulebooks/atproto-starter\n"
                                 "  evenhand test rules rules/tests/spam.yaml --format json");
  auto options = std::make_shared<Options>();
  AddRulebook(command, &options->directory);
  command->add_option("FILES", options->files, "these test files only");
  AddFormat(command, &options->format);
  command->callback([options, session] { Run(*options, session); });
}

}  // namespace evenhand::app
