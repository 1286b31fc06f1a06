// `evenhand account`: where an account stands, and what its history notes besides decisions.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/lock_text.h"
#include "app/standing_text.h"
#include "app/table.h"
#include "codec/json_out.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string at;
  std::string format = "text";
  std::string from, to;
  std::string ground = "stated";
  std::string clause;
  std::string batch;
  std::string decision, reviewer, reason;
};

void WriteTime(const std::optional<policy::Time>& time, codec::JsonOut* out) {
  if (time) {
    out->String(policy::FormatTime(*time));
  } else {
    out->Raw("null");
  }
}

std::string StandingJson(std::string_view account, policy::Time at,
                         const docket::StandingView& view) {
  codec::JsonOut out;
  out.Open('{')
      .Key("account")
      .String(account)
      .Key("at")
      .String(policy::FormatTime(at))
      .Key("strikes")
      .Open('[');
  for (const policy::LiveStrike& s : view.live) {
    out.Open('{')
        .Key("decision")
        .String(s.decision)
        .Key("family")
        .String(s.family)
        .Key("weight")
        .Int(s.weight);
    out.Key("at").String(policy::FormatTime(s.at)).Key("expires");
    WriteTime(s.expires, &out);
    out.Close('}');
  }
  out.Close(']').Key("running").Open('[');
  for (const policy::Running& r : view.running) {
    out.Open('{')
        .Key("decision")
        .String(r.decision)
        .Key("action")
        .String(policy::FormatAction(r.action));
    out.Key("from").String(policy::FormatTime(r.from)).Key("until");
    WriteTime(r.until, &out);
    out.Key("lifted").Bool(std::ranges::find(view.lifted, r.decision) != view.lifted.end());
    if (const docket::LockView* lock = LockIn(view, r.decision); lock != nullptr) {
      out.Key("lock").String(policy::Name(lock->phase.kind)).Key("item").String(lock->item);
    }
    out.Close('}');
  }
  out.Close(']').Key("free_at");
  WriteTime(view.free_at, &out);
  out.Key("next").Open('[');
  for (const auto& next : view.next) {
    out.Open('{').Key("families").Open('[');
    for (const std::string& family : next.families) out.String(family);
    out.Close(']').Key("count").Int(next.count).Key("steps").Open('[');
    for (const policy::NextStep& step : next.steps) {
      out.Open('{')
          .Key("weight")
          .Int(step.weight)
          .Key("action")
          .String(policy::FormatAction(step.action))
          .Close('}');
    }
    out.Close(']').Close('}');
  }
  out.Close(']').Close('}');
  return out.text() + "\n";
}

Result<void> ShowStanding(const Options& options) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(options.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  EVENHAND_ASSIGN(const docket::StandingView view, docket->StandingOf(options.id, at));
  Print(options.format == "json" ? StandingJson(options.id, at, view)
                                 : StandingText(options.id, at, view));
  return {};
}

// ---- notes

void PrintPeriods(const std::vector<docket::FilingPeriod>& periods) {
  for (const docket::FilingPeriod& period : periods) {
    Print(fmt::format("  decision {} may be appealed until {}; the clock stood for {} days\n",
                      ForTerminal(period.decision), policy::FormatTime(period.until),
                      period.stopped.count()));
    if (period.awaits_review.count() > 0) {
      Print(
          fmt::format("    {} more days are beyond 60 in 365 and wait for a review (`evenhand "
                      "account cut-off-review`)\n",
                      period.awaits_review.count()));
    }
  }
}

Result<void> CutOff(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const policy::Time from, policy::ParseTime(o.from));
  EVENHAND_ASSIGN(const policy::Time to, policy::ParseTime(o.to));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(
      const auto periods,
      docket->NoteCutOff(
          {.account = o.id, .from = from, .to = to, .stated = o.ground == "stated", .at = at}));
  Print(fmt::format("{} was cut off from {} to {}; dates are all that is kept\n", ForTerminal(o.id),
                    policy::FormatTime(from), policy::FormatTime(to)));
  PrintPeriods(periods);
  return {};
}

Result<void> ReviewCutOff(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const policy::Time from, policy::ParseTime(o.from));
  EVENHAND_ASSIGN(const policy::Time to, policy::ParseTime(o.to));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  const bool accepted = o.decision == "accept";
  EVENHAND_ASSIGN(const docket::CutOffReviewed reviewed,
                  docket->ReviewCutOff({.account = o.id,
                                        .from = from,
                                        .to = to,
                                        .accepted = accepted,
                                        .reviewer = o.reviewer,
                                        .reason = o.reason,
                                        .at = at}));
  Print(fmt::format("{} to {}: {}\n", policy::FormatTime(from), policy::FormatTime(to),
                    accepted ? "accepted, all of it counts"
                             : "refused beyond 60 days in any 365, which count as before"));
  PrintPeriods(reviewed.periods);
  for (const std::string& appeal : reviewed.late_appeals) {
    Print(fmt::format("  appeal {} came after its period by this: whoever answers it may say so\n",
                      ForTerminal(appeal)));
  }
  return {};
}

