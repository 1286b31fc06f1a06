#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "functions/registry.h"
#include "functions/string_clean.h"
#include "functions/string_parts.h"
#include "functions/web_links.h"
#include "text/case_map.h"
#include "text/char_class.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::Cost;
using program::FunctionRow;
using program::Tag;
using program::Value;
using Arguments = std::span<const Value>;

Value CallStringLength(CallContext&, Arguments arguments) {
  return Value::Int(static_cast<std::int64_t>(CountCodePoints(arguments[0].AsStr())));
}

using CaseMapping = char* (*)(std::string_view, char*);

Value MapCase(CallContext& context, std::string_view s, CaseMapping mapping) {
  const std::size_t room = IsAscii(s) ? s.size() : s.size() * text::kCaseGrowth;
  if (!context.arena.CanTake(room)) return TooLarge(context);
  char* to = static_cast<char*>(context.arena.Allocate(room, 1));
  return Value::Str({to, static_cast<std::size_t>(mapping(s, to) - to)});
}

Value CallStringToLower(CallContext& context, Arguments arguments) {
  return MapCase(context, arguments[0].AsStr(), &text::ToLower);
}

Value CallStringToUpper(CallContext& context, Arguments arguments) {
  return MapCase(context, arguments[0].AsStr(), &text::ToUpper);
}

Value CallStringStartsWith(CallContext&, Arguments arguments) {
  return Value::Bool(arguments[0].AsStr().starts_with(arguments[1].AsStr()));
}

Value CallStringEndsWith(CallContext&, Arguments arguments) {
  return Value::Bool(arguments[0].AsStr().ends_with(arguments[1].AsStr()));
}

// The characters to strip: those given, or white space.
class StripSet {
 public:
  explicit StripSet(const Value& chars) {
    if (chars.is_none()) return;
    given_ = true;
    const std::string_view all = chars.AsStr();
    for (std::size_t at = 0; at < all.size();) members_ += DecodeNext(all, &at);
  }
  bool Has(char32_t c) const {
    return given_ ? members_.find(c) != members_.npos : text::IsSpace(c);
  }

 private:
  bool given_ = false;
  std::u32string members_;
};

std::string_view StripLeft(std::string_view s, const StripSet& set) {
  std::size_t at = 0;
  while (at < s.size()) {
    std::size_t next = at;
    if (!set.Has(DecodeNext(s, &next))) break;
    at = next;
  }
  return s.substr(at);
}

std::string_view StripRight(std::string_view s, const StripSet& set) {
  std::size_t end = s.size();
  while (end > 0) {
    std::size_t before = end;
    if (!set.Has(DecodePrevious(s, &before))) break;
    end = before;
  }
  return s.substr(0, end);
}

Value CallStringStrip(CallContext&, Arguments arguments) {
  const StripSet set(arguments[1]);
  return Value::Str(StripRight(StripLeft(arguments[0].AsStr(), set), set));
}

Value CallStringLStrip(CallContext&, Arguments arguments) {
  return Value::Str(StripLeft(arguments[0].AsStr(), StripSet(arguments[1])));
}

Value CallStringRStrip(CallContext&, Arguments arguments) {
  return Value::Str(StripRight(arguments[0].AsStr(), StripSet(arguments[1])));
}

// Writes into room taken from the arena beforehand.
class Fill {
 public:
  Fill(Arena& arena, std::size_t size)
      : begin_(static_cast<char*>(arena.Allocate(size, 1))), at_(begin_) {}
  void Add(std::string_view text) { at_ = std::copy(text.begin(), text.end(), at_); }
  Value Take() const { return Value::Str({begin_, static_cast<std::size_t>(at_ - begin_)}); }

 private:
  char* begin_;
  char* at_;
};

// Whether `count` times `size` bytes and `more` fit the arena; the product may be absurd.
bool Fits(const Arena& arena, std::size_t count, std::size_t size, std::size_t more) {
  std::size_t total = 0;
  return !__builtin_mul_overflow(count, size, &total) &&
         !__builtin_add_overflow(total, more, &total) && arena.CanTake(total);
}

// `fresh` before each character and at the end.
Value Interleave(CallContext& context, std::string_view s, std::string_view fresh) {
  const std::size_t places = CountCodePoints(s) + 1;
  if (!Fits(context.arena, places, fresh.size(), s.size())) return TooLarge(context);
  Fill result(context.arena, places * fresh.size() + s.size());
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t start = at;
    DecodeNext(s, &at);
    result.Add(fresh);
    result.Add(s.substr(start, at - start));
  }
  result.Add(fresh);
  return result.Take();
}

