#include "sml/checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sml/check_text.h"

namespace evenhand::sml {
namespace {

using testing::ElementsAreArray;

// Data to write about: S and P are text, N an int, O an optional int, L texts, U an entity, R a
// rule.
const std::string kData =
    "S: str = JsonData(path='$.s')\n"
    "N: int = JsonData(path='$.n')\n"
    "O: Optional[int] = JsonData(path='$.o')\n"
    "L: List[str] = JsonData(path='$.l')\n"
    "U: Entity[str] = EntityJson(type='User', path='$.u')\n"
    "R = Rule(when_all=[N > 1], description='متن')\n"
    "D = TimeDelta(days=1)\n"
    "B: bool = JsonData(path='$.b')\n"
    "X: Secret[str] = JsonData(path='$.x')\n";

// One line after kData (so on line 10) and what is said of it.
struct Line {
  const char* name;
  const char* text;
  std::vector<std::string> said;
};

class OneLine : public testing::TestWithParam<Line> {};
TEST_P(OneLine, Says) {
  const Outcome outcome = CheckText({{"main.sml", kData + GetParam().text + "\n"}});
  EXPECT_THAT(outcome.lines(), ElementsAreArray(GetParam().said));
}
std::string NameOf(const testing::TestParamInfo<Line>& test) { return test.param.name; }

std::string At(int column, const std::string& kind) {
  return fmt::format("main.sml:10:{} {}", column, kind);
}

INSTANTIATE_TEST_SUITE_P(
    Operators, OneLine,
    testing::Values(
        Line{"Arithmetic", "A = N + 1.5 * N // 2", {}}, Line{"TextTimes", "A = 'x' * N", {}},
        Line{"TextPlusInt", "A = S + 1", {At(4, "operand-type")}},
        Line{"BoolPlusInt", "A = B + 1", {At(4, "operand-type")}},
        Line{"ListPlusList", "A = L + L", {At(4, "operand-type")}},
        Line{"AnyOperand", "A = O + 1", {At(4, "operand-type")}},
        Line{"DurationPlus", "A = D + 1", {}},
        Line{"TextOrder", "A = S < 'ب'", {At(4, "operand-type")}},
        Line{"OptionalOrder", "A = O > 3", {At(4, "operand-type")}},
        Line{"EqualMixed", "A = N == 1.5", {}},
        Line{"EqualNever", "A = S == 5", {At(4, "comparison-type")}},
        Line{"BoolIsNoInt", "A = B == 1", {At(4, "comparison-type")}},
        Line{"EqualOptional", "A = O == 1", {}}, Line{"RuleIsBool", "A = R == True", {}},
        Line{"NoneOfPlain", "A = S == None", {}},
        Line{"NoneOfList", "A = L == None", {"warning " + At(4, "never-none")}},
        Line{"InText", "A = 'ا' in S", {}}, Line{"InList", "A = S in L", {}},
        Line{"InWrongList", "A = N in L", {At(4, "membership-type")}},
        Line{"NoneInList", "A = None in L", {At(4, "membership-type")}},
        Line{"InInt", "A = 1 in N", {At(4, "operand-type")}},
        Line{"EntityInTexts", "A = U in L", {}},
        Line{"TextInEntities", "A = S in [U]", {At(4, "membership-type")}},
        Line{"NotInt", "A = not N", {At(4, "unary-operand-type")}},
        Line{"NotRule", "A = not R", {}},
        Line{"MinusText", "A = -S", {At(4, "unary-operand-type")}},
        Line{"AndText", "A = S and B", {At(4, "operand-type")}}, Line{"AndRule", "A = R and B", {}},
        Line{"Shift", "A = 1.5 << 2", {At(4, "operand-type")}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Narrowing, OneLine,
    testing::Values(
        Line{"And", "A = O != None and O > 3", {}},
        Line{"NoneFirst", "A = None != O and O > 3", {}}, Line{"Or", "A = O == None or O > 3", {}},
        Line{"Nested", "A = O != None and (B or O > 3)", {}},
        Line{"InArgument", "A = O != None and Length(s='x' * O) > 3", {}},
        Line{"WrongOrder", "A = O > 3 and O != None", {At(4, "operand-type")}},
        Line{"WrongOperator", "A = O == None and O > 3", {At(18, "operand-type")}},
        Line{"ThroughNot", "A = not (O == None) and O > 3", {At(24, "operand-type")}},
        Line{"EndsWithItsNode", "A = (O != None and B) or O > 3", {At(25, "operand-type")}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Lists, OneLine,
    testing::Values(Line{"Same", "A = [N, 1]", {}},
                    Line{"Mixed", "A = [N, 1.5]", {At(4, "mixed-list")}},
                    Line{"RuleAndBool", "A = [R, B]", {At(4, "mixed-list")}},
                    Line{"EmptyBare", "A = []", {At(0, "empty-list")}},
                    Line{"EmptyTyped", "A: List[str] = []", {}},
                    Line{"EmptyArgument", "A = Sorted(list=[])", {}},
                    Line{"IntsForFloats", "A: List[float] = [N]", {}},
                    Line{"OptionalItem", "A: List[int] = [O]", {At(15, "assignment-type")}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Assignments, OneLine,
    testing::Values(
        Line{"IntForFloat", "A: float = N", {}},
        Line{"FloatForInt", "A: int = N + 1.5", {At(9, "assignment-type")}},
        Line{"EntityForText", "A: str = U", {}}, Line{"RuleForBool", "A: bool = R", {}},
        Line{"DurationForFloat", "A: float = D", {}},
        Line{"UnknownType", "A: Foo = 1", {At(3, "bad-annotation")}},
        Line{"DynamicUnknownType", "A: Foo = JsonData(path='$.a')", {At(3, "bad-annotation")}},
        Line{"DynamicBare", "A = JsonData(path='$.a')", {At(0, "dynamic-result-annotation")}},
        Line{"DynamicInside",
             "A = Length(s=JsonData(path='$.a'))",
             {At(13, "dynamic-result-annotation")}},
        Line{"EntityAsText",
             "A: str = EntityJson(type='U', path='$.a')",
             {At(3, "annotation-incompatible")}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Calls, OneLine,
    testing::Values(
        Line{"Unknown", "A = Lenght(s='x')", {At(4, "unknown-function")}},
        Line{"Missing", "A = Length()", {At(4, "missing-argument")}},
        Line{"UnknownArgument", "A = Length(s='x', t='y')", {At(20, "unknown-argument")}},
        Line{"WrongType", "A = Length(s=N)", {At(13, "argument-type")}},
        Line{"Extra", "A = Pick(first=B, a=[B], b=[True])", {}},
        Line{"ExtraWrong", "A = Pick(first=B, a=[N])", {At(20, "argument-type")}},
        Line{"SecondName", "A = Contains(s=S, phrase='x')", {}},
        Line{"BothNames", "A = Contains(s=S, text=S, phrase='x')", {At(23, "duplicate-argument")}},
        Line{"Unused", "Length(s='x')", {At(0, "unused-result")}},
        Line{"NoResult", "A = Log(s='x')", {At(4, "no-result")}},
        Line{"NoResultInside",
             "A = Length(s=Log(s='x'))",
             {At(13, "argument-type"), At(13, "no-result")}},
        Line{"GenericConflict",
             "A = ResolveOptional(optional_value=O, default_value='x')",
             {At(52, "generic-conflict")}},
        Line{"GenericNothing",
             "A = ResolveOptional(optional_value=None)",
             {At(4, "generic-unresolved")}},
        Line{"GenericResult", "A: int = ResolveOptional(optional_value=O, default_value=1)", {}},
        Line{"EntityResult", "A: Entity[int] = Entity(type='U', id=N)", {}},
        Line{"TwoEffectClasses",
             "WhenRules(rules_any=[R], then=[BanUser(entity=U), LabelAdd(entity=Entity(type='U', "
             "id=N), label='x')])",
             {At(30, "mixed-list"), "warning " + At(96, "label-unknown")}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Constants, OneLine,
    testing::Values(
        Line{"Literal", "A = TimeDelta(days=2)", {}}, Line{"Minus", "A = TimeDelta(days=-2)", {}},
        Line{"FloatForInt", "A = TimeDelta(days=1.5)", {At(19, "argument-type")}},
        Line{"IntForFloat", "A = Share(of=1)", {}},
        Line{"Global", "C = 2\nA = TimeDelta(days=C)", {}},
        Line{"Local", "_c = 2\nA = TimeDelta(days=_c)", {}},
        Line{"NegativeGlobal",
             "C = -2\nA = TimeDelta(days=C)",
             {"warning main.sml:11:19 compatibility"}},
        Line{"TwoSteps",
             "C = 2\nE = C\nA = TimeDelta(days=E)",
             {"main.sml:11:4 const-argument-type"}},
        Line{"NotConstant", "A = TimeDelta(days=N)", {"main.sml:2:9 const-argument-type"}},
        Line{"LocalCall",
             "_n = Length(s='x')\nA = TimeDelta(days=_n)",
             {"main.sml:11:19 const-argument-type", "main.sml:11:19 const-argument-unresolved"}},
        Line{"WrongLiteral", "A = TimeDelta(days='2')", {At(19, "const-argument-type")}},
        Line{"MinusName",
             "A = TimeDelta(days=-N)",
             {At(19, "const-argument-unary"), At(19, "const-argument-type")}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Secrets, OneLine,
    testing::Values(Line{"Leak", "A = [X]", {At(0, "secret-leak")}},
                    Line{"Kept", "A: Secret[List[str]] = [X]", {}},
                    Line{"LetOut", "A: ExtractSecret[int] = Length(s=X)", {}},
                    Line{"InText", "A = f'{X}'", {At(0, "secret-leak"), At(7, "secret-leak")}},
                    Line{"ThroughOperator", "A = X + ''", {"warning " + At(4, "secret-leak")}}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(FormatStrings, OneLine,
                         testing::Values(Line{"Plain", "A = f'سلام {S} {N} {U} {R} {D}'", {}},
                                         Line{"List", "A = f'{L}'", {At(7, "fstring-type")}},
                                         Line{"Optional", "A = f'{O}'", {At(7, "fstring-type")}}),
                         NameOf);

// Whole rulebooks and everything said of them.
struct Book {
  const char* name;
  Files files;
  std::vector<std::string> said;
};

class WholeBook : public testing::TestWithParam<Book> {};
TEST_P(WholeBook, Says) {
  EXPECT_THAT(CheckText(GetParam().files).lines(), ElementsAreArray(GetParam().said));
}
std::string BookName(const testing::TestParamInfo<Book>& test) { return test.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Names, WholeBook,
    testing::Values(
        Book{"Defined", {{"main.sml", "A = 1 + 1\nB = A\n"}}, {}},
        Book{"Later", {{"main.sml", "A = B\nB = 1 + 1\n"}}, {"main.sml:1:4 unknown-identifier"}},
        Book{"Itself", {{"main.sml", "A = A + 1\n"}}, {"main.sml:1:4 self-reference"}},
        Book{"Twice", {{"main.sml", "A = 1\nA = 2\n"}}, {"main.sml:1:0 duplicate-feature"}},
        Book{"TwiceAcrossFiles",
             {{"main.sml", "A = 1\n"}, {"z.sml", "A = 2\n"}},
             {"main.sml:1:0 duplicate-feature"}},
        Book{"LocalTwice",
             {{"main.sml", "_a = 1\n_a = 2\nB = _a\n"}},
             {"main.sml:1:0 duplicate-local"}},
        Book{"LocalsAreOfTheirFile",
             {{"main.sml", "_a = 1\nB = _a\n"}, {"z.sml", "_a = 2\nC = _a\n"}},
             {}},
        Book{"Unused", {{"main.sml", "_a = 1\n"}}, {"main.sml:1:0 unused-local"}},
        Book{"UnknownLocal", {{"main.sml", "A = _nothing\n"}}, {"main.sml:1:4 unknown-local"}},
        Book{"Persian",
             {{"main.sml", "کاربر = 1 + 1\nA = کاربر + مهمان\n"}},
             {"main.sml:2:17 unknown-identifier"}},
        Book{"Imported",
             {{"main.sml", "Import(rules=['z.sml'])\nA = B\n"}, {"z.sml", "B = 1 + 1\n"}},
             {}},
        Book{"ImportedLater",
             {{"main.sml", "A = B\nImport(rules=['z.sml'])\n"}, {"z.sml", "B = 1 + 1\n"}},
             {"main.sml:1:4 unknown-identifier"}},
        Book{"NotTransitive",
             {{"main.sml", "Import(rules=['y.sml'])\nA = C\n"},
              {"y.sml", "Import(rules=['z.sml'])\nB = C\n"},
              {"z.sml", "C = 1 + 1\n"}},
             {"main.sml:2:4 unknown-identifier"}},
        Book{"Circle",
             {{"main.sml", "Import(rules=['y.sml'])\n"},
              {"y.sml", "Import(rules=['z.sml'])\n"},
              {"z.sml", "Import(rules=['y.sml'])\n"}},
             {"y.sml:1:14 import-cycle"}},
        Book{"ImportsItself",
             {{"main.sml", "Import(rules=['main.sml'])\n"}},
             {"main.sml:1:14 import-cycle"}},
        Book{"NoFiles", {}, {"main.sml:1:0 no-entry-point"}},
        Book{"NoMain", {{"other.sml", "A = 1\n"}}, {"other.sml:1:0 no-entry-point"}}),
    BookName);

INSTANTIATE_TEST_SUITE_P(
    Together, WholeBook,
    testing::Values(Book{"SyntaxFirst",
                         {{"main.sml", "A = Nope\n"}, {"z.sml", "A = (\n"}},
                         {"z.sml:1:4 python-syntax"}},
                    Book{"TypesWaitForNames",
                         {{"main.sml", "A = Missing\nB = 1 + 'a'\n_d = 5\n"}},
                         {"main.sml:1:4 unknown-identifier", "main.sml:3:0 unused-local"}},
                    Book{"NamesWaitForCalls",
                         {{"main.sml", "A = Nope(x=1)\nB = Missing\n"}},
                         {"main.sml:1:4 unknown-function"}},
                    Book{"ConfigBeside",
                         {{"config.yaml", "surprise: 1\n"}, {"main.sml", "A = Missing\n"}},
                         {"config.yaml:1:0 config-key", "main.sml:1:4 unknown-identifier"}}),
    BookName);

const std::string kLabels = "labels:\n  spam:\n    valid_for: [User]\n";
const std::string kLabelData =
    "U: Entity[str] = EntityJson(type='User', path='$.u')\n"
    "G: Entity[str] = EntityJson(type='Guild', path='$.g')\n"
    "R = Rule(when_all=[True], description='')\n";
Files LabelBook(const std::string& lines) {
  return {{"config.yaml", kLabels}, {"main.sml", kLabelData + lines}};
}

INSTANTIATE_TEST_SUITE_P(
    Labels, WholeBook,
    testing::Values(Book{"Known", LabelBook("A = LabelAdd(entity=U, label='spam')\n"), {}},
                    Book{"Unknown",
                         LabelBook("A = LabelAdd(entity=U, label='spamm')\n"),
                         {"main.sml:4:29 label-unknown"}},
                    Book{"WrongType",
                         LabelBook("A = LabelAdd(entity=G, label='spam')\n"),
                         {"main.sml:4:20 label-entity-type"}},
                    Book{"ThroughNames",
                         LabelBook("V = G\nW = V\nA = LabelAdd(entity=W, label='spam')\n"),
                         {"main.sml:6:20 label-entity-type"}},
                    Book{"LocalEntity",
                         LabelBook("_v: Entity[str] = EntityJson(type='User', path='$.v')\nA = "
                                   "LabelAdd(entity=_v, label='spam')\n"),
                         {}},
                    Book{"Permanent",
                         LabelBook("T = TimeSince(timestamp='x')\nA = LabelAdd(entity=U, "
                                   "label='spam', expires_after=T)\n"),
                         {"warning main.sml:5:51 label-may-be-permanent"}}),
    BookName);

const std::string kCompatible = "compatibility: osprey-1.1\n";

INSTANTIATE_TEST_SUITE_P(
    Compatibility, WholeBook,
    testing::Values(
        Book{"TwiceIsFineThere",
             {{"config.yaml", kCompatible}, {"main.sml", "A = Length(s='x', s='longer')\n"}},
             {}},
        Book{"NestedGenericIsOurs",
             {{"main.sml", "A: List[Optional[str]] = JsonData(path='$.a')\n"}},
             {"warning main.sml:1:3 compatibility"}},
        Book{"OptionalOfGeneric",
             {{"main.sml", "A: List[str] | None = JsonData(path='$.a')\n"}},
             {"warning main.sml:1:3 compatibility"}},
        Book{"EmptyConfig",
             {{"config.yaml", "# nothing yet\n"}, {"main.sml", "A = 1\n"}},
             {"warning config.yaml:1:0 compatibility"}},
        Book{"LabelCalledPositive",
             {{"config.yaml", "labels:\n  positive: {}\n"}, {"main.sml", "A = 1\n"}},
             {"warning config.yaml:2:2 compatibility"}},
        Book{"SampleRate",
             {{"config.yaml", "actions:\n  post: {sample_rate: 10}\n"}, {"main.sml", "A = 1\n"}},
             {"warning config.yaml:2:9 compatibility"}}),
    BookName);

// What lowering reads.

const CheckedStatement& StatementOf(const Checked& checked, std::string_view name) {
  for (const CheckedStatement& one : checked.statements) {
    if (one.statement->target == name) return one;
  }
  ADD_FAILURE() << name;
  return checked.statements[0];
}

struct Export {
  const char* text;  // assigns A or _a
  bool exported;
};
class Exports : public testing::TestWithParam<Export> {};
TEST_P(Exports, AreDecidedByTheAssignment) {
  const std::string text = kData + "C = 5\n" + GetParam().text + "\n";
  const Outcome outcome = CheckText({{"main.sml", text}});
  ASSERT_TRUE(outcome.checked) << Render(outcome.diagnostics, *outcome.sources);
  const std::string name = text.find("\n_a") == std::string::npos ? "A" : "_a";
  EXPECT_EQ(StatementOf(*outcome.checked, name).exported, GetParam().exported);
}
INSTANTIATE_TEST_SUITE_P(
    Forms, Exports,
    testing::Values(Export{"A = 5", false}, Export{"A = 'x'", false}, Export{"A = None", false},
                    Export{"A = [1, 2]", false}, Export{"A = -5", true}, Export{"A = 1 + 1", true},
                    Export{"A = C", true}, Export{"A = f'plain'", true}, Export{"A = [C, 2]", true},
                    Export{"A: ExtractLiteral[int] = 5", true}, Export{"_a = N + 1\nE = _a", false},
                    Export{"_a: ExtractLiteral[int] = 5\nE = _a", true},
                    Export{"A: Secret[str] = X", false}, Export{"A: ExtractSecret[str] = X", true},
                    Export{"A: Secret[str] = 'x'", false}, Export{"A = X + ''", true},
                    Export{"A = LabelAdd(entity=Entity(type='U', id='x'), label='l')", true}));

TEST(Checked, KnowsSecretDataAndTypes) {
  const Outcome outcome =
      CheckText({{"main.sml", kData + "A: ExtractSecret[str] = JsonData(path='$.a')\n"
                                      "E: ExtractSecret[str] = X\n"}});
  ASSERT_TRUE(outcome.checked);
  const Checked& checked = *outcome.checked;
  EXPECT_TRUE(StatementOf(checked, "X").secret_data);
  EXPECT_TRUE(StatementOf(checked, "A").secret_data);
  EXPECT_FALSE(StatementOf(checked, "E").secret_data);
  EXPECT_FALSE(StatementOf(checked, "S").secret_data);
  EXPECT_EQ(Display(StatementOf(checked, "X").type), "str");
  EXPECT_EQ(Display(StatementOf(checked, "O").type), "Optional[int]");
  EXPECT_EQ(Display(StatementOf(checked, "R").type), "RuleT");
}

TEST(Checked, MarksTheUsesThatUnwrap) {
  const Outcome outcome =
      CheckText({{"main.sml", kData + "A = U == S\nE = U == U\nF = Length(s=U)\n"
                                      "G = R and B\nH: float = D\nI = U\n"}});
  ASSERT_TRUE(outcome.checked) << Render(outcome.diagnostics, *outcome.sources);
  const Checked& checked = *outcome.checked;
  const auto unwraps = [&](std::string_view name, std::size_t item) {
    const Expr& value = StatementOf(checked, name).statement->value;
    return checked.unwraps[(value.items.empty() ? value : value.items[item]).id];
  };
  EXPECT_TRUE(unwraps("A", 0));
  EXPECT_FALSE(unwraps("A", 1));
  EXPECT_FALSE(unwraps("E", 0));
  EXPECT_TRUE(unwraps("F", 0));
  EXPECT_TRUE(unwraps("G", 0));
  EXPECT_TRUE(unwraps("H", 0));
  EXPECT_FALSE(unwraps("I", 0));
}

TEST(Checked, ResolvesCallsAndNames) {
  const Outcome outcome = CheckText({{"main.sml", "C = -2\nA = TimeDelta(hours=C)\nE = A\n"}});
  ASSERT_TRUE(outcome.checked);
  const Checked& checked = *outcome.checked;
  const CheckedCall& call = checked.calls.at(StatementOf(checked, "A").statement->value.id);
  EXPECT_EQ(checked.catalog->entries()[call.function].spec.name, "TimeDelta");
  EXPECT_EQ(call.arguments[0], nullptr);
  EXPECT_EQ(call.constants[0]->text, "0");
  EXPECT_EQ(call.constants[1]->text, "-2");
  EXPECT_EQ(checked.definition[StatementOf(checked, "E").statement->value.id], 1u);
}

TEST(Checked, OrdersFilesByImports) {
  const Outcome outcome =
      CheckText({{"a.sml", "Import(rules=['c.sml'])\nA = C\n"},
                 {"c.sml", "C = 1 + 1\n"},
                 {"main.sml", "Import(rules=['a.sml', 'c.sml'])\nM = A + C\n"}});
  ASSERT_TRUE(outcome.checked);
  EXPECT_THAT(outcome.checked->file_order, testing::ElementsAre(1, 0, 2));
  EXPECT_THAT(outcome.checked->first_statement, testing::ElementsAre(0, 2, 3, 5));
}

TEST(Checked, TakesLongChainsInStride) {
  std::string text = "A0: int = JsonData(path='$.n')\n";
  for (int i = 1; i < 3000; ++i) text += fmt::format("A{0} = A{1} + A{1}\n", i, i - 1);
  EXPECT_TRUE(CheckText({{"main.sml", text}}).checked);
  Files files = {{"main.sml", "Import(rules=['f0.sml'])\n"}};
  for (int i = 0; i < 2000; ++i) {
    files[fmt::format("f{}.sml", i)] =
        i == 1999 ? "Z = 1 + 1\n" : fmt::format("Import(rules=['f{}.sml'])\n", i + 1);
  }
  EXPECT_TRUE(CheckText(files).checked);
}

}  // namespace
}  // namespace evenhand::sml
