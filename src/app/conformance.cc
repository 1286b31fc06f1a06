#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <string_view>
#include <vector>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/conformance_access.h"
#include "app/conformance_certificate.h"
#include "app/conformance_coordination.h"
#include "app/conformance_dsa.h"
#include "app/conformance_parity.h"
#include "app/conformance_policy.h"
#include "app/conformance_sml.h"
#include "app/conformance_text.h"
#include "app/conformance_tlog.h"

namespace evenhand::app {
namespace {

struct Kind {
  std::string_view name;
  Result<Tally> (*run)(const std::string& directory, std::ostream& out);
};

constexpr Kind kKinds[] = {
    {"access", RunAccessQueries},
    {"blocking", RunBlockingCases},
    {"certificate", RunCertificatePairs},
    {"coordination", RunCoordination},
    {"dsa", RunDsaCases},
    {"parity", RunParityVectors},
    {"sml", RunSmlCases},
    {"text", RunTextVectors},
    {"policy", RunPolicyRows},
    {"tlog", RunTlogVectors},
};

std::vector<std::string> KindNames() {
  std::vector<std::string> names;
  for (const Kind& kind : kKinds) names.emplace_back(kind.name);
  return names;
}

struct Options {
  std::string kind;
  std::string directory;
};

void Run(const Options& options, Session* session) {
  const auto* kind = std::ranges::find(kKinds, options.kind, &Kind::name);
  const Result<Tally> tally = kind->run(options.directory, std::cout);
  std::cout.flush();
  if (!tally) return Report(tally.error(), session);
  if (tally->passed != tally->total) session->exit_code = kFindings;
}

}  // namespace

void AddConformanceCommand(CLI::App& app, Session* session) {
  CLI::App* command =
      AddCommand(app, "conformance", "Run a conformance corpus: each difference, then \"N of M\"",
                 "  evenhand conformance access conformance/access\n"
                 "  evenhand conformance blocking conformance/blocking\n"
                 "  evenhand conformance certificate conformance/certificate\n"
                 "  evenhand conformance coordination conformance/coordination\n"
                 "  evenhand conformance sml conformance/sml\n"
                 "  evenhand conformance parity conformance/parity\n"
                 "  evenhand conformance text conformance/text\n"
                 "  evenhand conformance tlog conformance/tlog");
  auto options = std::make_shared<Options>();
  command->add_option("KIND", options->kind, "which kind of corpus it is")
      ->required()
      ->check(CLI::IsMember(KindNames()).description(""))
      ->type_name(fmt::format("{}", fmt::join(KindNames(), "|")));
  command->add_option("DIR", options->directory, "the corpus")->required()->type_name("DIR");
  command->callback([options, session] { Run(*options, session); });
}

}  // namespace evenhand::app
