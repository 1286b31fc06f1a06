#include "policy/condition.h"

#include <gtest/gtest.h>

namespace evenhand::policy {
namespace {

const Facts kFacts = {{"office", std::string("holder")},
                      {"verified", true},
                      {"followers", std::int64_t{100'001}},
                      {"age", std::int64_t{0}},
                      {"away", false}};

struct HoldsCase {
  const char* text;
  bool holds;
};
class Holds : public testing::TestWithParam<HoldsCase> {};

TEST_P(Holds, OverTheFacts) {
  const auto condition = Condition::Parse(GetParam().text);
  ASSERT_TRUE(condition) << condition.error().message;
  EXPECT_EQ(condition->Holds(kFacts), GetParam().holds) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Holds,
    testing::Values(HoldsCase{"office != none and verified and followers > 100000", true},
                    HoldsCase{"followers > 100001", false}, HoldsCase{"followers >= 100001", true},
                    HoldsCase{"office in [candidate, holder]", true},
                    HoldsCase{"office == candidate", false}, HoldsCase{"unknown == none", true},
                    HoldsCase{"unknown", false}, HoldsCase{"not unknown", true},
                    HoldsCase{"unknown < 5 or unknown >= 5", false}, HoldsCase{"age", false},
                    HoldsCase{"away or verified and not away", true},
                    HoldsCase{"(away or verified) and away", false}, HoldsCase{"office < 3", false},
                    HoldsCase{"office == \"holder\"", true}, HoldsCase{"verified == true", true},
                    HoldsCase{"not not verified", true}));

TEST(Condition, SaysWhereItCannotBeRead) {
  const std::pair<const char*, const char*> rows[] = {
      {"", "column 1"},
      {"followers >", "column 12"},
      {"office ==", "column 10"},
      {"a and", "column 6"},
      {"(a", "column 3"},
      {"a b", "column 3"},
      {"office in holder", "column 11"},
      {"office in [a", "column 13"},
      {"office == \"a", "column 12"},
      {"a = 3", "column 3"},
  };
  for (const auto& [text, place] : rows) {
    const auto condition = Condition::Parse(text);
    ASSERT_FALSE(condition) << text;
    EXPECT_NE(condition.error().message.find(place), std::string::npos)
        << text << ": " << condition.error().message;
  }
}

TEST(Condition, IsBoundedInDepth) {
  EXPECT_EQ(Condition::Parse(std::string(100'000, '(')).error().code, ErrorCode::kLimit);
  std::string nots;
  for (int i = 0; i < 10'000; ++i) nots += "not ";
  EXPECT_EQ(Condition::Parse(nots + "a").error().code, ErrorCode::kLimit);
}

TEST(CanHold, FindsContradictions) {
  const auto can = [](const char* when, const char* unless) {
    const Condition w = *Condition::Parse(when);
    if (unless == nullptr) return CanHold(w, nullptr);
    const Condition u = *Condition::Parse(unless);
    return CanHold(w, &u);
  };
  EXPECT_TRUE(can("act == threat", nullptr));
  EXPECT_FALSE(can("act == threat and act == wish", nullptr));
  EXPECT_FALSE(can("followers > 10 and followers < 11", nullptr));
  EXPECT_TRUE(can("followers > 10 and followers < 12", nullptr));
  EXPECT_FALSE(can("act == threat", "act in [threat, wish]"));
  EXPECT_TRUE(can("act in [threat, wish]", "act == threat"));
  EXPECT_FALSE(can("verified and not verified", nullptr));
}

}  // namespace
}  // namespace evenhand::policy
