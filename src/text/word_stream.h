#pragma once

// A text as a row of words, each with the stretch of input it came from.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/views.h"

namespace evenhand::text {

class WordStream {
 public:
  explicit WordStream(const KeyText& key);

  std::size_t size() const { return words_.size(); }
  std::string_view word(std::size_t i) const {
    return std::string_view(utf8_).substr(words_[i].begin, words_[i].length);
  }
  Range origin(std::size_t first, std::size_t last) const {
    return {words_[first].origin.begin, words_[last].origin.end};
  }

 private:
  struct Word {
    std::size_t begin;
    std::size_t length;
    Range origin;
  };
  std::string utf8_;
  std::vector<Word> words_;
};

// One text in as many views as are asked for; each is made once. The text must outlive this.
// Thread: one owner.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  std::string_view text() const { return text_; }
  const WordStream& In(View view);
  // The streams that a pattern of this view is looked for in: K2 goes with K2w where they differ.
  std::vector<View> StreamsFor(View view) const;
  // All of the text's letters and digits in one piece (EC).
  const KeyText& Compact();

 private:
  std::string_view text_;
  std::map<View, WordStream> streams_;
  std::optional<KeyText> compact_;
};

}  // namespace evenhand::text
