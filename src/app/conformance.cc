#include <iostream>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/conformance_sml.h"
#include "app/conformance_text.h"

namespace evenhand::app {
namespace {

struct Options {
  std::string kind;
  std::string directory;
};

void Run(const Options& options, Session* session) {
  const auto finish = [&](const auto& tally) {
    std::cout.flush();
    if (!tally) return Report(tally.error(), session);
    if (tally->passed != tally->total) session->exit_code = kFindings;
  };
  if (options.kind == "sml") {
    finish(RunSmlCases(options.directory, std::cout));
  } else {
    finish(RunTextVectors(options.directory, std::cout));
  }
}

}  // namespace

void AddConformanceCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "conformance", "Run a conformance corpus: each difference, then \"N of M\"",
      "  evenhand conformance sml conformance/sml\n"
      "  evenhand conformance text conformance/text");
  auto options = std::make_shared<Options>();
  command->add_option("KIND", options->kind, "which kind of corpus it is")
      ->required()
      ->check(CLI::IsMember(std::vector<std::string>{"sml", "text"}).description(""))
      ->type_name("sml|text");
  command->add_option("DIR", options->directory, "the corpus")->required()->type_name("DIR");
  command->callback([options, session] { Run(*options, session); });
}

}  // namespace evenhand::app
