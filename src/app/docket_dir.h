#pragma once

// A docket on disk, as --store names it:
//
//   DIR/cases.sqlite      the history of events (cases/store.h)
//   DIR/record/           the public record: files for any web server (record/log.h)
//   DIR/record.key        its signing key, readable by its owner only
//   DIR/record.vkey       its verifier key, for everyone
//   DIR/record.state      what was signed last

#include <memory>
#include <string>

#include "app/command_line.h"
#include "base/result.h"
#include "docket/docket.h"

namespace evenhand::app {

struct DocketOptions {
  std::string directory;
  std::string origin;  // of a new record; empty: "localhost/" and the directory's name
};

// --store DIR, required.
void AddDocketStore(CLI::App* command, DocketOptions* options);

// With `create`, makes what is not there. One process has a store at a time: it waits up to ten
// seconds for another to be done, since a server has it only while it takes something in. Errors:
// kNotFound when there is no store; kUnavailable when another keeps it.
Result<std::unique_ptr<docket::Docket>> OpenDocket(const DocketOptions& options, bool create);

// --at TIME as given, or the system's time.
Result<policy::Time> TimeOrNow(const std::string& text);

// A subcommand that does something to a docket at a time: --store and --at go to `options->docket`
// and `options->at`, and `run` is called with *options.
template <class Options>
CLI::App* AddDocketCommand(CLI::App& group, Session* session,
                           const std::shared_ptr<Options>& options, const char* name,
                           const char* purpose, const char* example,
                           Result<void> (*run)(const Options&)) {
  CLI::App* command = AddCommand(group, name, purpose, example);
  AddDocketStore(command, &options->docket);
  command->add_option("--at", options->at, "without it, now")->type_name("TIME");
  OnCall(command, session, [options, run] { return run(*options); });
  return command;
}

}  // namespace evenhand::app
