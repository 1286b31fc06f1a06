#include "carry/letter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/hex.h"
#include "base/utf8.h"
#include "carry/code.h"
#include "carry/typed_date.h"
#include "record/tree_hash.h"
#include "text/normal_form.h"

namespace evenhand::carry {
namespace {

constexpr std::size_t kMostDecisionBytes = 200;
constexpr std::size_t kMostItemBytes = 1'000;

struct Title {
  std::string_view text;
  LetterKind kind;
};
constexpr std::array<Title, 3> kTitles = {{{"EVENHAND APPEAL 1", LetterKind::kAppeal},
                                           {"EVENHAND COMPLY 1", LetterKind::kComply},
                                           {"EVENHAND CHALLENGE 1", LetterKind::kChallenge}}};

enum class Label : std::uint8_t {
  kDecision,
  kCode,
  kCutOff,
  kAnswer,
  kNewFacts,
  kNotMine,
  kItem,
  kEntry,
  kSource,
  kName,
  kLanguage
};
struct Labelled {
  Label label;
  std::array<std::string_view, 5>
      in;  // English, Persian, Arabic, Russian, Spanish; lower case where there is one
};
constexpr std::array<std::string_view, 5> kLanguages = {"en", "fa", "ar", "ru", "es"};
constexpr std::size_t kMostTagBytes = 35;
constexpr std::array<Labelled, 11> kLabels = {{
    {Label::kDecision, {"decision", "تصمیم", "القرار", "решение", "decisión"}},
    {Label::kCode, {"code", "رمز", "الرمز", "код", "código"}},
    {Label::kCutOff, {"cut off", "قطع بودم", "انقطعت", "без связи", "sin conexión"}},
    {Label::kAnswer, {"answer", "پاسخ", "الجواب", "ответ", "respuesta"}},
    {Label::kNewFacts, {"new facts", "واقعیت تازه", "وقائع جديدة", "новые факты", "hechos nuevos"}},
    {Label::kNotMine, {"not mine", "از من نیست", "ليس مني", "не мое", "no es mío"}},
    {Label::kEntry, {"entry", "ثبت", "القيد", "статья", "asiento"}},
    {Label::kSource, {"source", "منبع", "المصدر", "источник", "fuente"}},
    {Label::kName, {"name", "نام", "الاسم", "имя", "nombre"}},
    {Label::kItem, {"item", "مطلب", "المنشور", "запись", "publicación"}},
    {Label::kLanguage, {"language", "زبان", "اللغة", "язык", "idioma"}},
}};
constexpr std::array<std::string_view, 8> kNo = {"no", "none", "نه", "خیر", "لا", "нет", "-", "–"};

// Whether a letter of this kind has such a line. What begins with the name of another one is words.
bool HasLabel(LetterKind kind, Label label) {
  if (label == Label::kLanguage) return true;
  const bool is_of_challenge =
      label == Label::kEntry || label == Label::kSource || label == Label::kName;
  return is_of_challenge == (kind == LetterKind::kChallenge);
}

// Characters that only turn or join, which messengers and keyboards put in.
bool IsInvisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

bool IsBlank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

// As labels and values are compared: NFC, small ASCII and Cyrillic letters, nothing invisible.
std::string Plain(std::string_view typed) {
  std::string out;
  const std::string normal = text::Normalize(typed, text::NormalForm::kNfc);
  for (std::size_t at = 0; at < normal.size();) {
    char32_t c = DecodeNext(normal, &at);
    const bool is_control = (c < 0x20 && c != '\t') || c == 0x7F;
    if (IsInvisible(c) || is_control) continue;
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if (c >= 0x410 && c <= 0x42F) c += 0x20;
    if (c == 0x401 || c == 0x451) c = 0x435;  // few type the dots
    if (c == 0xD3 || c == 0xD1 || c == 0xCD) c += 0x20;
    if (c == 0xA0) c = ' ';
    AppendUtf8(c, &out);
  }
  return std::string(Trimmed(out));
}

std::string WithoutInvisible(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    if (!IsInvisible(c)) AppendUtf8(c, &out);
  }
  return std::string(Trimmed(out));
}

struct Line {
  Label label;
  std::size_t language;  // of the label, in kLanguages
  std::string value;
};

std::optional<Line> LabelledLine(LetterKind kind, std::string_view line) {
  std::size_t colon = line.find(':');
  std::size_t after = colon + 1;
  if (colon == line.npos) {
    colon = line.find("：");  // the wide one
    if (colon == line.npos) return std::nullopt;
    after = colon + 3;
  }
  const std::string name = Plain(line.substr(0, colon));
  for (const Labelled& labelled : kLabels) {
    const auto* in = std::ranges::find(labelled.in, name);
    if (in != labelled.in.end() && HasLabel(kind, labelled.label))
      return Line{labelled.label, static_cast<std::size_t>(in - labelled.in.begin()),
                  WithoutInvisible(line.substr(after))};
  }
  return std::nullopt;
}

std::optional<LetterKind> KindOfTitle(std::string_view line) {
  const std::string plain = Plain(line);
  for (const Title& title : kTitles) {
    if (plain == Plain(title.text)) return title.kind;
  }
  return std::nullopt;
}

std::string_view TakeLine(std::string_view* rest) {
  const std::size_t end = std::min(rest->find('\n'), rest->size());
  const std::string_view line = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return line;
}

tl::unexpected<Error> Refused(std::string why) {
  return Fail(ErrorCode::kInvalidArgument, "the letter cannot be read: " + std::move(why));
}

AnswerBy ReadAnswer(std::string_view value) {
  const std::string plain = Plain(value);
  const bool page = plain.find("page") != plain.npos, bundle = plain.find("bundle") != plain.npos;
  if (page == bundle) return AnswerBy::kBoth;
  return page ? AnswerBy::kPage : AnswerBy::kBundle;
}

// A tag of a language; nothing for anything else, which is no reason to refuse a letter.
std::string ReadTag(std::string_view value) {
  std::string tag = Plain(value);
  const bool is_tag =
      tag.size() >= 2 && tag.size() <= kMostTagBytes && std::ranges::all_of(tag, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  return is_tag ? tag : std::string();
}

Result<void> Apply(const Line& line, Letter* letter) {
  switch (line.label) {
    case Label::kDecision:
      letter->decision = line.value;
      break;
    case Label::kItem:
      letter->item = line.value;
      break;
    case Label::kCutOff:
      letter->cut_off = ReadCutOff(line.value);
      break;
    case Label::kAnswer:
      letter->answer = ReadAnswer(line.value);
      break;
    case Label::kLanguage:
      letter->language = ReadTag(line.value);
      break;
    case Label::kNewFacts:
      letter->new_facts = PlainWords(line.value);
      break;
    case Label::kNotMine: {
      EVENHAND_ASSIGN(letter->not_mine, ReadNotMine(line.value));
      break;
    }
    case Label::kEntry:
      letter->entry = line.value;
      break;
    case Label::kSource:
      if (!line.value.empty()) letter->sources.push_back(line.value);
      break;
    case Label::kName:
      letter->name = PlainWords(line.value);
      break;
    case Label::kCode: {
      EVENHAND_ASSIGN(letter->code, ReadCode(line.value));
      break;
    }
  }
  return {};
}

Result<void> CheckWords(const Letter& letter, std::size_t most, std::string_view none) {
  if (letter.words.empty()) return Refused(std::string(none));
  const std::size_t characters = CountCodePoints(letter.words);
  if (characters <= most) return {};
  return Refused(fmt::format("it has {} characters, and {} are read; send the most important ones",
                             characters, most));
}

Result<void> CheckChallenge(const Letter& letter) {
  if (letter.entry.empty())
    return Refused("it has no line 'Entry:' with the id of the entry, such as r-IR-twitter-3");
  if (letter.entry.size() > kMostDecisionBytes) return Refused("the line 'Entry:' is too long");
  if (letter.sources.size() > kMostSources)
    return Refused(fmt::format("it has more than {} lines 'Source:'", kMostSources));
  return CheckWords(letter, kMostClaim, "it does not say what is wrong with the entry");
}

Result<void> CheckLetter(const Letter& letter) {
  if (letter.kind == LetterKind::kChallenge) return CheckChallenge(letter);
  if (letter.decision.empty())
    return Refused("it has no line 'Decision:' with the number from the statement");
  if (letter.decision.size() > kMostDecisionBytes)
    return Refused("the line 'Decision:' is too long");
  if (letter.code.empty())
    return Refused("it has no line 'Code:' with the code from the statement");
  if (letter.kind == LetterKind::kComply) {
    if (letter.item.empty()) return Refused("it has no line 'Item:' with the post to be deleted");
    return letter.item.size() > kMostItemBytes ? Refused("the line 'Item:' is too long")
                                               : Result<void>();
  }
  if (CountCodePoints(letter.new_facts) > kMostFacts)
    return Refused("the line 'New facts:' is too long; what else is new goes into the words");
  if (letter.words.empty() && !letter.not_mine.empty()) return {};
  return CheckWords(letter, kMostWords,
                    "it does not say why the decision is wrong; a few words are enough");
}

std::string WriteCutOff(const CutOffClaim& claim) {
  const auto day = [](std::chrono::sys_days at) {
    const std::chrono::year_month_day date = at;
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  };
  if (claim.days) return day(claim.days->first) + " " + day(claim.days->second);
  return claim.place.empty() ? "yes" : claim.place;
}

std::string WriteChallenge(const Letter& letter) {
  std::string out = fmt::format("{}\nEntry: {}\n", kTitles[2].text, letter.entry);
  for (const std::string& source : letter.sources) out += fmt::format("Source: {}\n", source);
  if (!letter.name.empty()) out += fmt::format("Name: {}\n", letter.name);
  if (!letter.language.empty()) out += fmt::format("Language: {}\n", letter.language);
  return out + "\n" + letter.words + "\n";
}

}  // namespace

std::optional<CutOffClaim> ReadCutOff(std::string_view value) {
  const std::string plain = Plain(value);
  if (plain.empty() || std::ranges::find(kNo, plain) != kNo.end()) return std::nullopt;
  CutOffClaim claim;
  const auto days = DaysIn(value);
  if (days.size() == 2) {
    claim.days = std::minmax(days[0], days[1]);
  } else if (plain.size() == 2 &&
             std::ranges::all_of(plain, [](char c) { return c >= 'a' && c <= 'z'; }) &&
             plain != "si") {
    claim.place = {static_cast<char>(plain[0] - 'a' + 'A'),
                   static_cast<char>(plain[1] - 'a' + 'A')};
  }
  return claim;
}

Result<std::vector<std::int64_t>> ReadNotMine(std::string_view typed) {
  const std::string plain = Plain(typed);
  if (plain.empty() || std::ranges::find(kNo, plain) != kNo.end())
    return std::vector<std::int64_t>();
  const std::string text = PlainDigits(plain);
  std::set<std::int64_t> numbers;
  for (const char* at = text.data(); at != text.data() + text.size();) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(at, text.data() + text.size(), number);
    if (error == std::errc() && *at != '-') numbers.insert(number);
    at = error == std::errc::invalid_argument || *at == '-' ? at + 1 : end;
  }
  if (numbers.empty() || numbers.size() > kMostNotMine)
    return Refused("the line 'Not mine:' has the numbers of what is not yours, such as 1, 3");
  return std::vector<std::int64_t>(numbers.begin(), numbers.end());
}

