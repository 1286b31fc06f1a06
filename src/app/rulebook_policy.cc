// `evenhand rulebook new|check|diff|page|publish`: the rulebook as a published document.

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

#include "app/case_file.h"
#include "app/certified.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/ledger_files.h"
#include "app/page_files.h"
#include "app/shipped_policies.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "policy/rulebook_diff.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr const char* kDocument = "the document, or the directory that it and the rules are in";

struct Options {
  std::string file, other, cases, from, at, pages;
  std::string format = "text";
  DocketOptions docket;
};

// ---- new

Result<void> New(const Options& o) {
  for (const ShippedPolicy& shipped : ShippedPolicies()) {
    if (shipped.name != o.from) continue;
    std::error_code error;
    if (std::filesystem::exists(o.file, error)) {
      return Fail(ErrorCode::kInvalidArgument, o.file + " is there already, and is left as it is");
    }
    std::ofstream out(o.file, std::ios::binary);
    out << shipped.yaml;
    if (!out.flush()) return Fail(ErrorCode::kIo, o.file + ": cannot be written");
    Print(fmt::format("{} is a copy of {}: change its id, its dates and its clauses\n", o.file,
                      o.from));
    return {};
  }
  return tl::unexpected(LoadShippedPolicy(o.from).error());
}

// ---- check

Result<void> Check(const Options& o, Session* session) {
  const std::string file = DocumentAt(o.file);
  EVENHAND_ASSIGN(const std::string yaml, ReadWholeFile(file, kMostBytes));
  std::vector<policy::Problem> problems;
  const policy::Rulebook book = policy::ReadRulebook(yaml, &problems);
  const bool is_read = problems.empty();
  if (is_read) policy::CheckRulebook(book, &problems);
  const auto errors = std::ranges::count_if(problems, &policy::Problem::is_error);
  if (errors > 0) session->exit_code = kFindings;
  if (o.format == "json") {
    codec::JsonOut out;
    out.Open('[');
    for (const policy::Problem& p : problems) {
      out.Open('{')
          .Key("severity")
          .String(p.is_error ? "error" : "warning")
          .Key("line")
          .Int(p.place.line);
      out.Key("column")
          .Int(p.place.column)
          .Key("message")
          .String(p.message)
          .Key("mend")
          .String(p.mend)
          .Close('}');
    }
    out.Close(']');
    Print(out.text() + "\n");
    return {};
  }
  for (const policy::Problem& p : problems) Print(ProblemText(file, p));
  if (errors > 0) {
    Print(fmt::format("{} errors\n", errors));
  } else {
    Print(fmt::format("{} version {}: {} clauses, {} ladders, {} exceptions in {}\n", book.id,
                      book.version, book.clauses.size(), book.strikes.ladders.size(),
                      book.exceptions.size(), fmt::join(book.languages, ", ")));
  }
  return {};
}

// ---- diff

// "~ ladder spam: rungs", and what both versions say there.
void PrintChange(const policy::Change& change) {
  const char* how = change.kind == policy::ChangeKind::kAdded     ? "+"
                    : change.kind == policy::ChangeKind::kRemoved ? "-"
                                                                  : "~";
  std::vector<std::string_view> names;
  for (const policy::FieldChange& field : change.fields) names.emplace_back(field.name);
  Print(fmt::format("{} {} {}{}\n", how, Name(change.part), ForTerminal(change.id),
                    ForTerminal(names.empty() ? "" : fmt::format(": {}", fmt::join(names, ", ")))));
  for (const policy::FieldChange& field : change.fields) {
    Print(fmt::format("    - {}\n    + {}\n", ForTerminal(field.before), ForTerminal(field.after)));
  }
}

