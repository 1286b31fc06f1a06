#pragma once

// What the rules language says to its authors: errors and warnings with a place and a next step.

#include <span>
#include <string>
#include <vector>

#include "sml/ast.h"
#include "sml/source_set.h"

namespace evenhand::sml {

enum class Severity : std::uint8_t { kError, kWarning };

// Where in loading the problem was found. "internal" exists only in recorded results of the peer,
// where it crashed; ours are never internal.
enum class Stage : std::uint8_t { kSyntax, kValidation, kConfig };
std::string_view Name(Stage stage);

struct Diagnostic {
  struct Note {
    std::string message;
    Span span;
    std::string hint;
  };
  Severity severity = Severity::kError;
  Stage stage = Stage::kValidation;
  std::string check;    // the validator: "UniqueStoredNames", "ValidateStaticTypes", ...
  std::string kind;     // short machine name: "unknown-function", "type-mismatch", ...
  std::string message;  // starts in lower case, no full stop, code in backticks
  std::string hint;     // may hold several lines
  Span span;
  std::vector<Note> notes;  // further places, printed as (1), (2), ...
};

// Collects. Order of adding does not matter: the report sorts by (path, line, column, message).
class Diagnostics {
 public:
  void Add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }
  const std::vector<Diagnostic>& all() const { return all_; }
  std::size_t error_count() const;
  bool has_errors() const { return error_count() > 0; }
  void Sort(const SourceSet& sources);

 private:
  std::vector<Diagnostic> all_;
};

struct RenderOptions {
  bool color = false;
  bool warnings = true;
};

// The report for people: source line, caret, hints; several errors numbered.
// The caret stands under the character that the byte column means, also on non-ASCII lines.
std::string Render(const Diagnostics& diagnostics, const SourceSet& sources,
                   const RenderOptions& options = {});

}  // namespace evenhand::sml
