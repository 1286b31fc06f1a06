#include "text/phrase.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "text/fold.h"

namespace evenhand::text {
namespace {

constexpr std::size_t kMaxWords = 32;
constexpr std::size_t kMaxJoints = 6;
constexpr std::uint32_t kMaxGap = 16;
constexpr std::size_t kMinCompact = 6;

auto Invalid(std::string message) { return Fail(ErrorCode::kInvalidArgument, std::move(message)); }

// The pattern between its joints.
std::vector<std::string> SplitAtJoints(std::string_view pattern) {
  std::vector<std::string> parts(1);
  for (std::size_t at = 0; at < pattern.size();) {
    const char32_t c = DecodeNext(pattern, &at);
    if (c == '~' || c == 0x200C) {
      parts.emplace_back();
    } else {
      AppendUtf8(c, &parts.back());
    }
  }
  return parts;
}

bool IsEvasion(View view) {
  return view == View::kUnleet || view == View::kFinglish || view == View::kSqueezed ||
         view == View::kCompact;
}

struct Span {
  std::size_t first, last;
};

// Scans a stream for words in order. Of each beginning of the pattern only the latest place is
// kept: it is the nearest to any word still to come, so nothing that could match is lost.
class Scanner {
 public:
  Scanner(std::span<const std::string> words, const PhraseOptions& options)
      : words_(words), options_(options) {}

  std::optional<Span> Next(const WordStream& stream) {
    while (at_ < stream.size()) {
      if (const auto span = Take(stream.word(at_++))) return span;
    }
    return std::nullopt;
  }

 private:
  struct Reached {
    std::size_t first = 0;
    std::size_t next = 0;  // one past the last word; 0 while unreached
  };

  std::optional<Span> Take(std::string_view word) {
    const std::size_t here = at_ - 1;
    for (std::size_t i = words_.size(); i-- > 0;) {
      if (!Fits(i, word)) continue;
      if (i > 0 && (reached_[i - 1].next == 0 || here - reached_[i - 1].next > options_.gap))
        continue;
      reached_[i] = {i > 0 ? reached_[i - 1].first : here, here + 1};
      if (i + 1 == words_.size()) return Span{reached_[i].first, here};
    }
    return std::nullopt;
  }

  bool Fits(std::size_t i, std::string_view word) const {
    const bool open = options_.prefix && i + 1 == words_.size();
    return open ? word.starts_with(words_[i]) : word == words_[i];
  }

