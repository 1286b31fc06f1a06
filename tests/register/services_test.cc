#include "register/services.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "source_dir.h"

namespace evenhand::access {
namespace {

Day DayOf(const char* text) { return *ParseDay(text); }

std::string Shipped(const char* name) {
  std::ifstream in(SourceDir() + "/registers/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Services, ThatWereRenamedKeepTheirId) {
  const auto list = ReadServices(Shipped("services.csv"));
  ASSERT_TRUE(list) << list.error().message;
  const Service* twitter = list->Find("twitter");
  ASSERT_NE(twitter, nullptr);
  EXPECT_EQ(NameOn(*twitter, DayOf("2013-09-16")).name, "Twitter");
  EXPECT_EQ(NameOn(*twitter, DayOf("2023-07-23")).name, "Twitter");
  EXPECT_EQ(NameOn(*twitter, DayOf("2026-01-01")).name, "X");
  EXPECT_EQ(NameOn(*twitter, DayOf("2026-01-01")).domains.front(), "x.com");
  EXPECT_EQ(list->Find("nothing"), nullptr);
}

// What was looked up, and what was not and says so.
TEST(Services, HaveASourceForTheirDomainsOrSayThatTheyHaveNone) {
  const auto list = ReadServices(Shipped("services.csv"));
  ASSERT_TRUE(list) << list.error().message;
  std::vector<std::string> unsourced;
  for (const Service& service : list->services) {
    for (const ServiceName& name : service.names)
      if (!name.domains.empty() && name.sources.empty()) unsourced.push_back(service.id);
  }
  EXPECT_EQ(unsourced, std::vector<std::string>{"facetime"});
}

constexpr char kColumns[] = "id,name,since,domains,tests,sources\n";
std::string ListOf(const char* rows) { return std::string("version,1\n") + kColumns + rows; }

struct Wrong {
  const char* name;
  std::string csv;
  const char* said;
};
class WrongLists : public testing::TestWithParam<Wrong> {};
TEST_P(WrongLists, AreRefusedWithTheRow) {
  const auto list = ReadServices(GetParam().csv);
  ASSERT_FALSE(list);
  EXPECT_NE(list.error().message.find(GetParam().said), std::string::npos) << list.error().message;
}
INSTANTIATE_TEST_SUITE_P(
    Services, WrongLists,
    testing::Values(
        Wrong{"empty", "", "begins with version,N"}, Wrong{"no_version", kColumns, "row 1"},
        Wrong{"columns", "version,1\nid,name\n", "row 2"},
        Wrong{"fields", ListOf("a,b\n"), "row 3: a service has"},
        Wrong{"first_since", ListOf("a,A,2020-01-01,,,unsourced\n"), "row 3: the first"},
        Wrong{"order", ListOf("a,A,,,,\na,B,2021-01-01,,,unsourced\na,C,2020-01-01,,,unsourced\n"),
              "row 5: the first name"},
        Wrong{"apart", ListOf("a,A,,,,\nb,B,,,,\na,C,2020-01-01,,,unsourced\n"),
              "row 5: rows of one service"},
        Wrong{"day", ListOf("a,A,,,,\na,B,soon,,,unsourced\n"), "row 4"},
        Wrong{"domain_without_a_source", ListOf("a,A,,a.example,,\n"),
              "row 3: domains and the day"},
        Wrong{"day_without_a_source", ListOf("a,A,,,,\na,B,2021-01-01,,,\n"),
              "row 4: domains and the day"},
        Wrong{"source_that_is_no_page", ListOf("a,A,,a.example,,everybody\n"),
              "row 3: domains and the day"},
        Wrong{"unsourced_beside_a_page", ListOf("a,A,,a.example,,https://a.example/ unsourced\n"),
              "row 3: domains and the day"}),
    [](const auto& one) { return one.param.name; });

TEST(SingleProviders, AreSoForTheDaysThatASourceShows) {
  const auto list = ReadSingleProviders(Shipped("single-provider.csv"));
  ASSERT_TRUE(list) << list.error().message;
  EXPECT_TRUE(IsSingleProvider(*list, "ET", DayOf("2019-06-12"), DayOf("2019-06-18")));
  EXPECT_FALSE(IsSingleProvider(*list, "ET", DayOf("2019-06-12"), DayOf("2019-06-19")));
  EXPECT_FALSE(IsSingleProvider(*list, "ET", DayOf("2026-06-12"), DayOf("2026-06-18")));
  EXPECT_FALSE(IsSingleProvider(*list, "IR", DayOf("2019-06-12"), DayOf("2019-06-18")));
  for (const char* row : {"et,1,,,https://a.example,", "ET,x,,,https://a.example,", "ET,1,,,,",
                          "ET,1,soon,,https://a.example,", "ET,1"})
    EXPECT_FALSE(
        ReadSingleProviders(std::string("state,network,from,to,source,note\n") + row + "\n"))
        << row;
}

}  // namespace
}  // namespace evenhand::access
