#pragma once

// Whether anything between a reader and the server writes down what is asked for.
//
// Asks for a page under a name that nobody else can know, by the address by which readers come, and
// looks for that name in every file under a folder of logs.
//
// Errors: kInvalidArgument naming the file that has the mark, and what to change; kUnavailable when
//         nobody answers at the address; kIo for a folder or a file that cannot be read: a log that
//         cannot be looked into is not known to be clean.
// Cost:   kLogsWritten of waiting, and reading what was written to since.

#include <chrono>
#include <string>

#include "base/result.h"

namespace evenhand::app {

// Loggers write from buffers: so long they get.
inline constexpr std::chrono::seconds kLogsWritten{3};

Result<void> CheckLogs(const std::string& address, const std::string& language,
                       const std::string& directory);

}  // namespace evenhand::app
