#include "base/name_table.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>

namespace evenhand {
namespace {

TEST(NameTable, NumbersNamesInOrderOfAppearance) {
  NameTable names;
  EXPECT_EQ(names.Number("b"), 0U);
  EXPECT_EQ(names.Number(""), 1U);
  EXPECT_EQ(names.Number("b"), 0U);
  EXPECT_EQ(names.Number(std::string_view("a\0b", 3)), 2U);
  EXPECT_EQ(names.Name(2), std::string_view("a\0b", 3));
  EXPECT_EQ(names.Find("a"), NameTable::kNone);
}

TEST(NameTable, RanksAreBytewise) {
  NameTable names;
  for (const char* name : {"b", "\xD9\x85", "a", "B"}) names.Number(name);
  EXPECT_EQ(names.Ranks(), (std::vector<std::uint32_t>{2, 3, 1, 0}));
}

RC_GTEST_PROP(NameTable, IsAMap, (const std::vector<std::string>& input)) {
  NameTable names;
  std::map<std::string, std::uint32_t> reference;
  for (const std::string& name : input) {
    const auto wanted = reference.emplace(name, reference.size()).first->second;
    RC_ASSERT(names.Number(name) == wanted);
  }
  for (const auto& [name, number] : reference) {
    RC_ASSERT(names.Name(number) == name);
    RC_ASSERT(names.Find(name) == number);
  }
}

}  // namespace
}  // namespace evenhand