std::string WriteNotMine(const std::vector<std::int64_t>& numbers) {
  return fmt::format("{}", fmt::join(numbers, ", "));
}

std::string PlainWords(std::string_view words) {
  std::string out;
  const std::string normal = text::Normalize(Sanitized(words), text::NormalForm::kNfc);
  for (const char c : normal) {
    const bool is_control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    if (!is_control || c == '\n' || c == '\t') out += c;
  }
  return std::string(Trimmed(out));
}

bool IsLetter(std::string_view text) {
  while (!text.empty()) {
    const std::string_view line = TakeLine(&text);
    if (!Plain(line).empty()) return KindOfTitle(line).has_value();
  }
  return false;
}

Result<Letter> ReadLetter(std::string_view text) {
  if (text.size() > kMostLetterBytes)
    return Refused(fmt::format("it is longer than {} bytes", kMostLetterBytes));
  if (!IsWellFormed(text, /*surrogates=*/false)) return Refused("it is not UTF-8 text");
  Letter letter;
  std::optional<LetterKind> kind;
  while (!kind && !text.empty()) {
    const std::string_view line = TakeLine(&text);
    if (Plain(line).empty()) continue;
    kind = KindOfTitle(line);
    if (!kind) break;
  }
  if (!kind)
    return Refused(
        "its first line is not 'EVENHAND APPEAL 1', 'EVENHAND COMPLY 1' or 'EVENHAND CHALLENGE 1'");
  letter.kind = *kind;
  std::string_view of_labels;
  while (!text.empty()) {
    std::string_view rest = text;
    const std::string_view line = TakeLine(&rest);
    const std::optional<Line> labelled = LabelledLine(*kind, line);
    if (!labelled && !Plain(line).empty()) break;
    if (labelled) EVENHAND_TRY(Apply(*labelled, &letter));
    if (labelled && labelled->language != 0) of_labels = kLanguages[labelled->language];
    text = rest;
  }
  if (letter.language.empty()) letter.language = of_labels;
  // An order to delete needs no reason, and what a messenger hangs on to it is none.
  if (*kind != LetterKind::kComply) letter.words = PlainWords(text);
  EVENHAND_TRY(CheckLetter(letter));
  return letter;
}

