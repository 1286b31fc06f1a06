// Subcommands of `dossier` that change one: reviews, leaving out, acceptance, removal; and what is
// published of it.

#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "app/docket_dir.h"
#include "app/dossier_files.h"
#include "app/ledger_files.h"
#include "app/page_files.h"
#include "app/random.h"
#include "app/table.h"
#include "base/hex.h"
#include "dossier/check.h"
#include "dossier/publication.h"
#include "page/frame.h"
#include "page/locale.h"
#include "page/words.h"

namespace evenhand::app {
namespace {

using dossier::Dossier;
using dossier::Names;

struct Options {
  DossierChange change;
  DocketOptions store;
  std::vector<std::string> roles;
  std::string roles_file;
  std::string evidence;
  std::string claim;
  std::vector<std::string> answers;
  std::vector<std::string> accounts;
  std::string key;
  std::string folder;
  std::int64_t follower_line = dossier::kFollowerLine;
  bool rest = false;
};

// Loads, changes, saves: `change` gets the dossier and who does it, and nothing is saved when it
// fails.
template <class Change>
Result<void> Apply(const DossierChange& options, Change change) {
  EVENHAND_ASSIGN(Dossier dossier, LoadDossier(options.file));
  EVENHAND_ASSIGN(const dossier::Who who, WhoOf(options));
  const Dossier before = dossier;
  if (auto done = change(&dossier, who); !done)
    return tl::unexpected(std::move(done).error().Within(options.file));
  EVENHAND_TRY(SaveDossier(options.out.empty() ? options.file : options.out, dossier));
  Print(FallenText(before, dossier));
  return {};
}

// "ann=operator"; the account's name may hold anything.
Result<dossier::AccountRole> RoleIn(const std::string& text) {
  const std::size_t at = text.rfind('=');
  const auto role = at == std::string::npos
                        ? std::nullopt
                        : policy::RoleNamed(std::string_view(text).substr(at + 1));
  if (role) return dossier::AccountRole{.account = text.substr(0, at), .role = *role};
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("--role {}: is not ACCOUNT=ROLE, with a role of operator, fake_persona, "
                          "paid, hijacked, bystander",
                          text));
}

struct Answered {
  std::string account;
  std::string explanation;
  dossier::Explanation::Answer answer;
};

// "ann:declared=yes"
Result<Answered> AnswerIn(const std::string& text) {
  using Answer = dossier::Explanation::Answer;
  const std::size_t equals = text.rfind('=');
  const std::size_t colon = equals == std::string::npos ? equals : text.rfind(':', equals);
  if (colon != std::string::npos) {
    for (const Answer answer : {Answer::kNo, Answer::kYes, Answer::kUnknown})
      if (dossier::NameOf(answer) == std::string_view(text).substr(equals + 1))
        return Answered{text.substr(0, colon), text.substr(colon + 1, equals - colon - 1), answer};
  }
  return Fail(ErrorCode::kInvalidArgument,
              fmt::format("--explains {}: is not ACCOUNT:EXPLANATION=yes, no or unknown", text));
}

Result<void> Review(const Options& o) {
  std::vector<dossier::AccountRole> roles;
  for (const std::string& one : o.roles) {
    EVENHAND_ASSIGN(dossier::AccountRole role, RoleIn(one));
    roles.push_back(std::move(role));
  }
  if (!o.roles_file.empty()) {
    EVENHAND_ASSIGN(const std::string csv, ReadWholeFile(o.roles_file, dossier::kMostCsvBytes));
    auto read = dossier::ReadRolesCsv(csv);
    if (!read) return tl::unexpected(std::move(read).error().Within(o.roles_file));
    roles.insert(roles.end(), read->begin(), read->end());
  }
  std::vector<dossier::AccountEvidence> evidence;
  if (!o.evidence.empty()) {
    EVENHAND_ASSIGN(const std::string csv, ReadWholeFile(o.evidence, dossier::kMostCsvBytes));
    auto read = dossier::ReadEvidenceCsv(csv);
    if (!read) return tl::unexpected(std::move(read).error().Within(o.evidence));
    evidence = *std::move(read);
  }
  std::vector<Answered> answers;
  for (const std::string& one : o.answers) {
    EVENHAND_ASSIGN(Answered answer, AnswerIn(one));
    answers.push_back(std::move(answer));
  }
  if (roles.empty() && evidence.empty() && answers.empty() && o.claim.empty())
    return Fail(ErrorCode::kInvalidArgument,
                "nothing to do: give --role, --roles, --evidence, --explains or --claim");
  return Apply(o.change, [&](Dossier* dossier, const dossier::Who& who) -> Result<void> {
    EVENHAND_TRY(dossier::AddEvidence(dossier, evidence, who));
    EVENHAND_TRY(dossier::SetRoles(dossier, roles, who));
    for (const Answered& one : answers)
      EVENHAND_TRY(
          dossier::AnswerExplanation(dossier, one.account, one.explanation, one.answer, who));
    if (!o.claim.empty()) EVENHAND_TRY(dossier::SetClaim(dossier, o.claim, who));
    return {};
  });
}

// Everybody below the line, again and again: who leaves takes ties along.
Result<void> LeaveOutTheRest(Dossier* dossier, const dossier::Who& who) {
  for (;;) {
    const auto standings = dossier::Measure(*dossier);
    Names out;
    for (std::size_t i = 0; i < standings.size(); ++i)
      if (!standings[i].over()) out.insert(dossier->accounts[i].name);
    if (out.empty()) return {};
    EVENHAND_TRY(dossier::LeaveOut(dossier, out, who));
  }
}

Result<void> LeaveOut(const Options& o) {
  if (o.accounts.empty() != o.rest)
    return Fail(ErrorCode::kInvalidArgument, "give either --account or --rest");
  return Apply(o.change, [&](Dossier* dossier, const dossier::Who& who) -> Result<void> {
    if (o.rest) return LeaveOutTheRest(dossier, who);
    return dossier::LeaveOut(dossier, Names(o.accounts.begin(), o.accounts.end()), who);
  });
}

// What is done to a dossier goes on the public record before the file says it: after a crash it is
// done again, and stands there once.
template <class Tell>
Result<void> OnRecord(const Options& o, Tell tell) {
  if (o.store.directory.empty()) return {};
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.store, false));
  EVENHAND_TRY(tell(docket.get()));
  EVENHAND_TRY(docket->PublishRecord());
  Print("on the public record\n");
  return {};
}

