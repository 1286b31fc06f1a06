// Functions that steer evaluation: events in, rules, effects and labels out, and files.
//
// They have no `call`: the program lowers them by name to operations of its own. Here are their
// signatures, their words in the function reference, and what can be said against a call before it
// runs.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "codec/json_path.h"
#include "functions/path_pattern.h"
#include "functions/registry.h"
#include "text/char_class.h"

namespace evenhand::functions {
namespace {

using program::Cost;
using program::FunctionRow;
using program::Purity;
using sml::CallCheck;
using sml::Constant;
using sml::Expr;
using sml::ExprKind;

// A call that names its result must be the whole value of an assignment.
bool IsAssigned(const CallCheck& check) { return check.is_direct() && !check.statement().is_call; }

void CheckImport(CallCheck& check) {
  const Constant& rules = *check.ConstantOf("rules");
  std::map<std::string_view, int> times;
  std::vector<std::string> paths;
  for (const Constant& path : rules.items) {
    paths.push_back(path.text);
    if (check.sources().Find(path.text) == sml::SourceSet::npos) {
      check.Error(path.span, "import-not-found",
                  fmt::format("imported file: {} not found", path.text), "import attempted here");
    }
    if (++times[path.text] == 2) {
      const auto first = std::find_if(rules.items.begin(), rules.items.end(),
                                      [&](const Constant& c) { return c.text == path.text; });
      check.Error(first->span, "import-duplicate",
                  fmt::format("import has a duplicated items for rule: {}", path.text),
                  "first import attempted here");
    }
  }
  if (std::is_sorted(paths.begin(), paths.end())) return;
  std::sort(paths.begin(), paths.end());
  check.Error(rules.span, "import-unsorted", "import rules are not sorted",
              fmt::format("sort imports lexicographically:\n`Import(rules=['{}'])`",
                          fmt::join(paths, "', '")));
}

void CheckRequire(CallCheck& check) {
  const Expr& rule = *check.Argument("rule");
  if (rule.kind == ExprKind::kString) {
    if (check.sources().Find(rule.text) == sml::SourceSet::npos) {
      check.Error(rule.span, "require-not-found",
                  fmt::format("required rule: `{}` not found", rule.text),
                  "require attempted here");
    }
    return;
  }
  if (rule.kind != ExprKind::kFormatString) {
    check.Error(rule.span, "require-not-literal",
                "a literal string or format string is required here",
                "you can only use literal strings, for example:\n`Require(rule='hello.sml')` or "
                "`Require(rule=f'actions/{ActionName}.sml')`");
    return;
  }
  const std::string pattern = PatternOfTemplate(rule.text);
  const auto& files = check.sources().files;
  const bool matches = std::any_of(files.begin(), files.end(), [&](const sml::SourceFile& file) {
    return MatchesPathPattern(pattern, file.path);
  });
  if (!matches) {
    check.Error(rule.span, "require-matches-nothing",
                fmt::format("required rule: `{}` would never match any rule files", rule.text),
                fmt::format("require attempted here, glob: `{}` matches no sources", pattern));
  }
}

void CheckPath(CallCheck& check) {
  const Constant& path = *check.ConstantOf("path");
  const auto parsed = codec::ParseJsonPath(path.text);
  if (parsed) return;
  check.Error(path.span, "bad-json-path",
              fmt::format("failed to validate argument `path` for `{}(...)`", check.call().text),
              fmt::format("error: {}", parsed.error().message));
}

// The identifier that starts at `at`, as an f-string would have it; empty when there is none.
std::string_view IdentifierAt(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  std::size_t end = at;
  while (at < text.size()) {
    const char32_t c = DecodeNext(text, &at);
    if (!text::IsWordChar(c) || (end == begin && text::IsDecimalDigit(c))) break;
    end = at;
  }
  return text.substr(begin, end - begin);
}

// Names in braces.
std::vector<std::string> BracedNames(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::string_view name = IdentifierAt(text, open + 1);
    if (!name.empty() && text.substr(open + 1 + name.size()).starts_with('}')) {
      names.emplace_back(name);
    }
  }
  return names;
}

void CheckRule(CallCheck& check) {
  if (!IsAssigned(check)) {
    check.Error(check.call().span, "must-assign", "`Rule(...)` must be assigned to a variable",
                fmt::format("give it a line of its own: `SomeRule = {}`", Print(check.call())));
  } else if (check.statement().is_local()) {
    check.Error(
        check.statement().span, "rule-in-local", "rules must be stored in non-local features",
        fmt::format("this rule is being stored in the local variable `{}`\nrules must be in "
                    "non-local features (eg that don't start with `_`)",
                    check.statement().target));
  }
  const Expr& description = *check.Argument("description");
  if (description.kind != ExprKind::kString && description.kind != ExprKind::kFormatString) {
    check.Error(description.span, "description-not-literal",
                "argument `description` to `Rule` requires either a string literal or an f-string",
                "the text of a rule is read before any event, so it must be written here");
  }
  if (description.kind != ExprKind::kString) return;
  const std::vector<std::string> names = BracedNames(description.text);
  if (names.empty()) return;
  check.Error(
      description.span, "description-missing-f",
      "variable interpolation attempted in non-format string",
      fmt::format("this string contains what looks like variable interpolation, but is not an "
                  "f-string\nfound: `{}`\nconsider prefixing with `f`",
                  fmt::join(names, "`, `")));
}

void CheckWhenRules(CallCheck& check) {
  for (const std::string_view name : {"rules_any", "then"}) {
    const Expr& list = *check.Argument(name);
    if (list.kind == ExprKind::kList) continue;
    check.Warn(list.span, "not-a-list-literal",
               fmt::format("argument `{}` to `WhenRules` should be a list literal", name),
               "with anything else this `WhenRules` fails on every event");
  }
}

void CheckHasLabel(CallCheck& check) {
  const Constant& status = *check.ConstantOf("status");
  if (status.text != "added" && status.text != "removed") {
    const bool manual = status.text == "manually_added" || status.text == "manually_removed";
    check.Error(status.span, "label-status", "unknown label status",
                fmt::format("expected `added` or `removed`, got `{}`{}", status.text,
                            manual ? "\nto specify a manually set label, set `manual=True`" : ""));
  }
  const Constant& label = *check.ConstantOf("label");
  if (check.config().labels.contains(label.text)) return;
  std::vector<std::string> known;
  for (const auto& [name, _] : check.config().labels) known.push_back(name);
  const std::string close = sml::CloseName(label.text, known);
  check.Error(label.span, "label-unknown", "unknown label",
              fmt::format("unknown label `{}`{}", label.text,
                          close.empty() ? "" : fmt::format(", did you mean `{}`?", close)));
}

constexpr const char* kLabelDoc =
    "\n\nThe label must be in the configuration, and valid for the type of the entity when that is "
    "known. Nothing happens until a `WhenRules` with this effect fires; each rule that fired there "
    "is "
    "a reason on the label.";

std::vector<std::pair<std::string, std::string>> LabelNotes() {
  return {
      {"entity", "The entity whose label changes."},
      {"label", "Name of a label in the configuration."},
      {"delay_action_by", "Carried in the effect for whoever acts on it."},
      {"apply_if",
       "A rule that must hold too. When it is false or failed the label stays as it is; when it "
       "holds "
       "it becomes a further reason."},
      {"expires_after",
       "Time from the event until this reason no longer counts. Left out, or failed: for good."},
  };
}

std::vector<std::pair<std::string, std::string>> JsonNotes() {
  return {
      {"path", "A JSONPath, for example `$.user.name` or `$.urls[0]`. The first match counts."},
      {"required",
       "When false, a missing or null value fails the feature silently and is not counted as an "
       "error."},
      {"coerce_type",
       "When true, a value of another type is converted where that can be done: a number to text, "
       "text to a number, anything to a bool."},
  };
}

std::vector<FunctionRow> MakeRows() {
  std::vector<FunctionRow> rows;
  rows.push_back({
      .spec =
          {.name = "DeclareVerdict",
           .category = "Engine",
           .signature = "(verdict: str) -> EffectBase",
           .doc = "Declares a verdict: a word that whoever asked for a decision gets back. Several "
                  "verdicts of one event are all given, in the order in which they were declared.",
           .notes = {{"verdict", "Any text; it may be computed."}}},
      .purity = Purity::kPure,
  });
  rows.push_back({
      .spec =
          {.name = "Entity",
           .category = "Entity",
           .signature = "(type: Const[str], id: T) -> Entity[T]",
           .doc = "Makes an entity of a type and an id. Where its plain value is wanted, an entity "
                  "stands for its id.",
           .notes = {{"type", "The kind of entity, for example `'User'`."},
                     {"id", "Text or a whole number; anything else is an error."}}},
      .purity = Purity::kPure,
      .can_error = true,
  });
  rows.push_back({
      .spec = {.name = "EntityJson",
               .category = "Entity",
               .signature = "(type: Const[str], path: Const[str], required: bool = True, "
                            "coerce_type: bool = True) -> Entity[dynamic]",
               .doc = "Takes the id of an entity from the event. The annotation of the assignment, "
                      "`Entity[str]` or `Entity[int]`, says what the id is.",
               .notes = JsonNotes(),
               .check = &CheckPath},
      .purity = Purity::kPure,
      .cost = Cost::kLinear,
      .can_error = true,
      .can_fail = true,
  });
  rows.back().spec.notes.insert(rows.back().spec.notes.begin(),
                                {"type", "The kind of entity, for example `'User'`."});
  rows.push_back({
      .spec = {.name = "GetActionId",
               .category = "Engine",
               .signature = "() -> int",
               .doc = "The id of the event."},
      .purity = Purity::kPure,
  });
  rows.push_back({
      .spec = {.name = "GetActionName",
               .category = "Engine",
               .signature = "() -> str",
               .doc = "The name of the event: what kind of thing happened."},
      .purity = Purity::kPure,
  });
  rows.push_back({
      .spec =
          {.name = "HasLabel",
           .category = "Engine",
           .signature = "(entity: Entity[Any], label: Const[str], manual: Optional[bool] = None, "
                        "status: Const[str] = 'added', min_label_age: Optional[TimeDeltaT] = None, "
                        "error_on_empty: bool = False) -> bool",
           .doc = "Whether an entity has a label now. Labels that this event itself changes are "
                  "not seen yet, and a label whose every reason has expired is as good as absent. "
                  "A label that an entity never had counts as removed.",
           .notes = {{"entity", "The entity to look at."},
                     {"label", "Name of a label in the configuration."},
                     {"manual", "`True`: only if a person set it; `False`: only if rules did."},
                     {"status", "`'added'` or `'removed'`."},
                     {"min_label_age", "How long ago the oldest reason still in force must lie."},
                     {"error_on_empty",
                      "Fail when the entity has no labels at all, for entities that always have "
                      "some: then none means that the labels could not be read."}},
           .check = &CheckHasLabel},
      .purity = Purity::kReads,
      .can_error = true,
  });
  rows.push_back({
      .spec = {.name = "Import",
               .category = "Engine",
               .signature = "(rules: Const[List[str]]) -> None",
               .doc =
                   "Runs other files and makes the names they assign known here. Files are named "
                   "by their path from the root, sorted, each once, and not in circles. Only names "
                   "assigned in the imported file itself are known, not those that it imports.",
               .notes = {{"rules", "Paths of files, for example `['models/post.sml']`."}},
               .check = &CheckImport},
      .purity = Purity::kEffect,
  });
  rows.push_back({
      .spec = {.name = "JsonData",
               .category = "Engine",
               .signature =
                   "(path: Const[str], required: bool = True, coerce_type: bool = True) -> "
                   "dynamic",
               .doc =
                   "Takes a value from the event. The annotation of the assignment says which type "
                   "it must have. With `Secret[...]` or `ExtractSecret[...]` the value comes from "
                   "the secret part of the event, and is never converted.",
               .notes = JsonNotes(),
               .check = &CheckPath},
      .purity = Purity::kPure,
      .cost = Cost::kLinear,
      .can_error = true,
      .can_fail = true,
  });
  for (const std::string_view name : {"LabelAdd", "LabelRemove"}) {
    rows.push_back({
        .spec = {.name = std::string(name),
                 .category = "Engine",
                 .signature = "(entity: Entity[Any], label: Const[str], "
                              "delay_action_by: Optional[TimeDeltaT] = None, "
                              "apply_if: Optional[RuleT] = None, "
                              "expires_after: Optional[TimeDeltaT] = None) -> EffectBase",
                 .doc = std::string(name == "LabelAdd" ? "Puts a label on an entity."
                                                       : "Takes a label off an entity.") +
                        kLabelDoc,
                 .notes = LabelNotes()},
        .purity = Purity::kPure,
    });
  }
  rows.push_back({
      .spec = {.name = "Require",
               .category = "Engine",
               .signature = "(rule: Text, require_if: bool = True) -> None",
               .doc =
                   "Runs another file, if the condition holds. Its names are not known here. With "
                   "an f-string the file depends on the event: "
                   "`Require(rule=f'actions/{ActionName}.sml')`; a path that names no file then "
                   "does nothing.",
               .notes = {{"rule", "Path of a file, as a string or f-string literal."},
                         {"require_if", "Run the file only if this is true."}},
               .check = &CheckRequire},
      .purity = Purity::kEffect,
  });
  rows.push_back({
      .spec = {.name = "ResolveOptional",
               .category = "",
               .signature = "(optional_value: Optional[T], default_value: Optional[T] = None, "
                            "should_report_error: Const[bool] = False) -> T",
               .doc =
                   "The value, if there is one; else the default. With neither, the feature fails.",
               .notes = {{"optional_value", "What may be none, or may have failed."},
                         {"default_value", "What to take then."},
                         {"should_report_error",
                          "Count it as an error when there is neither a value nor a default."}}},
      .purity = Purity::kPure,
      .can_error = true,
      .can_fail = true,
  });
  rows.push_back({
      .spec =
          {.name = "Rule",
           .category = "Engine",
           .signature = "(when_all: List[bool], description: Text) -> RuleT",
           .doc = "A named rule: true when all its conditions are. It must be assigned to a name "
                  "without a leading underscore, and that is the rule's name. If any condition "
                  "failed, or a name in the description, the rule fails. To use a rule as a "
                  "condition of another, write `OtherRule and True`.",
           .notes = {{"when_all", "The conditions; none at all is true."},
                     {"description",
                      "What the rule says about what it found, as a string or f-string literal. "
                      "People will read it as the reason of a decision."}},
           .check = &CheckRule},
      .purity = Purity::kPure,
  });
  rows.push_back({
      .spec =
          {.name = "WhenRules",
           .category = "Engine",
           .signature = "(rules_any: List[RuleT], then: List[EffectBase]) -> None",
           .doc = "Binds rules to effects: when at least one of the rules is true, all the effects "
                  "happen, each with the true rules as its reasons. Rules and effects that failed "
                  "are left out, the others count.",
           .notes = {{"rules_any", "Rules, as a list literal."},
                     {"then", "Effects, as a list literal."}},
           .check = &CheckWhenRules},
      .purity = Purity::kEffect,
  });
  return rows;
}

}  // namespace

std::span<const FunctionRow> EngineFunctions() {
  static const std::vector<FunctionRow> rows = MakeRows();
  return rows;
}

}  // namespace evenhand::functions
