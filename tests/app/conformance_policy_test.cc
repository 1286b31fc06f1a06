// The runner of policy rows sees a row that is wrong.

#include "app/conformance_policy.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "source_dir.h"
#include "temp_folder.h"

namespace evenhand::app {
namespace {

// Changes `from` into `to` once in the published rows and counts the rows that differ.
std::size_t Differing(const std::string& from, const std::string& to) {
  std::ifstream file(SourceDir() + "/conformance/policy/policy-vectors.json");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  const TempFolder folder;
  std::ostringstream out;
  const auto tally = RunPolicyRows(folder.Write("rows.json", text), out);
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

std::string Ran(const std::string& json) {
  const TempFolder folder;
  std::ostringstream out;
  const auto tally = RunPolicyRows(folder.Write("rows.json", json), out);
  return tally ? out.str() : tally.error().message;
}

struct Rows {
  const char* name;
  const char* json;
  const char* output;
};

class OddRows : public testing::TestWithParam<Rows> {};
TEST_P(OddRows, AreToldAndNeverPassUnseen) {
  EXPECT_NE(Ran(GetParam().json).find(GetParam().output), std::string::npos)
      << Ran(GetParam().json);
}
INSTANTIATE_TEST_SUITE_P(
    Kinds, OddRows,
    testing::Values(Rows{"unknown_key", R"({"policies": {"P9": {"cases": [{"id": "9.1"}]}}})",
                         "P9 9.1: no rows are called 'P9'\n0 of 1\n"},
                    Rows{"nothing_asked",
                         R"({"policies": {"P1": {"cases": [{"id": "a", "events": ["L"]}]}}})",
                         "P1 a: it says nothing that could be compared\n0 of 1\n"},
                    Rows{"no_rows", R"({"policies": {}})", "no rows of policies in "},
                    Rows{"unknown_event", R"({"policies": {"P1": {"cases": [
             {"id": "a", "events": ["X"], "counts": [1]}]}}})",
                         "P1 a: no event 'X'\n0 of 1\n"},
                    Rows{"unknown_act", R"({"policies": {"P4": {"cases": [
             {"id": "a", "act": "a new one", "expected": "no violation"}]}}})",
                         "P4 a: no act 'a new one'\n0 of 1\n"},
                    Rows{"like_itself", R"({"policies": {"P5": {"cases": [
             {"id": "a", "version": "2022", "events": "as a", "counts": [1]}]}}})",
                         "P5 a: rows that are like each other\n0 of 1\n"},
                    Rows{"no_threshold", R"({"policies": {"S6": {"cases": [{"id": "a", "counts": [],
             "ladders": [{"families": ["f"], "rungs": {"one": "warn"}}]}]}}})",
                         "S6 a: 'one' is no whole number\n0 of 1\n"},
                    Rows{"wrong_shapes",
                         R"({"policies": {"P6": {"cases": [{"events": [1], "expected": []}]},
             "S13": {"cases": [{"kind": "filing", "notice": 3}]}, "S8": {"cases": [7, {}]}}})",
                         "0 of 4\n"}),
    [](const auto& each) { return each.param.name; });

// What a file says of its policy is what its rows are about.
TEST(PolicyRows, TakeTheRungsOfTheirFile) {
  EXPECT_EQ(Ran(R"({"policies": {
    "P1": {"weights": {"L": 2, "D": 3}, "rungs": {"1": "none", "4": "suspend P1D"}, "expiry": "P15D",
           "cases": [{"id": "a", "events": ["L", "L", "D"], "counts": [2, 4, 5],
                      "actions": ["none", "suspend P1D", "suspend P1D"]}]},
    "P5": {"rungs": {"2030": {"1": "P2D"}}, "expiry": "P1D",
           "cases": [{"id": "b", "version": "2030", "events": "1 May 2030, 2 May 2030",
                      "counts": [1, 1], "actions": ["restrict P2D", "restrict P2D"]}]},
    "P3": {"eligible": "verified", "max_days": 2, "budget": {"per_account": 1, "window_days": 9},
           "cases": [{"id": "c", "author": "no office, verified, 10", "post": "same post",
                      "expected": "notice N2"}]}}})"),
            "3 of 3\n");
}

// The shipped ladders are those of the published file.
TEST(PolicyRows, HoldForTheShippedPoliciesAlone) {
  std::ifstream file(SourceDir() + "/conformance/policy/policy-vectors.json");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  for (const char* own :
       {"\"rungs\"", "\"weights\"", "\"expiry\"", "\"eligible\"", "\"max_days\"", "\"budget\""}) {
    for (std::size_t at = 0; (at = text.find(own, at)) != std::string::npos;) text[at + 1] = '_';
  }
  EXPECT_NE(Ran(text).find("112 of 112\n"), std::string::npos) << Ran(text);
}

}  // namespace
}  // namespace evenhand::app
