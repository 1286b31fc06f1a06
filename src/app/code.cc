// `evenhand code`: the codes that stand in statements.

#include <fmt/format.h>

#include "app/code_keys.h"
#include "app/command_line.h"
#include "app/commands.h"
#include "app/ledger_files.h"
#include "app/table.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string id;
  std::string purpose = "appeal";
  std::string at;
  std::string typed;
  std::string received;
};

carry::Purpose PurposeNamed(const std::string& name) {
  return name == "appeal" ? carry::Purpose::kAppeal : carry::Purpose::kComply;
}

Result<void> PrintCode(docket::Docket& docket, const Options& o, std::int64_t issue) {
  EVENHAND_ASSIGN(const auto decision, docket.FindDecision(o.id));
  if (!decision) return Fail(ErrorCode::kNotFound, fmt::format("there is no decision '{}'", o.id));
  EVENHAND_ASSIGN(const std::string code,
                  CodeOf(o.docket.directory, PurposeNamed(o.purpose), o.id, decision->at, issue));
  Print(carry::GroupedCode(code) + "\n");
  return {};
}

Result<void> Show(const Options& o) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const std::int64_t issue, docket->CodeIssue(o.id, o.purpose));
  return PrintCode(*docket, o, issue);
}

Result<void> Reissue(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const std::int64_t issue, docket->ReissueCode(o.id, o.purpose, at));
  return PrintCode(*docket, o, issue);
}

// Whether a code can be one; and, with a list of what arrived, whether its letter did.
Result<void> Check(const Options& o, Session* session) {
  EVENHAND_ASSIGN(const std::string code, carry::ReadCode(o.typed));
  if (o.received.empty()) {
    Print(carry::GroupedCode(code) + ": it is typed right\n");
    return {};
  }
  EVENHAND_ASSIGN(const std::string list, ReadWholeFile(o.received, std::size_t{1} << 30));
  const bool is_there =
      ("\n" + list).find("\n" + carry::ReceivedMark(code) + "\n") != std::string::npos;
  Print(is_there ? "the letter with this code has arrived\n"
                 : "no letter with this code is in this list; a newer one may have it\n");
  if (!is_there) session->exit_code = kFindings;
  return {};
}

}  // namespace

void AddCodeCommand(CLI::App& app, Session* session) {
  CLI::App* group =
      AddCommand(app, "code", "The codes in statements, with which whoever holds them may answer",
                 "  evenhand code show d-1 --store docket\n  evenhand code check 7k4mq-2xd9h-… "
                 "--received received.txt");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  const auto add = [&](const char* name, const char* purpose, const char* example,
                       Result<void> (*run)(const Options&)) {
    CLI::App* command = AddDocketCommand(*group, session, o, name, purpose, example, run);
    command->add_option("ID", o->id, "the decision")->required()->type_name("ID");
    AddChoice(command, "--purpose", &o->purpose, {"appeal", "comply"},
              "to appeal, or to delete the post from afar");
  };
  add("show", "A decision's code", "  evenhand code show d-1 --store docket --purpose comply",
      Show);
  add("reissue", "A new code; those before it are worthless",
      "  evenhand code reissue d-1 --store docket", Reissue);
  CLI::App* check = AddCommand(
      *group, "check",
      "Whether a code is typed right, and whether its letter has arrived; needs no docket",
      "  evenhand code check '7k4mq 2xd9h …' --received bundle/received.txt");
  check->add_option("CODE", o->typed, "as it is written")->required()->type_name("CODE");
  check->add_option("--received", o->received, "received.txt of a site or bundle")
      ->type_name("FILE");
  OnCall(check, session, [o, session] { return Check(*o, session); });
}

}  // namespace evenhand::app
