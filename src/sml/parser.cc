#include "sml/parser.h"

#include <algorithm>

#include "base/utf8.h"
#include "sml/conversion.h"
#include "sml/python_parser.h"

namespace evenhand::sml {
namespace {

constexpr std::size_t kMaxTextBytes = std::size_t{16} << 20;

Position PositionAt(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_end = before.rfind('\n');
  const std::size_t start = line_end == std::string_view::npos ? 0 : line_end + 1;
  return {1 + static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')),
          static_cast<std::uint32_t>(offset - start)};
}

// Bytes that no source text may hold.
std::optional<Problem> CheckBytes(std::string_view source) {
  if (const std::size_t nul = source.find('\0'); nul != std::string_view::npos) {
    return Problem{PositionAt(source, nul), "source code cannot contain null bytes"};
  }
  if (IsWellFormed(source, false)) return std::nullopt;
  std::size_t good = 0;  // up to the first character that only a replacement could stand for
  for (std::size_t at = 0; at < source.size(); good = at) {
    const std::size_t from = at;
    const char32_t c = DecodeNext(source, &at);
    if (IsSurrogate(c) || (c == kReplacement && at - from != 3)) break;
  }
  return Problem{PositionAt(source, good), "the text is not valid UTF-8"};
}

// One kind of line end, also at the end of the text.
std::string WithPlainLineEnds(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out.push_back(text[i]);
    } else {
      out.push_back('\n');
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    }
  }
  if (!out.empty() && out.back() != '\n') out.push_back('\n');
  return out;
}

Diagnostic Describe(const Problem& problem, std::uint32_t file, std::string kind) {
  return {.severity = Severity::kError,
          .stage = Stage::kSyntax,
          .check = "Syntax",
          .kind = std::move(kind),
          .message = problem.message,
          .hint = {},
          .span = {.file = file, .line = problem.at.line, .column = problem.at.column},
          .notes = {}};
}

}  // namespace

Tree Parse(std::string_view text, std::uint32_t file, std::uint32_t* next_id,
           Diagnostics* diagnostics, const ParseOptions& options) {
  Tree tree;
  if (text.size() > kMaxTextBytes) {
    diagnostics->Add(Describe({{}, "a rules file may have at most 16 MB"}, file, "too-large"));
    return tree;
  }
  const std::string source = WithPlainLineEnds(text);
  if (const auto bad = CheckBytes(source)) {
    diagnostics->Add(Describe(*bad, file, "python-syntax"));
    return tree;
  }
  PythonParser parser(source);
  Converter converter(file, next_id, options);
  std::vector<Node> statements;
  while (parser.Next(&statements)) {
    for (Node& statement : statements) converter.Add(std::move(statement), &tree);
  }
  if (parser.problem()) {
    diagnostics->Add(Describe(*parser.problem(), file, "python-syntax"));
  } else if (converter.error()) {
    diagnostics->Add(*converter.error());
  }
  for (const Diagnostic& warning : converter.warnings()) diagnostics->Add(warning);
  return tree;
}

}  // namespace evenhand::sml
