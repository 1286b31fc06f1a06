// Texts as docs/text.md reads them: views, phrases, names, direction, slogans.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "functions/registry.h"
#include "text/direction.h"
#include "text/phrase.h"
#include "text/skeleton.h"
#include "text/slogan.h"
#include "text/views.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::Constants;
using program::FunctionRow;
using program::Value;
using sml::Constant;

// --- constant arguments ---

constexpr std::string_view kViewNames = "RAW, K1, K2, K2w, EL, EF, ES, EC";

// Names of views are too short for edits; what goes wrong is their case.
std::string UnknownView(std::string_view name) {
  const auto same_letters = [name](std::string_view other) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(name.begin(), name.end(), other.begin(), other.end(),
                      [&](char a, char b) { return lower(a) == lower(b); });
  };
  for (int v = 0; v <= static_cast<int>(text::View::kCompact); ++v) {
    const std::string_view known = text::NameOf(static_cast<text::View>(v));
    if (same_letters(known)) {
      return fmt::format("unknown view `{}`, did you mean `{}`?", name, known);
    }
  }
  return fmt::format("unknown view `{}`; the views are {}", name, kViewNames);
}

void CheckView(sml::CallCheck& check) {
  const Constant* view = check.ConstantOf("view");
  if (view != nullptr && !text::ParseView(view->text)) {
    check.BadArgument("view", UnknownView(view->text));
  }
}

// The constants of a call that looks for phrases; null for one that did not resolve.
struct PhraseConstants {
  const Constant* exact;
  const Constant* prefix;
  const Constant* gap;
  const Constant* view;
};

// Nothing when the view is unknown, or the gap is beyond any that a phrase may have.
std::optional<text::PhraseOptions> OptionsOf(const PhraseConstants& constants) {
  text::PhraseOptions options;
  options.exact = constants.exact->boolean;
  options.prefix = constants.prefix->boolean;
  std::int64_t gap = 0;
  if (!constants.gap->FitsInt64(&gap) || gap < 0 || gap > UINT32_MAX) return std::nullopt;
  options.gap = static_cast<std::uint32_t>(gap);
  const auto view = text::ParseView(constants.view->text);
  if (!view) return std::nullopt;
  options.view = *view;
  return options;
}

// The phrases that a call looks for: the constant `phrase`, or the items of `phrases`.
void CheckPhrases(sml::CallCheck& check, std::string_view argument) {
  const Constant* wanted = check.ConstantOf(argument);
  const PhraseConstants constants = {check.ConstantOf("exact"), check.ConstantOf("prefix"),
                                     check.ConstantOf("gap"), check.ConstantOf("view")};
  if (wanted == nullptr || constants.exact == nullptr || constants.prefix == nullptr ||
      constants.gap == nullptr || constants.view == nullptr) {
    return;
  }
  if (!text::ParseView(constants.view->text)) return CheckView(check);
  const auto options = OptionsOf(constants);
  if (!options) return check.BadArgument("gap", "gap must be from 0 to 16");
  const bool many = wanted->kind == sml::ExprKind::kList;
  for (const Constant& phrase : many ? std::span(wanted->items) : std::span(wanted, 1)) {
    const auto parsed = text::Phrase::Parse(phrase.text, *options);
    if (parsed) continue;
    check.BadArgument(argument,
                      many ? fmt::format("phrase '{}': {}", phrase.text, parsed.error().message)
                           : parsed.error().message);
  }
}

void CheckPhrase(sml::CallCheck& check) { CheckPhrases(check, "phrase"); }
void CheckPhraseList(sml::CallCheck& check) { CheckPhrases(check, "phrases"); }

text::SloganOptions SloganOptionsOf(const Constant& language, const Constant& targets,
                                    const Constant& authority) {
  text::SloganOptions options;
  options.language = language.text;
  for (const Constant& target : targets.items) options.judged_targets.push_back(target.text);
  options.authority = authority.boolean;
  return options;
}

void CheckSlogan(sml::CallCheck& check) {
  const Constant* language = check.ConstantOf("language");
  const Constant* targets = check.ConstantOf("judged_targets");
  const Constant* authority = check.ConstantOf("authority");
  if (language == nullptr || targets == nullptr || authority == nullptr) return;
  text::SloganOptions options = SloganOptionsOf(*language, {}, *authority);
  if (const auto reader = text::SloganReader::Make(options); !reader) {
    return check.BadArgument("language", reader.error().message);
  }
  options = SloganOptionsOf(*language, *targets, *authority);
  if (const auto reader = text::SloganReader::Make(options); !reader) {
    check.BadArgument("judged_targets", reader.error().message);
  }
}