policy::Time WholeSeconds(const dossier::Who& who) {
  return std::chrono::floor<policy::Seconds>(
      std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(who.at_ms)));
}

Result<void> Accept(const Options& o) {
  return Apply(o.change, [&](Dossier* dossier, const dossier::Who& who) -> Result<void> {
    EVENHAND_TRY(dossier::Accept(dossier, who));
    docket::AcceptedDossier accepted{.name = dossier->name,
                                     .digest = dossier->accepted->digest,
                                     .by = who.by,
                                     .at = WholeSeconds(who)};
    for (const dossier::Account& account : dossier->accounts) {
      if (account.role && account.role != policy::Role::kBystander)
        accepted.roles.emplace_back(account.name, dossier::RoleName(*account.role));
    }
    return OnRecord(o, [&](docket::Docket* docket) -> Result<void> {
      EVENHAND_TRY(docket->NoteDossier(accepted));
      return {};
    });
  });
}

Result<void> Remove(const Options& o) {
  return Apply(o.change, [&](Dossier* dossier, const dossier::Who& who) -> Result<void> {
    EVENHAND_TRY(dossier::Remove(dossier, Names(o.accounts.begin(), o.accounts.end()), who));
    return OnRecord(o, [&](docket::Docket* docket) -> Result<void> {
      for (const std::string& account : o.accounts) {
        EVENHAND_TRY(docket->NoteDossierRemoval({.dossier = dossier->name,
                                                 .account = account,
                                                 .by = who.by,
                                                 .why = who.note,
                                                 .at = WholeSeconds(who)}));
      }
      return {};
    });
  });
}

