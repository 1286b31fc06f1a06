// `evenhand rebuild`: what is derived from the history, made anew.

#include <fmt/format.h>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/docket_dir.h"
#include "app/table.h"

namespace evenhand::app {
namespace {

Result<void> Rebuild(const DocketOptions& options) {
  EVENHAND_ASSIGN(const auto docket, OpenDocket(options, false));
  EVENHAND_ASSIGN(const std::int64_t entries, docket->Rebuild());
  Print(fmt::format("the index was made again from {} events: {} entries\n",
                    Grouped(static_cast<std::uint64_t>(docket->store().last_sequence())),
                    Grouped(static_cast<std::uint64_t>(entries))));
  return {};
}

}  // namespace

void AddRebuildCommand(CLI::App& app, Session* session) {
  CLI::App* command =
      AddCommand(app, "rebuild", "Make what is derived from a docket's history anew",
                 "  evenhand rebuild --store docket");
  auto options = std::make_shared<DocketOptions>();
  AddDocketStore(command, options.get());
  OnCall(command, session, [options] { return Rebuild(*options); });
}

}  // namespace evenhand::app
