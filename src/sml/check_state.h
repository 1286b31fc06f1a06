#pragma once

// What the validators of one check share. Inside sml only.
//
// Each validator is one function in a file of its own; checker.cc says which may run when. A
// validator adds what it learns to `out`, and says whether it found no error.

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sml/annotation.h"
#include "sml/checker.h"

namespace evenhand::sml {

inline constexpr std::size_t kMostReported = 10'000;
inline constexpr std::uint32_t kNoStatement = static_cast<std::uint32_t>(-1);

// One call and where it stands.
struct CallSite {
  const Expr* call = nullptr;
  std::uint32_t statement = 0;  // index into Checked::statements
  bool is_direct = false;       // it is the statement's whole value
};

// One `Import(rules=[...])`, by file.
struct ImportEdge {
  std::uint32_t file = 0;  // what is imported
  Span span;               // of the text that names it
};

struct CheckState {
  CheckState(Checked* checked, Diagnostics* found) : out(*checked), diagnostics(found) {}

  Checked& out;
  Diagnostics* diagnostics;

  std::vector<CallSite> calls;  // all, in file and source order
  // Where names are assigned: index into Checked::statements.
  std::unordered_map<std::string_view, std::uint32_t> globals;
  std::vector<std::unordered_map<std::string_view, std::uint32_t>> locals;  // by file
  std::vector<std::string> global_names;                                    // to suggest from
  std::unordered_map<std::uint32_t, std::vector<ImportEdge>> imports;       // by id of the call
  // By statement: its annotation as a type; meaningless where the statement has none.
  std::vector<tl::expected<AnnotatedType, AnnotationError>> annotations;
  std::vector<bool> can_leave;  // by statement: may be seen outside, as far as secrets go
  // Under osprey-1.1, by statement that assigns a negative constant: how many arguments took it.
  std::unordered_map<std::uint32_t, std::uint32_t> uses_of_minus;
  int suggestions_left = 100;  // "did you mean" is dear: enough for any real rulebook

  const SourceSet& sources() const { return *out.sources; }
  const CheckedStatement& At(std::uint32_t statement) const { return out.statements[statement]; }

  // The catalog's entry for a call, or null.
  const Catalog::Entry* Function(const Expr& call) const;
  // Where a name used in `file` is assigned, in scope or not; kNoStatement when nowhere.
  std::uint32_t Lookup(std::uint32_t file, std::string_view name) const;
  // The closest of `candidates`, or empty when there is none or enough was suggested.
  std::string Suggest(std::string_view name, std::span<const std::string> candidates);

  // Adds an error of the validator `check`. Past kMostReported they are only counted as errors of
  // their validator: nobody reads so many.
  void Error(std::string_view check, Span span, std::string kind, std::string message,
             std::string hint = {}, std::vector<Diagnostic::Note> notes = {});
  void Warn(std::string_view check, Span span, std::string kind, std::string message,
            std::string hint = {}, std::vector<Diagnostic::Note> notes = {});
  // "osprey-1.1 does otherwise": only said to those who did not ask for its ways.
  void WarnCompatibility(Span span, std::string message, std::string hint);
  // The annotation of a statement could not be read.
  void BadAnnotation(std::string_view check, AnnotationError error);
};

// Calls `visit` for an expression and all below it, in order of appearance.
template <class Visit>
void ForEach(const Expr& expr, const Visit& visit) {
  visit(expr);
  for (const Expr& item : expr.items) ForEach(item, visit);
}

inline bool IsLocal(std::string_view name) { return name.starts_with('_'); }

// The validators, by the peer's names.
bool CheckUniqueNames(CheckState* state);            // names.cc: UniqueStoredNames
bool CheckUnusedLocals(CheckState* state);           // names.cc: NoUnusedLocals
bool CheckNamesDefined(CheckState* state);           // names.cc: VariablesMustBeDefined
bool CheckCalls(CheckState* state, bool config_ok);  // calls.cc: ValidateCallKwargs
bool CheckImportCycles(CheckState* state);           // imports.cc: ImportsMustNotHaveCycles
bool CheckResultsUsed(CheckState* state);            // call_results.cc: ValidateCallRValue
bool CheckDynamicResults(
    CheckState* state);  // call_results.cc: ValidateDynamicCallsHaveAnnotatedRValue
bool CheckStaticTypes(CheckState* state);  // static_types.cc: ValidateStaticTypes
bool CheckLabels(CheckState* state);       // labels.cc: ValidateLabels

// After all of them: which assignments become features (exports.cc).
void DecideExports(CheckState* state);
// What an expression is made of may leave, as far as secrets go (exports.cc).
bool CanLeave(const CheckState& state, std::uint32_t file, const Expr& expr);

}  // namespace evenhand::sml
