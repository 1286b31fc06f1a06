// `evenhand bundle`: the public side as one file, and whether such a file lies.

#include <fmt/format.h>

#include <filesystem>

#include "app/answers.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/person_bundle.h"
#include "app/site_input.h"
#include "app/table.h"
#include "app/verify_options.h"
#include "publish/bundle.h"
#include "publish/verify_copy.h"
#include "record/signify.h"
#include "record/tree_hash.h"
#include "record/verify_log.h"

namespace evenhand::app {
namespace {

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
  VerifyOptions verify;
  std::string record;
  std::string week;
  std::string at;
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

// Everyone can look up that it was published: a copy made for one person is in no record.
Result<void> WritePublished(const publish::Bundle& bundle, const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->NoteBundle(bundle.sums_hash, bundle.name, at));
  EVENHAND_TRY(docket->PublishRecord());
  return WriteBundle(bundle, o.out);
}

publish::CopyKind KindNamed(const std::string& name) {
  return name == "full" ? publish::CopyKind::kFull : publish::CopyKind::kDelta;
}

Result<void> MakeReaders(const Options& o, const record::SigningKey& key) {
  // A copy that lacked a language or a network of its site would say that there is none.
  EVENHAND_ASSIGN(SiteOptions options, OptionsOfSite(o.site));
  options.docket = o.docket;
  options.ways = o.ways;
  // Every bundle has the addresses, also where the command does not name them again.
  EVENHAND_ASSIGN(options.signed_ways, WaysOfSite(o.site, key));
  options.at = o.at;
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(Site site, ReadSite(options, o.site));
  const auto log = record::OpenFiles(o.docket.directory + "/record");
  EVENHAND_ASSIGN(const publish::Bundle bundle,
                  publish::MakeReaderBundle(std::move(site.input), site.files, *log,
                                            std::chrono::floor<std::chrono::days>(at), key));
  site.docket.reset();  // one process has the store once
  return WritePublished(bundle, o);
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
  return WritePublished(bundle, o);
}

Result<void> MakeAnswers(const Options& o) {
  std::vector<publish::Bundle> bundles;
  std::string ways;
  if (!o.site.empty()) {
    EVENHAND_ASSIGN(const record::SigningKey key, PublishingKey(o.docket));
    EVENHAND_ASSIGN(ways, WaysOfSite(o.site, key));
  }
  {
    EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
    EVENHAND_ASSIGN(bundles, AnswerBundles(*docket, o.docket, o.week, ways));
  }
  for (const publish::Bundle& bundle : bundles) EVENHAND_TRY(WritePublished(bundle, o));
  if (bundles.empty()) Print("no answers of this week travel in bundles\n");
  return {};
}

Result<void> MakePersons(const Options& o) {
  EVENHAND_ASSIGN(const publish::Bundle bundle,
                  PersonBundle(o.docket, o.account, o.language, o.at, o.site));
  return WriteBundle(bundle, o.out);
}

// ---- verifying

// Whether the record, which is newer than the bundle, says that it was published.
Result<void> CheckPublished(const publish::Copy& copy, const std::string& record,
                            const publish::VerifyCopyOptions& verify, publish::CopyReport* report) {
  const auto fail = [&](std::string what) -> Result<void> {
    report->checks.push_back({.name = "published", .passed = false, .what = std::move(what)});
    report->verdict = publish::Verdict::kTampered;
    report->to_keep.reset();
    return {};
  };
  const auto files = record::OpenFiles(record);
  EVENHAND_ASSIGN(const auto note, files->Read("checkpoint", record::kMostNoteBytes));
  if (!note)
    return Fail(ErrorCode::kNotFound,
                record + ": has no checkpoint; --record names a record such as site/record");
  EVENHAND_ASSIGN(const record::Policy policy, publish::PolicyFor(*note, verify));
  EVENHAND_ASSIGN(const record::LogReport log, record::VerifyLog(*files, policy, {}));
  if (!log.good()) return fail("the record itself does not hold: " + log.findings.front().what);
  EVENHAND_ASSIGN(const std::string sums, copy.Read("SHA256"));
  EVENHAND_ASSIGN(const auto place, publish::PlaceOfBundle(*files, record::Sha256(sums)));
  if (!place)
    return fail(
        "not a published bundle: the record does not name it; it may have been made for you alone");
  report->checks.push_back({.name = "published",
                            .passed = true,
                            .what = fmt::format("entry {} of the record names it", *place)});
  return {};
}

// What a ZIP has beside its files is signed by nobody: a copy may be marked there.
Result<void> CheckContainer(const publish::Copy& copy, const std::string& path,
                            publish::CopyReport* report) {
  std::uint64_t unpacked = 0;
  for (const auto& [name, size] : copy.files()) unpacked += size;
  publish::CopyCheck check{.name = "container", .passed = true};
  if (unpacked > publish::kMostRepackedBytes) {
    check.what = "not compared: it is large";
  } else {
    EVENHAND_ASSIGN(const std::string zip, ReadWholeFile(path, 2 * publish::kMostRepackedBytes));
    EVENHAND_ASSIGN(const bool is_same, publish::IsPackedAsHere(copy, zip));
    check.what =
        is_same ? "packed byte for byte as here"
                : "PACKED OTHERWISE than here: by another program or version, changed on its way, "
                  "or marked; the files in it are as signed. Before you pass it on, unpack it and "
                  "pack it anew";
  }
  report->checks.push_back(std::move(check));
  return {};
}

Result<void> Verify(const Options& o, Session* session) {
  EVENHAND_ASSIGN(publish::VerifyCopyOptions options, ReadVerifyOptions(o.verify));
  const auto judge = [&]() -> Result<std::optional<publish::CopyReport>> {
    auto copy = publish::OpenZip(o.copy);
    if (!copy) {
      EVENHAND_TRY(CannotRead(o.copy, copy.error(), session));
      return std::nullopt;
    }
    EVENHAND_ASSIGN(publish::CopyReport report, publish::VerifyCopy(**copy, options));
    const bool holds =
        report.verdict == publish::Verdict::kGood || report.verdict == publish::Verdict::kOld;
    if (holds) EVENHAND_TRY(CheckContainer(**copy, o.copy, &report));
    if (holds && !o.record.empty())
      EVENHAND_TRY(CheckPublished(**copy, o.record, options, &report));
    return report;
  };
  return JudgeAndKeep(o.verify, &options, judge, session);
}

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
  make->add_option("--at", o->at, "of a reader: its day, and when it is published; without it, now")
      ->type_name("TIME");
  make->add_option("--out", o->out, "file or folder; without it, here")->type_name("PATH");
  OnCall(make, session, [o] { return Make(*o); });

