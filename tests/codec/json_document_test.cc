#include "codec/json_document.h"

#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::codec {
namespace {

struct Parsed {
  JsonDocument document;
  Result<Json> root;
  explicit Parsed(std::string_view text) : root(document.ParseCopy(text)) {}
};

TEST(JsonDocument, ReadsEveryKind) {
  Parsed p(R"({"n":null,"b":true,"i":-5,"d":1.5,"s":"متن","a":[1,2],"o":{"x":1}})");
  ASSERT_TRUE(p.root);
  EXPECT_EQ(p.root->Field("n").kind(), JsonKind::kNull);
  EXPECT_TRUE(p.root->Field("b").AsBool());
  EXPECT_EQ(p.root->Field("i").AsInt(), -5);
  EXPECT_EQ(p.root->Field("d").AsDouble(), 1.5);
  EXPECT_EQ(p.root->Field("s").AsString(), "متن");
  EXPECT_EQ(p.root->Field("a").Item(1).AsInt(), 2);
  EXPECT_TRUE(p.root->Field("a").Item(2).missing());
  EXPECT_EQ(p.root->Field("o").size(), 1u);
  EXPECT_TRUE(p.root->Field("zz").missing());
}

TEST(JsonDocument, TheLastOfTwoEqualKeysWins) {
  Parsed p(R"({"a":1,"a":2})");
  EXPECT_EQ(p.root->Field("a").AsInt(), 2);
  EXPECT_EQ(p.root->size(), 1u);
}

struct Wide {
  const char* name;
  const char* text;
  JsonKind kind;
  const char* digits;
};
class WiderThanSimdjson : public testing::TestWithParam<Wide> {};
TEST_P(WiderThanSimdjson, IsRead) {
  Parsed p(std::string("{\"plain\":7,\"v\":") + GetParam().text + ",\"after\":[{}]}");
  ASSERT_TRUE(p.root) << p.root.error().message;
  const Json v = p.root->Field("v");
  EXPECT_EQ(v.kind(), GetParam().kind);
  char room[20];
  if (v.kind() == JsonKind::kBig) {
    EXPECT_EQ(v.digits(room), GetParam().digits);
  }
  if (v.kind() == JsonKind::kString) {
    EXPECT_EQ(v.AsString(), GetParam().digits);
  }
  EXPECT_EQ(p.root->Field("plain").AsInt(), 7);
}
INSTANTIATE_TEST_SUITE_P(
    Values, WiderThanSimdjson,
    testing::Values(Wide{"uint64", "18446744073709551615", JsonKind::kBig, "18446744073709551615"},
                    Wide{"beyond64", "-123456789012345678901234567890", JsonKind::kBig,
                         "-123456789012345678901234567890"},
                    Wide{"nan", "NaN", JsonKind::kDouble, ""},
                    Wide{"inf", "-Infinity", JsonKind::kDouble, ""},
                    Wide{"huge", "1e400", JsonKind::kDouble, ""},
                    Wide{"lone", R"("a\ud800b")", JsonKind::kString,
                         "a\xED\xA0\x80"
                         "b"},
                    Wide{"pair", R"("\ud83d\ude00\udc00")", JsonKind::kString,
                         "\xF0\x9F\x98\x80\xED\xB0\x80"},
                    Wide{"quoted", R"("\ud800\"\\")", JsonKind::kString, "\xED\xA0\x80\"\\"}),
    [](const auto& row) { return row.param.name; });

TEST(JsonDocument, RootMayBeAWideScalar) {
  Parsed p("NaN");
  ASSERT_TRUE(p.root);
  EXPECT_TRUE(std::isnan(p.root->AsDouble()));
}

class NotJson : public testing::TestWithParam<const char*> {};
TEST_P(NotJson, IsRefused) { EXPECT_FALSE(Parsed(GetParam()).root) << GetParam(); }
INSTANTIATE_TEST_SUITE_P(Texts, NotJson,
                         testing::Values("", "{", "[1,]", "{\"a\":01}", "nul", "NaN x", "[NaN,]",
                                         "{\"a\":NaN,\"b\"}", "[1e400] 2", "\"\xff\"", "[1.e5,NaN]",
                                         "[\"\\ud800\\x\"]", "[\"\\ud80\"]", "[Nan]",
                                         "[\"\\ud800]"));

TEST(JsonDocument, RefusesDeepNesting) {
  const std::string deep = std::string(2000, '[') + std::string(2000, ']');
  EXPECT_EQ(Parsed(deep).root.error().code, ErrorCode::kLimit);
  const std::string wide = std::string(2000, '[') + "NaN" + std::string(2000, ']');
  EXPECT_FALSE(Parsed(wide).root);
}

}  // namespace
}  // namespace evenhand::codec
