// `evenhand decide`: cases in, statements of reasons out.

#include <fmt/format.h>

#include <fstream>

#include "app/access_fact.h"
#include "app/access_store.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/dossier_fact.h"
#include "app/event_files.h"
#include "app/progress.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "page/statement_text.h"
#include "source/line_reader.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::vector<std::string> files;
  std::string rulebook;
  std::string at;
  std::string language = "en";
  std::string format = "text";
  std::size_t batch = 256;
  RegisterOptions limits;
  std::vector<std::string> dossiers;
  bool with_register = false;
  bool findings = false;  // the lines are results of rules, not cases
};

// What --at says: a time, or that each decision is taken when its item was posted.
constexpr std::string_view kPosted = "posted";

struct Counts {
  std::uint64_t decided = 0, there_already = 0, violations = 0, refused = 0, dropped_fields = 0;
};

class Decider {
 public:
  // `at`: when cases are decided that do not say it themselves; none: when their item was posted.
  Decider(const Options& options, docket::Docket* docket, std::optional<policy::Time> at,
          const Session& session)
      : options_(options),
        docket_(docket),
        at_(at),
        progress_(session, TotalBytes(options.files)) {}

  Result<void> Run() {
    source::LineReader reader(options_.files.empty() ? std::vector<std::string>{"-"}
                                                     : options_.files);
    source::LineBatch batch;
    for (;;) {
      EVENHAND_ASSIGN(const bool more, reader.Pull(&batch));
      if (!more) break;
      for (const source::Line& line : batch.lines) EVENHAND_TRY(Add(line));
      progress_.Update(batch.input_bytes, counts_.decided);
    }
    EVENHAND_TRY(Flush());
    EVENHAND_TRY(docket_->PublishRecord());
    progress_.Clear();
    return {};
  }

  // From now on what the register says goes into the cases of accounts of states (access_fact.h).
  void UseRegister(access::Register known) { limits_ = std::move(known); }
  // From now on cases of accounts with a role in an accepted dossier say it (dossier_fact.h).
  void UseDossiers(std::unique_ptr<AcceptedDossiers> dossiers) { dossiers_ = std::move(dossiers); }

  const Counts& counts() const { return counts_; }
  double seconds() const { return progress_.seconds(); }

 private:
  Result<void> Add(const source::Line& line) {
    if (line.text.find_first_not_of(" \t\r") == std::string_view::npos) return {};
    auto requests = Read(line.text);
    if (!requests) {
      Refuse(line.at.line, requests.error());
      return {};
    }
    for (docket::CaseRequest& request : *requests) {
      if (request.rulebook.empty()) request.rulebook = options_.rulebook;
      if (limits_) {
        if (auto filled = FillAccess(*limits_, &request); !filled) {
          Refuse(line.at.line, filled.error());
          continue;
        }
      }
      if (dossiers_ != nullptr) FillDossierRole(*dossiers_, &request);
      counts_.dropped_fields += static_cast<std::uint64_t>(request.dropped);
      lines_.push_back(line.at.line);
      requests_.push_back(std::move(request));
    }
    return requests_.size() < options_.batch ? Result<void>() : Flush();
  }

  Result<std::vector<docket::CaseRequest>> Read(std::string_view line) {
    EVENHAND_ASSIGN(const codec::Json json, document_.ParseCopy(line));
    if (options_.findings) return docket::ReadFindings(json, at_);
    EVENHAND_ASSIGN(docket::CaseRequest request,
                    docket::ReadCaseRequest(json, at_.value_or(policy::Time::min())));
    if (request.input.at == policy::Time::min()) request.input.at = request.input.posted;
    std::vector<docket::CaseRequest> requests;
    requests.push_back(std::move(request));
    return requests;
  }

  Result<void> Flush() {
    if (requests_.empty()) return {};
    std::vector<docket::Refused> refused;
    said_.clear();
    EVENHAND_TRY(docket_->DecideAll(
        std::move(requests_), [this](const docket::Ruling& ruling) { Say(ruling); }, &refused));
    for (const docket::Refused& one : refused) Refuse(lines_[one.index], one.error);
    Print(said_);
    requests_.clear();
    lines_.clear();
    return {};
  }

