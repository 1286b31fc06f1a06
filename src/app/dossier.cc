// `evenhand dossier`: a network as a file, from what was found to what may be acted on. Questions
// to it, and its making; dossier_change.cc has what people do to it.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/commands.h"
#include "app/dossier_files.h"
#include "app/ledger_files.h"
#include "app/page_files.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "dossier/check.h"
#include "dossier/dossier_page.h"
#include "dossier/dossier_words.h"
#include "dossier/innocent.h"
#include "dossier/make.h"
#include "dossier/takeover.h"
#include "page/wide_page.h"

namespace evenhand::app {
namespace {

using dossier::Account;
using dossier::Dossier;
using dossier::Evidence;
using dossier::Fault;
using dossier::Standing;

struct Options {
  DossierChange change;
  std::string found;
  std::string evidence;
  std::string name;
  std::string file;
  std::string account;
  std::string language = "en";
  std::string format = "text";
  std::string out;
  std::size_t network = 1;
};

Result<void> Make(const Options& o) {
  const std::string path = (std::filesystem::path(o.found) / "networks.json").string();
  EVENHAND_ASSIGN(const std::string text, ReadWholeFile(path, dossier::kMostFoundBytes));
  EVENHAND_ASSIGN(const dossier::Who who, WhoOf(o.change));
  auto made = dossier::MakeDossier(
      text, {.network = o.network, .name = o.name, .by = who.by, .at_ms = who.at_ms});
  if (!made) return tl::unexpected(std::move(made).error().Within(path));
  if (!o.evidence.empty()) {
    EVENHAND_ASSIGN(const std::string csv, ReadWholeFile(o.evidence, dossier::kMostCsvBytes));
    auto brought = dossier::ReadEvidenceCsv(csv);
    if (!brought) return tl::unexpected(std::move(brought).error().Within(o.evidence));
    EVENHAND_TRY(dossier::AddEvidence(&*made, *brought, who));
  }
  EVENHAND_TRY(SaveDossier(o.change.out, *made));
  Print(fmt::format(
      "{}: {} accounts of network {}, {} ties, {} joint objects; no account has a role yet\n",
      o.change.out, Grouped(made->accounts.size()), o.network, Grouped(made->basis.ties.size()),
      Grouped(made->basis.objects.size())));
  return {};
}

// Kinds that count, and in brackets those that would if all that they rest on were in.
std::string KindsText(const Standing& standing) {
  const auto list = [](const std::set<int>& kinds) {
    std::string text;
    for (const int kind : kinds) text += fmt::format("{}K{}", text.empty() ? "" : " ", kind);
    return text;
  };
  std::string text = list(standing.kinds);
  if (!standing.withdrawn.empty())
    text += fmt::format("{}[{}]", text.empty() ? "" : " ", list(standing.withdrawn));
  return text.empty() ? "–" : text;
}

std::string CheckText(const std::string& path, const Dossier& dossier,
                      const std::vector<Standing>& standings, const std::vector<Fault>& faults) {
  const auto over = static_cast<std::uint64_t>(std::ranges::count_if(standings, &Standing::over));
  std::string text;
  for (const Fault& fault : faults)
    text += fmt::format("{}: {}\n", ForTerminal(fault.account.empty() ? path : fault.account),
                        ForTerminal(fault.what));
  text += fmt::format("{}{}: {} of {} accounts are over the line", faults.empty() ? "" : "\n", path,
                      Grouped(over), Grouped(standings.size()));
  if (dossier.left_out > 0) text += fmt::format(", {} were left out", Grouped(dossier.left_out));
  if (over == 0) text += ". Below the line: nothing may follow from coordination alone";
  if (dossier.accepted && faults.empty())
    text += fmt::format("; accepted by {}", ForTerminal(dossier.accepted->by));
  return text + "\n";
}

void WriteCheck(const std::string& path, const Dossier& dossier,
                const std::vector<Standing>& standings, const std::vector<Fault>& faults,
                codec::JsonOut* out) {
  out->Open('{').Key("file").String(path).Key("dossier").String(dossier.name);
  out->Key("accepted")
      .Bool(dossier.accepted.has_value())
      .Key("left_out")
      .Int(static_cast<std::int64_t>(dossier.left_out));
  out->Key("accounts").Open('[');
  for (std::size_t i = 0; i < standings.size(); ++i) {
    out->Open('{')
        .Key("account")
        .String(dossier.accounts[i].name)
        .Key("over")
        .Bool(standings[i].over())
        .Key("kinds")
        .Open('[');
    for (const int kind : standings[i].kinds) out->String(fmt::format("K{}", kind));
    out->Close(']').Key("standing").String(dossier::Sentence(standings[i])).Close('}');
  }
  out->Close(']').Key("faults").Open('[');
  for (const Fault& fault : faults)
    out->Open('{').Key("account").String(fault.account).Key("what").String(fault.what).Close('}');
  out->Close(']').Close('}');
}

Result<void> Check(const Options& o, Session* session) {
  EVENHAND_ASSIGN(const Dossier dossier, LoadDossier(o.file));
  const std::vector<Standing> standings = dossier::Measure(dossier);
  const std::vector<Fault> faults = dossier::Check(dossier);
  if (o.format == "json") {
    codec::JsonOut out;
    WriteCheck(o.file, dossier, standings, faults, &out);
    Print(out.text() + "\n");
  } else {
    Print(CheckText(o.file, dossier, standings, faults));
  }
  if (!faults.empty()) session->exit_code = kFindings;
  return {};
}

std::string EvidenceText(const Evidence& one, const dossier::Words& say) {
  const auto kind = dossier::KindNumber(one.kind);
  std::string text = "    " + (kind ? std::string(say.kinds[static_cast<std::size_t>(*kind - 1)])
                                    : ForTerminal(one.kind));
  if (one.trace) text += fmt::format(" ({})", model::NameOf(*one.trace));
  text += fmt::format(": {}", one.number ? fmt::format("{:g}", *one.number) : "–");
  if (one.expected) text += fmt::format("; {} {:.2g}", say.expected, *one.expected);
  if (one.p) text += fmt::format("; p {:.1e}", *one.p);
  if (one.q) text += fmt::format(", q {:.1e}", *one.q);
  text += fmt::format("\n      {}: {}", say.null, ForTerminal(dossier::NullIn(say, one)));
  if (one.from_ms && one.to_ms)
    text += fmt::format("\n      {}: {} – {}", say.range, page::TimeText(*one.from_ms),
                        page::TimeText(*one.to_ms));
  text += fmt::format("\n      {}: {}; {}: {}", say.posts, one.posts.size(), say.rests_on,
                      one.rests_on.size());
  if (!one.by.empty()) text += fmt::format("; {}: {}", say.by, ForTerminal(one.by));
  return text + "\n";
}

std::string AccountText(const Account& account, const Standing& standing,
                        const dossier::Words& say) {
  std::string text =
      fmt::format("{}\n  {}: {}\n  {} ({})\n", ForTerminal(account.name), say.role,
                  account.role ? say.roles[static_cast<std::size_t>(*account.role)] : say.no_role,
                  say.lacks[static_cast<std::size_t>(standing.lack)], KindsText(standing));
  text += fmt::format("  {}\n", say.evidence);
  for (const Evidence& one : account.evidence) text += EvidenceText(one, say);
  for (const dossier::Sign& sign : account.signs) {
    text += fmt::format("  {}: {}, {} {}, {} {:.1f}, p {:.1e}\n", say.signs,
                        say.changes[static_cast<std::size_t>(sign.change)], say.at_day,
                        page::TimeText(sign.at_ms).substr(0, 10), say.times, sign.times, sign.p);
  }
  if (dossier::SuggestsTakeover(account.signs)) text += fmt::format("  {}\n", say.takeover);
  text += fmt::format("  {}\n", say.clears);
  for (const dossier::Explanation& one : account.explanations) {
    const auto at = std::ranges::find(dossier::kExplanations, one.name);
    const bool unasked = one.answer == dossier::Explanation::Answer::kUnknown && one.by.empty();
    text += fmt::format(
        "    {}: {}{}\n",
        at == dossier::kExplanations.end()
            ? ForTerminal(one.name)
            : std::string(
                  say.explanations[static_cast<std::size_t>(at - dossier::kExplanations.begin())]),
        unasked ? say.asked_of_people : say.answers[static_cast<std::size_t>(one.answer)],
        one.number ? fmt::format(" ({:.3g})", *one.number) : "");
  }
  return text;
}

std::string WholeText(const Dossier& dossier, const std::vector<Standing>& standings,
                      const dossier::Words& say) {
  const auto over = std::ranges::count_if(standings, &Standing::over);
  std::string text = fmt::format("{}\n{}\n\n", fmt::format(fmt::runtime(say.dossier), dossier.name),
                                 ForTerminal(dossier::ClaimIn(say, dossier.claim)));
  text += over == 0 ? std::string(say.none_over)
                    : fmt::format(fmt::runtime(say.over_line), over, standings.size());
  text += "\n";
  text += dossier.accepted
              ? fmt::format(fmt::runtime(say.accepted), ForTerminal(dossier.accepted->by),
                            page::TimeText(dossier.accepted->at_ms))
              : std::string(say.not_accepted);
  text += "\n";
  if (dossier.left_out > 0)
    text += fmt::format(fmt::runtime(say.left_out), dossier.left_out) + "\n";
  text += fmt::format("\n{}: {} – {}; {} {}; {} {}; {} {}\n\n", say.period,
                      page::TimeText(dossier.method.from_ms), page::TimeText(dossier.method.to_ms),
                      Grouped(dossier.method.shares), say.shares, Grouped(dossier.method.accounts),
                      say.accounts, Grouped(dossier.method.networks), say.networks);
  for (std::size_t i = 0; i < standings.size(); ++i) {
    const Account& account = dossier.accounts[i];
    text += fmt::format(
        "  {}  {}  {}  {}{}\n", ForTerminal(account.name),
        account.role ? say.roles[static_cast<std::size_t>(*account.role)] : std::string_view("–"),
        KindsText(standings[i]), say.lacks[static_cast<std::size_t>(standings[i].lack)],
        dossier::SuggestsTakeover(account.signs) ? fmt::format("; {}", say.signs) : "");
  }
  for (const dossier::Removal& one : dossier.removed) {
    text += fmt::format(fmt::runtime(say.removed_line), ForTerminal(one.account),
                        page::TimeText(one.at_ms), ForTerminal(one.by), ForTerminal(one.why)) +
            "\n";
  }
  return text;
}

// An account of the dossier, or why there is none.
Result<void> MustBeIn(const Dossier& dossier, const std::string& account, const std::string& path) {
  if (account.empty() || dossier::Find(dossier, account) != nullptr) return {};
  return Fail(ErrorCode::kNotFound, fmt::format("{}: {} is not in the dossier", path, account));
}

Result<void> Show(const Options& o) {
  EVENHAND_ASSIGN(const Dossier dossier, LoadDossier(o.file));
  EVENHAND_TRY(MustBeIn(dossier, o.account, o.file));
  const std::vector<Standing> standings = dossier::Measure(dossier);
  if (o.format == "json") {
    codec::JsonOut out;
    WriteCheck(o.file, dossier, standings, dossier::Check(dossier), &out);
    Print(out.text() + "\n");
    return {};
  }
  const dossier::Words& say = dossier::WordsOf(o.language);
  if (o.account.empty()) {
    Print(WholeText(dossier, standings, say));
    return {};
  }
  const auto at =
      static_cast<std::size_t>(dossier::Find(dossier, o.account) - dossier.accounts.data());
  Print(AccountText(dossier.accounts[at], standings[at], say));
  return {};
}

Result<void> WriteReport(const Options& o) {
  EVENHAND_ASSIGN(const Dossier dossier, LoadDossier(o.file));
  EVENHAND_TRY(MustBeIn(dossier, o.account, o.file));
  EVENHAND_TRY(
      WritePageFiles(o.out, {{"report.html", dossier::DossierPage(dossier, "en", o.account)},
                             {"report.fa.html", dossier::DossierPage(dossier, "fa", o.account)}}));
  Print(fmt::format("{}/report.html\n", o.out));
  return {};
}

void AddFile(CLI::App* command, Options* o) {
  command->add_option("FILE", o->file, "the dossier")->required()->type_name("FILE");
}

void AddMake(CLI::App& group, Session* session, const std::shared_ptr<Options>& o) {
  CLI::App* make =
      AddCommand(group, "make",
                 "A dossier of one network that `evenhand detect` found; nobody in it has a role",
                 "  evenhand dossier make found --network 1 --by ann -o network-1.json\n"
                 "  evenhand dossier make found --network 2 --by ann --evidence evidence.csv -o "
                 "network-2.json");
  make->add_option("FOUND_DIR", o->found, "the folder that `evenhand detect -o` wrote")
      ->required()
      ->type_name("DIR");
  make->add_option("--network", o->network, "its number in the report")->required()->type_name("N");
  make->add_option("--by", o->change.by, "who makes it: a name or pseudonym that others know")
      ->required()
      ->type_name("NAME");
  make->add_option("-o,--out", o->change.out, "the dossier")->required()->type_name("FILE");
  make->add_option("--evidence", o->evidence,
                   "evidence that people bring, K4 to K7 (docs/dossiers.md)")
      ->type_name("FILE.csv");
  make->add_option("--name", o->name,
                   "of letters a to z, digits and hyphens; without it, network-N")
      ->type_name("NAME");
  make->add_option("--at", o->change.at, "without it, now")->type_name("TIME");
  OnCall(make, session, [o] { return Make(*o); });
}

}  // namespace

void AddDossierCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "dossier",
                 "Network dossiers: evidence account by account, roles, acceptance, removal "
                 "(docs/dossiers.md)",
                 "  evenhand dossier make found --network 1 --by ann -o network-1.json\n"
                 "  evenhand dossier check network-1.json\n"
                 "  evenhand dossier accept network-1.json --by ben");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  AddMake(*group, session, o);
  CLI::App* check = AddCommand(
      *group, "check",
      "Whether every account is over the line, and what lacks; exit code 1 when anything does",
      "  evenhand dossier check network-1.json");
  AddFile(check, o.get());
  AddFormat(check, &o->format);
  OnCall(check, session, [o, session] { return Check(*o, session); });
  CLI::App* show =
      AddCommand(*group, "show",
                 "The dossier, or one account of it: what speaks of it, and what would clear it",
                 "  evenhand dossier show network-1.json\n"
                 "  evenhand dossier show network-1.json --account ann --lang fa");
  AddFile(show, o.get());
  show->add_option("--account", o->account, "only this one, whole")->type_name("ACCOUNT");
  AddChoice(show, "--lang", &o->language, {"en", "fa"}, "of the words");
  AddFormat(show, &o->format);
  OnCall(show, session, [o] { return Show(*o); });
  CLI::App* report =
      AddCommand(*group, "report",
                 "The dossier as a page for its reviewers, in English and Persian; it names people",
                 "  evenhand dossier report network-1.json -o report");
  AddFile(report, o.get());
  report->add_option("-o,--out", o->out, "the folder")->required()->type_name("DIR");
  report->add_option("--account", o->account, "only this one: what it may be shown")
      ->type_name("ACCOUNT");
  OnCall(report, session, [o] { return WriteReport(*o); });
  AddDossierChanges(*group, session);
}

}  // namespace evenhand::app