Result<void> ListCutOffs(const Options& o) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const auto waiting, docket->CutOffsToReview());
  if (o.format == "json") {
    codec::JsonOut out;
    out.Open('[');
    for (const docket::CutOffToReview& one : waiting) {
      out.Open('{')
          .Key("account")
          .String(one.account)
          .Key("from")
          .String(policy::FormatTime(one.from));
      out.Key("to").String(policy::FormatTime(one.to)).Close('}');
    }
    Print(out.Close(']').text() + "\n");
    return {};
  }
  for (const docket::CutOffToReview& one : waiting) {
    Print(fmt::format("{}  {} to {}\n", ForTerminal(one.account), policy::FormatTime(one.from),
                      policy::FormatTime(one.to)));
  }
  if (waiting.empty()) Print("no stated time waits for a review\n");
  return {};
}

Result<void> Lesson(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const policy::Time expires, docket->NoteLesson(o.id, o.clause, at));
  Print(fmt::format("{} completed the lesson for {}: the warning expires at {}\n",
                    ForTerminal(o.id), ForTerminal(o.clause), policy::FormatTime(expires)));
  return {};
}

Result<void> Told(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_TRY(docket->NoteNotice(o.id, o.batch, at));
  Print(fmt::format("{} was told of batch {}: what follows counts again\n", ForTerminal(o.id),
                    ForTerminal(o.batch)));
  return {};
}

}  // namespace

void AddAccountCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "account", "An account: its strikes, and what the next one would do",
                 "  evenhand account standing ann --store docket");
  group->require_subcommand(1);
  auto options = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* purpose, const char* example,
                       Result<void> (*run)(const Options&)) {
    CLI::App* one = AddDocketCommand(*group, session, options, name, purpose, example, run);
    one->add_option("ID", options->id, "the account")->required()->type_name("ID");
    return one;
  };
  CLI::App* standing =
      add("standing", "Live strikes, running actions, and what the next strike does",
          "  evenhand account standing ann --store docket\n"
          "  evenhand account standing ann --store docket --at 2026-01-01T00:00:00Z --format json",
          ShowStanding);
  AddFormat(standing, &options->format);
  CLI::App* cut_off = add(
      "cut-off",
      "The author was cut off: the time to appeal did not run. Dates only; no proof, no place",
      "  evenhand account cut-off ann --from 2026-01-08 --to 2026-01-28 --store docket", CutOff);
  cut_off->add_option("--from", options->from, "the first day")->required()->type_name("DATE");
  cut_off->add_option("--to", options->to, "the day on which it was over")
      ->required()
      ->type_name("DATE");
  AddChoice(cut_off, "--ground", &options->ground, {"stated", "register"},
            "stated by the author, of which what is beyond 60 days in any 365 waits for a review; "
            "or the public register of outages has it");
  CLI::App* review =
      add("cut-off-review",
          "A person accepts or refuses what a stated time has beyond 60 days in any 365",
          "  evenhand account cut-off-review ann --from 2026-01-08 --to 2026-04-28 --decision "
          "accept --reviewer r3 --reason 'The exchange points were off' --store docket",
          ReviewCutOff);
  review->add_option("--from", options->from, "the first day, as it was stated")
      ->required()
      ->type_name("DATE");
  review->add_option("--to", options->to, "the day on which it was over")
      ->required()
      ->type_name("DATE");
  AddChoice(review, "--decision", &options->decision, {"accept", "refuse"},
            "either way the first 60 days count")
      ->required();
  review->add_option("--reviewer", options->reviewer, "a pseudonym")->required()->type_name("NAME");
  review->add_option("--reason", options->reason, "why; nothing about where the author is")
      ->required()
      ->type_name("TEXT");
  CLI::App* waiting =
      AddDocketCommand(*group, session, options, "cut-offs", "Stated times that wait for a review",
                       "  evenhand account cut-offs --store docket", ListCutOffs);
  AddFormat(waiting, &options->format);
  CLI::App* lesson =
      add("lesson", "The author completed a lesson: its warning expires",
          "  evenhand account lesson ann --clause community.violation --store docket", Lesson);
  lesson->add_option("--clause", options->clause, "the clause of the warning")
      ->required()
      ->type_name("ID");
  CLI::App* told = add("told", "The author was told of a batch: later items of it count again",
                       "  evenhand account told ann --batch b-1 --store docket", Told);
  told->add_option("--batch", options->batch, "as the cases name it")->required()->type_name("ID");
}

}  // namespace evenhand::app
