// `evenhand access init`, and each move of an entry: two curators, with sources and reasons.

#include <fmt/format.h>

#include "app/access_commands.h"
#include "app/access_store.h"
#include "app/command_line.h"
#include "app/table.h"
#include "policy/time.h"

namespace evenhand::app {
namespace {

using access::Change;
using access::ChangeKind;

struct Options {
  DocketOptions docket;
  std::string at;
  std::vector<std::string> by;
  std::string why, id, state, service, kind, region, networks, group;
  std::string from, to, seen, note;
  bool empty = false, upheld = false;
  // of one source
  std::string url, source_kind = "press", origin, says = "in force", day, published, read, sha256,
                   language;
};

Result<std::optional<access::Day>> OptionalDay(const std::string& text) {
  if (text.empty()) return std::optional<access::Day>();
  EVENHAND_ASSIGN(const access::Day day, access::ParseDay(text));
  return std::optional(day);
}

Result<std::optional<access::DayPair>> OptionalDays(const std::string& text) {
  if (text.empty()) return std::optional<access::DayPair>();
  EVENHAND_ASSIGN(const access::DayPair days, access::ParseDays(text));
  return std::optional(days);
}

Result<std::vector<access::Source>> SourcesOf(const Options& o) {
  if (o.url.empty()) return std::vector<access::Source>();
  access::Source source{.url = o.url,
                        .kind = *access::SourceKindNamed(o.source_kind),
                        .origin = o.origin,
                        .says = *access::SaysNamed(o.says),
                        .sha256 = o.sha256,
                        .language = o.language};
  EVENHAND_ASSIGN(source.day, OptionalDay(o.day));
  EVENHAND_ASSIGN(source.published, OptionalDay(o.published));
  EVENHAND_ASSIGN(source.read, OptionalDay(o.read));
  return std::vector{std::move(source)};
}

Result<Change> ChangeOf(const Options& o, ChangeKind kind) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  Change change{.kind = kind,
                .recorded_at = at,
                .by = o.by,
                .why = o.why,
                .state = o.state,
                .service = o.service,
                .region = o.region,
                .networks = o.networks,
                .group = o.group};
  if (kind == ChangeKind::kAnswer) {
    change.challenge = o.id;
    change.upheld = o.upheld;
  } else {
    change.entry = o.id;
  }
  if (!o.kind.empty()) change.limit = access::KindNamed(o.kind);
  if (kind == ChangeKind::kLapse) {
    EVENHAND_ASSIGN(const access::Day from, access::ParseDay(o.from));
    EVENHAND_ASSIGN(const access::Day to, access::ParseDay(o.to));
    change.lapse = access::DaySpan{from, to};
  } else {
    if (!o.from.empty() || kind == ChangeKind::kOpen) {
      EVENHAND_ASSIGN(change.from, access::ParseBeginning(o.from));
    }
    EVENHAND_ASSIGN(change.to, OptionalDays(o.to));
  }
  EVENHAND_ASSIGN(change.seen, OptionalDays(o.seen));
  EVENHAND_ASSIGN(change.sources, SourcesOf(o));
  if (!o.note.empty()) change.notes.emplace("en", o.note);
  return change;
}

Result<void> Do(const Options& o, ChangeKind kind) {
  EVENHAND_ASSIGN(Change change, ChangeOf(o, kind));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto done, docket->ChangeAccess({std::move(change)}));
  EVENHAND_TRY(docket->PublishRecord());
  const std::string id = ForTerminal(done[0].entry);
  if (kind == ChangeKind::kPlan) {
    Print("the plan is on record; it answers nothing until somebody shows it in force\n");
  } else if (kind == ChangeKind::kChallenge) {
    Print(fmt::format(
        "challenge {} of {} is on record; two curators who did not enter it answer by {}\n",
        done[0].challenge, id,
        policy::FormatTime(done[0].recorded_at + access::kChallengeAnsweredIn)));
  } else if (kind == ChangeKind::kAnswer) {
    Print(fmt::format("challenge {}: {}\n", ForTerminal(done[0].challenge),
                      o.upheld ? "upheld; correct, end or withdraw the entry now, and what stood "
                                 "on it goes within 24 hours"
                               : "not upheld"));
  } else {
    EVENHAND_ASSIGN(const access::Register known, docket->Access());
    const access::Entry* entry = known.Find(done[0].entry);
    Print(fmt::format("{}: {}\n", id, access::Name(entry->status)));
  }
  return {};
}

Result<void> Init(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, true));
  EVENHAND_ASSIGN(const access::Register before, docket->Access());
  if (!before.changes().empty())
    return Fail(ErrorCode::kInvalidArgument,
                o.docket.directory + ": the store has a register already");
  if (o.empty) {
    Print("the store is made; its register is empty\n");
    return {};
  }
  EVENHAND_ASSIGN(auto changes, ShippedChanges(o.by, at));
  EVENHAND_ASSIGN(const auto done, docket->ChangeAccess(std::move(changes)));
  EVENHAND_TRY(docket->PublishRecord());
  Print(fmt::format(
      "the register begins with {} rows, all of them reported; confirm what you have checked\n",
      done.size()));
  return {};
}

