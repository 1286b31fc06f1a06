#pragma once

// A rulebook for a command that runs it.

#include <memory>
#include <string>

#include "app/session.h"
#include "engine/rulebook.h"

namespace evenhand::app {

// Where compiled patterns are kept between runs: a directory of the user's cache ($XDG_CACHE_HOME
// or
// ~/.cache); empty when there is none.
std::string PatternCacheDirectory();

// Null when it cannot run: the reason was shown and the exit code set.
std::unique_ptr<engine::Rulebook> LoadOrReport(const std::string& directory, Session* session);

}  // namespace evenhand::app
