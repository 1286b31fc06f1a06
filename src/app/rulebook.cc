// `evenhand rulebook ...`: what can be asked of a rulebook as a document.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/certified.h"
#include "app/command_line.h"
#include "app/commands.h"

namespace evenhand::app {
namespace {

struct CertifyOptions {
  std::string directory;
  std::string attributes;
  std::string format = "text";
  std::string check;
};

Result<std::string> ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in) return Fail(ErrorCode::kIo, path + ": cannot be read");
  return text.str();
}

// Made again from the rulebook, the certificate must have the same bytes.
void Compare(const std::string& file, const std::string& certificate, bool granted,
             Session* session) {
  const auto given = ReadWhole(file);
  if (!given) return Report(given.error(), session);
  if (*given == certificate) {
    return Print(fmt::format("{}: is the certificate of this rulebook, {}\n", file,
                             granted ? "granted" : "refused"));
  }
  Print(fmt::format("{}: is not the certificate of this rulebook and these attributes\n", file));
  session->exit_code = kFindings;
}

void Show(const CertifyOptions& options, const Certified& done, Session* session) {
  if (!done.granted()) session->exit_code = kFindings;
  if (!options.check.empty())
    return Compare(options.check, CertificatesJson(done), done.granted(), session);
  if (options.format == "json") return Print(CertificatesJson(done));
  if (done.certificate) Print(CertificateText(*done.certificate));
  if (done.clauses) Print(ClauseCertificateText(*done.clauses));
}

void CertifyFile(const CertifyOptions& options, Session* session) {
  auto clauses = CertifyDocument(options.directory);
  if (!clauses) return Report(clauses.error(), session);
  Certified done;
  done.clauses = *std::move(clauses);
  Show(options, done, session);
}

void RunCertify(const CertifyOptions& options, Session* session) {
  if (std::filesystem::is_regular_file(options.directory)) return CertifyFile(options, session);
  const std::string attributes =
      options.attributes.empty()
          ? (std::filesystem::path(options.directory) / "attributes.yaml").string()
          : options.attributes;
  const Result<Certified> done = CertifyDirectory(options.directory, attributes);
  if (!done) return Report(done.error(), session);
  if (!done->certificate) {
    PrintError(sml::Render(done->book.diagnostics, *done->book.sources,
                           {.color = session->color_err(), .warnings = false}));
    session->exit_code = kFindings;
    return;
  }
  Show(options, *done, session);
}

void AddCertify(CLI::App& group, Session* session) {
  CLI::App* command =
      AddCommand(group, "certify", "Prove which attributes of people can move which actions",
                 "  evenhand rulebook certify rulebooks/atproto-starter\n"
                 "  evenhand rulebook certify rulebooks/policies/public-interest-2019.yaml\n"
                 "  evenhand rulebook certify rules --format json > certificate.json\n"
                 "  evenhand rulebook certify rules --check certificate.json");
  auto options = std::make_shared<CertifyOptions>();
  AddRulebook(command, &options->directory);
  command
      ->add_option("--attributes", options->attributes,
                   "the attributes and their classes; without it, DIR/attributes.yaml")
      ->type_name("FILE");
  AddFormat(command, &options->format);
  command
      ->add_option("--check", options->check,
                   "make the certificate again and compare it with this one, byte by byte")
      ->type_name("FILE");
  command->callback([options, session] { RunCertify(*options, session); });
}

}  // namespace

void AddRulebookCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(app, "rulebook", "What can be asked of a rulebook as a document",
                               "  evenhand rulebook new rulebook.yaml --from threats-2022\n"
                               "  evenhand rulebook check rulebook.yaml\n"
                               "  evenhand rulebook page rulebook.yaml --output pages\n"
                               "  evenhand rulebook publish rulebook.yaml --store docket\n"
                               "  evenhand rulebook certify rulebooks/atproto-starter");
  group->require_subcommand(1);
  AddPolicyRulebookCommands(*group, session);
  AddCertify(*group, session);
}

}  // namespace evenhand::app
