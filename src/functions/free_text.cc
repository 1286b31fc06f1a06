// What people write, taken apart: words, domains, emoji.

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "functions/bare_domains.h"
#include "functions/registry.h"
#include "functions/string_parts.h"
#include "text/case_map.h"
#include "text/char_class.h"
#include "text/emoji.h"
#include "text/normal_form.h"
#include "text/regex.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::Constants;
using program::FunctionRow;
using program::Lists;
using program::Value;
using Arguments = std::span<const Value>;

constexpr std::string_view kGaveUp = "the pattern took more steps on this text than it may";
constexpr std::string_view kCensorChars = "#*_-";

// ASCII letters, digits, and the `extra` signs; everything else separates.
Value AsciiTokens(CallContext& context, std::string_view s, std::string_view extra) {
  const std::span<char> lower = context.arena.Array<char>(s.size());
  std::vector<std::string_view> tokens;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= s.size(); ++i) {
    const char c = i < s.size() ? s[i] : ' ';
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const bool kept = (small >= 'a' && small <= 'z') || (small >= '0' && small <= '9') ||
                      extra.find(small) != extra.npos;
    if (i < s.size()) lower[i] = small;
    if (kept) continue;
    if (i > begin) tokens.emplace_back(lower.data() + begin, i - begin);
    begin = i + 1;
  }
  return TextList(context, tokens);
}

// re.sub(pattern, with, s); false when a step limit was passed.
bool ReplaceAll(const text::Regex& pattern, std::string_view with, std::string* s) {
  std::string result;
  bool gave_up = false;
  std::size_t done = 0;
  for (std::size_t from = 0; from <= s->size();) {
    const auto match = pattern.Find(*s, from, &gave_up);
    if (!match) break;
    result.append(*s, done, match->begin - done).append(with);
    done = from = match->end;
    if (match->begin == match->end) {  // an empty match: go on behind the next character
      if (from == s->size()) break;
      DecodeNext(*s, &from);
    }
  }
  result.append(*s, done);
  *s = std::move(result);
  return !gave_up;
}

std::string Lower(std::string_view s) {
  std::string lower(s.size() * text::kCaseGrowth, '\0');
  lower.resize(static_cast<std::size_t>(text::ToLower(s, lower.data()) - lower.data()));
  return lower;
}

std::string WithoutMarks(std::string_view s) {
  std::string bare;
  const std::string parts = text::Normalize(s, text::NormalForm::kNfd);
  for (std::size_t at = 0; at < parts.size();) {
    const char32_t c = DecodeNext(parts, &at);
    if (!text::IsNonspacingMark(c)) AppendUtf8(c, &bare);
  }
  return text::Normalize(bare, text::NormalForm::kNfc);
}

// What the pattern matches separates, and what it matches then, spaces included, is taken out.
Value RegexTokens(CallContext& context, std::string_view s, const text::Regex& separator) {
  std::string work(s);
  if (!ReplaceAll(separator, " ", &work)) return context.Err(kGaveUp);
  work = Lower(work);
  if (!ReplaceAll(separator, "", &work)) return context.Err(kGaveUp);
  if (!context.arena.CanTake(2 * work.size())) return TooLarge(context);
  const std::string_view words = context.arena.Copy(WithoutMarks(Lower(work)));
  std::vector<std::string_view> tokens;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t here = at;
    if (!text::IsSpace(DecodeNext(words, &at))) continue;
    if (here > begin) tokens.push_back(words.substr(begin, here - begin));
    begin = at;
  }
  if (begin < words.size()) tokens.push_back(words.substr(begin));
  return TextList(context, tokens);
}

// The text that an argument is written as, or that its name stands for; null for what varies.
const sml::Expr* LiteralText(const sml::CallCheck& check, std::string_view name) {
  const sml::Expr* value = check.Argument(name);
  if (value != nullptr && value->kind == sml::ExprKind::kName) {
    const sml::Statement* definition = check.Definition(*value);
    value = definition == nullptr ? nullptr : &definition->value;
  }
  return value != nullptr && value->kind == sml::ExprKind::kString ? value : nullptr;
}

void CheckSkipRegex(sml::CallCheck& check) {
  const sml::Expr* pattern = LiteralText(check, "skip_regex");
  if (pattern == nullptr) return;
  const auto regex = text::Regex::Compile(pattern->text, false);
  if (regex) return;
  check.Error(check.Argument("skip_regex")->span, "bad-regex", "invalid regex pattern",
              "error: " + regex.error().message);
}

std::shared_ptr<const void> PrepareTokenize(Constants constants, const Lists&) {
  if (constants[2] == nullptr || constants[2]->kind != sml::ExprKind::kString) return nullptr;
  auto regex = text::Regex::Compile(constants[2]->text, false);
  if (!regex) return nullptr;
  return std::make_shared<const text::Regex>(*std::move(regex));
}

