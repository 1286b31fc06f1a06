#include "sml/type.h"

#include <gtest/gtest.h>

namespace evenhand::sml {
namespace {

// A type, in the notation of signatures.
Type Read(const std::string& text) {
  const auto signature = ParseSignature("() -> " + text);
  EXPECT_TRUE(signature) << text;
  return signature->result;
}

enum class Verdict { kNo, kYes, kUnwraps };

struct Case {
  const char* given;
  const char* wanted;
  Verdict verdict;
};

class Acceptance : public testing::TestWithParam<Case> {};
TEST_P(Acceptance, Holds) {
  const Case& c = GetParam();
  bool unwraps = true;
  const bool accepted = Accepts(Read(c.wanted), Read(c.given), &unwraps);
  EXPECT_EQ(accepted, c.verdict != Verdict::kNo) << c.given << " for " << c.wanted;
  EXPECT_EQ(unwraps, c.verdict == Verdict::kUnwraps) << c.given << " for " << c.wanted;
}

using enum Verdict;
INSTANTIATE_TEST_SUITE_P(Simple, Acceptance,
                         testing::Values(Case{"str", "str", kYes}, Case{"str", "Any", kYes},
                                         Case{"Any", "str", kYes}, Case{"int", "float", kYes},
                                         Case{"float", "int", kNo}, Case{"bool", "int", kNo},
                                         Case{"bool", "float", kNo}, Case{"int", "bool", kNo},
                                         Case{"None", "None", kYes}, Case{"None", "str", kNo}));
INSTANTIATE_TEST_SUITE_P(
    Unions, Acceptance,
    testing::Values(Case{"Optional[int]", "int", kNo}, Case{"int", "Optional[int]", kYes},
                    Case{"None", "Optional[int]", kYes}, Case{"int", "Optional[float]", kYes},
                    Case{"Union[int, float]", "float", kYes}, Case{"Union[int, str]", "float", kNo},
                    Case{"Optional[int]", "Optional[float]", kYes},
                    Case{"Union[str, int]", "Union[int, str, None]", kYes},
                    Case{"List[str]", "Optional[List[str]]", kYes}));
INSTANTIATE_TEST_SUITE_P(
    Lists, Acceptance,
    testing::Values(Case{"List[int]", "List[float]", kYes}, Case{"List[float]", "List[int]", kNo},
                    Case{"List[Any]", "List[int]", kYes}, Case{"List[int]", "List[Any]", kYes},
                    Case{"List[Optional[str]]", "List[str]", kNo}, Case{"str", "List[str]", kNo},
                    Case{"List[RuleT]", "List[bool]", kNo},
                    Case{"List[Entity[str]]", "List[str]", kNo}));
INSTANTIATE_TEST_SUITE_P(
    Wrappers, Acceptance,
    testing::Values(Case{"Entity[str]", "Entity[str]", kYes},
                    Case{"Entity[str]", "Entity[Any]", kYes},
                    Case{"Entity[str]", "Entity[int]", kNo}, Case{"Entity[str]", "str", kUnwraps},
                    Case{"Entity[int]", "float", kUnwraps}, Case{"Entity[int]", "str", kNo},
                    Case{"Entity[str]", "Optional[str]", kUnwraps}, Case{"str", "Entity[str]", kNo},
                    Case{"RuleT", "bool", kUnwraps}, Case{"RuleT", "RuleT", kYes},
                    Case{"bool", "RuleT", kNo}, Case{"RuleT", "int", kNo},
                    Case{"TimeDeltaT", "float", kUnwraps}, Case{"TimeDeltaT", "int", kNo},
                    Case{"ExperimentT", "List[str]", kUnwraps},
                    Case{"RuleT", "Optional[RuleT]", kYes}, Case{"RuleT", "Any", kYes}));
INSTANTIATE_TEST_SUITE_P(Effects, Acceptance,
                         testing::Values(Case{"Effect[Ban]", "EffectBase", kYes},
                                         Case{"EffectBase", "Effect[Ban]", kNo},
                                         Case{"Effect[Ban]", "Effect[Tag]", kNo},
                                         Case{"List[Effect[Ban]]", "List[EffectBase]", kYes},
                                         Case{"str", "EffectBase", kNo}));

TEST(TypeDisplay, IsWhatAuthorsWrite) {
  for (const char* text : {"str", "Optional[int]", "Union[int, str]", "Entity[str]", "RuleT", "Any",
                           "Union[int, str, None]"}) {
    EXPECT_EQ(Display(Read(text)), text);
  }
  EXPECT_EQ(Display(Read("List[str]")), "list[str]");
  EXPECT_EQ(Display(Read("Effect[BanUser]")), "BanUser");
}

TEST(TypeSame, LooksThroughTheOrderOfUnions) {
  EXPECT_TRUE(Same(Read("Union[int, str]"), Read("Union[str, int]")));
  EXPECT_FALSE(Read("Union[int, str]") == Read("Union[str, int]"));
  EXPECT_FALSE(Same(Read("Union[int, str]"), Read("Union[int, float]")));
  EXPECT_TRUE(Same(Read("List[Union[int, str]]"), Read("List[Union[str, int]]")));
}

TEST(TypeWithoutNone, KeepsTheRest) {
  EXPECT_EQ(Display(WithoutNone(Read("Optional[int]"))), "int");
  EXPECT_EQ(Display(WithoutNone(Read("Union[int, None, str]"))), "Union[int, str]");
  EXPECT_EQ(Display(WithoutNone(Read("str"))), "str");
}

TEST(Signature, HoldsParametersAndResult) {
  const auto s = ParseSignature(
      "(s: str, chars: Optional[str] = None, n: Const[int] = -1, t: Text = 'a, b)', l: List[str] = "
      "[]) "
      "-> List[Optional[str]]");
  ASSERT_TRUE(s) << s.error().message;
  ASSERT_EQ(s->parameters.size(), 5u);
  EXPECT_FALSE(s->parameters[0].has_default);
  EXPECT_EQ(s->parameters[1].default_source, "None");
  EXPECT_TRUE(s->parameters[2].constant);
  EXPECT_EQ(s->parameters[2].default_source, "-1");
  EXPECT_TRUE(s->parameters[3].literal_text);
  EXPECT_EQ(s->parameters[3].default_source, "'a, b)'");
  EXPECT_EQ(s->parameters[4].default_source, "[]");
  EXPECT_EQ(Display(s->result), "list[Optional[str]]");
  EXPECT_FALSE(s->dynamic_result);
}

TEST(Signature, KnowsDynamicAndExtra) {
  EXPECT_TRUE(ParseSignature("(path: Const[str]) -> dynamic")->dynamic_result);
  const auto entity = ParseSignature("() -> Entity[dynamic]");
  EXPECT_TRUE(entity->dynamic_result);
  EXPECT_EQ(Display(entity->result), "Entity[Any]");
  const auto extra = ParseSignature("(experiment: ExperimentT, **: List[bool]) -> List[bool]");
  ASSERT_TRUE(extra);
  EXPECT_TRUE(extra->extra_arguments);
  EXPECT_EQ(Display(extra->extra_type), "list[bool]");
}

TEST(Signature, GivesAParameterASecondName) {
  const auto s = ParseSignature("(text|s: str, phrase: str) -> bool");
  ASSERT_TRUE(s) << s.error().message;
  EXPECT_EQ(s->Find("text"), &s->parameters[0]);
  EXPECT_EQ(s->Find("s"), &s->parameters[0]);
  EXPECT_EQ(s->Find("t"), nullptr);
  EXPECT_EQ(s->Find(""), nullptr);
}

TEST(Signature, RefusesWhatItCannotRead) {
  for (const char* text : {"", "(s str) -> int", "(s: str)", "(s: Foo) -> int", "() -> int x",
                           "(s: List[]) -> int", "(s: str -> int"}) {
    EXPECT_FALSE(ParseSignature(text)) << text;
  }
}

}  // namespace
}  // namespace evenhand::sml
