#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

class PhraseLists : public testing::Test {
 protected:
  PhraseLists() : calls(PhraseListFunctions()), censorized(CensorizedFunctions()) {
    const std::map<std::string, std::string, std::less<>> lists = {
        {"words", "- Free Followers\n- قرص\n- 1337\n- \"$cash\"\n- free followers\n"},
        {"patterns", "- \"  fr[e3]{2} \"\n- 'کلیک\\s+کن'\n"},
        {"names", "- pill\n- casino\n"}};
    calls.lists = FixedLists(lists);
    censorized.lists = FixedLists(lists);
  }
  std::string Show(std::string_view function, std::string_view list, const Value& texts) {
    return calls.Show(function, {calls.Text(list), texts});
  }
  std::string Censorized(const Value& texts, bool plurals = false, bool substrings = false) {
    return censorized.Show("CensorizedListMatch", {censorized.Text("names"), texts,
                                                   Value::Bool(plurals), Value::Bool(substrings)});
  }

  Calls calls, censorized;
};

TEST_F(PhraseLists, WordsStandAlone) {
  const auto in = [&](std::string_view text) {
    return Show("ListContains", "words", calls.Texts({text}));
  };
  EXPECT_EQ(in("get FREE followers!"), "'free followers'");
  EXPECT_EQ(in("carefree followers"), "none");
  EXPECT_EQ(in("خرید قرص"), "'قرص'");
  EXPECT_EQ(in("قرصها"), "none");
  EXPECT_EQ(in("so 1337"), "'1337'");
  EXPECT_EQ(in("a$cash"), "'$cash'");  // a boundary stands between a word character and the sign
  EXPECT_EQ(in("$cash"), "none");
}

TEST_F(PhraseLists, TextsGoBeforeEntries) {
  EXPECT_EQ(Show("ListContains", "words", calls.Texts({"1337", "free followers"})), "'1337'");
  EXPECT_EQ(Show("ListContains", "words", calls.Texts({"1337 and free followers"})),
            "'free followers'");
}

TEST_F(PhraseLists, NoneIsPassedOver) {
  EXPECT_EQ(Show("ListContains", "words", calls.List({Value::None(), calls.Text("1337")})),
            "'1337'");
  EXPECT_EQ(Show("ListContains", "words", calls.List({})), "none");
}

TEST_F(PhraseLists, PhrasesMayBeLong) {
  const std::string phrase(70'000, 'x');
  const auto in = [&](const std::string& text) {
    return calls.Show("SimpleListContains",
                      {calls.Text("cache"), calls.Texts({"y", phrase}), calls.Texts({text})});
  };
  EXPECT_EQ(in("so " + phrase), "'" + phrase + "'");
  EXPECT_EQ(in(phrase + "x"), "none");
}

TEST_F(PhraseLists, PatternsMatchAnywhereInAnyCase) {
  const auto in = [&](std::string_view text) {
    return Show("RegexListMatch", "patterns", calls.Texts({"nothing", text}));
  };
  EXPECT_EQ(in("so FR33"), "'fr[e3]{2}'");
  EXPECT_EQ(in("لطفا کلیک  کن"), "'کلیک\\s+کن'");
  EXPECT_EQ(in("fr"), "none");
}

TEST_F(PhraseLists, AListMayStandInTheRule) {
  const Value list = calls.Texts({"Hello", "سلام"});
  const auto in = [&](std::string_view text) {
    return calls.Show("SimpleListContains", {calls.Text("name"), list, calls.Texts({text})});
  };
  EXPECT_EQ(in("oh, HELLO"), "'hello'");
  EXPECT_EQ(in("سلام!"), "'سلام'");
  EXPECT_EQ(in("hellos"), "none");
}

TEST_F(PhraseLists, AListThatVariesIsCompiledForTheEvent) {
  const std::vector<Value> arguments = {calls.Text("name"), calls.Texts({"Hello"}),
                                        calls.Texts({"hello"})};
  calls.context.prepared = nullptr;
  EXPECT_EQ(calls.Show(calls.Row("SimpleListContains").call(calls.context, arguments)), "'hello'");
}

TEST_F(PhraseLists, DisguisesAreSeenThrough) {
  EXPECT_EQ(Censorized(censorized.Texts({"nothing", "buy p1ll"})), "'pill'");
  EXPECT_EQ(Censorized(censorized.Texts({"c@s1n0 and pill"})), "'pill'");
  EXPECT_EQ(Censorized(censorized.Texts({"buy p1lls"})), "none");
  EXPECT_EQ(Censorized(censorized.Texts({"buy p1lls"}), true), "'pill'");
  EXPECT_EQ(Censorized(censorized.Texts({"mycasinos"}), false, true), "'casino'");
}

TEST_F(PhraseLists, OneWordMayHaveToBeDisguised) {
  const auto check = [&](std::string_view text, bool must) {
    const Value no = Value::Bool(false);
    return censorized.Show("CheckCensorized", {censorized.Text(text), censorized.Text("pill"), no,
                                               no, Value::Bool(must)});
  };
  EXPECT_EQ(check("a pill a day", false), "true");
  EXPECT_EQ(check("a pill a day", true), "false");
  EXPECT_EQ(check("a p.ill a day", true), "true");
  EXPECT_EQ(check("nothing", false), "false");
}

TEST_F(PhraseLists, AWordThatVariesIsCompiledForTheEvent) {
  const Value no = Value::Bool(false);
  const std::vector<Value> arguments = {censorized.Text("p1ll"), censorized.Text("pill"), no, no,
                                        no};
  censorized.context.prepared = nullptr;
  EXPECT_EQ(censorized.Show(censorized.Row("CheckCensorized").call(censorized.context, arguments)),
            "true");
}

}  // namespace
}  // namespace evenhand::functions