Value CallTokenize(CallContext& context, Arguments arguments) {
  const std::string_view s = arguments[0].AsStr();
  if (arguments[1].AsBool()) return AsciiTokens(context, s, kCensorChars);
  if (arguments[2].is_none()) return AsciiTokens(context, s, {});
  if (context.prepared != nullptr) {
    return RegexTokens(context, s, *static_cast<const text::Regex*>(context.prepared));
  }
  const auto regex = text::Regex::Compile(arguments[2].AsStr(), false);
  if (!regex) return context.Err("`skip_regex` is no regular expression");
  return RegexTokens(context, s, *regex);
}

Value CallCleanString(CallContext& context, Arguments arguments) {
  constexpr std::u32string_view kZeroWidth = U"\u200B\u200E";
  constexpr std::u32string_view kSpaceLikes = U"*\u2217\u066D\uAB48\U0001031F";
  const bool zero_width = arguments[1].AsBool(), marks = arguments[2].AsBool(),
             space_likes = arguments[3].AsBool(), quotes = arguments[4].AsBool();
  const std::string_view s = arguments[0].AsStr();
  const std::span<char> room = context.arena.Array<char>(s.size());
  char* to = room.data();
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t begin = at;
    const char32_t c = DecodeNext(s, &at);
    const bool dropped = (zero_width && kZeroWidth.find(c) != kZeroWidth.npos) ||
                         (marks && text::IsNonspacingMark(c)) ||
                         (space_likes && kSpaceLikes.find(c) != kSpaceLikes.npos) ||
                         (quotes && c == '\'');
    if (!dropped)
      to = std::copy(s.begin() + static_cast<std::ptrdiff_t>(begin),
                     s.begin() + static_cast<std::ptrdiff_t>(at), to);
  }
  return Value::Str({room.data(), static_cast<std::size_t>(to - room.data())});
}

Value CallExtractDomains(CallContext& context, Arguments arguments) {
  return TextList(context, BareDomains(arguments[0].AsStr(), context.arena));
}

Value CallExtractEmoji(CallContext& context, Arguments arguments) {
  const std::string_view s = arguments[0].AsStr();
  std::vector<std::string_view> runs;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t size = text::EmojiRunAt(s, at);
    if (size > 0) runs.push_back(s.substr(at, size));
    at += size;
    if (size == 0) DecodeNext(s, &at);
  }
  return TextList(context, runs);
}

const FunctionRow kRows[] = {
    {.spec = {.name = "Tokenize",
              .category = "String",
              .signature = "(s: str, skip_censor_chars: bool = False, skip_regex: Optional[str] = "
                           "None) -> List[str]",
              .doc = "The words of a text in Latin letters, in lower case. Everything but ASCII "
                     "letters and digits separates words; for other scripts give a `skip_regex`, "
                     "such as `'[^\\w\\s]+'`.",
              .notes = {{"s", "the text"},
                        {"skip_censor_chars", "whether `#`, `*`, `_` and `-` belong to words too"},
                        {"skip_regex",
                         "what separates words instead, besides white space; marks are "
                         "then taken off the letters"}},
              .check = &CheckSkipRegex},
     .cost = program::Cost::kLinear,
     .can_error = true,
     .prepare = &PrepareTokenize,
     .call = &CallTokenize},
    {.spec = {.name = "CleanString",
              .category = "String",
              .signature =
                  "(s: str, zero_width: bool = True, underlines: bool = True, space_likes: "
                  "bool = False, single_quotes: bool = False) -> str",
              .doc = "The text without characters that are put between letters to hide words.",
              .notes = {{"s", "the text"},
                        {"zero_width", "takes out U+200B and U+200E"},
                        {"underlines",
                         "takes out all marks that stand on, under or through a letter"},
                        {"space_likes",
                         "takes out `*` and four characters that look like it or "
                         "like a gap"},
                        {"single_quotes", "takes out `'`"}}},
     .cost = program::Cost::kLinear,
     .call = &CallCleanString},
    {.spec = {.name = "ExtractDomains",
              .category = "String",
              .signature = "(s: str) -> List[str]",
              .doc = "The domain names in a text, with or without `https://` before them, in lower "
                     "case and without `www.`. Each stands once, in the order of the text.",
              .notes = {{"s", "the text"}}},
     .cost = program::Cost::kLinear,
     .call = &CallExtractDomains},
    {.spec = {.name = "ExtractEmoji",
              .category = "String",
              .signature = "(s: str) -> List[str]",
              .doc = "The runs of emoji in a text: emoji with nothing between them are one item.",
              .notes = {{"s", "the text"}}},
     .cost = program::Cost::kLinear,
     .call = &CallExtractEmoji},
};

}  // namespace

std::span<const FunctionRow> FreeTextFunctions() { return kRows; }

}  // namespace evenhand::functions