Value CallStringReplace(CallContext& context, Arguments arguments) {
  const std::string_view s = arguments[0].AsStr();
  const std::string_view old = arguments[1].AsStr();
  const std::string_view fresh = arguments[2].AsStr();
  if (old.empty()) return Interleave(context, s, fresh);
  std::size_t count = 0;
  for (std::size_t at = s.find(old); at != s.npos; at = s.find(old, at + old.size())) ++count;
  if (count == 0) return arguments[0];
  const std::size_t kept = s.size() - count * old.size();
  if (!Fits(context.arena, count, fresh.size(), kept)) return TooLarge(context);
  Fill result(context.arena, count * fresh.size() + kept);
  std::size_t from = 0;
  for (std::size_t at = s.find(old); at != s.npos; at = s.find(old, from)) {
    result.Add(s.substr(from, at - from));
    result.Add(fresh);
    from = at + old.size();
  }
  result.Add(s.substr(from));
  return result.Take();
}

Value CallStringJoin(CallContext& context, Arguments arguments) {
  const std::string_view separator = arguments[0].AsStr();
  const Arguments items = arguments[1].AsList();
  std::size_t size = 0;
  for (const Value& item : items) {
    if (item.tag() != Tag::kStr) return context.Err("StringJoin: an item is not a string");
    size += item.AsStr().size();
  }
  const std::size_t gaps = items.empty() ? 0 : items.size() - 1;
  if (!Fits(context.arena, gaps, separator.size(), size)) return TooLarge(context);
  Fill result(context.arena, gaps * separator.size() + size);
  for (const Value& item : items) {
    if (&item != items.data()) result.Add(separator);
    result.Add(item.AsStr());
  }
  return result.Take();
}

std::vector<std::string_view> SplitAt(std::string_view s, std::string_view separator,
                                      std::size_t most) {
  std::vector<std::string_view> parts;
  while (parts.size() < most) {
    const std::size_t at = s.find(separator);
    if (at == s.npos) break;
    parts.push_back(s.substr(0, at));
    s.remove_prefix(at + separator.size());
  }
  parts.push_back(s);
  return parts;
}

std::vector<std::string_view> SplitAtSpace(std::string_view s, std::size_t most) {
  static const StripSet space{Value::None()};
  std::vector<std::string_view> parts;
  for (s = StripLeft(s, space); !s.empty(); s = StripLeft(s, space)) {
    if (parts.size() == most) {
      parts.push_back(s);
      break;
    }
    std::size_t end = 0;
    while (end < s.size()) {
      std::size_t next = end;
      if (text::IsSpace(DecodeNext(s, &next))) break;
      end = next;
    }
    parts.push_back(s.substr(0, end));
    s.remove_prefix(end);
  }
  return parts;
}

Value CallStringSplit(CallContext& context, Arguments arguments) {
  const Value& limit = arguments[2];
  if (limit.tag() == Tag::kBig) return context.Err("StringSplit: `maxsplit` is too large");
  const std::size_t most =
      limit.AsInt() < 0 ? std::string_view::npos : static_cast<std::size_t>(limit.AsInt());
  const std::string_view s = arguments[0].AsStr();
  if (arguments[1].is_none()) return TextList(context, SplitAtSpace(s, most));
  const std::string_view separator = arguments[1].AsStr();
  if (separator.empty()) return context.Err("StringSplit: empty separator");
  return TextList(context, SplitAt(s, separator, most));
}

// A bound of StringSlice: checked to be no less than zero, but of any size.
std::size_t SliceOffset(std::string_view s, const Value& bound) {
  if (bound.tag() == Tag::kBig) return s.size();
  return OffsetOf(s, static_cast<std::size_t>(std::max<std::int64_t>(bound.AsInt(), 0)));
}

Value CallStringSlice(CallContext&, Arguments arguments) {
  const std::string_view s = arguments[0].AsStr();
  const std::size_t start = SliceOffset(s, arguments[1]);
  const std::size_t end = SliceOffset(s, arguments[2]);
  return Value::Str(start < end ? s.substr(start, end - start) : std::string_view());
}

// Decimal digits, perhaps signed: -1, 0 or 1 as `a` is less than, equal to or greater than `b`.
int CompareDigits(std::string_view a, std::string_view b) {
  const bool negative = a.starts_with('-');
  if (negative != b.starts_with('-')) return negative ? -1 : 1;
  const int magnitude =
      a.size() != b.size() ? (a.size() < b.size() ? -1 : 1) : std::clamp(a.compare(b), -1, 1);
  return negative ? -magnitude : magnitude;
}

