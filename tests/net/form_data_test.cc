#include "net/form_data.h"

#include <gtest/gtest.h>

namespace evenhand::net {
namespace {

std::string Multipart(std::string_view parts) { return std::string(parts); }

TEST(FormData, ReadsFieldsInOrderWithLineFeeds) {
  const auto form =
      ReadForm("multipart/form-data; boundary=xyz",
               Multipart("--xyz\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\n"
                         "خط یک\r\nخط دو\r\n--xyz\r\n"
                         "content-disposition: form-data; filename=\"a.txt\"; name=letter\r\n"
                         "Content-Type: text/plain\r\n\r\n\r\n--xyz--\r\n"));
  ASSERT_TRUE(form.has_value()) << form.error().message;
  ASSERT_EQ(form->size(), 2u);
  EXPECT_EQ((*form)[0].value, "خط یک\nخط دو");
  EXPECT_EQ((*form)[1].name, "letter");
  EXPECT_EQ((*form)[1].value, "");
  EXPECT_EQ(FieldNamed(*form, "words"), "خط یک\nخط دو");
  EXPECT_EQ(FieldNamed(*form, "none"), "");
}

TEST(FormData, AQuotedBoundaryAndAPreambleAreRead) {
  const auto form = ReadForm("Multipart/Form-Data; charset=utf-8; boundary=\"a b'c\"",
                             "preamble\r\n--a b'c\r\nContent-Disposition: form-data; "
                             "name=\"q\\\"q\"\r\n\r\n1\r\n--a b'c--");
  ASSERT_TRUE(form.has_value()) << form.error().message;
  EXPECT_EQ(form->front().name, "q\"q");
}

struct Bad {
  const char* name;
  const char* type;
  std::string body;
};
class Refused : public testing::TestWithParam<Bad> {};
TEST_P(Refused, IsNoForm) { EXPECT_FALSE(ReadForm(GetParam().type, GetParam().body).has_value()); }

constexpr const char* kType = "multipart/form-data; boundary=b";
const std::string kHead = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n";

std::string ManyFields() {
  std::string body;
  for (std::size_t i = 0; i <= kMostFields; ++i) body += kHead + "x\r\n";
  return body + "--b--";
}

INSTANTIATE_TEST_SUITE_P(
    Forms, Refused,
    testing::Values(
        Bad{"other_type", "text/plain", "a=b"},
        Bad{"no_boundary", "multipart/form-data", kHead + "x\r\n--b--"},
        Bad{"empty_boundary", "multipart/form-data; boundary=\"\"", kHead + "x\r\n--b--"},
        Bad{"long_boundary",
            "multipart/form-data; "
            "boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            ""},
        Bad{"open_quote", "multipart/form-data; boundary=\"b", kHead + "x\r\n--b--"},
        Bad{"no_end", kType, kHead + "x"},
        Bad{"no_end_of_header", kType, "--b\r\nContent-Disposition: form-data; name=a"},
        Bad{"no_name", kType, "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"},
        Bad{"no_disposition", kType, "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--"},
        Bad{"boundary_runs_on", kType, "--bx\r\n\r\nx\r\n--b--"},
        Bad{"long_header", kType, "--b\r\nX: " + std::string(2'000, 'x') + "\r\n\r\nx\r\n--b--"},
        Bad{"many_fields", kType, ManyFields()},
        Bad{"bad_percent", "application/x-www-form-urlencoded", "a=%G1"},
        Bad{"cut_percent", "application/x-www-form-urlencoded", "a=%4"}),
    [](const auto& one) { return one.param.name; });

TEST(FormData, ReadsPercentsAndBlanks) {
  const auto form = ReadForm("application/x-www-form-urlencoded; charset=utf-8",
                             "words=%D8%A7+b%0D%0Ac&&empty&code=");
  ASSERT_TRUE(form.has_value());
  EXPECT_EQ(FieldNamed(*form, "words"), "ا b\nc");
  EXPECT_EQ(form->size(), 3u);
}

}  // namespace
}  // namespace evenhand::net
