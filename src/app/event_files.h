#pragma once

// Events from files, for every command that reads them.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/progress.h"
#include "base/result.h"
#include "model/event.h"
#include "source/envelope.h"
#include "source/source.h"

namespace CLI {
class App;
}

namespace evenhand::app {

struct EventFiles {
  std::vector<std::string> files;  // none: standard input
  std::string input = "auto";
  std::string name = {}, time = {}, id = {};  // for bare events
};

// Adds FILES and the options that say what their lines are.
void AddEventFiles(CLI::App* command, EventFiles* events);

source::EnvelopeOptions EnvelopeOptionsOf(const EventFiles& events);

// Bytes of all files together; 0 when that cannot be known.
std::uint64_t TotalBytes(const std::vector<std::string>& files);

// Calls visit(event, line) for each event in order until it returns false. Malformed lines are
// counted in *malformed and passed over.
using EventVisitor = std::function<Result<bool>(const model::Event&, const source::Line&)>;
Result<void> EachEvent(const EventFiles& events, const Session& session, std::uint64_t* malformed,
                       const EventVisitor& visit);

}  // namespace evenhand::app
