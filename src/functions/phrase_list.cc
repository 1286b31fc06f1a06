// Words and patterns of a phrase list, looked for in several texts at once.

#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/check.h"
#include "functions/phrase_file.h"
#include "functions/registry.h"
#include "text/case_map.h"
#include "text/pattern_set.h"
#include "text/regex.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::Constants;
using program::FunctionRow;
using program::Lists;
using program::Tag;
using program::Value;
using text::PatternSpec;
using Arguments = std::span<const Value>;

constexpr std::string_view kGaveUp =
    "a pattern of the list took more steps on this text than it may";

std::string Lower(std::string_view s) {
  std::string lower(s.size() * text::kCaseGrowth, '\0');
  lower.resize(static_cast<std::size_t>(text::ToLower(s, lower.data()) - lower.data()));
  return lower;
}

std::string_view Stripped(std::string_view s) {
  const std::size_t first = s.find_first_not_of(" \t\r\n");
  return first == s.npos ? s : s.substr(first, s.find_last_not_of(" \t\r\n") - first + 1);
}

// A list as one set of patterns. What its matching needs for each thread is kept for the next
// event.
class ListMatcher {
 public:
  ListMatcher(std::vector<std::string> entries, PatternSpec::Kind kind)
      : entries_(std::move(entries)), set_(Build(entries_, kind)) {}

  // The first entry of the list that stands in one of the texts, the texts in their order.
  Value First(CallContext& context, const Value& texts) const {
    std::unique_ptr<Room> room = Take();
    Value result = Value::None();
    for (const Value& item : texts.AsList()) {
      if (item.is_none()) continue;
      if (item.tag() != Tag::kStr) {
        result = context.Err("an item of `phrases` is no text");
        break;
      }
      set_.Match(item.AsStr(), room->scratch, &room->hits, &room->gave_up);
      if (!room->hits.empty()) {
        result = Value::Str(entries_[room->hits.front()]);
        break;
      }
      if (!room->gave_up.empty()) {
        result = context.Err(kGaveUp);
        break;
      }
    }
    Return(std::move(room));
    return result;
  }

 private:
  struct Room {
    text::PatternSet::Scratch scratch;
    std::vector<std::uint32_t> hits, gave_up;
  };

  static text::PatternSet Build(const std::vector<std::string>& entries, PatternSpec::Kind kind) {
    std::vector<PatternSpec> specs;
    for (const std::string& entry : entries) {
      specs.push_back({.expression = entry, .case_insensitive = true, .kind = kind});
    }
    auto set = text::PatternSet::Build(specs);
    EVENHAND_CHECK(set.has_value());  // each entry has been checked
    return *std::move(set);
  }

  std::unique_ptr<Room> Take() const {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Room> room = std::move(idle_.back());
        idle_.pop_back();
        return room;
      }
    }
    return std::make_unique<Room>(Room{set_.MakeScratch(), {}, {}});
  }
  void Return(std::unique_ptr<Room> room) const {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(room));
  }

  std::vector<std::string> entries_;
  text::PatternSet set_;
  mutable std::mutex mutex_;  // guards idle_
  mutable std::vector<std::unique_ptr<Room>> idle_;
};

// Entries that differ only in case are one.
std::vector<std::string> Words(const std::vector<std::string>& phrases) {
  std::vector<std::string> words;
  std::unordered_set<std::string> seen;
  for (const std::string& phrase : phrases) {
    std::string word = Lower(phrase);
    if (seen.insert(word).second) words.push_back(std::move(word));
  }
  return words;
}

void CheckWords(sml::CallCheck& check) { CheckPhraseFile(check); }

void CheckPatterns(sml::CallCheck& check) {
  for (const Phrase& phrase : CheckPhraseFile(check)) {
    const auto regex = text::Regex::Compile(Stripped(phrase.text), true);
    if (!regex) {
      check.Error(phrase.span, "bad-regex", "invalid regex pattern",
                  "error: " + regex.error().message);
    } else if (regex->uses_backtracking()) {
      check.Warn(phrase.span, "slow-regex",
                 "this pattern can only run on the engine with a step limit",
                 "look-around, back-references and possessive forms have no linear-time engine");
    }
  }
}

