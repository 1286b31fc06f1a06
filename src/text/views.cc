#include "text/views.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <utility>

#include "base/utf8.h"
#include "text/fold.h"

namespace evenhand::text {
namespace {

constexpr std::array<std::pair<std::string_view, View>, 8> kNames = {{
    {"RAW", View::kRaw},
    {"K1", View::kCasefold},
    {"K2", View::kKey},
    {"K2w", View::kKeyWide},
    {"EL", View::kUnleet},
    {"EF", View::kFinglish},
    {"ES", View::kSqueezed},
    {"EC", View::kCompact},
}};

constexpr std::uint32_t kDigitMask = U_GC_ND_MASK;
constexpr std::uint32_t kTokenMask = U_GC_L_MASK | U_GC_M_MASK | kDigitMask;

bool IsIn(char32_t c, std::uint32_t mask) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

bool IsTokenChar(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
  return IsIn(c, kTokenMask);
}

bool IsLatinLetter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  UErrorCode status = U_ZERO_ERROR;
  return IsIn(c, U_GC_L_MASK) &&
         uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_LATIN;
}

// The letter that a digit or sign stands for in leet spelling, or 0.
char32_t Unleet(char32_t c) {
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case '!':
    case '|':
      return 'i';
    case '3':
    case 0x20AC:
      return 'e';
    case '4':
    case '@':
      return 'a';
    case '5':
    case '$':
      return 's';
    case '7':
      return 't';
    case '8':
      return 'b';
    default:
      return 0;
  }
}

bool IsLatinOrLeet(char32_t c) { return IsLatinLetter(c) || Unleet(c) != 0; }

// One run of letters, digits and leet signs. `before` is the last character as it was before it was
// replaced, so that what stands beside a sign is judged by the text as it came.
void UnleetRun(std::span<KeyChar> run) {
  if (std::none_of(run.begin(), run.end(),
                   [](const KeyChar& c) { return IsLatinLetter(c.code); })) {
    return;
  }
  char32_t before = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char32_t c = run[i].code;
    const char32_t after = i + 1 < run.size() ? run[i + 1].code : 0;
    const bool digit = c >= '0' && c <= '9';
    if (const char32_t letter = Unleet(c);
        letter != 0 && (digit || (IsLatinOrLeet(before) && IsLatinOrLeet(after)))) {
      run[i].code = letter;
    }
    before = c;
  }
}

void UnleetAll(std::vector<KeyChar>* chars) {
  const auto in_run = [](const KeyChar& c) { return IsTokenChar(c.code) || Unleet(c.code) != 0; };
  for (auto begin = chars->begin(); begin != chars->end();) {
    begin = std::find_if(begin, chars->end(), in_run);
    const auto end = std::find_if_not(begin, chars->end(), in_run);
    UnleetRun({begin, end});
    begin = end;
  }
}

template <class Keep>
void Filter(std::vector<KeyChar>* chars, Keep keep) {
  std::erase_if(*chars, [&](const KeyChar& c) { return !keep(c.code); });
}

// The one that stays answers for all of its run.
void Squeeze(std::vector<KeyChar>* chars) {
  std::size_t kept = 0;
  for (const KeyChar c : *chars) {
    if (kept > 0 && (*chars)[kept - 1].code == c.code) {
      (*chars)[kept - 1].origin.end = c.origin.end;
    } else {
      (*chars)[kept++] = c;
    }
  }
  chars->resize(kept);
}

void ReplaceAll(std::u32string_view from, std::u32string_view to, std::vector<KeyChar>* chars) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < chars->size();) {
    const std::span<const KeyChar> rest = std::span(*chars).subspan(i);
    const bool found = rest.size() >= from.size() &&
                       std::equal(from.begin(), from.end(), rest.begin(),
                                  [](char32_t a, const KeyChar& b) { return a == b.code; });
    if (!found) {
      (*chars)[kept++] = rest.front();
      ++i;
      continue;
    }
    const Range origin = OriginOf(rest.first(from.size()));
    for (const char32_t c : to) (*chars)[kept++] = {c, origin};
    i += from.size();
  }
  chars->resize(kept);
}

