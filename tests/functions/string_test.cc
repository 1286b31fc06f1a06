#include <string>

#include "functions/call.h"
#include "functions/registry.h"

namespace evenhand::functions {
namespace {

using Texts = std::vector<std::string_view>;

struct Case {
  const char* name;
  const char* function;
  Texts arguments;  // "<none>" stands for a none
  std::string want;
};

class StringFunction : public testing::TestWithParam<Case> {};

TEST_P(StringFunction, GivesWhatPythonGives) {
  const Case& c = GetParam();
  Calls calls(StringFunctions());
  std::vector<Value> arguments;
  for (const std::string_view text : c.arguments)
    arguments.push_back(text == "<none>" ? Value::None() : calls.Text(text));
  if (std::string_view(c.function) == "StringSplit") arguments.push_back(Value::Int(-1));
  EXPECT_EQ(calls.Show(c.function, arguments), c.want);
}

INSTANTIATE_TEST_SUITE_P(
    Table, StringFunction,
    testing::Values(
        Case{"length", "StringLength", {"سلام🚀"}, "5"},
        Case{"length_of_surrogate", "StringLength", {"\xED\xA0\x80"}, "1"},
        Case{"lower", "StringToLower", {"ÀÉ Straße İ"}, "'àé straße i̇'"},
        Case{"lower_final_sigma",
             "StringToLower",
             {"ΟΔΥΣΣΕΥΣ, ΣΑΣ Σ ΑΣ'Α"},
             "'οδυσσευς, σας σ ασ'α'"},
        Case{"upper", "StringToUpper", {"straße ŉ ﬁ ǆ"}, "'STRASSE ʼN FI Ǆ'"},
        Case{"case_of_persian", "StringToUpper", {"سلام"}, "'سلام'"},
        Case{"starts", "StringStartsWith", {"سلام", "سل"}, "true"},
        Case{"starts_with_nothing", "StringStartsWith", {"", ""}, "true"},
        Case{"does_not_start", "StringStartsWith", {"سلام", "لا"}, "false"},
        Case{"ends", "StringEndsWith", {"سلام", "ام"}, "true"},
        Case{"strip_space", "StringStrip", {"\u00a0\t x y \u3000", "<none>"}, "'x y'"},
        Case{"strip_set", "StringStrip", {"ابسلاما", "اب"}, "'سلام'"},
        Case{"strip_empty_set", "StringStrip", {" x ", ""}, "' x '"},
        Case{"lstrip", "StringLStrip", {"xxaxx", "x"}, "'axx'"},
        Case{"rstrip", "StringRStrip", {"xxaxx", "x"}, "'xxa'"},
        Case{"strip_all", "StringStrip", {"  ", "<none>"}, "''"},
        Case{"replace", "StringReplace", {"aXbXXc", "X", "--"}, "'a--b----c'"},
        Case{"replace_overlap", "StringReplace", {"aaa", "aa", "b"}, "'ba'"},
        Case{"replace_nothing", "StringReplace", {"abc", "x", "y"}, "'abc'"},
        Case{"replace_empty", "StringReplace", {"سد", "", "-"}, "'-س-د-'"},
        Case{"replace_empty_in_empty", "StringReplace", {"", "", "x"}, "'x'"},
        Case{"split_space",
             "StringSplit",
             {" a \u00a0 b\x1c"
              "c ",
              "<none>"},
             "['a', 'b', 'c']"},
        Case{"split_blank", "StringSplit", {"  ", "<none>"}, "[]"},
        Case{"split_at", "StringSplit", {",a,,b", ","}, "['', 'a', '', 'b']"},
        Case{"split_empty", "StringSplit", {"", ","}, "['']"},
        Case{"split_persian", "StringSplit", {"یک، دو", "، "}, "['یک', 'دو']"},
        Case{"split_at_nothing", "StringSplit", {"a", ""}, "ERR: StringSplit: empty separator"},
        Case{"urls",
             "StringExtractURLs",
             {"see https://a.example/x?q=1#f, <http://b.example:80/>"},
             "['https://a.example/x?q=1#f,', 'http://b.example:80/']"},
        Case{"urls_once", "StringExtractURLs", {"http://ab http://ab"}, "['http://ab']"},
        Case{"urls_normalised",
             "StringExtractURLs",
             {"https://e.example? https://f.example/a;#x https://g.example/;p?q# "},
             "['https://e.example', 'https://f.example/a#x', 'https://g.example/;p?q']"},
        Case{"urls_refused",
             "StringExtractURLs",
             {"https:/a http:///x https://a https://[bad/x https://[::1]x/ https://x[::1]/ "
              "https://a℀b.example HTTP://UP.example https://?q=abc"},
             "[]"},
        Case{"urls_ipv6",
             "StringExtractURLs",
             {"http://[::1]:8080/a http://[1.2.3.4]/ http://[v1.x]/"},
             "['http://[::1]:8080/a', 'http://[v1.x]/']"},
        Case{"domains",
             "StringExtractDomains",
             {"https://A.example:8080/x https://user:pw@h.example https://[::1]:80/ "
              "https://A.example"},
             "['A.example', 'user', '[::1]']"},
        Case{"domains_glued",
             "StringExtractDomains",
             {"xhttps://one.examplehttps://two.example"},
             "['one.examplehttps']"},
        Case{"domains_persian",
             "StringExtractDomains",
             {"[وب](https://فارسی.example/س)"},
             "['فارسی.example']"}),
    [](const auto& test) { return test.param.name; });

TEST(StringJoin, PutsTheSeparatorBetween) {
  Calls calls(StringFunctions());
  EXPECT_EQ(calls.Show("StringJoin", {calls.Text("، "), calls.Texts({"یک", "دو"})}), "'یک، دو'");
  EXPECT_EQ(calls.Show("StringJoin", {calls.Text("-"), calls.List({})}), "''");
}

TEST(StringSplit, StopsAtItsLimit) {
  Calls calls(StringFunctions());
  const Value text = calls.Text(" a  b  c ");
  const Value none = Value::None();
  EXPECT_EQ(calls.Show("StringSplit", {text, none, Value::Int(1)}), "['a', 'b  c ']");
  EXPECT_EQ(calls.Show("StringSplit", {text, none, Value::Int(0)}), "['a  b  c ']");
  EXPECT_EQ(calls.Show("StringSplit", {text, none, Value::Int(3)}), "['a', 'b', 'c']");
  EXPECT_EQ(calls.Show("StringSplit", {calls.Text("a,b,c"), calls.Text(","), Value::Int(1)}),
            "['a', 'b,c']");
  EXPECT_EQ(calls.Show("StringSplit", {calls.Text("a,b"), calls.Text(","), Value::Int(0)}),
            "['a,b']");
}

TEST(StringSlice, CountsCharactersAndClips) {
  Calls calls(StringFunctions());
  const auto slice = [&](std::int64_t start, std::int64_t end) {
    return calls.Show("StringSlice", {calls.Text("سلام🚀!"), Value::Int(start), Value::Int(end)});
  };
  EXPECT_EQ(slice(1, 3), "'لا'");
  EXPECT_EQ(slice(4, 100), "'🚀!'");
  EXPECT_EQ(slice(7, 9), "''");
  EXPECT_EQ(slice(2, 2), "''");
}

TEST(StringFunctions, RefuseResultsThatAreTooLarge) {
  Calls calls(StringFunctions(), 4096);
  const std::string long_text(500, 'x');
  const Value text = calls.Text(long_text);
  EXPECT_EQ(calls.Show("StringReplace", {text, calls.Text("x"), text}),
            "ERR: the result would pass the memory limit of an event");
  EXPECT_EQ(calls.Show("StringReplace", {text, calls.Text(""), text}),
            "ERR: the result would pass the memory limit of an event");
  EXPECT_EQ(calls.Show("StringSplit", {text, calls.Text("x"), Value::Int(-1)}),
            "ERR: the result would pass the memory limit of an event");
}

}  // namespace
}  // namespace evenhand::functions
