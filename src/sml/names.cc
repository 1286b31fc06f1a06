// Names: unique, used, and defined before they are read.

#include <fmt/format.h>

#include "sml/check_state.h"

namespace evenhand::sml {
namespace {

Diagnostic::Note NoteAt(std::string message, Span span) {
  return {.message = std::move(message), .span = span, .hint = {}};
}

// One name and all the places where it is assigned.
struct Stored {
  std::string_view name;
  std::vector<Span> spans;
};

// In order of first appearance.
class StoredNames {
 public:
  void Add(std::string_view name, Span span) {
    const auto [at, fresh] = index_.emplace(name, names_.size());
    if (fresh) names_.push_back({.name = name, .spans = {}});
    names_[at->second].spans.push_back(span);
  }
  const std::vector<Stored>& names() const { return names_; }

 private:
  std::vector<Stored> names_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

bool ReportRepeated(CheckState* state, const StoredNames& stored, std::string_view kind,
                    std::string_view message, std::string_view hint) {
  bool ok = true;
  for (const Stored& one : stored.names()) {
    if (one.spans.size() == 1) continue;
    ok = false;
    std::vector<Diagnostic::Note> notes;
    for (std::size_t i = 1; i < one.spans.size(); ++i)
      notes.push_back(NoteAt("also here", one.spans[i]));
    state->Error("UniqueStoredNames", one.spans[0], std::string(kind), std::string(message),
                 std::string(hint), std::move(notes));
  }
  return ok;
}

// The scope check of one file.
class Scope {
 public:
  Scope(CheckState* state, std::uint32_t file) : state_(*state), file_(file) {}

  bool Run() {
    const Checked& out = state_.out;
    for (std::uint32_t i = out.first_statement[file_]; i < out.first_statement[file_ + 1]; ++i) {
      const Statement& statement = *out.statements[i].statement;
      if (!statement.is_call) {
        CheckSelfUse(statement);
        known_.insert(statement.target);
      }
      ForEach(statement.value, [this](const Expr& expr) { Visit(expr); });
    }
    return ok_;
  }

 private:
  void CheckSelfUse(const Statement& statement) {
    ForEach(statement.value, [&](const Expr& expr) {
      if (expr.kind != ExprKind::kName || expr.text != statement.target) return;
      ok_ = false;
      state_.Error("VariablesMustBeDefined", expr.span, "self-reference",
                   "cannot both store and load the same value within an assignment",
                   "you cannot use the identifier you are assigning to in its assignment",
                   {NoteAt("the assignment is here", statement.span)});
    });
  }

  void Visit(const Expr& expr) {
    if (expr.kind == ExprKind::kCall) {
      const auto edges = state_.imports.find(expr.id);
      if (edges == state_.imports.end()) return;
      for (const ImportEdge& edge : edges->second) imported_.insert(edge.file);
    } else if (expr.kind == ExprKind::kName) {
      Resolve(expr);
    }
  }

  void Resolve(const Expr& name) {
    const std::uint32_t found = state_.Lookup(file_, name.text);
    state_.out.definition[name.id] = found;
    if (known_.contains(name.text)) return;
    if (found != kNoStatement && !IsLocal(name.text) && imported_.contains(state_.At(found).file)) {
      return;
    }
    ok_ = false;
    Report(name, found);
  }

  void Report(const Expr& name, std::uint32_t found) {
    static constexpr std::string_view kCheck = "VariablesMustBeDefined";
    if (found != kNoStatement && !IsLocal(name.text)) {
      const CheckedStatement& other = state_.At(found);
      if (other.file == file_) {
        state_.Error(kCheck, name.span, "unknown-identifier", "unknown identifier",
                     "this identifier is used before it is assigned",
                     {NoteAt("it is assigned here", other.statement->span)});
      } else {
        state_.Error(kCheck, name.span, "unknown-identifier", "unknown identifier",
                     fmt::format("this identifier was not imported into this file\n"
                                 "`Import(rules=['{}'])` makes it known",
                                 state_.sources().files[other.file].path),
                     {NoteAt("however, it was found here", other.statement->span)});
      }
      return;
    }
    if (const std::string close = Close(name.text); !close.empty()) {
      const std::uint32_t other = state_.Lookup(file_, close);
      state_.Error(kCheck, name.span, "unknown-identifier", "unknown identifier",
                   fmt::format("did you mean `{}`?", close),
                   {NoteAt("a similar identifier is here", state_.At(other).statement->span)});
    } else if (IsLocal(name.text)) {
      state_.Error(
          kCheck, name.span, "unknown-local", "unknown local variable",
          fmt::format("`{}` does not exist in this file\nvariables that start with `_` can "
                      "only be used in the file they're declared in",
                      name.text));
    } else {
      state_.Error(kCheck, name.span, "unknown-identifier", "unknown identifier",
                   fmt::format("`{}` does not exist in any rule files. typo, perhaps?", name.text));
    }
  }

  // Names in scope first, then those of any file.
  std::string Close(std::string_view name) {
    if (state_.suggestions_left == 0) return {};
    std::vector<std::string> in_scope;
    for (const std::string_view known : known_) in_scope.emplace_back(known);
    std::sort(in_scope.begin(), in_scope.end());
    std::string close = state_.Suggest(name, in_scope);
    if (close.empty()) close = state_.Suggest(name, state_.global_names);
    return close;
  }

  CheckState& state_;
  std::uint32_t file_;
  bool ok_ = true;
  std::unordered_set<std::string_view> known_;
  std::unordered_set<std::uint32_t> imported_;
};

}  // namespace

bool CheckUniqueNames(CheckState* state) {
  const Checked& out = state->out;
  StoredNames globals;
  std::vector<StoredNames> locals(out.trees.size());
  for (const CheckedStatement& one : out.statements) {
    if (one.statement->is_call) continue;
    StoredNames& stored = one.statement->is_local() ? locals[one.file] : globals;
    stored.Add(one.statement->target, one.statement->span);
  }
  bool ok = ReportRepeated(state, globals, "duplicate-feature",
                           "features must be unique across all rule files",
                           "this feature is defined in multiple locations");
  for (const StoredNames& stored : locals) {
    ok &= ReportRepeated(state, stored, "duplicate-local",
                         "local variables must be unique in their file",
                         "this local variable is defined in multiple locations in this file");
  }
  return ok;
}

bool CheckUnusedLocals(CheckState* state) {
  const Checked& out = state->out;
  bool ok = true;
  for (std::uint32_t file = 0; file < out.trees.size(); ++file) {
    StoredNames stored;
    std::unordered_set<std::string_view> assigned;
    std::unordered_set<std::string_view> used;
    for (const Statement& statement : out.trees[file].statements) {
      if (statement.is_local()) {
        assigned.insert(statement.target);
        stored.Add(statement.target, statement.span);
      }
      ForEach(statement.value, [&](const Expr& expr) {
        if (expr.kind == ExprKind::kName && assigned.contains(expr.text)) used.insert(expr.text);
      });
    }
    for (const Stored& local : stored.names()) {
      if (used.contains(local.name)) continue;
      ok = false;
      state->Error("NoUnusedLocals", local.spans[0], "unused-local",
                   fmt::format("unused local variable: `{}`", local.name),
                   "this variable is not used anywhere, and thus has no effect. either delete or "
                   "comment it out");
    }
  }
  return ok;
}

bool CheckNamesDefined(CheckState* state) {
  bool ok = true;
  for (std::uint32_t file = 0; file < state->out.trees.size(); ++file) {
    ok &= Scope(state, file).Run();
  }
  return ok;
}

}  // namespace evenhand::sml