void CheckStringSlice(sml::CallCheck& check) {
  const sml::Constant* start = check.ConstantOf("start");
  const sml::Constant* end = check.ConstantOf("end");
  if (start == nullptr || end == nullptr) return;
  if (start->kind != sml::ExprKind::kInt || end->kind != sml::ExprKind::kInt) return;
  if (CompareDigits(start->text, "0") < 0)
    check.Error(start->span, "bad-value", "invalid `start`", "`start` may not be negative");
  if (CompareDigits(end->text, "0") < 0)
    check.Error(end->span, "bad-value", "invalid `end`", "`end` may not be negative");
  if (CompareDigits(start->text, end->text) > 0)
    check.Error(start->span, "bad-value", "invalid `start`", "`start` may not be beyond `end`");
}

Value CallStringExtractDomains(CallContext& context, Arguments arguments) {
  return TextList(context, ExtractDomains(arguments[0].AsStr()));
}

Value CallStringExtractUrls(CallContext& context, Arguments arguments) {
  const std::string_view s = arguments[0].AsStr();
  if (!context.arena.CanTake(s.size())) return TooLarge(context);
  return TextList(context, ExtractUrls(s, context.arena));
}

constexpr const char* kFormNames = "`form` must be NFC, NFD, NFKC or NFKD";

// Only a warning: the peer loads such a rulebook, and without `unicode_normalize` nothing is amiss.
void CheckStringClean(sml::CallCheck& check) {
  const sml::Expr* form = check.Argument("form");
  if (form == nullptr || form->kind != sml::ExprKind::kString) return;
  if (ParseNormalForm(form->text)) return;
  check.Warn(form->span, "bad-value", fmt::format("unknown normal form `{}`", form->text),
             fmt::format("{}; with another one each call is a counted error", kFormNames));
}

Value CallStringClean(CallContext& context, Arguments arguments) {
  CleanOptions options;
  const std::optional<NormalForm> form = ParseNormalForm(arguments[1].AsStr());
  options.form = form.value_or(NormalForm::kNfkc);
  options.remove_emoji = arguments[2].AsBool();
  options.space = arguments[3].AsBool();
  options.l33t = arguments[4].AsBool();
  options.homoglyph = arguments[5].AsBool();
  options.unicode_normalize = arguments[6].AsBool();
  options.unidecode = arguments[7].AsBool();
  options.upper = arguments[8].AsBool();
  options.lower = arguments[9].AsBool();
  options.remove_space = arguments[10].AsBool();
  options.remove_punctuation = arguments[11].AsBool();
  // An empty text is normal in any form, also in one that does not exist.
  if (options.unicode_normalize && !form.has_value() && !arguments[0].AsStr().empty())
    return context.Err(kFormNames);
  const std::optional<std::string> clean = CleanString(arguments[0].AsStr(), options);
  if (!clean.has_value() || !context.arena.CanTake(clean->size())) return TooLarge(context);
  return context.Str(*clean);
}

