#include "text/pattern_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::text {
namespace {

using testing::ElementsAre;
using Kind = PatternSpec::Kind;

TEST(PatternSet, SaysWhichPatternsMatch) {
  const std::vector<PatternSpec> specs = {{"cas+ino", true, Kind::kRegex},
                                          {"free money", true, Kind::kWholeWord},
                                          {"سلام", false, Kind::kWholeWord},
                                          {"^x", false, Kind::kRegex}};
  auto set = PatternSet::Build(specs);
  ASSERT_TRUE(set);
  auto scratch = set->MakeScratch();
  std::vector<std::uint32_t> hits;
  set->Match("xCASSino FREE money", scratch, &hits);
  EXPECT_THAT(hits, ElementsAre(0, 1, 3));
  set->Match("سلام!", scratch, &hits);
  EXPECT_THAT(hits, ElementsAre(2));
  set->Match("سلامت free moneys", scratch, &hits);
  EXPECT_THAT(hits, ElementsAre());
}

TEST(PatternSet, NamesThePatternThatIsBroken) {
  const std::vector<PatternSpec> specs = {{"a", false, Kind::kRegex}, {"(", false, Kind::kRegex}};
  const auto set = PatternSet::Build(specs);
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(set.error().message, testing::StartsWith("pattern 1: "));
}

}  // namespace
}  // namespace evenhand::text
