#include "archive/numbering.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace evenhand::archive {
namespace {

// Long names, so that several pieces are handed over.
RC_GTEST_PROP(Numbering, BesideIsAsInTheMeantime, (const std::vector<std::uint8_t>& picks)) {
  std::vector<std::string> names;
  for (const std::uint8_t pick : picks)
    names.push_back(std::to_string(pick % 20) + std::string(100'000, 'x'));
  NameTable one_by_one, beside;
  std::vector<std::uint32_t> expected, found;
  {
    Numbering here(&one_by_one, &expected, false), there(&beside, &found, true);
    for (const std::string& name : names) {
      here.Add({name});
      there.Add({name});
    }
  }
  RC_ASSERT(found == expected);
  RC_ASSERT(beside.size() == one_by_one.size());
}

TEST(Numbering, FinishedTwiceIsFinished) {
  NameTable table;
  std::vector<std::uint32_t> numbers;
  Numbering numbering(&table, &numbers, true);
  numbering.Add({"a", "b", "a"});
  numbering.Finish();
  EXPECT_EQ(numbers, (std::vector<std::uint32_t>{0, 1, 0}));
  numbering.Finish();
}

}  // namespace
}  // namespace evenhand::archive
