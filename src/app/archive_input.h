#pragma once

// What every command that reads an archive of posts has in common: its options, progress, rejects.

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "app/session.h"
#include "archive/read_shares.h"

namespace CLI {
class App;
}

namespace evenhand::app {

struct ArchiveInput {
  std::vector<std::string> files;
  std::vector<std::string> traces;
  std::string schema;
  std::string rejects;
  std::size_t least_words = archive::ShareOptions().least_words;
  std::size_t least_hashtags = archive::ShareOptions().least_hashtags;
  bool posts = false;  // also each post by itself (ShareOptions::posts); no option of its own
  int threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 256U));
  std::size_t memory_mib = events::Resources().memory_bytes >> 20;
};

void AddArchiveInput(CLI::App* command, ArchiveInput* input);

// Reads it, with progress on a terminal and rejects in their file; `on_shares` as in
// archive::ReadOptions.
Result<archive::SharesRead> ReadArchive(
    const ArchiveInput& input, const Session& session,
    std::function<Result<void>(std::map<model::Trace, model::Shares>)> on_shares = {});

}  // namespace evenhand::app
