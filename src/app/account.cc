// `evenhand account`: where an account stands.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/table.h"
#include "codec/json_out.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string at;
  std::string format = "text";
};

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

}  // namespace

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

}  // namespace evenhand::app