// Order matters: the longer spelling of a sound comes before the shorter one that it contains.
constexpr std::array<std::pair<std::u32string_view, std::u32string_view>, 15> kFinglish = {{
    {U"tch", U"č"},
    {U"kh", U"x"},
    {U"gh", U"q"},
    {U"zh", U"ž"},
    {U"jh", U"ž"},
    {U"sh", U"š"},
    {U"ch", U"č"},
    {U"ph", U"f"},
    {U"aa", U"a"},
    {U"oo", U"u"},
    {U"ou", U"u"},
    {U"ee", U"i"},
    {U"ey", U"ei"},
    {U"w", U"v"},
    {U"c", U"k"},
}};

bool IsApostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC; }

// Which ASCII characters a text has; most texts have none of most spellings below.
class Letters {
 public:
  explicit Letters(std::span<const KeyChar> chars) {
    for (const KeyChar& c : chars) Add(c.code);
  }
  void Add(char32_t c) {
    if (c < 128) present_.set(c);
  }
  bool HaveAll(std::u32string_view wanted) const {
    return std::all_of(wanted.begin(), wanted.end(),
                       [this](char32_t c) { return present_.test(c); });
  }

 private:
  std::bitset<128> present_;
};

void FoldFinglish(std::vector<KeyChar>* chars) {
  Filter(chars, [](char32_t c) { return !IsApostrophe(c); });
  Letters letters(*chars);
  for (const auto& [from, to] : kFinglish) {
    if (!letters.HaveAll(from)) continue;
    ReplaceAll(from, to, chars);
    for (const char32_t c : to) letters.Add(c);
  }
  Squeeze(chars);
}

}  // namespace

std::optional<View> ParseView(std::string_view name) {
  for (const auto& [known, view] : kNames) {
    if (known == name) return view;
  }
  return std::nullopt;
}

std::string_view NameOf(View view) { return kNames[static_cast<std::size_t>(view)].first; }

KeyText MakeView(View view, std::string_view text) {
  if (view == View::kRaw) return Raw(text);
  const FoldDepth depth = view == View::kCasefold ? FoldDepth::kCase : FoldDepth::kSearch;
  const Joint joint = view == View::kKeyWide ? Joint::kSpace : Joint::kJoins;
  KeyText key = Fold(text, depth, joint);
  switch (view) {
    case View::kUnleet:
      UnleetAll(&key.chars);
      break;
    case View::kFinglish:
      UnleetAll(&key.chars);
      FoldFinglish(&key.chars);
      break;
    case View::kSqueezed:
      Squeeze(&key.chars);
      break;
    case View::kCompact:
      Filter(&key.chars, [](char32_t c) { return IsIn(c, U_GC_L_MASK | kDigitMask); });
      break;
    default:
      break;
  }
  return key;
}

std::string Key(View view, std::string_view text) { return Utf8(MakeView(view, text).chars); }

std::vector<Token> Tokens(const KeyText& key) {
  std::vector<Token> tokens;
  const auto size = static_cast<std::uint32_t>(key.chars.size());
  for (std::uint32_t at = 0; at < size;) {
    const std::uint32_t begin = at;
    while (at < size && IsTokenChar(key.chars[at].code)) ++at;
    if (at > begin) {
      tokens.push_back({begin, at});
    } else {
      ++at;
    }
  }
  return tokens;
}

std::vector<std::string> WordsOf(View view, std::string_view text) {
  const KeyText key = MakeView(view, text);
  std::vector<std::string> words;
  for (const Token& token : Tokens(key)) words.push_back(Utf8(token.In(key)));
  return words;
}

std::string Utf8(std::span<const KeyChar> chars) {
  std::string text;
  text.reserve(chars.size() * 2);
  std::array<char, 256> buffer;
  char* to = buffer.data();
  for (const KeyChar& c : chars) {
    if (c.code < 0x80) {
      *to++ = static_cast<char>(c.code);
    } else {
      to = EncodeUtf8(c.code, to);
    }
    if (buffer.data() + buffer.size() - to >= 4) continue;
    text.append(buffer.data(), to);
    to = buffer.data();
  }
  return text.append(buffer.data(), to);
}

}  // namespace evenhand::text
