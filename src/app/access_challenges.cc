// `evenhand access challenges`: what was said against entries, for the curators who answer.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/access_commands.h"
#include "app/access_store.h"
#include "app/command_line.h"
#include "app/docket_dir.h"
#include "app/table.h"
#include "codec/json_out.h"
#include "register/change.h"

namespace evenhand::app {
namespace {

struct Options {
  RegisterOptions from;
  bool all = false;
  std::string at;
  std::string format = "text";
};

using Challenges = std::vector<const access::Challenge*>;

std::string StateText(const access::Challenge& challenge, policy::Time at) {
  if (challenge.upheld)
    return fmt::format("{} by {}, {}", *challenge.upheld ? "upheld" : "not upheld",
                       ForTerminal(fmt::format("{}", fmt::join(challenge.by, " and "))),
                       policy::FormatTime(*challenge.answered));
  return fmt::format("answer by {}{}", policy::FormatTime(challenge.due),
                     at >= challenge.due ? ", late" : "");
}

std::string Text(const Challenges& challenges, policy::Time at) {
  if (challenges.empty()) return "no challenge waits for an answer\n";
  std::string out;
  for (const access::Challenge* one : challenges) {
    out += fmt::format("{}  {}  {}\n  {}{}\n", one->id, ForTerminal(one->entry),
                       StateText(*one, at), ForTerminal(one->claim),
                       one->name.empty() ? "" : " (" + ForTerminal(one->name) + ")");
    for (const access::Source& source : one->sources)
      out += fmt::format("  {}\n", ForTerminal(source.url));
    if (one->upheld) out += fmt::format("  answer: {}\n", ForTerminal(one->answer));
  }
  return out;
}

std::string Json(const Challenges& challenges, policy::Time at) {
  codec::JsonOut out;
  out.Open('[');
  for (const access::Challenge* one : challenges) {
    out.Open('{').Key("challenge").String(one->id).Key("entry").String(one->entry);
    out.Key("claim").String(one->claim).Key("name").String(one->name).Key("sources").Open('[');
    for (const access::Source& source : one->sources) access::AppendSourceJson(source, &out);
    out.Close(']').Key("filed").String(policy::FormatTime(one->filed));
    out.Key("due").String(policy::FormatTime(one->due));
    out.Key("late").Bool(!one->upheld && at >= one->due);
    if (one->upheld) {
      out.Key("upheld").Bool(*one->upheld).Key("answer").String(one->answer);
      out.Key("answered").String(policy::FormatTime(*one->answered));
    }
    out.Close('}');
  }
  out.Close(']');
  return out.text() + "\n";
}

Result<void> List(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const access::Register known, LoadRegister(o.from));
  Challenges challenges;
  for (const access::Challenge& one : known.challenges())
    if (o.all || !one.upheld) challenges.push_back(&one);
  std::ranges::stable_sort(challenges, {}, [](const access::Challenge* one) { return one->due; });
  Print(o.format == "json" ? Json(challenges, at) : Text(challenges, at));
  return {};
}

}  // namespace

void AddAccessChallenges(CLI::App& group, Session* session) {
  auto o = std::make_shared<Options>();
  CLI::App* command = AddCommand(
      group, "challenges",
      "What was said against entries and waits for an answer, the nearest deadline first",
      "  evenhand access challenges --store docket\n"
      "  evenhand access challenges --store docket --all --format json");
  AddRegister(command, &o->from);
  command->add_flag("--all", o->all, "those that have their answer too");
  command->add_option("--at", o->at, "as if it were this time; without it, now")->type_name("TIME");
  AddFormat(command, &o->format);
  OnCall(command, session, [o] { return List(*o); });
}

}  // namespace evenhand::app
