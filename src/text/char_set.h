#pragma once

// Sets of code points, as character classes need them, and what ignoring case makes of them.
//
// Thread: values; the shared sets below are built once and never change.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenhand::text {

class CharSet {
 public:
  struct Range {
    char32_t low;
    char32_t high;  // included
    bool operator==(const Range&) const = default;
  };

  CharSet() = default;
  static CharSet Of(char32_t c) { return Between(c, c); }
  static CharSet Between(char32_t low, char32_t high) { return CharSet({{low, high}}); }
  // Any ranges, in any order, overlapping or not.
  static CharSet FromRanges(std::vector<Range> ranges);
  static const CharSet& All();

  CharSet Union(const CharSet& other) const;
  CharSet Intersection(const CharSet& other) const;
  CharSet Complement() const;
  CharSet Minus(const CharSet& other) const { return Intersection(other.Complement()); }

  bool Has(char32_t c) const;
  bool Includes(const CharSet& other) const { return Intersection(other) == other; }
  bool empty() const { return ranges_.empty(); }
  // Sorted, with gaps between them.
  const std::vector<Range>& ranges() const { return ranges_; }
  // The only member, or kNone.
  static constexpr char32_t kNone = static_cast<char32_t>(-1);
  char32_t single() const {
    return ranges_.size() == 1 && ranges_[0].low == ranges_[0].high ? ranges_[0].low : kNone;
  }
  bool operator==(const CharSet&) const = default;

 private:
  explicit CharSet(std::vector<Range> ranges) : ranges_(std::move(ranges)) {}
  std::vector<Range> ranges_;
};

const CharSet& WordChars();   // \w
const CharSet& DigitChars();  // \d
const CharSet& SpaceChars();  // \s
const CharSet& AsciiChars();
const CharSet& AsciiWordChars();

// Every code point that a class of `written` code points and `kinds` (\w and such) takes in when
// case is ignored, as Python ignores it: by simple lower case, and a few letters that share a
// capital (s and U+017F, i and U+0131, µ and μ, ...).
CharSet IgnoringCase(const CharSet& written, const CharSet& kinds);

// The same within ASCII, where only A-Z and a-z are letters.
CharSet IgnoringAsciiCase(const CharSet& written, const CharSet& kinds);

// One code point to stand for all that are the same when case is ignored: itself for most. Never
// changes ASCII. The representative may be ASCII and may have another length in UTF-8.
char32_t CaseRepresentative(char32_t c);

// The representatives of all members of a set. *closed: whether the set has every code point with
// one of these representatives.
CharSet CaseRepresentatives(const CharSet& set, bool* closed);

}  // namespace evenhand::text