// --- prepared once for a call; what was not checked is never called ---

std::shared_ptr<const void> PrepareView(Constants constants, const program::Lists&) {
  const auto view = text::ParseView(constants[1]->text);
  return std::make_shared<const text::View>(view.value_or(text::View::kKey));
}

std::shared_ptr<const void> PreparePhrases(Constants constants, const program::Lists&) {
  auto phrases = std::make_shared<text::PhraseSet>();
  const auto options = OptionsOf({constants[2], constants[3], constants[4], constants[5]});
  const Constant& wanted = *constants[1];
  const bool many = wanted.kind == sml::ExprKind::kList;
  for (const Constant& phrase : many ? std::span(wanted.items) : std::span(&wanted, 1)) {
    auto parsed = text::Phrase::Parse(phrase.text, options.value_or(text::PhraseOptions{}));
    if (parsed) phrases->Add(*std::move(parsed));
  }
  return phrases;
}

std::shared_ptr<const void> PrepareSlogan(Constants constants, const program::Lists&) {
  auto reader =
      text::SloganReader::Make(SloganOptionsOf(*constants[1], *constants[2], *constants[3]));
  if (!reader) return nullptr;
  return std::make_shared<const text::SloganReader>(*std::move(reader));
}

template <class T>
const T& Prepared(const CallContext& context) {
  return *static_cast<const T*>(context.prepared);
}

// --- calls ---

Value TextList(CallContext& context, std::size_t size, auto&& item) {
  const std::span<Value> items = context.arena.Array<Value>(size);
  for (std::size_t i = 0; i < size; ++i) items[i] = item(i);
  return Value::List(items);
}

Value CallTextKey(CallContext& context, std::span<const Value> arguments) {
  return context.Str(text::Key(Prepared<text::View>(context), arguments[0].AsStr()));
}

Value CallTextTokens(CallContext& context, std::span<const Value> arguments) {
  const text::WordStream words(text::MakeView(Prepared<text::View>(context), arguments[0].AsStr()));
  return TextList(context, words.size(), [&](std::size_t i) { return context.Str(words.word(i)); });
}

std::vector<text::PhraseSet::Found> FindPhrases(const CallContext& context, std::string_view text) {
  text::Words words(text);
  return Prepared<text::PhraseSet>(context).FindAll(words);
}

Value CallTextHasPhrase(CallContext& context, std::span<const Value> arguments) {
  return Value::Bool(!FindPhrases(context, arguments[0].AsStr()).empty());
}

Value CallTextPhrases(CallContext& context, std::span<const Value> arguments) {
  const std::string_view text = arguments[0].AsStr();
  const auto found = FindPhrases(context, text);
  return TextList(context, found.size(),
                  [&](std::size_t i) { return Value::Str(found[i].match.origin.In(text)); });
}

Value CallTextSkeleton(CallContext& context, std::span<const Value> arguments) {
  return context.Str(text::Skeleton(arguments[0].AsStr()));
}

Value CallTextLooksLike(CallContext&, std::span<const Value> arguments) {
  return Value::Bool(text::LooksLike(arguments[0].AsStr(), arguments[1].AsStr()));
}

Value CallTextDirectionFlags(CallContext& context, std::span<const Value> arguments) {
  const auto flags = text::AuditDirection(arguments[0].AsStr()).Flags();
  return TextList(context, flags.size(), [&](std::size_t i) { return Value::Str(flags[i]); });
}

Value CallTextSlogan(CallContext& context, std::span<const Value> arguments) {
  return Value::Str(text::NameOf(Prepared<text::SloganReader>(context).Read(arguments[0].AsStr())));
}

// --- rows ---

const std::pair<std::string, std::string> kViewNote = {
    "view", "`'RAW'`, `'K1'`, `'K2'`, `'K2w'`, `'EL'`, `'EF'`, `'ES'` or `'EC'`"};

std::vector<std::pair<std::string, std::string>> PhraseNotes(std::string name, std::string note) {
  return {{"s", "the text to look in"},
          {std::move(name), std::move(note)},
          {"exact", "marks and letters must be as written, whatever their case"},
          {"prefix", "the last word may go on in the text"},
          {"gap", "other words allowed between two words of a phrase, at most 16"},
          {"view", "`'K2'`, or an evasion view: `'EL'`, `'EF'`, `'ES'` or `'EC'`"}};
}