Result<void> Diff(const Options& o, Session* session) {
  EVENHAND_ASSIGN(const policy::Rulebook before, LoadRulebookFile(o.file));
  EVENHAND_ASSIGN(const policy::Rulebook after, LoadRulebookFile(o.other));
  std::vector<policy::CaseInput> cases;
  if (!o.cases.empty()) {
    EVENHAND_ASSIGN(cases, ReadCaseFile(o.cases));
  }
  const auto changes = policy::DiffRulebooks(before, after);
  const auto outcomes = policy::DiffOutcomes(before, after, cases);
  for (const policy::Change& change : changes) PrintChange(change);
  std::size_t milder = 0, harsher = 0;
  for (const policy::OutcomeChange& c : outcomes) {
    milder += c.direction == policy::Direction::kMilder ? 1 : 0;
    harsher += c.direction == policy::Direction::kHarsher ? 1 : 0;
    const char* direction = c.direction == policy::Direction::kMilder    ? "milder"
                            : c.direction == policy::Direction::kHarsher ? "harsher"
                                                                         : "other";
    Print(fmt::format("{} {}\n    {}\n    {}\n", direction, ForTerminal(c.decision),
                      ForTerminal(c.before), ForTerminal(c.after)));
  }
  const auto clauses =
      std::ranges::count(changes, policy::RulebookPart::kClause, &policy::Change::part);
  Print(fmt::format("{} clauses and {} other parts differ; ", clauses,
                    std::ssize(changes) - clauses));
  Print(o.cases.empty() ? std::string("no cases were decided: --cases gives some\n")
                        : fmt::format("of {} cases {} change: {} milder, {} harsher\n",
                                      cases.size(), outcomes.size(), milder, harsher));
  if (!changes.empty() || !outcomes.empty()) session->exit_code = kFindings;
  return {};
}

// ---- page

// The published version that has this text.
Result<page::Edition> PublishedEdition(const Options& o, const std::string& yaml) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  for (const docket::Version* version : docket->versions().All()) {
    if (docket::VersionHash(version->previous, yaml) == version->hash)
      return EditionOf(*version, docket->versions());
  }
  return Fail(ErrorCode::kNotFound, fmt::format("{}: {} has no version with this text; publish it "
                                                "first, or leave out --store for a draft",
                                                o.file, o.docket.directory));
}

Result<void> WritePages(const std::string& directory, const policy::Rulebook& book,
                        const page::Edition& edition) {
  EVENHAND_TRY(WritePageFiles(directory, RulebookPageFiles(book, edition)));
  Print(fmt::format("{} version {} can be read at {} in {}\n", ForTerminal(book.id), book.version,
                    (std::filesystem::path(directory) / "index.html").string(),
                    fmt::join(book.languages, ", ")));
  return {};
}

Result<void> WritePage(const Options& o) {
  EVENHAND_ASSIGN(const std::string yaml, ReadWholeFile(DocumentAt(o.file), kMostBytes));
  auto book = policy::LoadRulebook(yaml);
  if (!book) return tl::unexpected(std::move(book).error().Within(o.file));
  page::Edition edition;
  if (!o.docket.directory.empty()) {
    EVENHAND_ASSIGN(edition, PublishedEdition(o, yaml));
  }
  return WritePages(o.pages, *book, edition);
}

// ---- publish

// A directory: the document in it and the rules around it are one version. Nothing is published
// that its certificate refuses.
Result<Certified> Certify(const std::string& path) {
  Certified done;
  if (!std::filesystem::is_directory(path)) {
    EVENHAND_ASSIGN(done.clauses, CertifyDocument(path));
  } else {
    EVENHAND_ASSIGN(
        done, CertifyDirectory(path, (std::filesystem::path(path) / "attributes.yaml").string()));
    if (!done.certificate)
      return Fail(ErrorCode::kInvalidArgument,
                  path + ": its rules have errors: `evenhand check` shows them");
    if (!done.clauses)
      return Fail(ErrorCode::kNotFound,
                  path + ": has no rulebook.yaml: `evenhand rulebook new` begins one");
  }
  if (done.granted()) return done;
  return Fail(ErrorCode::kInvalidArgument,
              path + ": its certificate is refused: `evenhand rulebook certify` shows why");
}

