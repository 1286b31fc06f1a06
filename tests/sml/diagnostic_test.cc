#include "sml/diagnostic.h"

#include <gtest/gtest.h>

namespace evenhand::sml {
namespace {

Diagnostic At(std::uint32_t file, std::uint32_t line, std::uint32_t column, std::string message,
              std::string hint = {}) {
  Diagnostic diagnostic;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  diagnostic.span = {.file = file, .line = line, .column = column};
  return diagnostic;
}

SourceSet OneFile(std::string text) {
  SourceSet sources;
  sources.files.push_back({.path = "main.sml", .text = std::move(text)});
  return sources;
}

std::string RenderOne(const Diagnostic& diagnostic, const SourceSet& sources) {
  Diagnostics diagnostics;
  diagnostics.Add(diagnostic);
  return Render(diagnostics, sources);
}

TEST(Report, ShowsOneErrorAlone) {
  EXPECT_EQ(RenderOne(At(0, 2, 4, "unknown identifier: `C`", "did you mean `A`?\nor `B`?"),
                      OneFile("A = 1\r\nB = C\r\n")),
            "error: unknown identifier: `C`\n"
            "--> main.sml:2:4\n"
            "     |\n"
            "   2 | B = C\n"
            "     |     ^ did you mean `A`?\n"
            "     |     | or `B`?\n");
}

TEST(Report, NumbersSeveralErrorsInOrderOfPlaceAndLeavesWarningsToTheEnd) {
  SourceSet sources;
  sources.files = {{.path = "a.sml", .text = "A = B\n"}, {.path = "b.sml", .text = "C = D\n"}};
  Diagnostics diagnostics;
  Diagnostic warning = At(0, 1, 0, "slow pattern");
  warning.severity = Severity::kWarning;
  diagnostics.Add(warning);
  diagnostics.Add(At(1, 1, 4, "unknown identifier: `D`"));
  diagnostics.Add(At(0, 1, 4, "unknown identifier: `B`"));
  const std::string errors =
      "2 errors occurred while validating:\n"
      "[1/2] error: unknown identifier: `B`\n"
      "--> a.sml:1:4\n"
      "     |\n"
      "   1 | A = B\n"
      "     |     ^\n"
      "\n"
      "[2/2] error: unknown identifier: `D`\n"
      "--> b.sml:1:4\n"
      "     |\n"
      "   1 | C = D\n"
      "     |     ^\n";
  EXPECT_EQ(Render(diagnostics, sources, {.warnings = false}), errors);
  EXPECT_EQ(Render(diagnostics, sources), errors +
                                              "\nwarning: slow pattern\n"
                                              "--> a.sml:1:0\n"
                                              "     |\n"
                                              "   1 | A = B\n"
                                              "     | ^\n");
}

TEST(Report, ShowsFurtherPlacesAndWidensTheMarginForTheLongestNumber) {
  std::string text(9999, '\n');
  text += "A = 2\n";
  Diagnostic diagnostic = At(0, 10000, 0, "features must be unique across all rule files");
  diagnostic.notes.push_back({.message = "also defined here",
                              .span = {.file = 0, .line = 9, .column = 0},
                              .hint = "first"});
  EXPECT_EQ(RenderOne(diagnostic, OneFile(text)),
            "error: features must be unique across all rule files\n"
            "--> main.sml:10000:0\n"
            "       |\n"
            " 10000 | A = 2\n"
            "       | ^\n"
            "~~~ also defined here\n"
            "--> (1) main.sml:9:0\n"
            "       |\n"
            "     9 | \n"
            "       | ^ first\n");
}

struct CaretCase {
  const char* name;
  const char* line;
  std::uint32_t column;  // in bytes
  std::size_t caret;     // in terminal columns
};

class Caret : public testing::TestWithParam<CaretCase> {};
TEST_P(Caret, StandsUnderTheCharacterThatTheByteColumnMeans) {
  const CaretCase& c = GetParam();
  const std::string report = RenderOne(At(0, 1, c.column, "here"), OneFile(c.line));
  const std::string margin = "     | ";
  const std::size_t line = report.rfind('\n', report.size() - 2) + 1;
  EXPECT_EQ(report.substr(line), margin + std::string(c.caret, ' ') + "^\n");
}
INSTANTIATE_TEST_SUITE_P(
    Lines, Caret,
    testing::Values(CaretCase{"ascii", "A = 'x' + B", 10, 10},
                    CaretCase{"persian_letters_are_two_bytes", "A = 'سلام' + B", 15, 11},
                    CaretCase{"combining_marks_take_no_room", "A = 'سَ' + B", 13, 10},
                    CaretCase{"emoji_take_two_columns", "A = '💩' + B", 13, 11},
                    CaretCase{"joiners_take_no_room", "A = '\xE2\x80\x8C' + B", 12, 9},
                    CaretCase{"tab_is_four", "\tB", 1, 4}, CaretCase{"end_of_line", "A =", 3, 3},
                    CaretCase{"inside_a_character", "'س' B", 2, 1}),
    [](const auto& test) { return test.param.name; });

TEST(Report, ShowsNoControlCharacterOfTheSource) {
  const std::string report = RenderOne(At(0, 1, 5, "here"), OneFile("A = '\x1b[31m'"));
  EXPECT_EQ(report.find('\x1b'), std::string::npos);
}

TEST(Report, PaintsOnlyWhenAsked) {
  Diagnostics diagnostics;
  diagnostics.Add(At(0, 1, 0, "here"));
  const SourceSet sources = OneFile("A");
  EXPECT_EQ(Render(diagnostics, sources).find('\x1b'), std::string::npos);
  EXPECT_NE(Render(diagnostics, sources, {.color = true}).find("\x1b[1;31merror\x1b[0m: here"),
            std::string::npos);
}

}  // namespace
}  // namespace evenhand::sml
