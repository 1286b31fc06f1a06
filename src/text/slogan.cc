#include "text/slogan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace evenhand::text {
namespace {

using enum LexiconKind;

constexpr std::array<std::string_view, 5> kReadingNames = {"", "idiom", "rhetorical", "judge",
                                                           "intent"};

bool EndsSentence(char32_t c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case ';':
    case '\n':
    case '\r':
    case 0x061B:
    case 0x061F:
    case 0x06D4:
    case 0x2026:
    case 0x2029:
    case 0x3002:
      return true;
    default:
      return false;
  }
}

bool EndsClause(char32_t c) { return c == ',' || c == 0x060C || EndsSentence(c); }

// Calls `use` with each piece of the text between characters for which `ends` holds.
template <class Ends, class Use>
void ForEachPiece(std::string_view text, Ends ends, Use use) {
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    if (!ends(DecodeNext(text, &at))) continue;
    if (start > begin) use(text.substr(begin, start - begin));
    begin = at;
  }
  if (begin < text.size()) use(text.substr(begin));
}

bool HasWord(std::string_view text) { return Words(text).In(View::kKey).size() > 0; }

// Where the target of a slogan stands in its clause. A last word that may go on ("للديكتاتور")
// holds the target or its beginning.
std::string_view TargetOf(LexiconKind kind, bool open, const PhraseMatch& match, Words& clause) {
  const std::string_view text = clause.text();
  if (kind == kSloganBefore) return text.substr(0, match.origin.begin);
  if (!open) return text.substr(match.origin.end);
  return text.substr(clause.In(match.view).origin(match.last, match.last).begin);
}

bool SpeaksOf(std::string_view language, std::string_view entry) {
  return language.empty() || language == entry || (language == "fa" && entry == "fa-Latn");
}

}  // namespace

std::string_view NameOf(Reading reading) {
  return kReadingNames[static_cast<std::size_t>(reading)];
}

Result<void> SloganReader::Add(std::string_view pattern, View view, LexiconKind kind) {
  PhraseOptions options{.view = view};
  if (pattern.ends_with('*')) {
    options.prefix = true;
    pattern.remove_suffix(1);
  }
  EVENHAND_ASSIGN(Phrase phrase, Phrase::Parse(pattern, options));
  phrases_.Add(std::move(phrase));
  entries_.push_back({kind, options.prefix});
  return {};
}

Result<SloganReader> SloganReader::Make(const SloganOptions& options) {
  SloganReader reader;
  reader.authority_ = options.authority;
  for (const LexiconEntry& entry : SeedLexicon()) {
    if (!SpeaksOf(options.language, entry.language)) continue;
    const View view = entry.language == "fa-Latn" ? View::kFinglish : View::kKey;
    EVENHAND_TRY(reader.Add(entry.pattern, view, entry.kind));
  }
  if (reader.entries_.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                fmt::format("there is no lexicon for '{}': use fa, fa-Latn, ar, ru, es or en",
                            options.language));
  }
  for (const std::string& target : options.judged_targets) {
    if (auto added = reader.Add(target, View::kKey, kCall); !added) {
      return tl::unexpected(std::move(added).error().Within(fmt::format("target '{}'", target)));
    }
  }
  return reader;
}

Reading SloganReader::Read(std::string_view text) const {
  Reading gravest = Reading::kNone;
  ForEachPiece(text, EndsSentence, [&](std::string_view sentence) {
    gravest = std::max(gravest, ReadSentence(sentence));
  });
  return gravest;
}

Reading SloganReader::ReadSentence(std::string_view sentence) const {
  Words words(sentence);
  std::array<bool, 16> has{};
  for (const PhraseSet::Found& found : phrases_.FindAll(words)) {
    has[static_cast<std::size_t>(entries_[found.phrase].kind)] = true;
  }
  const auto any = [&has](auto... kinds) { return (has[static_cast<std::size_t>(kinds)] || ...); };
  const bool planned = any(kTime, kPlace, kMeans);
  if (planned && any(kViolence, kBanter)) return Reading::kIntent;
  if (any(kDeath, kSlogan, kSloganBefore)) {
    const Slogans slogans = ReadClauses(sentence);
    const bool judge =
        slogans.in_words_of_death && (slogans.judged_target || planned || authority_);
    if (judge) return Reading::kJudge;
    if (slogans.any) return Reading::kRhetorical;
  }
  return any(kIdiom, kBanter) ? Reading::kIdiom : Reading::kNone;
}

SloganReader::Slogans SloganReader::ReadClauses(std::string_view sentence) const {
  Slogans slogans;
  ForEachPiece(sentence, EndsClause, [&](std::string_view clause) {
    Words words(clause);
    for (const PhraseSet::Found& found : phrases_.FindAll(words)) {
      const auto [kind, open] = entries_[found.phrase];
      if (kind != kDeath && kind != kSlogan && kind != kSloganBefore) continue;
      const std::string_view target = TargetOf(kind, open, found.match, words);
      if (!HasWord(target)) continue;
      slogans.any = true;
      slogans.in_words_of_death = slogans.in_words_of_death || kind == kDeath;
      slogans.judged_target = slogans.judged_target || (kind == kDeath && IsJudgedTarget(target));
    }
  });
  return slogans;
}

bool SloganReader::IsJudgedTarget(std::string_view target) const {
  if (target.find('@') != std::string_view::npos) return true;
  Words words(target);
  const std::vector<PhraseSet::Found> found = phrases_.FindAll(words);
  return std::any_of(found.begin(), found.end(), [this](const PhraseSet::Found& f) {
    return entries_[f.phrase].kind == kPerson || entries_[f.phrase].kind == kCall;
  });
}

}  // namespace evenhand::text
