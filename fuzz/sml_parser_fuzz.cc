// Any bytes as a rules file: parsing ends, with a tree or with one error that can be shown, and
// perhaps warnings; what a tree prints parses again to what prints the same.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sml/parser.h"

namespace {

using namespace evenhand::sml;

void Require(bool condition) {
  if (!condition) std::abort();
}

bool IsError(const Diagnostic& d) { return d.severity == Severity::kError; }

void CheckPrinted(const Expr& expr) {
  const std::string printed = Print(expr);
  std::uint32_t next_id = 0;
  Diagnostics diagnostics;
  const Tree again = Parse("A = " + printed, 0, &next_id, &diagnostics);
  Require(!diagnostics.has_errors() && again.statements.size() == 1);
  Require(Print(again.statements[0].value) == printed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  SourceSet sources;
  sources.files.push_back({.path = "main.sml", .text = std::string(text)});
  std::uint32_t next_id = 0;
  Diagnostics diagnostics;
  const Tree tree = Parse(text, 0, &next_id, &diagnostics);
  Require(std::count_if(diagnostics.all().begin(), diagnostics.all().end(), &IsError) <= 1);
  Require(!Render(diagnostics, sources, {.color = true}).empty() || !diagnostics.has_errors());
  if (diagnostics.has_errors()) return 0;
  for (const Statement& statement : tree.statements) CheckPrinted(statement.value);
  return 0;
}
