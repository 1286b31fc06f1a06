// `evenhand decision`, `account` and `conformity`: what was decided, and whether it still comes out the same.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/progress.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "policy/dsa.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string at;
  std::string language = "en";
  std::string format = "text";
};

// ---- decision show, decision rerun

Result<void> ShowDecision(const Options& options) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  std::string recorded;
  EVENHAND_ASSIGN(const docket::Ruling ruling, docket->Rerun(options.id, &recorded));
  if (options.format == "json") {
    Print(recorded + "\n");
  } else if (options.format == "dsa") {
    // An id may hold what a puid may not, so it goes in as its hash.
    EVENHAND_ASSIGN(const std::string json, policy::StatementForDsa(ruling.statement, ruling.version->rulebook,
                                                                    docket::VersionHash("puid", options.id)));
    Print(json + "\n");
  } else {
    Print(policy::StatementText(ruling.statement, ruling.version->rulebook, options.language));
  }
  return {};
}

Result<void> RerunDecision(const Options& options, Session* session) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  std::string recorded;
  EVENHAND_ASSIGN(const docket::Ruling ruling, docket->Rerun(options.id, &recorded));
  if (ruling.json == recorded) {
    Print(fmt::format("{}: made again from what was recorded, the same {} bytes\n", ForTerminal(options.id), Grouped(recorded.size())));
    return {};
  }
  Print(fmt::format("{}: made again, it differs\nrecorded   {}\nmade again {}\n", ForTerminal(options.id), ForTerminal(recorded), ForTerminal(ruling.json)));
  session->exit_code = kFindings;
  return {};
}

// ---- account standing

std::string Until(const std::optional<policy::Time>& time) {
  return time ? "until " + policy::FormatTime(*time) : "without an end";
}

std::string StandingText(std::string_view account, policy::Time at, const docket::StandingView& view) {
  std::string out = fmt::format("{} at {}\n", ForTerminal(account), policy::FormatTime(at));
  if (view.live.empty()) out += "  no live strikes\n";
  for (const policy::LiveStrike& s : view.live) {
    out += fmt::format("  strike of weight {} in {}, {} ({}), {}\n", s.weight, ForTerminal(s.family), policy::FormatTime(s.at),
                       ForTerminal(s.decision), s.expires ? "expires " + policy::FormatTime(*s.expires) : "does not expire");
  }
  for (const policy::Running& r : view.running) {
    const bool lifted = std::ranges::find(view.lifted, r.decision) != view.lifted.end();
    out += fmt::format("  {} {} ({}){}\n", policy::FormatAction(r.action), Until(r.until), ForTerminal(r.decision),
                       lifted ? ", lifted: its appeal is answered late" : "");
  }
  if (!view.running.empty()) out += fmt::format("  free {}\n", view.free_at ? policy::FormatTime(*view.free_at) : "never");
  for (const auto& next : view.next) {
    out += fmt::format("  {}: {} counted\n", fmt::join(next.families, " + "), next.count);
    for (const policy::NextStep& step : next.steps) {
      out += fmt::format("    a next strike of weight {}: {}\n", step.weight, policy::FormatAction(step.action));
    }
  }
  return out;
}

void WriteTime(const std::optional<policy::Time>& time, codec::JsonOut* out) {
  if (time) {
    out->String(policy::FormatTime(*time));
  } else {
    out->Raw("null");
  }
}

