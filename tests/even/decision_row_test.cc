#include "even/decision_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::even {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Result<RowReading> Read(const std::string& json) {
  codec::JsonDocument document;
  const auto parsed = document.ParseCopy(json);
  EXPECT_TRUE(parsed.has_value()) << json;
  return ReadRow(*parsed);
}

constexpr const char* kStart = R"({"case": "c1", "clause": "health", "severity": "low", )";

std::string Row(const std::string& rest) { return kStart + rest + "}"; }

TEST(DecisionRow, ReadsAllOfARow) {
  const auto read = Read(R"({"case": "c1", "item": "h1", "clause": "سلامت", "severity": "low",
    "context": "war", "finding": "violation", "action": "remove", "sev": 4, "hours": 12.5,
    "exception": "news", "source": "report", "automation": "none", "reviewer": "r7",
    "judgements": {"b": "no", "a": "yes"}, "reported": "2026-01-01T00:00:00Z",
    "decided": "2026-01-01T05:00:00+01:00", "appealed": "2026-01-02", "answered": "2026-01-03",
    "appeal_outcome": "upheld", "role": "ordinary", "state": "x", "language": "fa",
    "follower_band": "10k", "account_age_band": "1y", "target": "person", "side": "one",
    "followers": 12000, "matched_set": "s1", "second_sev": 3, "review_chance": 0.01})");
  ASSERT_TRUE(read.has_value()) << read.error().message;
  const DecisionRow& row = read->row;
  EXPECT_EQ(row.clause, "سلامت");
  EXPECT_EQ(*row.decided - *row.reported, 4 * 3'600'000'000);
  EXPECT_EQ(row.judgements.at("a"), "yes");
  EXPECT_EQ(*row.followers, 12000);
  EXPECT_TRUE(row.is_removed() && row.is_violation() && row.is_sampled());
  EXPECT_EQ(*GroupOf(row, "language"), "fa");
  EXPECT_EQ(GroupOf(row, "case"), nullptr);
}

TEST(DecisionRow, NullIsAsIfLeftOut) {
  const auto read = Read(Row(R"("role": "ordinary", "language": null, "decided": null)"));
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->row.language.empty());
  EXPECT_FALSE(read->row.is_decided());
}

TEST(DecisionRow, WhatMayNotBeStoredIsDroppedAndNamed) {
  const auto read = Read(Row(R"("role": "ordinary", "religion": "x", "ip": [1], "vpn": null)"));
  ASSERT_TRUE(read.has_value());
  EXPECT_THAT(read->dropped, ElementsAre("religion", "ip", "vpn"));
  EXPECT_EQ(CanonicalRow(read->row).find("religion"), std::string::npos);
}

TEST(DecisionRow, SameRowSameBytes) {
  const auto one = Read(Row(R"("role": "ordinary", "judgements": {"b": "1", "a": "2"})"));
  const auto other = Read(R"({"judgements": {"a": "2", "b": "1"}, "role": "ordinary",
                              "severity": "low", "clause": "health", "case": "c1"})");
  EXPECT_EQ(CanonicalRow(one->row), CanonicalRow(other->row));
}

struct BadRow {
  const char* name;
  const char* rest;
  const char* message;
};

class BadRows : public testing::TestWithParam<BadRow> {};
TEST_P(BadRows, AreErrorsThatNameTheField) {
  const auto read = Read(Row(GetParam().rest));
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().message, HasSubstr(GetParam().message));
}
INSTANTIATE_TEST_SUITE_P(
    Fields, BadRows,
    testing::Values(
        BadRow{"misspelt", R"("role": "ordinary", "langage": "fa")", "'langage'"},
        BadRow{"role", R"("role": "king")", "'role' should be public_office"},
        BadRow{"no_role", R"("sev": 1)", "'role' should be"},
        BadRow{"number", R"("role": "ordinary", "language": 5)", "'language' should be a text"},
        BadRow{"sev", R"("role": "ordinary", "sev": 8)",
               "'sev' should be a whole number from 0 to 7"},
        BadRow{"time", R"("role": "ordinary", "decided": "yesterday")",
               "'decided' should be an ISO"},
        BadRow{"chance", R"("role": "ordinary", "review_chance": 1)", "'review_chance' should be"},
        BadRow{"order", R"("role": "ordinary", "reported": "2026-01-02", "decided": "2026-01-01")",
               "'decided' should be no earlier than 'reported'"},
        BadRow{"unasked", R"("role": "ordinary", "answered": "2026-01-02")",
               "'appealed' given too"},
        BadRow{"finding", R"("role": "ordinary", "finding": "maybe")", "'finding' should be"}),
    [](const auto& each) { return each.param.name; });

}  // namespace
}  // namespace evenhand::even
