#include "server/route.h"

#include <gtest/gtest.h>

namespace evenhand::server {
namespace {

struct Case {
  const char* target;
  std::optional<std::string> path;
};
class Targets : public testing::TestWithParam<Case> {};
TEST_P(Targets, LeadOnlyIntoTheSite) { EXPECT_EQ(SitePath(GetParam().target), GetParam().path); }
INSTANTIATE_TEST_SUITE_P(
    Route, Targets,
    testing::Values(Case{"/", ""}, Case{"/fa/", "fa/"},
                    Case{"/fa/rules.html?x=/../", "fa/rules.html"}, Case{"/%66a/rules", "fa/rules"},
                    Case{"/record/tile/0/x001/234", "record/tile/0/x001/234"},
                    Case{"/..", std::nullopt}, Case{"/fa/../x", std::nullopt},
                    Case{"/%2e%2e/x", std::nullopt}, Case{"/fa/%2e%2e%2fx", std::nullopt},
                    Case{"//etc", std::nullopt}, Case{"/fa//x", std::nullopt},
                    Case{"/.git", std::nullopt}, Case{"/fa/.x", std::nullopt},
                    Case{"/fa/a%00", std::nullopt}, Case{"/fa\\x", std::nullopt},
                    Case{"/fa/%4", std::nullopt}, Case{"fa", std::nullopt}, Case{"", std::nullopt},
                    Case{"http://other/", std::nullopt}, Case{"*", std::nullopt}));

TEST(Route, FormsStandInEachLanguageOfTheSite) {
  const std::vector<std::string> languages = {"en", "fa"};
  const auto form = FormOf("fa/appeal.html", languages);
  ASSERT_TRUE(form.has_value());
  EXPECT_EQ(form->language, "fa");
  EXPECT_EQ(form->page, FormPage::kAppeal);
  EXPECT_FALSE(form->is_text);
  EXPECT_TRUE(FormOf("en/code", languages).has_value());
  EXPECT_TRUE(FormOf("en/code.txt", languages)->is_text);
  for (const char* path :
       {"code", "de/code", "fa/codes", "fa/code/", "fa/x/code", "fa/code.txt.txt", "fa/"})
    EXPECT_FALSE(FormOf(path, languages).has_value()) << path;
  EXPECT_EQ(LanguageOf("fa/x", languages), "fa");
  EXPECT_EQ(LanguageOf("de/x", languages), "en");
}

}  // namespace
}  // namespace evenhand::server
