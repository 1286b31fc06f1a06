#include "even/path_reach.h"

#include <gtest/gtest.h>

namespace evenhand::even {
namespace {

struct Case {
  const char* name;
  const char* path;
  const char* attribute;
  bool meets;
};

PathReach ReachOf(const char* path) {
  const auto parsed = codec::ParseJsonPath(path);
  EXPECT_TRUE(parsed) << path;
  return PathReach(parsed ? *parsed : codec::JsonPath{});
}

class PathMeetsAttribute : public testing::TestWithParam<Case> {};
TEST_P(PathMeetsAttribute, AsItCanBeSeen) {
  const Case& c = GetParam();
  EXPECT_EQ(ReachOf(c.path).Meets(ReachOf(c.attribute)), c.meets);
  EXPECT_EQ(ReachOf(c.attribute).Meets(ReachOf(c.path)), c.meets);
}
INSTANTIATE_TEST_SUITE_P(
    Paths, PathMeetsAttribute,
    testing::Values(
        Case{"itself", "$.author.script", "$.author.script", true},
        Case{"other_spelling", "author['script']", "$.author.script", true},
        Case{"sibling", "$.author.handle", "$.author.script", false},
        Case{"same_name_elsewhere", "$.post.script", "$.author.script", false},
        Case{"name_that_begins_alike", "$.author.scripts", "$.author.script", false},
        Case{"below", "$.author.place.city", "$.author.place", true},
        Case{"above", "$.author", "$.author.script", true},
        Case{"everything", "$", "$.author.script", true},
        Case{"any_member", "$.author.*", "$.author.script", true},
        Case{"any_member_elsewhere", "$.post.*", "$.author.script", false},
        Case{"any_parent", "$.*.script", "$.author.script", true},
        Case{"any_parent_other_name", "$.*.text", "$.author.script", false},
        Case{"descendants", "$..script", "$.author.script", true},
        // What an attribute holds may itself have a member of that name.
        Case{"descendants_by_another_name", "$..text", "$.author.script", true},
        Case{"descendants_elsewhere", "$.post..script", "$.author.script", false},
        Case{"items", "$.langs[*]", "$.langs[0]", true},
        Case{"item", "$.langs[0]", "$.langs[0]", true},
        Case{"other_item", "$.langs[1]", "$.langs[0]", false},
        Case{"last_item", "$.langs[-1]", "$.langs[0]", true},
        Case{"slice", "$.langs[1:3]", "$.langs[2]", true},
        Case{"slice_of_an_object", "$.author[*].script", "$.author.script", true},
        Case{"index_counts_members", "$.author[0]", "$.author.script", true},
        Case{"list_of_names", "$.author.handle,script", "$.author.script", true},
        Case{"list_of_other_names", "$.author.handle,did", "$.author.script", false},
        Case{"union_binds_first", "$.author.handle|$.author.script", "$.author.script", true},
        Case{"union_of_names", "$.author.(handle|did)", "$.author.script", false},
        Case{"union_right", "($.post.text)|($.author.script)", "$.author.script", true},
        Case{"union_without", "($.post.text)|($.author.handle)", "$.author.script", false},
        Case{"exists", "$.author where script", "$.author.script", true},
        Case{"exists_elsewhere", "$.post where ($.author.script)", "$.author.script", true},
        Case{"back_from", "$.author.script.`parent`.handle", "$.author.script", true},
        Case{"back_to_root", "$.author.script.$.post", "$.author.script", true},
        Case{"turns_above", "$.author.`parent`.post", "$.author.script", false},
        Case{"exists_above", "$.post where ($.author)", "$.author.script", false},
        Case{"exists_at_all", "$.post where ($.author)", "$.author", true},
        Case{"character", "$.author.script[0]", "$.author.script", true},
        Case{"attribute_of_every_item", "$.people[3].ip", "$.people[*].ip", true},
        Case{"attribute_anywhere", "$.a.b", "$..ip", true}),
    [](const auto& c) { return std::string(c.param.name); });

}  // namespace
}  // namespace evenhand::even