void AddStoreOption(CLI::App* command, Options* o) {
  command
      ->add_option("--store", o->store.directory,
                   "a docket, in whose public record it becomes a leaf")
      ->type_name("DIR");
}

// The key of the hashes: the file's, or a new one in it.
Result<std::string> HashKey(const std::string& path) {
  if (std::filesystem::exists(path)) {
    EVENHAND_ASSIGN(std::string hex, ReadWholeFile(path, 4096));
    while (hex.ends_with('\n')) hex.pop_back();
    auto key = Unhex(hex);
    if (!key || key->size() < 32)
      return Fail(
          ErrorCode::kInvalidArgument,
          path + ": is no key of hashes: 64 hexadecimal digits; name a new file to make one");
    return key;
  }
  EVENHAND_ASSIGN(std::string key, RandomBytes(32));
  EVENHAND_TRY(WriteSecretFile(path, Hex(key) + "\n"));
  return key;
}

Result<void> Export(const Options& o) {
  EVENHAND_ASSIGN(const Dossier dossier, LoadDossier(o.change.file));
  if (!dossier.accepted)
    return Fail(
        ErrorCode::kInvalidArgument,
        o.change.file + ": it is not accepted, and only an accepted dossier may be published");
  EVENHAND_ASSIGN(const std::string key, HashKey(o.key));
  auto published = dossier::Publish(dossier, {.follower_line = o.follower_line, .key = key});
  if (!published) return tl::unexpected(std::move(published).error().Within(o.change.file));
  std::vector<PageFile> files = {
      {published->name + ".json", dossier::WritePublication(*published)}};
  for (const char* language : {"en", "fa"}) {
    page::Html html;
    const std::string title = dossier::PublicationTitle(*published, language);
    page::OpenPage(
        &html, title, language,
        page::Around{
            .languages = {{page::NameOfLanguage(language == std::string_view("en") ? "fa" : "en"),
                           fmt::format("{}.{}.html", published->name,
                                       language == std::string_view("en") ? "fa" : "en"),
                           language == std::string_view("en") ? "fa" : "en"}}});
    html.Element("h1", title);
    dossier::WritePublicationPage(*published, language, published->hashed.size(), &html);
    files.push_back({fmt::format("{}.{}.html", published->name, language),
                     page::ClosePage(&html, page::FrameLanguage(language))});
  }
  EVENHAND_TRY(WritePageFiles(o.folder, files));
  std::uint64_t corrected = 0;
  for (const auto& one : published->corrections) corrected += one.accounts;
  Print(fmt::format("{} accounts: {} named, {} by hash; {} corrected\n{}\n",
                    Grouped(published->named.size() + published->hashed.size()),
                    Grouped(published->named.size()), Grouped(published->hashed.size()),
                    Grouped(corrected),
                    (std::filesystem::path(o.folder) / (published->name + ".en.html")).string()));
  return {};
}

void AddAccounts(CLI::App* command, Options* o, bool required) {
  command->add_option("--account", o->accounts, "may be given several times")
      ->required(required)
      ->type_name("ACCOUNT")
      ->expected(1, -1)
      ->allow_extra_args(false);
}

