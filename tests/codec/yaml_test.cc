#include "codec/yaml.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace evenhand::codec {
namespace {

std::string Dump(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::kNull:
      return "null";
    case YamlKind::kBool:
      return node.boolean ? "true" : "false";
    case YamlKind::kInt:
      return "int:" + std::to_string(static_cast<long long>(node.number));
    case YamlKind::kFloat:
      return "float:" + std::to_string(node.number);
    case YamlKind::kStr:
      return fmt::format("'{}'", node.text);
    case YamlKind::kList: {
      std::string text = "[";
      for (const auto& item : node.items) text += Dump(*item) + ",";
      return text.append("]");
    }
    case YamlKind::kMap: {
      std::string text = "{";
      for (const auto& [key, value] : node.members) text += key->text + ":" + Dump(*value) + ",";
      return text.append("}");
    }
  }
  return {};
}

struct Case {
  const char* name;
  const char* text;
  const char* tree;
};
class Yaml : public testing::TestWithParam<Case> {};
TEST_P(Yaml, Reads) {
  const auto root = ReadYaml(GetParam().text);
  ASSERT_TRUE(root) << root.error().message;
  EXPECT_EQ(Dump(**root), GetParam().tree);
}
INSTANTIATE_TEST_SUITE_P(
    Texts, Yaml,
    testing::Values(Case{"Empty", "", "null"}, Case{"OnlyComment", "# nothing\n", "null"},
                    Case{"Map", "a: 1\nb: two\n", "{a:int:1,b:'two',}"},
                    Case{"Persian", "کلید: [مقدار, '🙂']", "{کلید:['مقدار','🙂',],}"},
                    Case{"Bools", "[yes, No, on, 'yes']", "[true,false,true,'yes',]"},
                    Case{"Ints", "[0x1f, 010, 1_000, -5, 12a]",
                         "[int:31,int:8,int:1000,int:-5,'12a',]"},
                    Case{"Floats", "[1.5, .5, 1e3, 1.0e+3]",
                         "[float:1.500000,float:0.500000,'1e3',float:1000.000000,]"},
                    Case{"Nulls", "[~, null, '']", "[null,null,'',]"},
                    Case{"LastKeyWins", "a: 1\na: 2", "{a:int:2,}"},
                    Case{"Alias", "a: &x [1]\nb: *x", "{a:[int:1,],b:[int:1,],}"},
                    Case{"Merge", "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3",
                         "{a:{k:int:1,l:int:2,},b:{k:int:3,l:int:2,},}"}),
    [](const auto& test) { return test.param.name; });

TEST(YamlPlaces, AreLineAndByteColumn) {
  const auto root = ReadYaml("labels:\n  spam:\n    valid_for: [User]\n", 7);
  ASSERT_TRUE(root);
  const auto* labels = (*root)->Find("labels");
  ASSERT_TRUE(labels);
  EXPECT_EQ(labels->first->line, 1u);
  EXPECT_EQ(labels->second->line, 2u);
  EXPECT_EQ(labels->second->column, 2u);
  EXPECT_EQ(labels->second->source, 7u);
}

TEST(YamlRefuses, WhatIsBrokenOrTooMuch) {
  std::string bomb = "a0: &a0 [x]\n";
  for (int i = 1; i < 40; ++i) bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}]\n", i, i - 1);
  EXPECT_EQ(ReadYaml(bomb).error().message, "too many values");
  EXPECT_EQ(ReadYaml(std::string(100, '[') + std::string(100, ']')).error().message,
            "nested too deeply");
  EXPECT_FALSE(ReadYaml("&a [*a]"));
  EXPECT_FALSE(ReadYaml("a: 1\n---\nb: 2\n"));
  EXPECT_FALSE(ReadYaml("[a]: 1"));
  EXPECT_FALSE(ReadYaml("a: !python/object x"));
  EXPECT_FALSE(ReadYaml(std::string(kMaxYamlBytes + 1, ' ')));
  const auto broken = ReadYaml("a: [1\nb: 2");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().line, 2u);
}

}  // namespace
}  // namespace evenhand::codec
