// Regular expressions, with the meaning of Python's `re` (text/regex.h).

#include <memory>
#include <string>
#include <vector>

#include "functions/registry.h"
#include "text/regex.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::Constants;
using program::FunctionRow;
using program::Value;

constexpr std::string_view kGaveUp = "the pattern took more steps on this text than it may";

void CheckPattern(sml::CallCheck& check, const sml::Constant& pattern, std::string_view argument) {
  const sml::Constant* fold = check.ConstantOf("case_insensitive");
  const auto regex = text::Regex::Compile(pattern.text, fold != nullptr && fold->boolean);
  const sml::Span at = check.Argument(argument)->span;
  if (!regex) {
    check.Error(at, "bad-regex", "invalid regex pattern", "error: " + regex.error().message);
  } else if (regex->uses_backtracking()) {
    check.Warn(at, "slow-regex", "this pattern can only run on the engine with a step limit",
               "look-around, back-references and possessive forms have no linear-time engine");
  }
}

void CheckOnePattern(sml::CallCheck& check) {
  if (const sml::Constant* pattern = check.ConstantOf("pattern")) {
    CheckPattern(check, *pattern, "pattern");
  }
}

void CheckPatternAndMode(sml::CallCheck& check) {
  CheckOnePattern(check);
  const sml::Constant* mode = check.ConstantOf("mode");
  if (mode == nullptr || mode->text == "any" || mode->text == "all") return;
  check.Error(check.Argument("mode")->span, "bad-mode", "invalid `mode`", "use 'any' or 'all'");
}

void CheckPatterns(sml::CallCheck& check) {
  if (const sml::Constant* patterns = check.ConstantOf("patterns")) {
    for (const sml::Constant& pattern : patterns->items) CheckPattern(check, pattern, "patterns");
  }
}

using Patterns = std::vector<text::Regex>;

// What has been checked compiles; what has not been is never called.
void Compile(const sml::Constant& pattern, const sml::Constant* fold, Patterns* to) {
  auto regex = text::Regex::Compile(pattern.text, fold != nullptr && fold->boolean);
  if (regex) to->push_back(*std::move(regex));
}

std::shared_ptr<const void> PrepareOne(Constants constants, const program::Lists&) {
  auto patterns = std::make_shared<Patterns>();
  Compile(*constants[1], constants[2], patterns.get());
  return patterns;
}

std::shared_ptr<const void> PrepareMany(Constants constants, const program::Lists&) {
  auto patterns = std::make_shared<Patterns>();
  for (const sml::Constant& pattern : constants[0]->items) {
    Compile(pattern, constants[2], patterns.get());
  }
  return patterns;
}

const Patterns& PatternsOf(const CallContext& context) {
  return *static_cast<const Patterns*>(context.prepared);
}

Value CallRegexMatch(CallContext& context, std::span<const Value> arguments) {
  bool gave_up = false;
  const bool hit = PatternsOf(context).front().Search(arguments[0].AsStr(), &gave_up);
  return gave_up ? context.Err(kGaveUp) : Value::Bool(hit);
}

Value CallRegexMatchMap(CallContext& context, std::span<const Value> arguments) {
  const bool all = arguments[3].AsStr() == "all";
  bool gave_up = false;
  bool result = all;
  for (const Value item : arguments[0].AsList()) {
    if (item.tag() != program::Tag::kStr) return context.Err("an item to match is no text");
    const bool hit = PatternsOf(context).front().Search(item.AsStr(), &gave_up);
    if (gave_up) return context.Err(kGaveUp);
    if (hit != all) result = !all;
  }
  return Value::Bool(result);
}

Value CallCountRegexMatches(CallContext& context, std::span<const Value> arguments) {
  bool gave_up = false;
  std::int64_t count = 0;
  for (const text::Regex& pattern : PatternsOf(context)) {
    count += pattern.Search(arguments[1].AsStr(), &gave_up);
  }
  return gave_up ? context.Err(kGaveUp) : Value::Int(count);
}

const FunctionRow kRows[] = {
    {.spec =
         {.name = "RegexMatch",
          .category = "String",
          .signature =
              "(target: str, pattern: Const[str], case_insensitive: Const[bool] = False) -> bool",
          .doc = "Whether the pattern matches anywhere in the text. All patterns that rules "
                 "apply to one text are matched together in a single pass.",
          .notes = {{"target", "the text to look in"},
                    {"pattern", "a regular expression in Python's syntax"},
                    {"case_insensitive", "whether letters match whatever their case"}},
          .check = &CheckOnePattern},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .prepare = &PrepareOne,
     .call = &CallRegexMatch},
    {.spec = {.name = "RegexMatchMap",
              .category = "String",
              .signature = "(target: List[str], pattern: Const[str], case_insensitive: Const[bool] "
                           "= False, mode: Const[str] = 'any') -> bool",
              .doc =
                  "Whether the pattern matches in any, or in all, of the texts. Of an empty list "
                  "`any` is false and `all` is true.",
              .notes = {{"target", "the texts to look in"},
                        {"pattern", "a regular expression in Python's syntax"},
                        {"case_insensitive", "whether letters match whatever their case"},
                        {"mode", "`'any'` or `'all'`"}},
              .check = &CheckPatternAndMode},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .prepare = &PrepareOne,
     .call = &CallRegexMatchMap},
    {.spec = {.name = "CountRegexMatches",
              .category = "String",
              .signature =
                  "(patterns: Const[List[str]], target: str, case_insensitive: Const[bool] "
                  "= False) -> int",
              .doc = "How many of the patterns match somewhere in the text. A pattern listed twice "
                     "counts twice.",
              .notes = {{"patterns", "regular expressions in Python's syntax"},
                        {"target", "the text to look in"},
                        {"case_insensitive", "whether letters match whatever their case"}},
              .check = &CheckPatterns},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .prepare = &PrepareMany,
     .call = &CallCountRegexMatches},
};

}  // namespace

std::span<const FunctionRow> RegexFunctions() { return kRows; }

}  // namespace evenhand::functions