void AddReview(CLI::App& group, Session* session, const std::shared_ptr<Options>& o) {
  CLI::App* review =
      AddCommand(group, "review", "Roles, evidence, answers and the claim, under a name",
                 "  evenhand dossier review network-1.json --by ben --role ann=fake_persona\n"
                 "  evenhand dossier review network-1.json --by ben --roles roles.csv --evidence "
                 "evidence.csv\n"
                 "  evenhand dossier review network-1.json --by ben --explains ann:declared=no");
  AddDossierChange(review, &o->change);
  review->add_option("--role", o->roles, "operator, fake_persona, paid, hijacked or bystander")
      ->type_name("ACCOUNT=ROLE")
      ->expected(1, -1)
      ->allow_extra_args(false);
  review->add_option("--roles", o->roles_file, "many of them: account,role,followers,note")
      ->type_name("FILE.csv");
  review
      ->add_option("--evidence", o->evidence,
                   "evidence that people bring, K4 to K7 (docs/dossiers.md)")
      ->type_name("FILE.csv");
  review->add_option("--explains", o->answers, "whether an innocent explanation holds")
      ->type_name("ACCOUNT:EXPLANATION=yes|no|unknown")
      ->expected(1, -1)
      ->allow_extra_args(false);
  review->add_option("--claim", o->claim, "what is said of them, in a sentence or two")
      ->type_name("WORDS");
  review->add_option("--note", o->change.note, "stands beside the step")->type_name("WORDS");
  OnCall(review, session, [o] { return Review(*o); });
}

}  // namespace

void AddDossierChanges(CLI::App& group, Session* session) {
  auto o = std::make_shared<Options>();
  AddReview(group, session, o);
  CLI::App* leave_out =
      AddCommand(group, "leave-out",
                 "Accounts that are no part of it: they go, with their ties and posts, and only a "
                 "number stays",
                 "  evenhand dossier leave-out network-1.json --by ben --account cem\n"
                 "  evenhand dossier leave-out network-1.json --by ben --rest");
  AddDossierChange(leave_out, &o->change);
  AddAccounts(leave_out, o.get(), false);
  leave_out->add_flag("--rest", o->rest, "everybody who is below the line");
  OnCall(leave_out, session, [o] { return LeaveOut(*o); });
  CLI::App* accept = AddCommand(
      group, "accept", "By somebody who brought nothing into it: from then on rules can read it",
      "  evenhand dossier accept network-1.json --by cem\n"
      "  evenhand dossier accept network-1.json --by cem --store docket");
  AddDossierChange(accept, &o->change);
  AddStoreOption(accept, o.get());
  OnCall(accept, session, [o] { return Accept(*o); });
  CLI::App* reopen =
      AddCommand(group, "reopen", "The acceptance falls, and it can be worked on again",
                 "  evenhand dossier reopen network-1.json --by ben --note 'new evidence'");
  AddDossierChange(reopen, &o->change);
  reopen->add_option("--note", o->change.note, "why")->type_name("WORDS");
  OnCall(reopen, session, [o] { return Apply(o->change, dossier::Reopen); });
  CLI::App* remove = AddCommand(
      group, "remove",
      "Reinstated accounts: what rests on them is withdrawn, and the rest measured again",
      "  evenhand dossier remove network-1.json --account ann --by dana --why 'appeal d1/1 "
      "granted' --store docket");
  AddDossierChange(remove, &o->change);
  AddAccounts(remove, o.get(), true);
  AddStoreOption(remove, o.get());
  remove->add_option("--why", o->change.note, "for the account, and for the record")
      ->required()
      ->type_name("WORDS");
  OnCall(remove, session, [o] { return Remove(*o); });
  CLI::App* exported =
      AddCommand(group, "export",
                 "What may be said in public: counts, kinds, dates, method; few names, and hashes",
                 "  evenhand dossier export network-1.json -o public --key hashes.key");
  exported->add_option("FILE", o->change.file, "the dossier, accepted")
      ->required()
      ->type_name("FILE");
  exported->add_option("-o,--out", o->folder, "the folder")->required()->type_name("DIR");
  exported
      ->add_option(
          "--key", o->key,
          "the secret of the hashes: made where it is not there; keep it, and for yourself")
      ->required()
      ->type_name("FILE");
  exported->add_option("--follower-line", o->follower_line, "names stand only above it")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}))
      ->type_name("N")
      ->capture_default_str();
  OnCall(exported, session, [o] { return Export(*o); });
}

}  // namespace evenhand::app
