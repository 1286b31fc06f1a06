// `evenhand bundle` and `evenhand mirror`: the public side as one file, and whether a copy lies.

#include <fmt/format.h>

#include <filesystem>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/person_bundle.h"
#include "app/site_input.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "publish/bundle.h"
#include "publish/update_mirror.h"
#include "publish/verify_copy.h"
#include "record/signify.h"

namespace evenhand::app {
namespace {

constexpr std::size_t kMostKeyBytes = 10'000;

struct Options {
  DocketOptions docket;
  std::string site;
  std::string out;
  std::string kind = "reader";
  std::string account;
  std::string language = "en";
  std::uint64_t from = 0;
  std::string sums;
  std::string ways;
  std::string copy;
  std::vector<std::string> keys;
  std::string policy;
  std::string since;
  std::string at;
  std::string format = "text";
};

// ---- making

Result<void> WriteBundle(const publish::Bundle& bundle, const std::string& out) {
  std::error_code error;
  const bool is_folder = out.empty() || std::filesystem::is_directory(out, error);
  const std::string path = is_folder ? (std::filesystem::path(out) / bundle.name).string() : out;
  EVENHAND_TRY(WriteWholeFile(path, bundle.bytes));
  Print(fmt::format("{}: {} files in {} bytes\nlist    {}\n", path, Grouped(bundle.files),
                    Grouped(bundle.bytes.size()), bundle.sums_hash));
  return {};
}

publish::CopyKind KindNamed(const std::string& name) {
  return name == "full" ? publish::CopyKind::kFull : publish::CopyKind::kDelta;
}

Result<void> MakeReaders(const Options& o, const record::SigningKey& key) {
  SiteOptions options;
  options.docket = o.docket;
  options.ways = o.ways;
  options.at = o.at;
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(Site site, ReadSite(options, o.site));
  const auto log = record::OpenFiles(o.docket.directory + "/record");
  EVENHAND_ASSIGN(const publish::Bundle bundle,
                  publish::MakeReaderBundle(std::move(site.input), site.files, *log,
                                            std::chrono::floor<std::chrono::days>(at), key));
  return WriteBundle(bundle, o.out);
}

Result<void> Make(const Options& o) {
  EVENHAND_ASSIGN(const record::SigningKey key, PublishingKey(o.docket));
  if (o.kind == "reader") return MakeReaders(o, key);
  EVENHAND_ASSIGN(const auto site, publish::OpenFolder(o.site));
  std::string known;
  if (!o.sums.empty()) {
    EVENHAND_ASSIGN(known, ReadWholeFile(o.sums, record::kMostSignedBytes));
  }
  EVENHAND_ASSIGN(
      const publish::Bundle bundle,
      publish::MakeBundle(
          *site, {.kind = KindNamed(o.kind), .from = o.from, .known_sums = std::move(known)}, key));
  return WriteBundle(bundle, o.out);
}

Result<void> MakePersons(const Options& o) {
  EVENHAND_ASSIGN(const publish::Bundle bundle,
                  PersonBundle(o.docket, o.account, o.language, o.at));
  return WriteBundle(bundle, o.out);
}

// ---- verifying

Result<publish::VerifyCopyOptions> ReadVerifyOptions(const Options& o) {
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
    EVENHAND_ASSIGN(options.since, ReadWholeFile(o.since, record::kMostNoteBytes));
  }
  return options;
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

Result<void> Verify(const Options& o, bool is_folder, Session* session) {
  EVENHAND_ASSIGN(const publish::VerifyCopyOptions options, ReadVerifyOptions(o));
  auto copy = is_folder ? publish::OpenFolder(o.copy) : publish::OpenZip(o.copy);
  if (!copy) {
    PrintError(fmt::format("{}: {}\n", ForTerminal(o.copy), ForTerminal(copy.error().message)));
    session->exit_code = static_cast<int>(publish::Verdict::kUnreadable);
    return {};
  }
  EVENHAND_ASSIGN(const publish::CopyReport report, publish::VerifyCopy(**copy, options));
  Print(o.format == "json" ? ReportJson(report) : ReportText(report));
  session->exit_code = static_cast<int>(report.verdict);
  return {};
}

// Verified against what the mirror has, and only then taken.
Result<void> UpdateIt(const Options& o, Session* session) {
  Options with = o;
  std::error_code error;
  const std::string own = (std::filesystem::path(o.site) / "record/checkpoint").string();
  if (with.since.empty() && std::filesystem::exists(own, error)) with.since = own;
  EVENHAND_ASSIGN(const publish::VerifyCopyOptions options, ReadVerifyOptions(with));
  EVENHAND_ASSIGN(const auto bundle, publish::OpenZip(o.copy));
  EVENHAND_ASSIGN(const publish::CopyReport report, publish::VerifyCopy(*bundle, options));
  session->exit_code = static_cast<int>(report.verdict);
  if (report.verdict != publish::Verdict::kGood && report.verdict != publish::Verdict::kOld) {
    Print(ReportText(report));
    return {};
  }
  EVENHAND_ASSIGN(const publish::Updated done, publish::UpdateMirror(o.site, *bundle));
  Print(fmt::format("{} files written, {} removed\nrecord  {}\n", Grouped(done.written),
                    Grouped(done.removed), report.short_root));
  return {};
}

void AddVerifyOptions(CLI::App* command, Options* o) {
  command
      ->add_option("--key", o->keys,
                   "the public key, got by another way (evenhand.pub); again for more")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--policy", o->policy,
                   "witnesses that must have signed; without it, the log alone")
      ->type_name("FILE");
  command->add_option("--since", o->since, "a checkpoint that was seen before")->type_name("FILE");
  command->add_option("--at", o->at, "when it is judged; without it, now")->type_name("TIME");
  AddFormat(command, &o->format);
}

constexpr const char* kExits =
    "\nExit: 0 good, 1 not what was published, 2 cannot be read, 3 key or witnesses missing, 4 "
    "good but older than 14 days";

}  // namespace

void AddBundleCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "bundle",
                 "The public side as one file that goes by messenger or stick (docs/offline.md)",
                 "  evenhand bundle make site --store docket --kind reader\n"
                 "  evenhand bundle verify evenhand-….zip --key evenhand.pub");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* make =
      AddCommand(*group, "make", "Pack a published site, or a part of it",
                 "  evenhand bundle make site --store docket --kind full --out site/bundles\n"
                 "  evenhand bundle make site --store docket --kind delta --since-size 184000 "
                 "--since-sums yesterday/SHA256");
  make->add_option("SITE", o->site, "the folder that `evenhand publish` wrote")
      ->required()
      ->type_name("DIR");
  AddDocketStore(make, &o->docket);
  AddChoice(make, "--kind", &o->kind, {"reader", "full", "delta"},
            "for people, for new mirrors, for mirrors that have a part");
  make->add_option("--since-size", o->from, "of a delta: entries that the other side has")
      ->type_name("N");
  make->add_option("--since-sums", o->sums,
                   "of a delta: SHA256 of the copy that the other side has; files that are the "
                   "same stay out")
      ->type_name("FILE");
  make->add_option("--ways", o->ways, "of a reader: list of addresses, which is signed")
      ->type_name("FILE");
  make->add_option("--at", o->at, "of a reader: its day; without it, today")->type_name("TIME");
  make->add_option("--out", o->out, "file or folder; without it, here")->type_name("PATH");
  OnCall(make, session, [o] { return Make(*o); });

  CLI::App* person = AddCommand(*group, "person",
                                "One person's statements, standing, rulebook, proofs and forms to "
                                "answer; for that person only",
                                "  evenhand bundle person ann --store docket --language fa");
  person->add_option("ACCOUNT", o->account, "whose")->required()->type_name("ACCOUNT");
  AddDocketStore(person, &o->docket);
  person->add_option("--language", o->language, "of the texts")
      ->type_name("LANG")
      ->capture_default_str();
  person->add_option("--at", o->at, "of the standing; without it, now")->type_name("TIME");
  person->add_option("--out", o->out, "file or folder; without it, here")->type_name("PATH");
  OnCall(person, session, [o] { return MakePersons(*o); });

  CLI::App* verify = AddCommand(
      *group, "verify", "Whether a bundle is what was published, without a network",
      std::string(
          "  evenhand bundle verify evenhand-….zip --key evenhand.pub\n"
          "  evenhand bundle verify new.zip --key evenhand.pub --since old/record/checkpoint") +
          kExits);
  verify->add_option("FILE", o->copy, "the ZIP file")->required()->type_name("FILE");
  AddVerifyOptions(verify, o.get());
  OnCall(verify, session, [o, session] { return Verify(*o, false, session); });
}

void AddMirrorCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(app, "mirror", "Copies of a site that others host",
                               "  evenhand mirror check mirror --key evenhand.pub");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* check = AddCommand(
      *group, "check", "Whether a copied site or an unpacked bundle is what was published",
      std::string("  evenhand mirror check mirror --key evenhand.pub --since seen/checkpoint") +
          kExits);
  check->add_option("DIR", o->copy, "the folder")->required()->type_name("DIR");
  AddVerifyOptions(check, o.get());
  CLI::App* update = AddCommand(
      *group, "update",
      "Bring a mirror up to a bundle, full or delta, once it is verified against what the mirror "
      "has",
      std::string("  evenhand mirror update mirror evenhand-…-delta-….zip --key evenhand.pub") +
          kExits);
  update->add_option("DIR", o->site, "the mirror")->required()->type_name("DIR");
  update->add_option("FILE", o->copy, "the ZIP file")->required()->type_name("FILE");
  AddVerifyOptions(update, o.get());
  OnCall(update, session, [o, session] { return UpdateIt(*o, session); });
  OnCall(check, session, [o, session] { return Verify(*o, true, session); });
}

}  // namespace evenhand::app
