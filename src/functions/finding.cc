// Findings: what rules say about an item, for whoever decides under the published rulebook.
//
// An entry is a case as `evenhand decide` reads it (docs/decisions.md), less the time of the item,
// which is the event's. The rules are a machine that answers one question, `raised`, with the
// clause.

#include <string>

#include "codec/json_out.h"
#include "functions/registry.h"
#include "program/result_json.h"
#include "program/workspace.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::FunctionRow;
using program::Value;

constexpr std::size_t kClause = 0, kAccount = 1, kItem = 2, kWords = 3, kLanguage = 4,
                      kDeclared = 5;

Value CallFinding(CallContext& context, std::span<const Value> arguments) {
  codec::JsonOut out;
  out.Open('{')
      .Key("account")
      .String(arguments[kAccount].AsStr())
      .Key("item")
      .String(arguments[kItem].AsStr());
  out.Key("source")
      .String("model")
      .Key("judgements")
      .Open('[')
      .Open('{')
      .Key("question")
      .String("raised");
  out.Key("answer")
      .String(arguments[kClause].AsStr())
      .Key("by")
      .String("rules")
      .Key("model")
      .Bool(true);
  out.Close('}').Close(']');
  if (!arguments[kWords].is_none()) out.Key("words").String(arguments[kWords].AsStr());
  if (!arguments[kLanguage].is_none()) out.Key("language").String(arguments[kLanguage].AsStr());
  if (!context.extra_names.empty()) {
    out.Key("attributes").Open('{');
    for (std::size_t i = 0; i < context.extra_names.size(); ++i) {
      std::string value;
      program::AppendJson(arguments[kDeclared + i], &value);
      out.Key(context.extra_names[i]).Raw(value);
    }
    out.Close('}');
  }
  out.Close('}');
  return context.Str(out.text());
}

const FunctionRow kRows[] = {
    {.spec =
         {.name = "Finding",
          .category = "Engine",
          .signature =
              "(clause: Const[str], account: str, item: str, words: Optional[str] = None, "
              "language: Optional[str] = None, **: Optional[Any]) -> Effect[FindingEffect]",
          .doc =
              "Says that an item meets a clause of the published rulebook (`rulebook.yaml` beside "
              "the rules), which decides what follows: `evenhand run RULES EVENTS | evenhand "
              "decide "
              "--store DOCKET --findings`. Listed under `__finding`.",
          .notes = {{"clause", "the clause's id; its `when` reads `raised`"},
                    {"account", "whose item it is"},
                    {"item", "the item's id, such as its URI"},
                    {"words", "what the author wrote, for the statement of reasons"},
                    {"language", "the language of the words as a tag, such as `fa`"},
                    {"",
                     "attributes of the author that the clauses may read, by name, such as "
                     "`followers=Followers`"}}},
     .call = &CallFinding,
     .effect_class = "FindingEffect",
     .effect_feature = "finding"},
};

}  // namespace

std::span<const FunctionRow> FindingFunctions() { return kRows; }

}  // namespace evenhand::functions
