#include "sml/checker.h"

#include <fmt/format.h>

#include <cstdio>

#include "base/check.h"
#include "sml/check_state.h"
#include "sml/parser.h"

namespace evenhand::sml {
namespace {

constexpr std::string_view kEntryPoint = "main.sml";

// Every file parsed; false when one of them does not parse.
bool ParseFiles(Checked* out, Diagnostics* diagnostics) {
  const std::size_t errors = diagnostics->error_count();
  const ParseOptions options{.osprey_1_1 = out->config.osprey_1_1};
  std::uint32_t next_id = 0;
  for (std::size_t i = 0; i < out->sources->files.size(); ++i) {
    out->trees.push_back(Parse(out->sources->files[i].text, static_cast<std::uint32_t>(i), &next_id,
                               diagnostics, options));
  }
  out->id_count = next_id;
  out->types.resize(next_id);
  out->unwraps.resize(next_id);
  out->definition.assign(next_id, kNoStatement);
  return diagnostics->error_count() == errors;
}

void ListCalls(CheckState* state, std::uint32_t statement) {
  const Expr& value = state->At(statement).statement->value;
  ForEach(value, [&](const Expr& expr) {
    if (expr.kind != ExprKind::kCall) return;
    state->calls.push_back({.call = &expr, .statement = statement, .is_direct = &expr == &value});
  });
}

void ListStatement(CheckState* state, const Statement& statement, std::uint32_t file) {
  const auto index = static_cast<std::uint32_t>(state->out.statements.size());
  state->out.statements.push_back({.statement = &statement, .file = file, .type = {}});
  state->annotations.emplace_back();
  if (statement.annotation) state->annotations.back() = ReadAnnotation(*statement.annotation);
  ListCalls(state, index);
  if (statement.is_call) return;
  if (statement.is_local()) {
    state->locals[file].emplace(statement.target, index);
  } else if (state->globals.emplace(statement.target, index).second) {
    state->global_names.push_back(statement.target);
  }
}

void ListStatements(CheckState* state) {
  Checked& out = state->out;
  state->locals.resize(out.trees.size());
  for (std::uint32_t file = 0; file < out.trees.size(); ++file) {
    out.first_statement.push_back(static_cast<std::uint32_t>(out.statements.size()));
    for (const Statement& statement : out.trees[file].statements) {
      ListStatement(state, statement, file);
    }
  }
  out.first_statement.push_back(static_cast<std::uint32_t>(out.statements.size()));
  state->can_leave.assign(out.statements.size(), true);
}

// The validators. One that failed holds up those that rest on it; the others still report.
bool Validate(CheckState* state, bool config_ok) {
  const bool used = CheckUnusedLocals(state);
  const bool results = CheckResultsUsed(state);
  if (!CheckUniqueNames(state) || !CheckCalls(state, config_ok)) return false;
  const bool acyclic = CheckImportCycles(state);
  const bool dynamic = CheckDynamicResults(state);
  const bool labels = !config_ok || CheckLabels(state);
  const bool defined = acyclic && CheckNamesDefined(state);
  const bool typed = acyclic && dynamic && defined && CheckStaticTypes(state);
  return used && results && labels && typed && config_ok;
}

}  // namespace

Catalog::Catalog(std::span<const FunctionSpec* const> specs) {
  for (const FunctionSpec* spec : specs) {
    Result<Signature> signature = ParseSignature(spec->signature);
    if (!signature) fmt::print(stderr, "{}: {}\n", spec->name, signature.error().message);
    EVENHAND_CHECK(signature.has_value());
    const bool fresh =
        by_name_.emplace(spec->name, static_cast<std::uint32_t>(entries_.size())).second;
    EVENHAND_CHECK(fresh);
    entries_.push_back({.spec = *spec, .signature = *std::move(signature)});
  }
}

std::uint32_t Catalog::Find(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? npos : found->second;
}

const Catalog::Entry* CheckState::Function(const Expr& call) const {
  const std::uint32_t found = out.catalog->Find(call.text);
  return found == Catalog::npos ? nullptr : &out.catalog->entries()[found];
}

std::uint32_t CheckState::Lookup(std::uint32_t file, std::string_view name) const {
  const auto& names = IsLocal(name) ? locals[file] : globals;
  const auto found = names.find(name);
  return found == names.end() ? kNoStatement : found->second;
}

std::string CheckState::Suggest(std::string_view name, std::span<const std::string> candidates) {
  if (suggestions_left == 0) return {};
  --suggestions_left;
  return CloseName(name, candidates);
}

void CheckState::Error(std::string_view check, Span span, std::string kind, std::string message,
                       std::string hint, std::vector<Diagnostic::Note> notes) {
  if (diagnostics->all().size() >= kMostReported) return;
  diagnostics->Add({.severity = Severity::kError,
                    .stage = Stage::kValidation,
                    .check = std::string(check),
                    .kind = std::move(kind),
                    .message = std::move(message),
                    .hint = std::move(hint),
                    .span = span,
                    .notes = std::move(notes)});
}

void CheckState::Warn(std::string_view check, Span span, std::string kind, std::string message,
                      std::string hint, std::vector<Diagnostic::Note> notes) {
  if (diagnostics->all().size() >= kMostReported / 2) return;
  diagnostics->Add({.severity = Severity::kWarning,
                    .stage = Stage::kValidation,
                    .check = std::string(check),
                    .kind = std::move(kind),
                    .message = std::move(message),
                    .hint = std::move(hint),
                    .span = span,
                    .notes = std::move(notes)});
}

void CheckState::WarnCompatibility(Span span, std::string message, std::string hint) {
  if (out.config.osprey_1_1) return;
  Warn("Compatibility", span, "compatibility", std::move(message), std::move(hint));
}

void CheckState::BadAnnotation(std::string_view check, AnnotationError error) {
  Error(check, error.span, "bad-annotation", std::move(error.message), std::move(error.hint),
        std::move(error.notes));
}

std::unique_ptr<Checked> Check(std::shared_ptr<const SourceSet> sources,
                               std::shared_ptr<const Catalog> catalog, Diagnostics* diagnostics) {
  auto out = std::make_unique<Checked>();
  out->sources = std::move(sources);
  out->catalog = std::move(catalog);
  Diagnostics of_config;
  out->config = ReadConfig(*out->sources, &of_config);
  if (!ParseFiles(out.get(), diagnostics)) return nullptr;

  for (const Diagnostic& one : of_config.all()) diagnostics->Add(one);
  CheckState state(out.get(), diagnostics);
  ListStatements(&state);
  const bool has_main = out->sources->Find(kEntryPoint) != SourceSet::npos;
  if (!has_main) {
    state.Error("Sources", {}, "no-entry-point", "there is no `main.sml`",
                "every rulebook begins with the file `main.sml` in its root folder");
  }
  const bool ok = Validate(&state, !of_config.has_errors());
  if (!ok || !has_main) return nullptr;
  DecideExports(&state);
  return out;
}

}  // namespace evenhand::sml
