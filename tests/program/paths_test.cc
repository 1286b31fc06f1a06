// What paths find, edge by edge, and that one walk over an event finds what each path alone does.

#include "program/paths.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace evenhand::program {
namespace {

std::string Show(const Found& found) {
  std::string shown;
  switch (found.state) {
    case Found::State::kMissing:
      return "missing";
    case Found::State::kFound:
      codec::AppendJson(found.json, &shown);
      return shown;
    case Found::State::kCharacter:
      return "character " + std::string(found.character);
    case Found::State::kError:
      return "error: " + std::string(found.why);
  }
  return shown;
}

std::string FoundAlone(std::string_view path, std::string_view document) {
  codec::JsonDocument parsed;
  return Show(FindFirst(codec::ParseJsonPath(path).value(), parsed.ParseCopy(document).value()));
}

struct Case {
  const char* name;
  std::string_view path;
  std::string_view document;
  std::string_view found;
};

class Paths : public testing::TestWithParam<Case> {};

TEST_P(Paths, Find) {
  const Case& c = GetParam();
  EXPECT_EQ(FoundAlone(c.path, c.document), c.found);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, Paths,
    testing::Values(Case{"root", "$", R"({"a": 1})", R"({"a": 1})"},
                    Case{"field", "$.a", R"({"a": 1})", "1"},
                    Case{"without_dollar", "a.b", R"({"a": {"b": 2}})", "2"},
                    Case{"quoted", "$['$type']", R"({"$type": "x"})", R"("x")"},
                    Case{"persian", "$.'متن'", R"({"متن": 1})", "1"},
                    Case{"null_is_found", "$.a", R"({"a": null})", "null"},
                    Case{"absent", "$.b", R"({"a": 1})", "missing"},
                    Case{"last_of_equal_names", "$.a", R"({"a": 1, "a": 2})", "2"},
                    Case{"of_a_text", "$.a.b", R"({"a": "text"})", "missing"},
                    Case{"of_null", "$.a.b", R"({"a": null})", "missing"},
                    Case{"of_a_list", "$.a.b", R"({"a": [{"b": 1}]})", "missing"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Indices, Paths,
    testing::Values(
        Case{"item", "$.a[1]", R"({"a": [1, 2]})", "2"},
        Case{"from_the_end", "$.a[-1]", R"({"a": [1, 2]})", "2"},
        Case{"past_the_end", "$.a[2]", R"({"a": [1, 2]})", "missing"},
        Case{"before_the_start", "$.a[-3]", R"({"a": [1, 2]})", "error: list index out of range"},
        Case{"of_a_text", "$.a[1]", R"({"a": "سلام"})", "character ل"},
        Case{"of_a_text_from_the_end", "$.a[-1]", R"({"a": "x🚀"})", "character 🚀"},
        Case{"past_the_text", "$.a[4]", R"({"a": "سلام"})", "missing"},
        Case{"of_null", "$.a[0]", R"({"a": null})", "missing"},
        Case{"of_a_number", "$.a[0]", R"({"a": 5})", "error: this value has no items to index"},
        Case{"of_a_small_object", "$.a[1]", R"({"a": {"b": 1}})", "missing"},
        Case{"of_a_large_object", "$.a[0]", R"({"a": {"b": 1}})",
             "error: an object has no item of that number"},
        Case{"then_a_field", "$.a[1].b", R"({"a": [0, {"b": 3}]})", "3"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Many, Paths,
    testing::Values(Case{"first_of_all_items", "$.a[*]", R"({"a": [1, 2]})", "1"},
                    Case{"items_of_nothing", "$.a[*]", R"({"a": []})", "missing"},
                    Case{"a_value_is_its_own_list", "$.a[*]", R"({"a": "x"})", R"("x")"},
                    Case{"items_of_null", "$.a[*]", R"({"a": null})",
                         "error: this value has no items"},
                    Case{"slice", "$.a[1:2]", R"({"a": [1, 2, 3]})", "2"},
                    Case{"slice_from_the_end", "$.a[-1:]", R"({"a": [1, 2, 3]})", "3"},
                    Case{"any_field", "$.*", R"({"a": 1, "b": 2})", "1"},
                    Case{"field_list", "$.b,a", R"({"a": 1, "b": 2})", "2"},
                    Case{"union_in_its_order", "$.(b|a)", R"({"a": 1, "b": 2})", "2"},
                    Case{"where", "$.* where x", R"({"a": 1, "b": {"x": 2}})", R"({"x": 2})"},
                    Case{"descendants", "$..id", R"({"a": [{"id": 1}], "id": 2})", "2"},
                    Case{"parent", "$.a.b.`parent`.c", R"({"a": {"b": 1, "c": 2}})", "2"},
                    Case{"parent_of_the_root", "$.`parent`", "{}", "error: the root has no parent"},
                    Case{"intersection", "$.a & $.b", "{}", "error: `&` cannot be evaluated"}),
    [](const auto& test) { return test.param.name; });

// A path that only repeats itself makes no value, and must come to its bound all the same.
TEST(PathWork, IsBoundedWhenMatchesDouble) {
  std::string path = "(`this`|`this`)";
  for (int i = 0; i < 50; ++i) path += ".(`this`|`this`)";
  EXPECT_EQ(FoundAlone(path, "{}"), "error: the path visits too many values");
}

TEST(PathWork, IsBoundedInWideDocuments) {
  std::string document = "[0";
  for (int i = 0; i < 2000; ++i) document += ", 0";
  codec::JsonDocument parsed;
  const auto root = parsed.ParseCopy(document + "]").value();
  const auto path = codec::ParseJsonPath("$[*]").value();
  EXPECT_EQ(Show(FindFirst(path, root, 1000)), "error: the path visits too many values");
  EXPECT_EQ(Show(FindFirst(path, root, 10'000)), "0");
}

TEST(PathTrie, KnowsWhichPathsArePlain) {
  PathTrie trie;
  for (const char* path : {"$", "$.a", "a.b[0]", "$['x y'][3].c"}) {
    EXPECT_TRUE(trie.is_plain(trie.Add(codec::ParseJsonPath(path).value()))) << path;
  }
  for (const char* path : {"$.*", "$.a[-1]", "$..a", "a,b", "$.a[0:1]", "$.a.$", "a|b"}) {
    EXPECT_FALSE(trie.is_plain(trie.Add(codec::ParseJsonPath(path).value()))) << path;
  }
}

// --- any plain paths in any document ---

std::string AnyKey() { return *rc::gen::element<std::string>("a", "b", "c"); }

std::string AnyDocument(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 8 : 5)) {
    case 0:
      return "null";
    case 1:
      return *rc::gen::element<std::string>("0", "7", "1.5", "0.0", "99999999999999999999");
    case 2:
      return *rc::gen::element<std::string>("true", "false");
    case 3:
      return R"("")";
    case 4:
      return R"("سلام🚀")";
    case 5: {
      std::string list = "[";
      for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
        list += AnyDocument(depth - 1) + (n > 1 ? ", " : "");
      }
      return list + "]";
    }
    default: {
      std::string object = "{";
      for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
        object += "\"" + AnyKey() + "\": " + AnyDocument(depth - 1) + (n > 1 ? ", " : "");
      }
      return object + "}";
    }
  }
}

std::string AnyPlainPath() {
  std::string path = "$";
  for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
    if (*rc::gen::inRange(0, 3) > 0) {
      path += "." + AnyKey();
    } else {
      path += "[" + std::to_string(*rc::gen::inRange(0, 3)) + "]";
    }
  }
  return path;
}

RC_GTEST_PROP(PathTrie, FindsInOneWalkWhatEachPathFindsAlone, ()) {
  const std::string text = AnyDocument(4);
  RC_LOG() << text << '\n';
  PathTrie trie;
  for (int n = *rc::gen::inRange(1, 12); n > 0; --n) {
    trie.Add(codec::ParseJsonPath(AnyPlainPath()).value());
  }
  codec::JsonDocument document;
  const codec::Json root = document.ParseCopy(text).value();
  std::vector<Found> found(trie.size());
  trie.Find(root, &found);
  for (std::uint32_t slot = 0; slot < trie.size(); ++slot) {
    RC_ASSERT(trie.is_plain(slot));
    RC_LOG() << Print(trie.path(slot)) << '\n';
    RC_ASSERT(Show(found[slot]) == Show(FindFirst(trie.path(slot), root)));
  }
}

}  // namespace
}  // namespace evenhand::program