  void Refuse(std::uint64_t line, const Error& error) {
    ++counts_.refused;
    progress_.Clear();
    PrintError(fmt::format("line {}: {}\n", line, ForTerminal(error.message)));
  }

  // Nothing is shown before it is on the disk.
  void Say(const docket::Ruling& ruling) {
    ++(ruling.was_there ? counts_.there_already : counts_.decided);
    counts_.violations += ruling.statement.outcome == policy::Outcome::kActed ? 1 : 0;
    if (options_.format == "none") return;
    said_.append(
        options_.format == "json"
            ? ruling.json
            : page::StatementText(ruling.statement, ruling.version->rulebook, options_.language));
    said_.push_back('\n');
  }

  const Options& options_;
  docket::Docket* docket_;
  std::optional<policy::Time> at_;
  std::optional<access::Register> limits_;
  std::unique_ptr<AcceptedDossiers> dossiers_;
  Progress progress_;
  codec::JsonDocument document_;
  std::vector<docket::CaseRequest> requests_;
  std::vector<std::uint64_t> lines_;
  std::string said_;  // of the decisions in the batch
  Counts counts_;
};

Result<void> Run(const Options& options, Session* session) {
  std::optional<policy::Time> at;
  if (options.at != kPosted) {
    EVENHAND_ASSIGN(at, TimeOrNow(options.at));
  }
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  Decider decider(options, docket.get(), at, *session);
  if (options.with_register || !options.limits.directory.empty()) {
    EVENHAND_ASSIGN(access::Register known, LoadRegister(options.limits));
    decider.UseRegister(std::move(known));
  }
  if (!options.dossiers.empty()) {
    EVENHAND_ASSIGN(auto dossiers, AcceptedDossiers::Load(options.dossiers));
    decider.UseDossiers(std::move(dossiers));
  }
  EVENHAND_TRY(decider.Run());
  const Counts& c = decider.counts();
  PrintError(fmt::format(
      "{} decided ({} broke a rule), {} were there already, {} refused{}, in {}\n",
      Grouped(c.decided), Grouped(c.violations), Grouped(c.there_already), Grouped(c.refused),
      c.dropped_fields == 0 ? ""
                            : fmt::format("; {} barred fields dropped", Grouped(c.dropped_fields)),
      Duration(decider.seconds())));
  if (c.refused > 0) session->exit_code = kFindings;
  return {};
}

}  // namespace

void AddDecideCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(
      app, "decide", "Decide cases under the published rulebook, with a statement of reasons each",
      "  evenhand decide --store docket cases.jsonl\n"
      "  evenhand decide --store docket cases.jsonl --format json > statements.jsonl\n"
      "  evenhand decide --store docket - --language fa < case.json\n"
      "  evenhand run rules events.jsonl | evenhand decide --store docket --findings --at posted");
  auto options = std::make_shared<Options>();
  command
      ->add_option("FILES", options->files,
                   "cases as JSON Lines (docs/decisions.md); - or none: standard input")
      ->type_name("FILE");
  AddDocketStore(command, &options->docket);
  AddRegister(command, &options->limits, "--register");
  AddDossiers(command, &options->dossiers);
  command->add_flag("--shipped-register", options->with_register,
                    "ask the register of limits on access that comes with the program: cases of "
                    "offices say office_state (docs/access.md)");
  command->add_flag(
      "--findings", options->findings,
      "FILES are results of `evenhand run`: decide what their rules raised with Finding");
  command
      ->add_option("--rulebook", options->rulebook,
                   "the rulebook's id, where several are published")
      ->type_name("ID");
  command
      ->add_option(
          "--at", options->at,
          "time of decisions whose case has none, or `posted`: when the item was; without it, now")
      ->type_name("TIME");
  command->add_option("--language", options->language, "of the statements as text")
      ->type_name("LANG")
      ->capture_default_str();
  AddChoice(command, "--format", &options->format, {"text", "json", "none"},
            "statements as text, JSON Lines, or not at all");
  command->add_option("--batch", options->batch, "cases that are committed together")
      ->check(CLI::Range(1, 100'000))
      ->type_name("N")
      ->capture_default_str();
  OnCall(command, session, [options, session] { return Run(*options, session); });
}

}  // namespace evenhand::app
