#include "app/conformance_parity.h"

#include <gtest/gtest.h>

#include <sstream>

#include "source_dir.h"
#include "temp_folder.h"

namespace evenhand::app {
namespace {

const std::string kVectors = SourceDir() + "/conformance/parity";

Result<Tally> RunOf(const std::string& json, std::ostream& out) {
  const TempFolder folder;
  return RunParityVectors(folder.Write("parity.json", json), out);
}

TEST(ParityVectors, AllHold) {
  std::ostringstream out;
  const auto tally = RunParityVectors(kVectors, out);
  ASSERT_TRUE(tally.has_value()) << tally.error().message;
  EXPECT_EQ(tally->total, 250u);
  EXPECT_EQ(tally->passed, tally->total) << out.str();
}

struct Difference {
  const char* name;
  const char* json;
  const char* output;
};

class Differences : public testing::TestWithParam<Difference> {};
TEST_P(Differences, AreShownByPath) {
  std::ostringstream out;
  const auto tally = RunOf(GetParam().json, out);
  ASSERT_TRUE(tally.has_value()) << tally.error().message;
  EXPECT_EQ(out.str(), GetParam().output);
}
INSTANTIATE_TEST_SUITE_P(
    Kinds, Differences,
    testing::Values(
        Difference{"number", R"({"inputs": {"times": {"A": [1, 3], "B": [2]}},
                                 "results": {"times": {"medianA": 2, "medianB": 3}}})",
                   "times.medianB: want 3, got 2.0\n1 of 2\n"},
        Difference{"in_a_list", R"({"inputs": {"holm": [["x", 0.5]]},
                                    "results": {"holm": [["x", 0.5, 0.6]]}})",
                   "holm[0][2]: want 0.6, got 0.5\n2 of 3\n"},
        Difference{"fraction", R"({"inputs": {"perm_small": [{"a": 1, "b": 0, "c": 0, "d": 1}]},
                                   "results": {"perm_small": {"p_lower": "1/2"}}})",
                   "perm_small.p_lower: want \"1/2\", got \"1\"\n0 of 1\n"},
        Difference{
            "unknown_section", R"({"inputs": {}, "results": {"moon": {"phase": 1}}})",
            "moon.phase: want 1, got nothing (nothing here computes this section)\n0 of 1\n"},
        Difference{"unknown_figure", R"({"inputs": {"holm": []}, "results": {"holm": [1]}})",
                   "holm[0]: want 1, got nothing\n0 of 1\n"},
        Difference{
            "missing_input", R"({"inputs": {}, "results": {"ordinal": {"U": 1}}})",
            "ordinal.U: want 1, got nothing (inputs: 'ordinal.A' should be a list)\n0 of 1\n"},
        Difference{"figure_as_section", R"({"inputs": {}, "results": {"swap_n_for_2pct": 1}})",
                   "swap_n_for_2pct: want 1, got 149\n0 of 1\n"}),
    [](const auto& each) { return each.param.name; });

TEST(ParityVectors, BadFilesAreErrorsWithTheirPlace) {
  std::ostringstream out;
  EXPECT_EQ(RunParityVectors("/nowhere", out).error().code, ErrorCode::kNotFound);
  for (const char* json : {"{", "[]", R"({"inputs": {}})"}) {
    const auto tally = RunOf(json, out);
    ASSERT_FALSE(tally.has_value()) << json;
    EXPECT_NE(tally.error().message.find("parity.json: "), std::string::npos);
  }
}

TEST(ParityVectors, FilesOfOtherKindsArePassedOver) {
  const TempFolder folder;
  folder.Write("a.json", R"({"policies": {}})");
  folder.Write("b.json", R"({"inputs": {"times": {"A": [1, 3], "B": [2]}},
                             "results": {"times": {"medianA": 2}}})");
  std::ostringstream out;
  ASSERT_TRUE(RunParityVectors(folder.path(), out).has_value());
  EXPECT_EQ(out.str(), "a.json: passed over, it has no 'inputs' and 'results'\n1 of 1\n");
}

}  // namespace
}  // namespace evenhand::app