std::string StandingJson(std::string_view account, policy::Time at, const docket::StandingView& view) {
  codec::JsonOut out;
  out.Open('{').Key("account").String(account).Key("at").String(policy::FormatTime(at)).Key("strikes").Open('[');
  for (const policy::LiveStrike& s : view.live) {
    out.Open('{').Key("decision").String(s.decision).Key("family").String(s.family).Key("weight").Int(s.weight);
    out.Key("at").String(policy::FormatTime(s.at)).Key("expires");
    WriteTime(s.expires, &out);
    out.Close('}');
  }
  out.Close(']').Key("running").Open('[');
  for (const policy::Running& r : view.running) {
    out.Open('{').Key("decision").String(r.decision).Key("action").String(policy::FormatAction(r.action));
    out.Key("from").String(policy::FormatTime(r.from)).Key("until");
    WriteTime(r.until, &out);
    out.Key("lifted").Bool(std::ranges::find(view.lifted, r.decision) != view.lifted.end()).Close('}');
  }
  out.Close(']').Key("free_at");
  WriteTime(view.free_at, &out);
  out.Key("next").Open('[');
  for (const auto& next : view.next) {
    out.Open('{').Key("families").Open('[');
    for (const std::string& family : next.families) out.String(family);
    out.Close(']').Key("count").Int(next.count).Key("steps").Open('[');
    for (const policy::NextStep& step : next.steps) {
      out.Open('{').Key("weight").Int(step.weight).Key("action").String(policy::FormatAction(step.action)).Close('}');
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
  Print(options.format == "json" ? StandingJson(options.id, at, view) : StandingText(options.id, at, view));
  return {};
}

// ---- conformity

Result<void> ShowConformity(const Options& options, Session* session) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options.docket, false));
  const auto files = record::OpenFiles(options.docket.directory + "/record");
  EVENHAND_TRY(docket->CheckRecord(*files));
  Progress progress(*session, 0);
  EVENHAND_ASSIGN(const docket::Conformity found, docket->Recompute([&](std::int64_t done) {
    progress.Update(0, static_cast<std::uint64_t>(done));
  }));
  progress.Clear();
  if (!found.different.empty() || !found.not_recomputable.empty()) session->exit_code = kFindings;
  if (options.format == "json") {
    codec::JsonOut out;
    out.Open('{').Key("recomputed").Int(found.recomputed).Key("identical").Int(found.identical);
    for (const auto& [key, list] : {std::pair("different", &found.different), {"not_recomputable", &found.not_recomputable}}) {
      out.Key(key).Open('[');
      for (const auto& one : *list) out.Open('{').Key("decision").String(one.decision).Key("what").String(one.what).Close('}');
      out.Close(']');
    }
    out.Close('}');
    Print(out.text() + "\n");
    return {};
  }
  const auto count = [](const auto& list) { return Grouped(list.size()); };
  Print(fmt::format("{} decisions made again: {} identical, {} different, {} not recomputable\n",
                    Grouped(static_cast<std::uint64_t>(found.recomputed)), Grouped(static_cast<std::uint64_t>(found.identical)),
                    count(found.different), count(found.not_recomputable)));
  Print("the store is as it was written, and the public record says the same\n");
  for (const auto* list : {&found.different, &found.not_recomputable}) {
    for (const auto& one : *list) Print(fmt::format("  {}: {}\n", ForTerminal(one.decision), ForTerminal(one.what)));
  }
  return {};
}

}  // namespace

void AddDecisionCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(app, "decision", "A decision: its reasons, and whether it comes out the same again",
                               "  evenhand decision show d-1 --store docket --language fa\n  evenhand decision rerun d-1 --store docket");
  group->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* show = AddCommand(*group, "show", "The statement of reasons", "  evenhand decision show d-1 --store docket --language fa");
  CLI::App* rerun = AddCommand(*group, "rerun", "Decide again from what was recorded and compare the bytes", "  evenhand decision rerun d-1 --store docket");
  for (CLI::App* command : {show, rerun}) {
    command->add_option("ID", options->id, "the decision")->required()->type_name("ID");
    AddDocketStore(command, &options->docket);
  }
  show->add_option("--language", options->language, "of the text")->type_name("LANG")->capture_default_str();
  AddChoice(show, "--format", &options->format, {"text", "json", "dsa"}, "text for people, json, or what the EU's transparency database takes");
  OnCall(show, session, [options] { return ShowDecision(*options); });
  OnCall(rerun, session, [options, session] { return RerunDecision(*options, session); });
}

void AddAccountCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(app, "account", "An account: its strikes, and what the next one would do",
                               "  evenhand account standing ann --store docket");
  group->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* command = AddCommand(*group, "standing", "Live strikes, running actions, and what the next strike does",
                                 "  evenhand account standing ann --store docket\n"
                                 "  evenhand account standing ann --store docket --at 2026-01-01T00:00:00Z --format json");
  command->add_option("ID", options->id, "the account")->required()->type_name("ID");
  AddDocketStore(command, &options->docket);
  command->add_option("--at", options->at, "without it, now")->type_name("TIME");
  AddFormat(command, &options->format);
  OnCall(command, session, [options] { return ShowStanding(*options); });
}

void AddConformityCommand(CLI::App& app, Session* session) {
  CLI::App* command = AddCommand(app, "conformity", "Decide every decision again, and check store and public record against each other",
                                 "  evenhand conformity --store docket");
  auto options = std::make_shared<Options>();
  AddDocketStore(command, &options->docket);
  AddFormat(command, &options->format);
  OnCall(command, session, [options, session] { return ShowConformity(*options, session); });
}

}  // namespace evenhand::app