// ---- the command line

void AddCurators(CLI::App* command, Options* o) {
  command->add_option("--by", o->by, "a curator's pseudonym; twice, for two people")
      ->required()
      ->type_name("NAME");
}

void AddSource(CLI::App* command, Options* o, const char* says) {
  o->says = "in force";
  command->add_option("--source", o->url, "the public page")->type_name("URL");
  AddChoice(command, "--source-kind", &o->source_kind,
            {"order", "measurement", "monitor", "service", "press"}, "what it is");
  command
      ->add_option("--origin", o->origin, "who knew it first; a page that names nobody is its own")
      ->type_name("NAME");
  AddChoice(command, "--says", &o->says, {"in force", "since", "ended", "open", "denied", "unread"},
            says);
  command->add_option("--day", o->day, "the day of which it says so")->type_name("DATE");
  command->add_option("--published", o->published, "when it was published")->type_name("DATE");
  command->add_option("--read", o->read, "when it was read")->type_name("DATE");
  command->add_option("--sha256", o->sha256, "of the bytes read")->type_name("HEX");
  command->add_option("--language", o->language, "of the page")->type_name("TAG");
}

void AddLimit(CLI::App* command, Options* o) {
  command->add_option("--state", o->state, "the state that limits (ISO 3166-1)")
      ->required()
      ->type_name("STATE");
  command->add_option("--service", o->service, "its id; internet or mobile-internet for an outage")
      ->required()
      ->type_name("NAME");
  AddChoice(command, "--kind", &o->kind,
            {"block", "throttle", "calls", "shutdown", "curfew", "removed"}, "what is limited")
      ->required();
  command->add_option("--region", o->region, "not the whole state (ISO 3166-2)")
      ->type_name("REGION");
  command->add_option("--networks", o->networks, "mobile or fixed, where not all")
      ->type_name("NAME");
  command->add_option("--group", o->group, "joins the entries of one limit on a class of services")
      ->type_name("NAME");
  command
      ->add_option("--from", o->from,
                   "2018-01-09, or a month or a year; nothing where it is unknown")
      ->type_name("DATE");
  command->add_option("--note", o->note, "what is uncertain, in 500 characters")->type_name("TEXT");
}

constexpr const char* kBoth = " --by curator-1 --by curator-2 --store docket";

class Commands {
 public:
  Commands(CLI::App& group, Session* session) : group_(group), session_(session) {}

  // The example is completed with two curators and a store, as every move needs them.
  CLI::App* Add(const char* name, const char* purpose, const std::string& example,
                ChangeKind kind) {
    CLI::App* command = AddCommand(group_, name, purpose, "  evenhand access " + example + kBoth);
    Stored(command);
    AddCurators(command, o_.get());
    OnCall(command, session_, [o = o_, kind] { return Do(*o, kind); });
    return command;
  }
  CLI::App* OfEntry(const char* name, const char* purpose, const std::string& example,
                    ChangeKind kind) {
    CLI::App* command = Add(name, purpose, example, kind);
    command->add_option("ENTRY", o_->id, "its id")->required()->type_name("ID");
    Why(command);
    return command;
  }
  void Stored(CLI::App* command) {
    AddDocketStore(command, &o_->docket);
    command->add_option("--at", o_->at, "without it, now")->type_name("TIME");
  }
  CLI::Option* Why(CLI::App* command) {
    return command->add_option("--why", o_->why, "the reasons, which are public")
        ->type_name("TEXT");
  }
  Options* options() { return o_.get(); }
  std::shared_ptr<Options> shared() { return o_; }

 private:
  CLI::App& group_;
  Session* session_;
  std::shared_ptr<Options> o_ = std::make_shared<Options>();
};

}  // namespace

