#pragma once

// From an archive to a network of any method, as `ties` and `networks` do it: which shares a method
// wants, its options, and the call (docs/coordination.md, "Networks").

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/archive_input.h"
#include "coordination/tie_table.h"

namespace evenhand::app {

struct TieOptions {
  // One of the two.
  std::vector<std::string> recipes;  // several are fused
  std::string method;

  std::optional<double> window_s;  // of the method or recipe
  std::string fuse = "union";

  // CooRTweet
  std::uint32_t min_participation = 2;
  double edge_weight = 0.5;
  bool keep_loops = false;
  bool as_peer = false;
  std::optional<double> fast_s;
  int subgraph = 0;

  // QUT
  std::uint32_t min_weight = 2;
  double similarity = 0.8;
  std::uint32_t min_words = 1;

  // Validated ties and the disparity filter
  std::string null_model = "configuration";
  std::string correction = "fdr";
  double level = 0.05;

  // Recipes, in place of their own
  std::optional<double> keep_at, decay;
  std::optional<std::uint32_t> min_shared, min_posts, min_accounts, max_accounts;
};

// The words that --method takes, each with what it makes.
struct TieMethod {
  std::string_view name;
  std::string_view what;
  std::string_view source;
};
std::span<const TieMethod> TieMethods();

void AddTieOptions(CLI::App* command, TieOptions* options);

struct MadeTies {
  coordination::TieTable table;
  std::string made_by;             // "co-link (Luceri et al. 2024)"
  std::vector<std::string> notes;  // what was left out or found on the way, as sentences
};

// Reads the archive and makes the network. Errors: kInvalidArgument where the options say nothing
// that can be made, with what to do; those of ReadArchive.
Result<MadeTies> MakeTies(ArchiveInput input, const TieOptions& options, const Session& session);

}  // namespace evenhand::app