  CLI::App* answers =
      AddCommand(*group, "answers",
                 "Answers to appeals of a week, sealed with the codes of those who wait for them",
                 "  evenhand bundle answers --store docket --week 2026-W07 --site site --out "
                 "site/bundles");
  AddDocketStore(answers, &o->docket);
  answers->add_option("--week", o->week, "in which they were given, as ISO 8601 counts")
      ->required()
      ->type_name("WEEK");
  answers->add_option("--site", o->site, "a published folder: its list of addresses goes in")
      ->type_name("DIR");
  answers->add_option("--at", o->at, "when they are published; without it, now")->type_name("TIME");
  answers->add_option("--out", o->out, "a folder; without it, here")->type_name("DIR");
  OnCall(answers, session, [o] { return MakeAnswers(*o); });

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
  person->add_option("--site", o->site, "a published folder: its list of addresses goes in")
      ->type_name("DIR");
  person->add_option("--out", o->out, "file or folder; without it, here")->type_name("PATH");
  OnCall(person, session, [o] { return MakePersons(*o); });

  CLI::App* verify = AddCommand(
      *group, "verify", "Whether a bundle is what was published, without a network",
      std::string(
          "  evenhand bundle verify evenhand-….zip --key evenhand.pub\n"
          "  evenhand bundle verify evenhand-….zip --key evenhand.pub --seen seen\n"
          "  evenhand bundle verify new.zip --key evenhand.pub --since old/record/checkpoint") +
          kVerdictExits);
  verify->add_option("FILE", o->copy, "the ZIP file")->required()->type_name("FILE");
  verify
      ->add_option("--record", o->record,
                   "a newer record, which says whether this bundle was published for everybody")
      ->type_name("DIR");
  AddVerifyOptions(verify, &o->verify);
  AddSeenOption(verify, &o->verify);
  OnCall(verify, session, [o, session] { return Verify(*o, session); });
}

}  // namespace evenhand::app