void AddAccessChanges(CLI::App& group, Session* session) {
  Commands commands(group, session);
  Options* o = commands.options();
  CLI::App* init = AddCommand(
      group, "init", "Begin a register in a store, with the rows that come with the program",
      "  evenhand access init --store docket --by curator-1 --by curator-2\n  evenhand access init "
      "--empty --store docket --origin example.org/register");
  commands.Stored(init);
  init->add_option("--origin", o->docket.origin, "the name of a new public record")
      ->type_name("NAME");
  init->add_option("--by", o->by, "a curator's pseudonym; twice, for two people")
      ->type_name("NAME");
  init->add_flag("--empty", o->empty, "with no rows");
  OnCall(init, session, [shared = commands.shared()] {
    if (!shared->empty && shared->by.size() != 2) {
      return Result<void>(Fail(ErrorCode::kInvalidArgument,
                               "two curators take the rows over: --by NAME --by NAME; or --empty"));
    }
    return Init(*shared);
  });

  CLI::App* open = commands.Add(
      "open", "A new entry, reported: one source that says it is in force",
      "open --state ET --service telegram --kind block --from 2019-06-12 --seen 2019-06-18 "
      "--source https://example.org/report "
      "--source-kind monitor --origin 'An observatory' --says 'in force' --day 2019-06-18",
      ChangeKind::kOpen);
  AddLimit(open, o);
  AddSource(open, o, "what it says");
  open->add_option("--to", o->to, "where its end is known already")->type_name("DATE");
  open->add_option("--seen", o->seen, "the last day on which the source shows it in force")
      ->type_name("DATE");
  commands.Why(open);

  CLI::App* plan = commands.Add(
      "plan", "A forecast or an announcement: kept and shown, and no answer to anything",
      "plan --state RU --service telegram --kind block --from 2026-04-01 --source "
      "https://example.org/news --says unread",
      ChangeKind::kPlan);
  AddLimit(plan, o);
  AddSource(plan, o, "what it says");

  AddSource(
      commands.OfEntry(
          "source", "One more source of an entry, or what a named page says; a denial is one too",
          "source r-IR-signal-1 --source https://example.org/report --source-kind monitor --origin "
          "OONI --says 'in force' --day 2021-02-01",
          ChangeKind::kSource),
      o, "what it says");
  commands.OfEntry("confirm", "Two independent origins stand behind it, and one speaks of effect",
                   "confirm r-IR-signal-1", ChangeKind::kConfirm);
  AddSource(
      commands.OfEntry(
          "contest", "An origin of equal grade says the opposite; a denial alone contests nothing",
          "contest r-UG-instagram-1 --why 'Open on two networks' --source https://example.org/x "
          "--origin 'A paper' --says open --day 2021-02-09",
          ChangeKind::kContest),
      o, "what it says");
  commands.OfEntry("settle", "Contested no longer, with reasons",
                   "settle r-UG-instagram-1 --why 'The paper corrected itself'",
                   ChangeKind::kSettle);
  CLI::App* end = commands.OfEntry("end", "Open again: as many origins for it as for the force",
                                   "end r-TZ-twitter-1 --to 2025-08 --source https://example.org/x "
                                   "--origin 'A paper' --says ended --day 2025-08-20",
                                   ChangeKind::kEnd);
  end->add_option("--to", o->to, "the day on which it was open, or the month")
      ->required()
      ->type_name("DATE");
  AddSource(end, o, "what it says");
  CLI::App* propose =
      commands.OfEntry("propose", "An end that too few origins show: it answers nothing yet",
                       "propose r-TZ-twitter-1 --to 2025-08", ChangeKind::kPropose);
  propose->add_option("--to", o->to, "the day on which it was open, or the month")
      ->required()
      ->type_name("DATE");
  AddSource(propose, o, "what it says");
  CLI::App* seen = commands.OfEntry("seen", "Shown in force later than before",
                                    "seen r-IR-twitter-2 --seen 2026-04-02 --source "
                                    "https://example.org/x --origin 'A paper' --day 2026-04-02",
                                    ChangeKind::kSeen);
  seen->add_option("--seen", o->seen, "the day")->required()->type_name("DATE");
  AddSource(seen, o, "what it says");
  CLI::App* lapse = commands.OfEntry("lapse", "Open for less than 48 hours, both ends known",
                                     "lapse r-PK-twitter-1 --from 2024-02-19 --to 2024-02-20",
                                     ChangeKind::kLapse);
  lapse->add_option("--from", o->from, "the first open day")->required()->type_name("DATE");
  lapse->add_option("--to", o->to, "the day on which it was closed again")
      ->required()
      ->type_name("DATE");
  CLI::App* correct =
      commands.OfEntry("correct", "Other days for it, with reasons",
                       "correct r-RU-twitter-1 --from 2022-03-05 --why 'The page gives the night'",
                       ChangeKind::kCorrect);
  correct->add_option("--from", o->from, "its beginning")->type_name("DATE");
  correct->add_option("--to", o->to, "its end")->type_name("DATE");
  correct->add_option("--seen", o->seen, "when it was last seen")->type_name("DATE");
  commands.OfEntry("withdraw", "Entered in error: it stays visible and answers nothing",
                   "withdraw r-RU-telegram-3 --why 'A forecast, not a block'",
                   ChangeKind::kWithdraw);

  CLI::App* challenge =
      AddCommand(group, "challenge", "Anyone, without an account, says that an entry is wrong",
                 "  evenhand access challenge r-UG-facebook-1 --why 'Open since 22 June 2021' "
                 "--source https://example.org/x --says ended --day 2021-06-22 --store docket");
  commands.Stored(challenge);
  challenge->add_option("ENTRY", o->id, "its id")->required()->type_name("ID");
  challenge->add_option("--by", o->by, "a name, if you wish one to stand there")->type_name("NAME");
  commands.Why(challenge)->required();
  AddSource(challenge, o, "what it says");
  OnCall(challenge, session,
         [shared = commands.shared()] { return Do(*shared, ChangeKind::kChallenge); });
  CLI::App* answer =
      commands.Add("answer", "Two curators who did not enter it answer a challenge, within 14 days",
                   "answer c-1 --why 'Two origins show the end' --upheld", ChangeKind::kAnswer);
  answer->add_option("CHALLENGE", o->id, "its id")->required()->type_name("ID");
  answer->add_flag("--upheld", o->upheld, "the challenge is right");
  commands.Why(answer)->required();
}

}  // namespace evenhand::app
