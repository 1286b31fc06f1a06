#include "even/suppression.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace evenhand::even {
namespace {

std::string Show(const SafeTable& table) {
  std::string text;
  for (std::size_t i = 0; i < table.counts.size(); ++i) {
    for (std::size_t j = 0; j < table.counts[i].size(); ++j) {
      text += (j > 0 ? " " : "");
      text += table.shown[i][j] ? std::to_string(table.counts[i][j]) : "-";
    }
    text += '\n';
  }
  return text;
}

TEST(SmallCells, AreHiddenWithASecondInRowAndColumn) {
  const auto table = SuppressSmall({{4, 30, 50}, {20, 40, 60}, {70, 80, 90}});
  EXPECT_EQ(Show(*table),
            "- - 50 84\n"
            "- - 60 120\n"
            "70 80 90 240\n"
            "94 150 200 444\n");
  EXPECT_EQ(table->hidden, 4);
}

TEST(SmallCells, NothingIsHiddenWhereAllAreLarge) {
  EXPECT_EQ(SuppressSmall({{10, 30}, {20, 40}})->hidden, 0);
}

TEST(SmallCells, ATotalIsHiddenWhenNoOtherCellIsLeft) {
  // One row of one small cell: its total would tell it.
  EXPECT_EQ(Show(*SuppressSmall({{4}})), "- -\n- -\n");
}

TEST(SmallCells, BadTablesAreErrors) {
  EXPECT_FALSE(SuppressSmall({{1, 2}, {3}}).has_value());
  EXPECT_FALSE(SuppressSmall({{-1, 2}}).has_value());
  EXPECT_TRUE(SuppressSmall({}).has_value());
}

RC_GTEST_PROP(SmallCells, NoLineHasExactlyOneHiddenEntry, ()) {
  const auto cell = rc::gen::map(rc::gen::inRange(0, 40), [](int n) { return std::int64_t{n}; });
  std::vector<std::vector<std::int64_t>> counts(*rc::gen::inRange<std::size_t>(1, 5));
  const auto columns = *rc::gen::inRange<std::size_t>(1, 5);
  for (auto& row : counts) row = *rc::gen::container<std::vector<std::int64_t>>(columns, cell);
  const SafeTable table = *SuppressSmall(counts);
  for (std::size_t i = 0; i < table.counts.size(); ++i) {
    std::size_t hidden = 0;
    for (std::size_t j = 0; j < table.counts[i].size(); ++j) {
      hidden += table.shown[i][j] ? 0 : 1;
      if (table.counts[i][j] < kLeastShown) RC_ASSERT(!table.shown[i][j]);
    }
    RC_ASSERT(hidden != 1u);
  }
  for (std::size_t j = 0; j < table.counts[0].size(); ++j) {
    std::size_t hidden = 0;
    for (std::size_t i = 0; i < table.counts.size(); ++i) hidden += table.shown[i][j] ? 0 : 1;
    RC_ASSERT(hidden != 1u);
  }
}

}  // namespace
}  // namespace evenhand::even
