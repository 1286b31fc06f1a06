// Small functions of plug-ins, which rulebooks in use rely on.

#include <algorithm>

#include "functions/registry.h"
#include "program/operators.h"
#include "text/regex.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::FunctionRow;
using program::Value;

// Only phrases that are not known before the event come here; the others are matched together with
// all patterns of their text.
Value CallTextContains(CallContext& context, std::span<const Value> arguments) {
  const text::Regex word = text::Regex::WholeWord(arguments[1].AsStr(), true);
  bool gave_up = false;
  const bool hit = word.Search(arguments[0].AsStr(), &gave_up);
  return gave_up ? context.Err("the phrase took more steps on this text than it may")
                 : Value::Bool(hit);
}

Value CallForceString(CallContext&, std::span<const Value> arguments) {
  return arguments[0].is_none() ? Value::Str("<None>") : arguments[0];
}

Value CallLog(CallContext& context, std::span<const Value> arguments) {
  for (const Value& condition : arguments[1].AsList()) {
    if (!program::Truthy(condition)) return Value::None();
  }
  context.Log(arguments[0].AsStr());
  return Value::None();
}

Value CallBanUser(CallContext& context, std::span<const Value> arguments) {
  const std::string_view entity = arguments[0].AsStr();
  const std::string_view comment = arguments[1].AsStr();
  const std::span<char> room = context.arena.Array<char>(entity.size() + 1 + comment.size());
  char* to = std::copy(entity.begin(), entity.end(), room.data());
  *to++ = '|';
  std::copy(comment.begin(), comment.end(), to);
  return Value::Str({room.data(), room.size()});
}

const FunctionRow kRows[] = {
    {.spec = {.name = "TextContains",
              .category = "String",
              .signature = "(text|s: str, phrase: str) -> bool",
              .doc =
                  "Whether the phrase stands in the text as whole words, whatever the case of its "
                  "letters. All phrases that rules look for in one text are matched together.",
              .notes = {{"text", "the text to look in; may also be called `s`"},
                        {"phrase", "the words to look for, taken literally"}}},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .call = &CallTextContains},
    {.spec = {.name = "ForceString",
              .category = "String",
              .signature = "(s: Optional[str]) -> str",
              .doc = "The text, or `<None>` when there is none.",
              .notes = {{"s", "a text that may be missing"}}},
     .call = &CallForceString},
    {.spec = {.name = "Log",
              .category = "Engine",
              .signature = "(s: str, when_all: List[bool] = []) -> None",
              .doc =
                  "Says something to whoever looks at the event: `evenhand explain` shows it. For "
                  "finding out what a rule does.",
              .notes = {{"s", "what to say"},
                        {"when_all",
                         "unless all of these are true, nothing is "
                         "said"}}},
     .purity = program::Purity::kEffect,
     .call = &CallLog},
    {.spec = {.name = "BanUser",
              .category = "Engine",
              .signature = "(entity: str, comment: str) -> EffectBase",
              .doc = "Asks whoever reads the results to ban the user. Listed under `__ban_user` as "
                     "`entity|comment`.",
              .notes = {{"entity", "who is to be banned"}, {"comment", "why, for the record"}}},
     .call = &CallBanUser,
     .effect_class = "BanUserEffect",
     .effect_feature = "ban_user"},
};

}  // namespace

std::span<const FunctionRow> PluginFunctions() { return kRows; }

}  // namespace evenhand::functions
