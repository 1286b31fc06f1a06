// What stands after the colon of an assignment.

#include <gtest/gtest.h>

#include <string>

#include "sml/parser.h"

namespace evenhand::sml {
namespace {

std::string Show(const Annotation& annotation) {
  std::string out = annotation.name;
  if (!annotation.has_variants) return out;
  out += '[';
  for (std::size_t i = 0; i < annotation.variants.size(); ++i) {
    if (i > 0) out += ", ";
    out += Show(annotation.variants[i]);
  }
  return out + ']';
}

std::string Read(const std::string& annotation, ParseOptions options) {
  std::uint32_t next_id = 0;
  Diagnostics diagnostics;
  const Tree tree = Parse("A: " + annotation + " = B", 0, &next_id, &diagnostics, options);
  if (diagnostics.has_errors()) return "error: " + diagnostics.all()[0].message;
  return Show(*tree.statements.at(0).annotation);
}

struct Case {
  const char* name;
  const char* source;
  const char* ours;
  const char* peers;  // as version 1.1 of the peer reads it
};

class Annotations : public testing::TestWithParam<Case> {};
TEST_P(Annotations, AreRead) {
  EXPECT_EQ(Read(GetParam().source, {}), GetParam().ours);
  EXPECT_EQ(Read(GetParam().source, {.osprey_1_1 = true}), GetParam().peers);
}
INSTANTIATE_TEST_SUITE_P(
    Table, Annotations,
    testing::Values(
        Case{"name", "int", "int", "int"}, Case{"none", "None", "None", "None"},
        Case{"generic", "Optional[str]", "Optional[str]", "Optional[str]"},
        Case{"several_variants", "Union[int, str,]", "Union[int, str]", "Union[int, str]"},
        Case{"bar", "int | str", "Union[int, str]", "Union[int, str]"},
        Case{"bar_in_brackets", "(int | str)", "Union[int, str]", "Union[int, str]"},
        Case{"bar_none_last", "str | None", "Optional[str]", "Optional[str]"},
        Case{"bar_none_first", "None | str", "Union[None, str]", "Union[None, str]"},
        Case{"bar_three", "int | str | float", "Union[int, str, float]", "Union[int, str, float]"},
        Case{"bar_three_none_last", "str | int | None", "Optional[str, int]", "Optional[str, int]"},
        Case{"list_or_none", "List[str] | None", "Optional[List[str]]", "Optional[str]"},
        Case{"secret_or_none", "Secret[int] | None", "Optional[Secret[int]]", "Optional[int]"},
        Case{"entity_or_int", "Entity[str] | int", "Union[Entity[str], int]", "Union[str, int]"},
        Case{"bar_inside", "Secret[int | None]", "Secret[Optional[int]]", "Secret[Optional[int]]"},
        Case{"generic_inside", "Secret[Entity[str]]", "Secret[Entity[str]]", "Secret[Entity[str]]"},
        Case{"nested_generic", "List[List[int]]", "List[List[int]]", "List[List[int]]"},
        Case{"generic_on_the_right", "int | List[str]", "Union[int, List[str]]",
             "Union[int, List[str]]"},
        Case{"constant_variant", "Union[str, None]", "error: expected `Name`, got `Constant`",
             "error: expected `Name`, got `Constant`"},
        Case{"text", "'str'", "error: unexpected node: `Constant`",
             "error: unexpected node: `Constant`"},
        Case{"dotted", "a.b", "error: unexpected node: `Attribute`",
             "error: unexpected node: `Attribute`"},
        Case{"dotted_generic", "a.b[c]", "error: expected `Name`, got `Attribute`",
             "error: expected `Name`, got `Attribute`"},
        Case{"other_operator", "a & b", "error: unexpected node: `BinOp`",
             "error: unexpected node: `BinOp`"}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace evenhand::sml
