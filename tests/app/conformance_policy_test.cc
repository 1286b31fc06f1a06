// The runner of policy rows sees a row that is wrong.

#include "app/conformance_policy.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace evenhand::app {
namespace {

// Changes `from` into `to` once in the published rows and counts the rows that differ.
std::size_t Differing(const std::string& from, const std::string& to) {
  std::ifstream file(EVENHAND_SOURCE_DIR "/conformance/policy/policy-vectors.json");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const auto path = std::filesystem::temp_directory_path() /
                    ("evenhand-rows-" + std::to_string(getpid()) + ".json");
  std::ofstream(path) << text;
  std::ostringstream out;
  const auto tally = RunPolicyRows(path.string(), out);
  std::filesystem::remove(path);
  EXPECT_TRUE(tally);
  return tally->total - tally->passed;
}

TEST(PolicyRows, AWrongRowDiffers) {
  EXPECT_EQ(Differing("\"lock until deleted, then 12 h\"", "\"lock until deleted, then 13 h\""),
            1u);
  EXPECT_EQ(Differing("\"notice N2; strike +1\"", "\"notice N2; strike +2\""), 1u);
  EXPECT_EQ(Differing("\"suspend, permanent\"", "\"suspend 1 d\""), 1u);
  EXPECT_EQ(Differing("\"label only\"", "\"label\""), 1u);
  EXPECT_EQ(Differing("\"not in the dossier\"", "\"in the dossier\""), 1u);
  EXPECT_EQ(Differing("no posting until d17", "no posting until d18"), 1u);
}

}  // namespace
}  // namespace evenhand::app