std::shared_ptr<const void> PrepareWords(Constants constants, const Lists& lists) {
  return std::make_shared<const ListMatcher>(Words(ReadPhraseFile(constants[0]->text, lists)),
                                             PatternSpec::Kind::kWholeWord);
}

std::shared_ptr<const void> PreparePatterns(Constants constants, const Lists& lists) {
  std::vector<std::string> patterns;
  for (const std::string& phrase : ReadPhraseFile(constants[0]->text, lists)) {
    patterns.emplace_back(Stripped(phrase));
  }
  return std::make_shared<const ListMatcher>(std::move(patterns), PatternSpec::Kind::kRegex);
}

// A list in the rule itself; only one that is known before the event can be prepared.
std::shared_ptr<const void> PrepareOwnWords(Constants constants, const Lists&) {
  if (constants[1] == nullptr) return nullptr;
  std::vector<std::string> phrases;
  for (const sml::Constant& item : constants[1]->items) phrases.push_back(item.text);
  return std::make_shared<const ListMatcher>(Words(phrases), PatternSpec::Kind::kWholeWord);
}

Value CallListMatch(CallContext& context, Arguments arguments) {
  return static_cast<const ListMatcher*>(context.prepared)->First(context, arguments[1]);
}

Value CallSimpleListContains(CallContext& context, Arguments arguments) {
  if (context.prepared != nullptr) {
    return static_cast<const ListMatcher*>(context.prepared)->First(context, arguments[2]);
  }
  std::vector<std::string> phrases;
  for (const Value& item : arguments[1].AsList()) {
    if (item.tag() != Tag::kStr) return context.Err("an item of `list` is no text");
    phrases.emplace_back(item.AsStr());
  }
  const ListMatcher matcher(Words(phrases), PatternSpec::Kind::kWholeWord);
  const Value found = matcher.First(context, arguments[2]);
  return found.tag() == Tag::kStr ? context.Str(found.AsStr()) : found;
}

const FunctionRow kRows[] = {
    {.spec = {.name = "ListContains",
              .category = "Phrase lists",
              .signature = "(list: Const[str], phrases: List[Optional[str]]) -> Optional[str]",
              .doc =
                  "The first entry of the phrase list that stands in one of the texts as whole "
                  "words, whatever the case of its letters; it is given in lower case. None when "
                  "there is no such entry.",
              .notes = {{"list", "the list's name: `'spam'` is `lists/spam.yaml`"},
                        {"phrases", "the texts to look in; those that are none are passed over"}},
              .check = &CheckWords},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .prepare = &PrepareWords,
     .call = &CallListMatch},
    {.spec = {.name = "SimpleListContains",
              .category = "Phrase lists",
              .signature = "(cache_name: str, list: List[str], phrases: List[Optional[str]]) -> "
                           "Optional[str]",
              .doc = "As `ListContains`, for a list that stands in the rule.",
              .notes = {{"cache_name", "not used; kept so that rules need no change"},
                        {"list", "the entries; compiled once when they are constants"},
                        {"phrases", "the texts to look in; those that are none are passed over"}}},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .prepare = &PrepareOwnWords,
     .call = &CallSimpleListContains},
    {.spec = {.name = "RegexListMatch",
              .category = "Phrase lists",
              .signature = "(list: Const[str], phrases: List[str]) -> Optional[str]",
              .doc =
                  "The first entry of the phrase list that matches in one of the texts. Entries "
                  "are regular expressions in Python's syntax; letters match whatever their case.",
              .notes = {{"list", "the list's name: `'spam'` is `lists/spam.yaml`"},
                        {"phrases", "the texts to look in"}},
              .check = &CheckPatterns},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .prepare = &PreparePatterns,
     .call = &CallListMatch},
};

}  // namespace

std::span<const FunctionRow> PhraseListFunctions() { return kRows; }

}  // namespace evenhand::functions
