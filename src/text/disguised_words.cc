#include "text/disguised_words.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/utf8.h"
#include "text/case_map.h"
#include "text/char_class.h"

namespace evenhand::text {
namespace {

constexpr std::size_t kBits = 64;
constexpr std::u32string_view kSeparators = U",.+/|&%#!@_";

bool IsLetter(char32_t c) { return c >= 'a' && c <= 'z'; }

// Every set of letters that some character can be read as: a few dozen.
const std::vector<Letters>& AllReadings() {
  static const std::vector<Letters> readings = [] {
    std::vector<Letters> all;
    for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
      if (const Letters letters = LettersReadAs(c); letters != 0) all.push_back(letters);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }();
  return readings;
}

void Set(std::vector<std::uint64_t>* bits, std::size_t at) {
  bits->resize(std::max(bits->size(), at / kBits + 1));
  (*bits)[at / kBits] |= std::uint64_t{1} << at % kBits;
}

}  // namespace

DisguisedWords::DisguisedWords(std::span<const std::string> words, const DisguiseOptions& options)
    : options_(options) {
  std::u32string folded;
  for (const std::string& word : words) {
    folded.clear();
    for (std::size_t at = 0; at < word.size();) folded += FirstOfLower(DecodeNext(word, &at));
    AddWord(folded);
  }
  const std::size_t blocks = (size_ + kBits - 1) / kBits;
  for (Positions* bits : {&starts_, &finals_, &bridges_, &none_}) bits->resize(blocks);
  for (auto& [c, bits] : plain_) bits.resize(blocks);
  for (const Letters letters : AllReadings()) {
    Positions accepting(blocks);
    for (const auto& [c, bits] : plain_) {
      if (!IsLetter(c) || (letters & LetterBit(static_cast<char>(c))) == 0) continue;
      for (std::size_t i = 0; i < blocks; ++i) accepting[i] |= bits[i];
    }
    read_as_.emplace(letters, std::move(accepting));
  }
}

void DisguisedWords::AddWord(std::u32string_view folded) {
  if (!folded.empty()) {
    Set(&starts_, size_);
    for (std::size_t i = 0; i < folded.size(); ++i) {
      if (i + 1 < folded.size()) Set(&bridges_, size_);
      if (i + 1 == folded.size()) Set(&finals_, size_);
      Append(folded[i]);
    }
    if (options_.plurals) {
      Set(&finals_, size_);
      Append(U's');
    }
  }
  ends_.push_back(size_);
}

void DisguisedWords::Append(char32_t c) { Set(&plain_[c], size_++); }

const DisguisedWords::Block* DisguisedWords::Accepting(char32_t c) const {
  const auto found = read_as_.find(LettersReadAs(c));
  return (found == read_as_.end() ? none_ : found->second).data();
}

const DisguisedWords::Block* DisguisedWords::Plain(char32_t folded) const {
  const auto found = plain_.find(folded);
  return (found == plain_.end() ? none_ : found->second).data();
}

// Reads one block and the one before it, writes elsewhere: the compiler makes vectors of this.
bool DisguisedWords::Step(const Moves& moves, const State& now, const State& next) const {
  Block* __restrict const next_plain = next.plain;
  Block* __restrict const next_disguised = next.disguised;
  const Block* const starts = starts_.data();
  const auto blocks = static_cast<std::ptrdiff_t>(starts_.size());  // signed: there is a block -1
  Block any_left = 0;
  for (std::ptrdiff_t i = 0; i < blocks; ++i) {
    const Block p = now.plain[i], d = now.disguised[i];
    const Block same = moves.plain[i], any = same | moves.disguised[i];
    // Nothing moves from one word into the next: a first character is only ever started.
    const Block by_plain =
        ((p << 1 | now.plain[i - 1] >> (kBits - 1)) & ~starts[i]) | moves.starts[i];
    const Block by_disguised = (d << 1 | now.disguised[i - 1] >> (kBits - 1)) & ~starts[i];
    const Block plain = by_plain & same;
    const Block disguised =
        (by_disguised & any) | (by_plain & any & ~same) | ((p | d) & moves.bridges[i]);
    next_plain[i] = plain;
    next_disguised[i] = disguised;
    any_left |= plain | disguised;
  }
  return any_left != 0;
}

// All words advance side by side (Baeza-Yates and Gonnet's shift-and): a bit of `plain` or
// `disguised` says that the text up to here ends with its word up to that character, so far in
// plain spelling or not. Both have an empty block before their first, so that a step can look back.
std::optional<std::size_t> DisguisedWords::First(std::string_view text, bool only_disguised,
                                                 Arena& arena) const {
  const std::size_t blocks = starts_.size();
  const std::span<Block> room = arena.Array<Block>(5 * blocks + 4);
  std::fill(room.begin(), room.end(), 0);
  Block* const found = room.data();
  State now{found + blocks + 1, found + 2 * blocks + 2};
  State next{found + 3 * blocks + 3, found + 4 * blocks + 4};
  bool underway = false;  // some bit of `now` is set

  // Words that end here are found, given that nothing longer goes on.
  const auto take = [&] {
    if (!underway) return;
    for (std::size_t i = 0; i < blocks; ++i) {
      const Block ends = only_disguised ? now.disguised[i] : now.plain[i] | now.disguised[i];
      found[i] |= ends & finals_[i];
    }
  };

  bool at_edge = true;  // the last character was none of a word
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    const bool is_word = IsWordChar(c);
    if (!options_.substrings && !is_word) take();
    const bool may_start = options_.substrings || std::exchange(at_edge, !is_word);
    if (!underway && !may_start) continue;
    const bool separates = kSeparators.find(c) != kSeparators.npos;
    underway = Step({.starts = (may_start ? starts_ : none_).data(),
                     .plain = Plain(FirstOfLower(c)),
                     .disguised = Accepting(c),
                     .bridges = (separates ? bridges_ : none_).data()},
                    now, next);
    std::swap(now, next);
    if (options_.substrings) take();
  }
  if (!options_.substrings) take();

  for (std::size_t i = 0; i < blocks; ++i) {
    if (found[i] == 0) continue;
    const std::size_t bit = i * kBits + static_cast<std::size_t>(std::countr_zero(found[i]));
    return static_cast<std::size_t>(std::upper_bound(ends_.begin(), ends_.end(), bit) -
                                    ends_.begin());
  }
  return std::nullopt;
}

}  // namespace evenhand::text
