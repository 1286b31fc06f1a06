#include "even/attributes.h"

#include <gtest/gtest.h>

namespace evenhand::even {
namespace {

TEST(Attributes, AreReadInOrder) {
  const auto read = ParseAttributes(
      "attributes:\n"
      "  - {path: $.author.script, class: audit, means: خط}\n"
      "  - {path: \"$.author['legal name']\", class: barred}\n"
      "  - path: $.author.verified\n"
      "    class: admitted\n",
      "a.yaml");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ((*read)[0].attribute_class, AttributeClass::kAudit);
  EXPECT_EQ((*read)[0].means, "خط");
  EXPECT_EQ((*read)[1].attribute_class, AttributeClass::kBarred);
  EXPECT_EQ((*read)[2].path, "$.author.verified");
}

struct Case {
  const char* name;
  const char* text;
  const char* message;
};

class BadAttributes : public testing::TestWithParam<Case> {};
TEST_P(BadAttributes, AreRefusedWithTheirLine) {
  const auto read = ParseAttributes(GetParam().text, "a.yaml");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().message, GetParam().message);
}
INSTANTIATE_TEST_SUITE_P(
    Documents, BadAttributes,
    testing::Values(
        Case{"empty", "", "a.yaml:1: expected a mapping with the key `attributes`"},
        Case{"unknown_top_key", "attribute:\n  - {}\n",
             "a.yaml:1: unknown key `attribute`; only `attributes` stands here"},
        Case{"no_list", "attributes: 3\n", "a.yaml:1: `attributes` must be a list"},
        Case{"unknown_key", "attributes:\n  - path: $.a\n    class: audit\n    mean: x\n",
             "a.yaml:4: unknown key `mean`; an attribute has `path`, `class`, `means` and `name`"},
        Case{"unknown_class", "attributes:\n  - path: $.a\n    class: secret\n",
             "a.yaml:3: unknown class `secret`; it is `admitted`, `audit` or `barred`"},
        Case{"no_class", "attributes:\n  - path: $.a\n", "a.yaml:2: an attribute needs a `class`"},
        Case{"no_path", "attributes:\n  - class: audit\n", "a.yaml:2: an attribute needs a `path`"},
        Case{"twice",
             "attributes:\n  - {path: $.a, class: audit}\n  - {path: \"$['a']\", class: barred}\n",
             "a.yaml:3: `$['a']` stands twice, first in line 2"},
        Case{"nowhere", "attributes:\n  - {path: \"$.a.`parent`\", class: audit}\n",
             "a.yaml:2: `$.a.`parent`` does not say where the attribute is; write a path of names "
             "and indexes"}),
    [](const auto& c) { return std::string(c.param.name); });

TEST(Attributes, ABadPathSaysWhatIsWrong) {
  const auto read = ParseAttributes("attributes:\n  - {path: '$.a[', class: audit}\n", "a.yaml");
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().message.starts_with("a.yaml:2: `$.a[` is no JSON path: "))
      << read.error().message;
}

}  // namespace
}  // namespace evenhand::even
