#include "sml/source_set.h"

#include <gtest/gtest.h>

namespace evenhand::sml {
namespace {

SourceSet TwoRules() {
  SourceSet sources;
  sources.files = {{.path = "a.sml", .text = "B = 2 + 2\n"},
                   {.path = "main.sml", .text = "A = 1 + 1\n"}};
  return sources;
}

TEST(SourceSet, HashIsThePeers) {
  EXPECT_EQ(TwoRules().Hash(), "abfcf20b3a0822657a188a49c83a922b29b6033c9952e7d85d25d0586a4d3912");
}

TEST(SourceSet, HashDoesNotDependOnTheOrderOfFiles) {
  SourceSet sources = TwoRules();
  std::swap(sources.files[0], sources.files[1]);
  EXPECT_EQ(sources.Hash(), TwoRules().Hash());
}

TEST(SourceSet, HashCountsConfigFilesWhenAnyHoldsText) {
  SourceSet empty = TwoRules();
  empty.configs = {{.path = "config.yaml", .text = ""}};
  EXPECT_EQ(empty.Hash(), TwoRules().Hash());
  SourceSet full = TwoRules();
  full.configs = {{.path = "config.yaml", .text = "labels: {}\n"}};
  EXPECT_NE(full.Hash(), TwoRules().Hash());
}

TEST(SourceSet, FindsRulesByPath) {
  EXPECT_EQ(TwoRules().Find("main.sml"), 1u);
  EXPECT_EQ(TwoRules().Find("config.yaml"), SourceSet::npos);
}

TEST(SourceSet, NumbersRulesThenConfigsThenLists) {
  SourceSet sources = TwoRules();
  sources.configs = {{.path = "config.yaml", .text = ""}};
  sources.lists = {{.path = "lists/slurs.yaml", .text = ""}};
  EXPECT_EQ(sources.At(0).path, "a.sml");
  EXPECT_EQ(sources.At(2).path, "config.yaml");
  EXPECT_EQ(sources.At(3).path, "lists/slurs.yaml");
}

}  // namespace
}  // namespace evenhand::sml