Result<void> Publish(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const Certified certified, Certify(o.file));
  EVENHAND_ASSIGN(const std::string yaml, ReadWholeFile(DocumentAt(o.file), kMostBytes));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, true));
  EVENHAND_ASSIGN(const docket::Version* version,
                  docket->Publish(yaml, at,
                                  {.rules = certified.clauses->rules,
                                   .certificate = CertificatesJson(certified)}));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format("{} version {} is published, in force from {}\n  {}\n", version->rulebook.id,
                    version->rulebook.version, policy::FormatTime(version->rulebook.effective_at),
                    version->hash));
  if (o.pages.empty()) return {};
  EVENHAND_TRY(WritePages(o.pages, version->rulebook, EditionOf(*version, docket->versions())));
  return WritePageFiles(o.pages, {{"certificate.jsonl", CertificatesJson(certified)}});
}

}  // namespace

void AddPolicyRulebookCommands(CLI::App& group, Session* session) {
  const auto o = std::make_shared<Options>();
  std::vector<std::string> names;
  for (const ShippedPolicy& shipped : ShippedPolicies()) names.emplace_back(shipped.name);

  CLI::App* fresh = AddCommand(group, "new", "Begin a rulebook from a published policy",
                               "  evenhand rulebook new rulebook.yaml --from threats-2022");
  fresh->add_option("FILE", o->file, "the file to write")->required()->type_name("FILE");
  AddChoice(fresh, "--from", &o->from, names, "the policy to copy")->required();
  OnCall(fresh, session, [o] { return New(*o); });

  CLI::App* check = AddCommand(group, "check", "Check a rulebook document",
                               "  evenhand rulebook check rulebook.yaml");
  check->add_option("FILE", o->file, kDocument)->required()->type_name("FILE");
  AddFormat(check, &o->format);
  OnCall(check, session, [o, session] { return Check(*o, session); });

  CLI::App* diff = AddCommand(
      group, "diff",
      "What differs between two versions: clauses and other parts, and cases with another outcome",
      "  evenhand rulebook diff old.yaml new.yaml --cases cases.jsonl");
  diff->add_option("A", o->file, "the version before")->required()->type_name("FILE");
  diff->add_option("B", o->other, "the version after")->required()->type_name("FILE");
  diff->add_option("--cases", o->cases, "cases to decide under both, as JSON Lines")
      ->type_name("FILE");
  OnCall(diff, session, [o, session] { return Diff(*o, session); });

  CLI::App* readable =
      AddCommand(group, "page", "Write a rulebook as readable pages, one for each of its languages",
                 "  evenhand rulebook page rulebook.yaml --output pages\n"
                 "  evenhand rulebook page rulebook.yaml --store docket --output pages");
  readable->add_option("FILE", o->file, kDocument)->required()->type_name("FILE");
  readable->add_option("--output,-o", o->pages, "the directory for index.html and LANGUAGE.html")
      ->required()
      ->type_name("DIR");
  readable
      ->add_option("--store", o->docket.directory,
                   "where this version is published; without it, the pages say that it is not")
      ->type_name("DIR");
  OnCall(readable, session, [o] { return WritePage(*o); });

  CLI::App* publish = AddCommand(
      group, "publish", "Freeze a version that its certificate grants, and put it on record",
      "  evenhand rulebook publish rulebook.yaml --store docket\n"
      "  evenhand rulebook publish rules --store docket\n"
      "  evenhand rulebook publish rulebook.yaml --store docket --pages pages");
  publish->add_option("FILE", o->file, kDocument)->required()->type_name("FILE");
  AddDocketStore(publish, &o->docket);
  publish
      ->add_option("--origin", o->docket.origin, "name of a new public record, as a host and path")
      ->type_name("NAME");
  publish->add_option("--at", o->at, "without it, now")->type_name("TIME");
  publish->add_option("--pages", o->pages, "write readable pages to this directory too")
      ->type_name("DIR");
  OnCall(publish, session, [o] { return Publish(*o); });
}

}  // namespace evenhand::app