const FunctionRow kRows[] = {
    {.spec = {.name = "TextKey",
              .category = "Text",
              .signature = "(s: str, view: Const[str] = 'K2') -> str",
              .doc = "The text in one of its views, for comparing: spellings of one word have one "
                     "key. Never for showing.",
              .notes = {kViewNote},
              .check = &CheckView},
     .cost = program::Cost::kLinear,
     .prepare = &PrepareView,
     .call = &CallTextKey},
    {.spec = {.name = "TextTokens",
              .category = "Text",
              .signature = "(s: str, view: Const[str] = 'K2') -> List[str]",
              .doc =
                  "The words of the text in one of its views: runs of letters, marks and digits.",
              .notes = {kViewNote},
              .check = &CheckView},
     .cost = program::Cost::kLinear,
     .prepare = &PrepareView,
     .call = &CallTextTokens},
    {.spec = {.name = "TextHasPhrase",
              .category = "Text",
              .signature = "(s: str, phrase: Const[str], exact: Const[bool] = False, prefix: "
                           "Const[bool] = False, gap: Const[int] = 0, view: Const[str] = 'K2') -> "
                           "bool",
              .doc = "Whether the words of the phrase follow one another in the text, in any "
                     "spelling that the view folds together.",
              .notes =
                  PhraseNotes("phrase", "words; `~` between two is nothing, a joint or a space"),
              .check = &CheckPhrase},
     .cost = program::Cost::kLinear,
     .prepare = &PreparePhrases,
     .call = &CallTextHasPhrase},
    {.spec = {.name = "TextPhrases",
              .category = "Text",
              .signature =
                  "(s: str, phrases: Const[List[str]], exact: Const[bool] = False, prefix: "
                  "Const[bool] = False, gap: Const[int] = 0, view: Const[str] = 'K2') -> "
                  "List[str]",
              .doc =
                  "The phrases that the text holds, each as it stands there, in the order of the "
                  "phrases. Looks for all of them at once.",
              .notes = PhraseNotes("phrases", "as for `TextHasPhrase`"),
              .check = &CheckPhraseList},
     .cost = program::Cost::kLinear,
     .prepare = &PreparePhrases,
     .call = &CallTextPhrases},
    {.spec = {.name = "TextLooksLike",
              .category = "Text",
              .signature = "(a: str, b: str) -> bool",
              .doc = "Whether two different names can be taken for one another: they have one "
                     "skeleton, and either both are in one script or one mixes scripts inside a "
                     "word. A question for people, not an answer.",
              .notes = {{"a", "a name or handle"}, {"b", "the name that it may imitate"}}},
     .cost = program::Cost::kLinear,
     .call = &CallTextLooksLike},
    {.spec = {.name = "TextSkeleton",
              .category = "Text",
              .signature = "(s: str) -> str",
              .doc = "The skeleton of a name (Unicode Technical Standard 39, after folding): names "
                     "that look alike have one. For comparing, never for showing.",
              .notes = {{"s", "a name or handle"}}},
     .cost = program::Cost::kLinear,
     .call = &CallTextSkeleton},
    {.spec = {.name = "TextDirectionFlags",
              .category = "Text",
              .signature = "(s: str) -> List[str]",
              .doc =
                  "What is odd about the direction controls of the text, in alphabetical order: "
                  "`open_at_end`, `open_at_paragraph_end`, `override`, `stray_pdf`, `stray_pdi`. "
                  "Ordinary marks have no flag.",
              .notes = {{"s", "a text; names and handles above all"}}},
     .cost = program::Cost::kLinear,
     .call = &CallTextDirectionFlags},
    {.spec = {.name = "TextSlogan",
              .category = "Text",
              .signature = "(s: str, language: Const[str] = '', judged_targets: Const[List[str]] = "
                           "[], authority: Const[bool] = False) -> str",
              .doc = "How words of slogans and threats have to be read: `'rhetorical'`, `'idiom'`, "
                     "`'judge'` (a person has to read it), `'intent'` (announced violence), or "
                     "`''` for none of them. The gravest reading of all sentences. Puts questions "
                     "and decides nothing.",
              .notes = {{"s", "the text"},
                        {"language",
                         "take only this lexicon: `'fa'`, `'fa-Latn'`, `'ar'`, `'ru'`, "
                         "`'es'` or `'en'`; empty for all"},
                        {"judged_targets", "phrases for targets that no slogan waves through"},
                        {"authority", "the speaker commands those who would act"}},
              .check = &CheckSlogan},
     .cost = program::Cost::kHeavy,
     .prepare = &PrepareSlogan,
     .call = &CallTextSlogan},
};

}  // namespace

std::span<const FunctionRow> TextFunctions() { return kRows; }

}  // namespace evenhand::functions
