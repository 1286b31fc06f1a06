// Words that people disguise to get them past a filter (text/disguised_words.h).

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "functions/phrase_file.h"
#include "functions/registry.h"
#include "text/disguised_words.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::Constants;
using program::FunctionRow;
using program::Lists;
using program::Tag;
using program::Value;
using text::DisguisedWords;
using Arguments = std::span<const Value>;

struct DisguisedList {
  std::vector<std::string> words;
  DisguisedWords matcher;

  DisguisedList(std::vector<std::string> entries, const text::DisguiseOptions& options)
      : words(std::move(entries)), matcher(words, options) {}
};

void CheckWords(sml::CallCheck& check) { CheckPhraseFile(check); }

std::shared_ptr<const void> PrepareList(Constants constants, const Lists& lists) {
  return std::make_shared<const DisguisedList>(
      ReadPhraseFile(constants[0]->text, lists),
      text::DisguiseOptions{.plurals = constants[2]->boolean, .substrings = constants[3]->boolean});
}

Value CallCensorizedListMatch(CallContext& context, Arguments arguments) {
  const auto& list = *static_cast<const DisguisedList*>(context.prepared);
  for (const Value& item : arguments[1].AsList()) {
    if (item.tag() != Tag::kStr) return context.Err("an item of `phrases` is no text");
    if (const auto found = list.matcher.First(item.AsStr(), false, context.arena)) {
      return Value::Str(list.words[*found]);
    }
  }
  return Value::None();
}

// Only a word and options that are known before the event can be prepared.
std::shared_ptr<const void> PrepareWord(Constants constants, const Lists&) {
  for (const std::size_t needed : {1u, 2u, 3u}) {
    if (constants[needed] == nullptr) return nullptr;
  }
  const std::vector<std::string> words = {constants[1]->text};
  return std::make_shared<const DisguisedWords>(
      words,
      text::DisguiseOptions{.plurals = constants[2]->boolean, .substrings = constants[3]->boolean});
}

Value CallCheckCensorized(CallContext& context, Arguments arguments) {
  const bool only_disguised = arguments[4].AsBool();
  const auto search = [&](const DisguisedWords& words) {
    return Value::Bool(
        words.First(arguments[0].AsStr(), only_disguised, context.arena).has_value());
  };
  if (context.prepared != nullptr) {
    return search(*static_cast<const DisguisedWords*>(context.prepared));
  }
  const std::vector<std::string> words = {std::string(arguments[1].AsStr())};
  return search(DisguisedWords(
      words, {.plurals = arguments[2].AsBool(), .substrings = arguments[3].AsBool()}));
}

const FunctionRow kRows[] = {
    {.spec = {.name = "CensorizedListMatch",
              .category = "Phrase lists",
              .signature = "(list: Const[str], phrases: List[str], plurals: Const[bool] = False, "
                           "substrings: Const[bool] = False) -> Optional[str]",
              .doc = "The first entry of the phrase list that stands in one of the texts, also "
                     "disguised: its letters replaced by what looks like them (`p1ll`, `ｐіll`), "
                     "masked (`p*ll`) or held apart by signs (`p.i.l.l`). Letters match whatever "
                     "their case.",
              .notes = {{"list", "the list's name: `'spam'` is `lists/spam.yaml`"},
                        {"phrases", "the texts to look in"},
                        {"plurals", "whether an s may follow"},
                        {"substrings", "whether the word may be part of a longer one"}},
              .check = &CheckWords},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .prepare = &PrepareList,
     .call = &CallCensorizedListMatch},
    {.spec = {.name = "CheckCensorized",
              .category = "Phrase lists",
              .signature =
                  "(s: str, pattern: str, plurals: bool = False, substrings: bool = False, "
                  "must_be_censorized: bool = False) -> bool",
              .doc = "Whether the word stands in the text, also disguised as `CensorizedListMatch` "
                     "describes it.",
              .notes = {{"s", "the text to look in"},
                        {"pattern", "a word, not a regular expression"},
                        {"plurals", "whether an s may follow"},
                        {"substrings", "whether the word may be part of a longer one"},
                        {"must_be_censorized", "whether the plain word does not count"}}},
     .cost = program::Cost::kLinear,
     .prepare = &PrepareWord,
     .call = &CallCheckCensorized},
};

}  // namespace

std::span<const FunctionRow> CensorizedFunctions() { return kRows; }

}  // namespace evenhand::functions
