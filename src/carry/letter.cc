#include "carry/letter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/hex.h"
#include "base/trimmed.h"
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

std::string_view TitleOf(LetterKind kind) {
  return std::ranges::find(kTitles, kind, &Title::kind)->text;
}

constexpr std::size_t kMostTagBytes = 35;
constexpr std::array<std::string_view, 8> kNo = {"no", "none", "نه", "خیر", "لا", "нет", "-", "–"};

// Whether a letter of this kind has such a line. What begins with the name of another one is words.
bool HasLabel(LetterKind kind, Label label) {
  if (label == Label::kLanguage) return true;
  const bool is_of_challenge =
      label == Label::kEntry || label == Label::kSource || label == Label::kName;
  return is_of_challenge == (kind == LetterKind::kChallenge);
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
  std::string_view language;  // of the label
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
  const auto typed = ReadLabel(line.substr(0, colon));
  if (!typed || !HasLabel(kind, typed->label)) return std::nullopt;
  return Line{typed->label, typed->language, WithoutInvisible(line.substr(after))};
}

std::optional<LetterKind> KindOfTitle(std::string_view line) {
  const std::string plain = PlainTyped(line);
  for (const Title& title : kTitles) {
    if (plain == PlainTyped(title.text)) return title.kind;
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

// A tag of a language; nothing for anything else, which is no reason to refuse a letter.
std::string ReadTag(std::string_view value) {
  std::string tag = PlainTyped(value);
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
  std::string out = fmt::format("{}\nEntry: {}\n", TitleOf(letter.kind), letter.entry);
  for (const std::string& source : letter.sources) out += fmt::format("Source: {}\n", source);
  if (!letter.name.empty()) out += fmt::format("Name: {}\n", letter.name);
  if (!letter.language.empty()) out += fmt::format("Language: {}\n", letter.language);
  return out + "\n" + letter.words + "\n";
}

}  // namespace

std::optional<CutOffClaim> ReadCutOff(std::string_view value) {
  const std::string plain = PlainTyped(value);
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
  const std::string plain = PlainTyped(typed);
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
    if (!PlainTyped(line).empty()) return KindOfTitle(line).has_value();
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
    if (PlainTyped(line).empty()) continue;
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
    if (!labelled && !PlainTyped(line).empty()) break;
    if (labelled) EVENHAND_TRY(Apply(*labelled, &letter));
    if (labelled && labelled->language != "en") of_labels = labelled->language;
    text = rest;
  }
  if (letter.language.empty()) letter.language = of_labels;
  // An order to delete needs no reason, and what a messenger hangs on to it is none.
  if (*kind != LetterKind::kComply) letter.words = PlainWords(text);
  EVENHAND_TRY(CheckLetter(letter));
  return letter;
}

std::string LanguageOfLetter(std::string_view text) {
  constexpr int kMostLines = 40;
  std::string of_labels;
  text = text.substr(0, kMostLetterBytes);
  for (int line_number = 0; line_number < kMostLines && !text.empty(); ++line_number) {
    const std::string_view line = TakeLine(&text);
    const auto typed = ReadLabel(line.substr(0, line.find(':')));
    if (line.find(':') == line.npos || !typed) continue;
    if (typed->label == Label::kLanguage) {
      std::string tag = ReadTag(WithoutInvisible(line.substr(line.find(':') + 1)));
      if (!tag.empty()) return tag;
    }
    if (typed->language != "en") of_labels = typed->language;
  }
  return of_labels;
}

std::string WriteLetter(const Letter& letter) {
  if (letter.kind == LetterKind::kChallenge) return WriteChallenge(letter);
  const bool is_appeal = letter.kind == LetterKind::kAppeal;
  std::string out = fmt::format("{}\nDecision: {}\nCode: {}\n", TitleOf(letter.kind),
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

std::string WriteForm(const Letter& letter) {
  const std::string_view in = letter.language;
  const bool is_appeal = letter.kind == LetterKind::kAppeal;
  std::string out(TitleOf(letter.kind));
  const auto line = [&](Label label, std::string_view value) {
    out += fmt::format("\n{}:{}{}", LabelIn(in, label), value.empty() ? "" : " ", value);
  };
  if (letter.kind == LetterKind::kChallenge) {
    line(Label::kEntry, letter.entry);
    line(Label::kSource, "");
    return out + "\n\n";
  }
  line(Label::kDecision, letter.decision);
  line(Label::kCode, GroupedCode(letter.code));
  if (!is_appeal) {
    line(Label::kItem, letter.item);
    return out + "\n";
  }
  line(Label::kCutOff, "");
  line(Label::kAnswer,
       fmt::format("{} | {}", AnswerIn(in, AnswerBy::kPage), AnswerIn(in, AnswerBy::kBundle)));
  return out + "\n\n";
}

std::string WordsHash(const Letter& letter) {
  if (letter.new_facts.empty()) return Hex(record::BytesOf(record::Sha256(letter.words)));
  return Hex(record::BytesOf(record::Sha256({letter.words, {"\0", 1}, letter.new_facts})));
}

}  // namespace evenhand::carry
