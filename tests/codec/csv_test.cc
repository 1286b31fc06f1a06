#include "codec/csv.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace evenhand::codec {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Result<Rows> Read(std::string_view text, std::size_t piece = std::string_view::npos) {
  Rows rows;
  CsvReader reader([&](CsvRow row, std::int64_t number) -> Result<void> {
    EXPECT_EQ(number, static_cast<std::int64_t>(rows.size()) + 1);
    rows.emplace_back(row.begin(), row.end());
    return {};
  });
  while (!text.empty()) {
    const std::string_view part = text.substr(0, piece);
    text.remove_prefix(part.size());
    EVENHAND_TRY(reader.Feed(part));
  }
  EVENHAND_TRY(reader.Finish());
  return rows;
}

struct Case {
  const char* name;
  std::string_view text;
  Rows rows;
};

class Csv : public testing::TestWithParam<Case> {};

TEST_P(Csv, ReadsTheSameInPiecesOfAnySize) {
  const Case& c = GetParam();
  for (const std::size_t piece : {1UL, 2UL, 3UL, 1000UL}) {
    const auto rows = Read(c.text, piece);
    ASSERT_TRUE(rows) << rows.error().message;
    EXPECT_EQ(*rows, c.rows) << "in pieces of " << piece;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Csv,
    testing::Values(Case{"none", "", {}}, Case{"plain", "a,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
                    Case{"no_line_feed_at_the_end", "a,b\nc,d", {{"a", "b"}, {"c", "d"}}},
                    Case{"carriage_returns", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}}},
                    Case{"empty_fields", "a,,\n,,b\n", {{"a", "", ""}, {"", "", "b"}}},
                    Case{"empty_lines_are_no_rows", "a\n\n\nb\n", {{"a"}, {"b"}}},
                    Case{"quoted", "\"a,b\",\"say \"\"no\"\"\"\n", {{"a,b", "say \"no\""}}},
                    Case{"line_feed_in_quotes", "\"a\nb\",c\n", {{"a\nb", "c"}}},
                    Case{"spaces_are_kept", " a , b\n", {{" a ", " b"}}},
                    Case{
                        "byte_order_mark", "\xEF\xBB\xBFstate,\xD9\x81\n", {{"state", "\xD9\x81"}}},
                    Case{"half_a_mark", "\xEF\xBB", {{"\xEF\xBB"}}}),
    [](const auto& tested) { return tested.param.name; });

TEST(CsvErrors, NameTheRow) {
  const auto inside = Read("a,b\nc,d\"e\n");
  ASSERT_FALSE(inside);
  EXPECT_NE(inside.error().message.find("row 2"), std::string::npos) << inside.error().message;
  EXPECT_FALSE(Read("a,\"b\n"));
}

TEST(CsvErrors, ALongRowIsALimit) {
  const auto field = Read(std::string(2 * kMostCsvRowBytes, 'x') + "\n");
  ASSERT_FALSE(field);
  EXPECT_EQ(field.error().code, ErrorCode::kLimit);
  const auto fields = Read(std::string(2 * kMostCsvFields, ','));
  ASSERT_FALSE(fields);
  EXPECT_EQ(fields.error().code, ErrorCode::kLimit);
  // A quote that is never closed does not eat the memory.
  EXPECT_FALSE(Read("\"" + std::string(3 * kMostCsvRowBytes, '\n')));
}

TEST(CsvErrors, TheVisitorsErrorComesBack) {
  CsvReader reader(
      [](CsvRow, std::int64_t) -> Result<void> { return Fail(ErrorCode::kNotFound, "no"); });
  const auto fed = reader.Feed("a\nb\n");
  ASSERT_FALSE(fed);
  EXPECT_EQ(fed.error().message, "no");
  EXPECT_FALSE(reader.Feed("c\n"));
  EXPECT_FALSE(reader.Finish());
}

TEST(CsvWriting, ReadsBackTheSame) {
  const Rows rows = {{"a", "b,c", "say \"no\""}, {""}, {"", ""}, {"two\nlines", " x"}};
  std::string text;
  for (const auto& row : rows) {
    const std::vector<std::string_view> fields(row.begin(), row.end());
    AppendCsvRow(fields, &text);
  }
  EXPECT_EQ(*Read(text), rows);
}

}  // namespace
}  // namespace evenhand::codec
