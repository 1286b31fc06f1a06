#pragma once

// What the commands that judge copies share: options, the report, the exit code.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "publish/verify_copy.h"

namespace evenhand::app {

struct VerifyOptions {
  std::vector<std::string> keys;
  std::string policy;
  std::string since;
  std::string seen;
  std::vector<std::string> ways;
  std::string at;
  std::string format = "text";
};

// --key, --policy, --since, --ways, --at, --format.
void AddVerifyOptions(CLI::App* command, VerifyOptions* options);
Result<publish::VerifyCopyOptions> ReadVerifyOptions(const VerifyOptions& options);

// --seen, instead of --since: a file that remembers the newest copy that held.
void AddSeenOption(CLI::App* command, VerifyOptions* options);
// Puts what was seen into `verify`, judges, prints the report, and keeps what is to be kept.
// `judge` is called once: it gives the report, or nothing when it has told itself why there is
// none.
Result<void> JudgeAndKeep(const VerifyOptions& options, publish::VerifyCopyOptions* verify,
                          const std::function<Result<std::optional<publish::CopyReport>>()>& judge,
                          Session* session);

// Prints it, and sets the exit code to its verdict.
Result<void> PrintReport(const publish::CopyReport& report, const VerifyOptions& options,
                         Session* session);
// The verdict on a copy that cannot be opened or fetched.
Result<void> CannotRead(const std::string& what, const Error& error, Session* session);

inline constexpr const char* kVerdictExits =
    "\nExit: 0 good, 1 not what was published, 2 cannot be read, 3 key or witnesses missing, 4 "
    "good but older than 14 days, or than what was seen before";

}  // namespace evenhand::app
