#include "codec/json_pick.h"

#include <gtest/gtest.h>

#include <string>

#include "codec/json_document.h"

namespace evenhand::codec {
namespace {

std::string Padded(std::string text) {
  text.reserve(text.size() + kJsonPadding);
  return text;
}

struct PickCase {
  const char* name;
  const char* text;
  const char* id;         // slice of $.id
  const char* operation;  // slice of $.commit.operation
};

class Pick : public testing::TestWithParam<PickCase> {};
TEST_P(Pick, GivesTheTextOfTheValue) {
  JsonPicker picker({{"id"}, {"commit", "operation"}});
  const std::string text = Padded(GetParam().text);
  const auto slices = picker.Pick(text);
  ASSERT_TRUE(slices.has_value()) << slices.error().message;
  EXPECT_EQ((*slices)[0], GetParam().id);
  EXPECT_EQ((*slices)[1], GetParam().operation);
}
INSTANTIATE_TEST_SUITE_P(
    Objects, Pick,
    testing::Values(
        PickCase{"empty", "{}", "", ""},
        PickCase{"flat", R"({"id": 7, "x": [1, {"id": 8}]})", "7", ""},
        PickCase{"nested", R"({"commit":{"a":1,"operation":"create","record":{"id":3}},"id":"é"})",
                 R"("é")", R"("create")"},
        PickCase{"an_object_is_taken_whole", R"({"id": {"a": [1, 2] } , "b": 2})",
                 R"({"a": [1, 2] })", ""},
        PickCase{"an_array_too", R"({"id":[ {}, "]" ] })", R"([ {}, "]" ])", ""},
        PickCase{"the_last_of_equal_keys_wins", R"({"id":1,"id":2})", "2", ""},
        PickCase{"also_of_inner_ones", R"({"commit":{"operation":"a"},"commit":{"operation":"b"}})",
                 "", R"("b")"},
        PickCase{"a_later_value_of_another_kind_hides_the_first",
                 R"({"commit":{"operation":"a"},"commit":null})", "", ""},
        PickCase{"a_key_may_be_written_with_escapes", R"({"\u0069d":5})", "5", ""},
        PickCase{"a_key_that_is_not_unicode_is_passed_over", R"({"\ud800":1,"id":2})", "2", ""},
        PickCase{"what_simdjson_would_refuse_is_skipped", R"({"n":NaN,"b":1e999,"id":3})", "3", ""},
        PickCase{"blanks", " { \"id\" :\t-0.5\r\n, \"z\" : { } } ", "-0.5", ""}),
    [](const auto& tested) { return tested.param.name; });

struct BadCase {
  const char* name;
  std::string text;
};

class NotAnObject : public testing::TestWithParam<BadCase> {};
TEST_P(NotAnObject, IsAnErrorWithAReason) {
  JsonPicker picker({{"id"}});
  const std::string text = Padded(GetParam().text);
  const auto slices = picker.Pick(text);
  ASSERT_FALSE(slices.has_value());
  EXPECT_EQ(slices.error().code, ErrorCode::kInvalidArgument);
  EXPECT_FALSE(slices.error().message.empty());
}
INSTANTIATE_TEST_SUITE_P(Texts, NotAnObject,
                         testing::Values(BadCase{"nothing", ""}, BadCase{"blanks", "   "},
                                         BadCase{"a_list", "[1]"}, BadCase{"a_number", "17"},
                                         BadCase{"a_word", "سلام"},
                                         BadCase{"an_open_object", R"({"id": 1)"},
                                         BadCase{"an_open_string", R"({"id": "a)"},
                                         BadCase{"two_objects", R"({"id":1} {"id":2})"},
                                         BadCase{"broken_utf8", "{\"id\": \"\xff\xfe\"}"},
                                         BadCase{"no_comma", R"({"a":1 "id":2})"},
                                         BadCase{"an_open_list_inside", R"({"a":[1,"id":2})"}),
                         [](const auto& tested) { return tested.param.name; });

TEST(JsonStringValue, StaysInPlaceUnlessItHasEscapes) {
  Arena arena;
  std::string_view out;
  const std::string plain = R"("متن 😀")";
  ASSERT_TRUE(JsonStringValue(plain, &arena, &out));
  EXPECT_EQ(out.data(), plain.data() + 1);
  EXPECT_EQ(out, "متن 😀");
  ASSERT_TRUE(JsonStringValue(R"("a\"\u0645\n")", &arena, &out));
  EXPECT_EQ(out, "a\"م\n");
  for (const char* bad : {"", "\"", "7", "\"a", "\"\\\"", "\"\\x\""}) {
    EXPECT_FALSE(JsonStringValue(bad, &arena, &out)) << bad;
  }
}

}  // namespace
}  // namespace evenhand::codec
