// `evenhand item`: what authors do with their items.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/lock_text.h"
#include "app/table.h"

namespace evenhand::app {
namespace {

struct Options {
  DocketOptions docket;
  std::string item;
  std::string account;
  std::string at;
};

Result<void> Deleted(const Options& o) {
  EVENHAND_ASSIGN(const policy::Time at, TimeOrNow(o.at));
  EVENHAND_ASSIGN(const auto docket, OpenDocket(o.docket, false));
  EVENHAND_ASSIGN(const docket::Deletion deletion, docket->DeleteItem(o.account, o.item, at));
  Print(fmt::format("item {} of {} {} {}\n", ForTerminal(o.item), ForTerminal(o.account),
                    deletion.was_there ? "was deleted already, at" : "is deleted as of",
                    policy::FormatTime(deletion.at)));
  for (const docket::LockView& lock : deletion.locks) {
    Print(fmt::format("  the lock of {}: {}\n", ForTerminal(lock.decision), LockText(lock, "en")));
  }
  return {};
}

}  // namespace

void AddItemCommand(CLI::App& app, Session* session) {
  CLI::App* group = AddCommand(app, "item", "An item: its author deleted it",
                               "  evenhand item deleted post-1 --account ann --store docket");
  group->require_subcommand(1);
  auto o = std::make_shared<Options>();
  CLI::App* command = AddCommand(
      *group, "deleted", "The author deleted an item: locks that wait for it begin to run",
      "  evenhand item deleted post-1 --account ann --store docket\n"
      "  evenhand item deleted post-1 --account ann --store docket --at 2026-01-05T00:00:00Z");
  command->add_option("ID", o->item, "the item")->required()->type_name("ID");
  command->add_option("--account", o->account, "its author")->required()->type_name("ID");
  AddDocketStore(command, &o->docket);
  command->add_option("--at", o->at, "when it was deleted; without it, now")->type_name("TIME");
  OnCall(command, session, [o] { return Deleted(*o); });
}

}  // namespace evenhand::app