  std::span<const std::string> words_;
  const PhraseOptions& options_;
  std::array<Reached, kMaxWords> reached_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Phrase::Variant>> Phrase::Expand(std::string_view pattern, View view) {
  const std::vector<std::string> parts = SplitAtJoints(pattern);
  if (parts.size() > kMaxJoints + 1) {
    return Invalid(fmt::format("a phrase may have at most {} joints", kMaxJoints));
  }
  std::vector<Variant> variants(1);
  for (const std::string& part : parts) {
    const Variant words = WordsOf(view, part);
    if (words.empty()) {
      return Invalid(parts.size() == 1 ? "a phrase needs at least one letter or digit"
                                       : "a joint (~) needs a word on both sides");
    }
    std::vector<Variant> longer;
    for (const Variant& variant : variants) {
      Variant apart = variant;
      apart.insert(apart.end(), words.begin(), words.end());
      longer.push_back(std::move(apart));
      if (variant.empty()) continue;
      Variant together = variant;
      together.back() += words.front();
      together.insert(together.end(), words.begin() + 1, words.end());
      longer.push_back(std::move(together));
    }
    variants = std::move(longer);
  }
  if (variants.front().size() > kMaxWords) {
    return Invalid(fmt::format("a phrase may have at most {} words", kMaxWords));
  }
  return variants;
}

Result<Phrase> Phrase::Parse(std::string_view pattern, const PhraseOptions& options) {
  const bool known = options.view == View::kKey || IsEvasion(options.view);
  if (!known) return Invalid("a phrase is looked for in view K2, EL, EF, ES or EC");
  if (options.gap > kMaxGap) return Invalid(fmt::format("gap may be at most {}", kMaxGap));
  if (options.exact && options.view != View::kKey) {
    return Invalid("exact cannot go with an evasion view, which is for other spellings");
  }
  Phrase phrase(options);
  if (options.view == View::kCompact) {
    if (options.gap > 0 || options.prefix)
      return Invalid("view EC knows no words: leave out gap and prefix");
    phrase.compact_ = Key(View::kCompact, pattern);
    if (CountCodePoints(phrase.compact_) < kMinCompact) {
      return Invalid(fmt::format("view EC needs a phrase of {} letters or more", kMinCompact));
    }
    return phrase;
  }
  EVENHAND_ASSIGN(phrase.variants_, Expand(pattern, options.view));
  if (options.exact) {
    EVENHAND_ASSIGN(phrase.exact_, Expand(pattern, View::kCasefold));
  }
  return phrase;
}

std::optional<PhraseMatch> Phrase::Find(Words& words) const {
  if (options_.view == View::kCompact) return FindCompact(words);
  for (const View view : words.StreamsFor(options_.view)) {
    for (const Variant& variant : variants_) {
      if (const auto match = FindVariant(variant, view, words)) return match;
    }
  }
  return std::nullopt;
}

bool Phrase::In(std::string_view text) const {
  Words words(text);
  return Find(words).has_value();
}

std::optional<PhraseMatch> Phrase::FindVariant(const Variant& variant, View view,
                                               Words& words) const {
  const WordStream& stream = words.In(view);
  Scanner scanner(variant, options_);
  while (const auto span = scanner.Next(stream)) {
    const PhraseMatch match{stream.origin(span->first, span->last), view, span->first, span->last};
    if (!options_.exact || IsExact(match, words.text())) return match;
  }
  return std::nullopt;
}

bool Phrase::IsExact(const PhraseMatch& match, std::string_view text) const {
  const Joint joint = match.view == View::kKeyWide ? Joint::kSpace : Joint::kJoins;
  const WordStream stream(Fold(match.origin.In(text), FoldDepth::kCase, joint));
  return std::any_of(exact_.begin(), exact_.end(), [&](const Variant& variant) {
    return Scanner(variant, options_).Next(stream).has_value();
  });
}

std::optional<PhraseMatch> Phrase::FindCompact(Words& words) const {
  const KeyText& text = words.Compact();
  const std::string utf8 = Utf8(text.chars);
  const std::size_t at = utf8.find(compact_);
  if (at == std::string::npos) return std::nullopt;
  const std::size_t first = CountCodePoints(std::string_view(utf8).substr(0, at));
  const auto chars = std::span(text.chars).subspan(first, CountCodePoints(compact_));
  return PhraseMatch{.origin = OriginOf(chars), .view = View::kCompact};
}

std::vector<std::string_view> Phrase::FirstWords() const {
  std::vector<std::string_view> first;
  for (const Variant& variant : variants_) first.push_back(variant.front());
  return first;
}

bool Phrase::first_is_prefix() const {
  return options_.prefix && std::any_of(variants_.begin(), variants_.end(),
                                        [](const Variant& v) { return v.size() == 1; });
}

std::size_t PhraseSet::Add(Phrase phrase) {
  const std::size_t number = phrases_.size();
  Index& index = index_[phrase.view()];
  const std::vector<std::string_view> first_words = phrase.FirstWords();
  if (first_words.empty() || phrase.first_is_prefix()) {
    index.always.push_back(number);
  } else {
    for (const std::string_view word : first_words) {
      index.by_first_word[std::string(word)].push_back(number);
    }
  }
  phrases_.push_back(std::move(phrase));
  return number;
}

std::vector<PhraseSet::Found> PhraseSet::FindAll(Words& words) const {
  std::vector<bool> candidate(phrases_.size());
  for (const auto& [view, index] : index_) {
    for (const std::size_t number : index.always) candidate[number] = true;
    if (index.by_first_word.empty()) continue;
    for (const View stream_view : words.StreamsFor(view)) {
      const WordStream& stream = words.In(stream_view);
      for (std::size_t i = 0; i < stream.size(); ++i) {
        const auto found = index.by_first_word.find(stream.word(i));
        if (found == index.by_first_word.end()) continue;
        for (const std::size_t number : found->second) candidate[number] = true;
      }
    }
  }
  std::vector<Found> all;
  for (std::size_t number = 0; number < phrases_.size(); ++number) {
    if (!candidate[number]) continue;
    if (const auto match = phrases_[number].Find(words)) all.push_back({number, *match});
  }
  return all;
}

}  // namespace evenhand::text
