#pragma once

// Patterns of words over the views of a text (docs/text.md).
//
//   pattern := part (joint part)*      part: words, in any spelling that the view folds together
//   joint   := "~" | U+200C            nothing, a zero width non-joiner or a space in the text
//
// A pattern and a text go through the same view. A pattern matches where its words follow one
// another in K2's words or in K2w's.
//
// Cost: O(words of the text * words of the pattern * 2^joints), without allocation.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "text/word_stream.h"

namespace evenhand::text {

struct PhraseOptions {
  bool exact = false;      // the match as written must also fit under K1, which keeps marks
  bool prefix = false;     // the last word may go on in the text
  std::uint32_t gap = 0;   // other words allowed between two words of the pattern, at most 16
  View view = View::kKey;  // or kUnleet, kFinglish, kSqueezed, kCompact
};

struct PhraseMatch {
  Range origin;           // the match as written
  View view;              // which stream it was found in
  std::size_t first = 0;  // words of that stream; both 0 for kCompact
  std::size_t last = 0;
};

class Phrase {
 public:
  // kInvalidArgument: no word, a joint without a word on both sides, over 32 words, 6 joints or 16
  // gap words; exact with an evasion view; kCompact with fewer than 6 letters, or with gap or
  // prefix.
  static Result<Phrase> Parse(std::string_view pattern, const PhraseOptions& options = {});

  // The first match, by its end.
  std::optional<PhraseMatch> Find(Words& words) const;
  bool In(std::string_view text) const;

  // The words that a match can begin with; empty for kCompact.
  std::vector<std::string_view> FirstWords() const;
  // Whether a first word need only begin the text's word.
  bool first_is_prefix() const;
  View view() const { return options_.view; }

 private:
  using Variant = std::vector<std::string>;  // the words, after one choice for each joint

  explicit Phrase(const PhraseOptions& options) : options_(options) {}
  static Result<std::vector<Variant>> Expand(std::string_view pattern, View view);
  std::optional<PhraseMatch> FindVariant(const Variant& variant, View view, Words& words) const;
  std::optional<PhraseMatch> FindCompact(Words& words) const;
  bool IsExact(const PhraseMatch& match, std::string_view text) const;

  PhraseOptions options_;
  std::vector<Variant> variants_;
  std::vector<Variant> exact_;  // the same under K1; empty unless exact
  std::string compact_;
};

// Many phrases at once: only those whose first word occurs are tried.
class PhraseSet {
 public:
  struct Found {
    std::size_t phrase;  // index
    PhraseMatch match;
  };

  // The index of the new phrase.
  std::size_t Add(Phrase phrase);
  std::size_t size() const { return phrases_.size(); }

  // The first match of each phrase that occurs, in the order of the phrases.
  std::vector<Found> FindAll(Words& words) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  struct Index {
    std::unordered_map<std::string, std::vector<std::size_t>, Hash, std::equal_to<>> by_first_word;
    std::vector<std::size_t> always;  // those that no first word announces
  };

  std::vector<Phrase> phrases_;
  std::map<View, Index> index_;
};

}  // namespace evenhand::text