std::string WriteLetter(const Letter& letter) {
  if (letter.kind == LetterKind::kChallenge) return WriteChallenge(letter);
  const bool is_appeal = letter.kind == LetterKind::kAppeal;
  std::string out = fmt::format("{}\nDecision: {}\nCode: {}\n", kTitles[is_appeal ? 0 : 1].text,
                                letter.decision, GroupedCode(letter.code));
  if (!letter.language.empty()) out += fmt::format("Language: {}\n", letter.language);
  if (!is_appeal) return out + fmt::format("Item: {}\n", letter.item);
  if (letter.cut_off) out += "Cut off: " + WriteCutOff(*letter.cut_off) + "\n";
  if (letter.answer != AnswerBy::kBoth)
    out += letter.answer == AnswerBy::kPage ? "Answer: page\n" : "Answer: bundle\n";
  if (!letter.new_facts.empty()) out += "New facts: " + letter.new_facts + "\n";
  if (!letter.not_mine.empty()) out += "Not mine: " + WriteNotMine(letter.not_mine) + "\n";
  return out + "\n" + letter.words + "\n";
}

std::string WordsHash(const Letter& letter) {
  if (letter.new_facts.empty()) return Hex(record::BytesOf(record::Sha256(letter.words)));
  return Hex(record::BytesOf(record::Sha256({letter.words, {"\0", 1}, letter.new_facts})));
}

}  // namespace evenhand::carry
