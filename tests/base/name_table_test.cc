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

// Names alike in their first eight bytes, short ones, zeros and bytes over 127.
RC_GTEST_PROP(NameTable, RanksAreThoseOfTheSortedNames, (const std::vector<std::uint16_t>& picks)) {
  NameTable names;
  std::map<std::string, std::uint32_t> sorted;
  for (const std::uint16_t pick : picks) {
    std::string name(pick % 11, pick % 3 == 0 ? '\0' : '\xD9');
    name += static_cast<char>(pick >> 8);
    sorted[name] = names.Number(name);
  }
  std::vector<std::uint32_t> wanted(names.size());
  std::uint32_t rank = 0;
  for (const auto& [name, number] : sorted) wanted[number] = rank++;
  for (const unsigned threads : {1U, 2U, 3U}) RC_ASSERT(names.Ranks(threads) == wanted);
}

TEST(NameTable, RanksOfManyAreTheSameOnAnyNumberOfThreads) {
  NameTable names;
  for (int i = 0; i < 200'000; ++i) names.Number("account-" + std::to_string(i * 7919LL % 200'000));
  EXPECT_EQ(names.Ranks(1), names.Ranks(2));
  EXPECT_EQ(names.Ranks(1), names.Ranks(5));
}

RC_GTEST_PROP(NameTable, ManyAreNumberedAsOneByOne, (const std::vector<std::uint8_t>& picks)) {
  std::vector<std::string> names;
  for (const std::uint8_t pick : picks)
    names.push_back(std::string(pick % 20, 'x') + std::to_string(pick));
  NameTable one, many;
  std::vector<std::uint32_t> wanted, got;
  for (const std::string& name : names) wanted.push_back(one.Number(name));
  many.Numbers(std::vector<std::string_view>(names.begin(), names.end()), &got);
  RC_ASSERT(got == wanted);
  RC_ASSERT(many.size() == one.size());
}

TEST(NameTable, HoldsMillions) {
  NameTable names;
  for (std::uint32_t i = 0; i < 1'000'000; ++i) ASSERT_EQ(names.Number(std::to_string(i)), i);
  for (std::uint32_t i = 0; i < 1'000'000; ++i) ASSERT_EQ(names.Find(std::to_string(i)), i);
}

TEST(NameTable, ForgetsNamesAndKeepsHowMany) {
  NameTable names;
  names.Number("a");
  names.Number("b");
  names.ForgetNames();
  EXPECT_EQ(names.size(), 2U);
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
