#pragma once

// Words in a text, also where their letters are disguised (text/disguise.h) or held apart by signs:
// "p1ll", "p.i.l.l" and "ｐіll" for "pill".
//
//   A letter of a word stands for every character that can be read as it; any other character for
//   itself, whatever its case. Between two of them may stand any number of , . + / | & % # ! @ _
//   A word begins and ends beside something that is not a word character (\W of a regular
//   expression), or at the ends of the text, unless it may be part of a longer one.
//
// Cost:   First: one pass; per character a few operations on (all characters of all words) / 64
// machine
//         words. No allocation but in the arena.
// Thread: safe once built; one arena per thread.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "text/disguise.h"

namespace evenhand::text {

struct DisguiseOptions {
  bool plurals = false;     // an s, disguised or not, may follow
  bool substrings = false;  // the word may be part of a longer one
};

class DisguisedWords {
 public:
  DisguisedWords(std::span<const std::string> words, const DisguiseOptions& options);

  // The first of the words, in the order given, that stands in the text. Where `only_disguised`,
  // its plain spelling does not count, whatever the case. An empty word stands nowhere.
  std::optional<std::size_t> First(std::string_view text, bool only_disguised, Arena& arena) const;

 private:
  using Block = std::uint64_t;
  // A set of positions: the words one after the other, each character one bit.
  using Positions = std::vector<Block>;

  // Blocks -1 to the last; block -1 is empty.
  struct State {
    Block* plain;
    Block* disguised;
  };
  // What one character of the text does.
  struct Moves {
    const Block* starts;     // words may begin with it
    const Block* plain;      // it is this character
    const Block* disguised;  // it can be read as this character
    const Block* bridges;    // words may go on behind it
  };

  void AddWord(std::u32string_view folded);
  void Append(char32_t c);
  const Block* Accepting(char32_t c) const;
  const Block* Plain(char32_t folded) const;
  // `next` gets what follows from `now`; whether any word is still on its way.
  bool Step(const Moves& moves, const State& now, const State& next) const;

  DisguiseOptions options_;
  Positions none_;                                  // as many blocks as the others, all empty
  std::size_t size_ = 0;                            // bits
  std::vector<std::size_t> ends_;                   // by word: the bit after its last
  Positions starts_, finals_, bridges_;             // bridges: a separator may follow
  std::unordered_map<char32_t, Positions> plain_;   // by folded character
  std::unordered_map<Letters, Positions> read_as_;  // by what a character can be read as
};

}  // namespace evenhand::text