const FunctionRow kRows[] = {
    {.spec = {.name = "StringLength",
              .category = "String",
              .signature = "(s: str) -> int",
              .doc = "How many characters (code points) the string has."},
     .cost = Cost::kLinear,
     .call = &CallStringLength},
    {.spec = {.name = "StringToLower",
              .category = "String",
              .signature = "(s: str) -> str",
              .doc =
                  "The string in lower case, by the full rules of Unicode: a sigma at the end of "
                  "a word becomes `ς`."},
     .cost = Cost::kLinear,
     .can_error = true,
     .call = &CallStringToLower},
    {.spec = {.name = "StringToUpper",
              .category = "String",
              .signature = "(s: str) -> str",
              .doc = "The string in upper case, by the full rules of Unicode: `ß` becomes `SS`."},
     .cost = Cost::kLinear,
     .can_error = true,
     .call = &CallStringToUpper},
    {.spec = {.name = "StringStartsWith",
              .category = "String",
              .signature = "(s: str, start: str) -> bool",
              .doc = "Whether the string begins with `start`. Every string begins with the empty "
                     "one."},
     .call = &CallStringStartsWith},
    {.spec = {.name = "StringEndsWith",
              .category = "String",
              .signature = "(s: str, end: str) -> bool",
              .doc = "Whether the string ends with `end`. Every string ends with the empty one."},
     .call = &CallStringEndsWith},
    {.spec = {.name = "StringStrip",
              .category = "String",
              .signature = "(s: str, chars: Optional[str] = None) -> str",
              .doc = "The string without the characters at both ends that are in `chars`.",
              .notes = {{"chars", "a set of characters, in any order; white space when left out"}}},
     .cost = Cost::kLinear,
     .call = &CallStringStrip},
    {.spec = {.name = "StringLStrip",
              .category = "String",
              .signature = "(s: str, chars: Optional[str] = None) -> str",
              .doc = "Like `StringStrip`, at the start only.",
              .notes = {{"chars", "a set of characters, in any order; white space when left out"}}},
     .cost = Cost::kLinear,
     .call = &CallStringLStrip},
    {.spec = {.name = "StringRStrip",
              .category = "String",
              .signature = "(s: str, chars: Optional[str] = None) -> str",
              .doc = "Like `StringStrip`, at the end only.",
              .notes = {{"chars", "a set of characters, in any order; white space when left out"}}},
     .cost = Cost::kLinear,
     .call = &CallStringRStrip},
    {.spec = {.name = "StringReplace",
              .category = "String",
              .signature = "(s: str, old: str, new: str) -> str",
              .doc = "The string with every `old` replaced by `new`, from left to right. An empty "
                     "`old` stands before every character and at the end."},
     .cost = Cost::kLinear,
     .can_error = true,
     .call = &CallStringReplace},
    {.spec = {.name = "StringJoin",
              .category = "String",
              .signature = "(s: str, iterable: List[str]) -> str",
              .doc = "The strings of a list as one string, with `s` between them.",
              .notes = {{"s", "the separator"}}},
     .cost = Cost::kLinear,
     .can_error = true,
     .call = &CallStringJoin},
    {.spec = {.name = "StringSplit",
              .category = "String",
              .signature = "(s: str, sep: Optional[str] = None, maxsplit: int = -1) -> List[str]",
              .doc =
                  "The parts of the string between separators. Without `sep` it is split at runs "
                  "of white space and no part is empty. An empty `sep` is an error.",
              .notes = {{"maxsplit", "split at most so many times; below zero means no limit"}}},
     .cost = Cost::kLinear,
     .can_error = true,
     .call = &CallStringSplit},
    {.spec = {.name = "StringSlice",
              .category = "String",
              .signature = "(s: str, start: Const[int], end: Const[int]) -> str",
              .doc =
                  "The characters from number `start` up to, not including, number `end`, counted "
                  "from 0. What lies beyond the string is left out.",
              .check = &CheckStringSlice},
     .cost = Cost::kLinear,
     .call = &CallStringSlice},
    {.spec = {.name = "StringClean",
              .category = "String",
              .signature = "(s: str, form: str = 'NFKC', remove_emoji: bool = False, "
                           "space: bool = True, l33t: bool = False, homoglyph: bool = True, "
                           "unicode_normalize: bool = True, unidecode: bool = False, "
                           "upper: bool = False, lower: bool = False, remove_space: bool = False, "
                           "remove_punctuation: bool = False) -> str",
              .doc = "The string with the usual disguises removed. The steps that are switched on "
                     "run in the order of the parameters, `form` being part of "
                     "`unicode_normalize`.",
              .notes = {{"form", "Unicode normal form: `NFC`, `NFD`, `NFKC` or `NFKD`"},
                        {"remove_emoji", "a run of emoji becomes a space"},
                        {"space", "a run of white space becomes one space"},
                        {"l33t", "`3` beside a letter becomes `e`, `|` before a digit `1`"},
                        {"homoglyph", "characters that look like a Latin letter become it"},
                        {"unicode_normalize",
                         "normalise; when that changes the length, each character by itself, "
                         "keeping the first of what it becomes"},
                        {"unidecode", "write every character in ASCII, by its sound"},
                        {"upper", "upper case, unless `lower` is given too"},
                        {"lower", "lower case"},
                        {"remove_space", "delete white space"},
                        {"remove_punctuation", "delete punctuation and symbols"}},
              .check = &CheckStringClean},
     .cost = Cost::kHeavy,
     .can_error = true,
     .call = &CallStringClean},
    {.spec = {.name = "StringExtractDomains",
              .category = "String",
              .signature = "(s: str) -> List[str]",
              .doc = "The host names of the `http` and `https` links in the string, each once, in "
                     "order of first appearance. What follows the first colon is left out: the "
                     "port, but also everything after a user name with a password."},
     .cost = Cost::kLinear,
     .can_error = true,
     .call = &CallStringExtractDomains},
    {.spec = {.name = "StringExtractURLs",
              .category = "String",
              .signature = "(s: str) -> List[str]",
              .doc = "The `http` and `https` links in the string, each once, in order of first "
                     "appearance. A link ends at white space, `)` or `>`; empty queries and "
                     "fragments are left out, and so are links that are malformed."},
     .cost = Cost::kLinear,
     .can_error = true,
     .call = &CallStringExtractUrls},
};

}  // namespace

std::span<const FunctionRow> StringFunctions() { return kRows; }

}  // namespace evenhand::functions
