#include "text/char_set.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "text/case_map.h"
#include "text/char_class.h"

namespace evenhand::text {

CharSet CharSet::FromRanges(std::vector<Range> ranges) {
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.low < b.low; });
  std::vector<Range> merged;
  for (const Range& range : ranges) {
    if (!merged.empty() && range.low <= merged.back().high + 1) {
      merged.back().high = std::max(merged.back().high, range.high);
    } else {
      merged.push_back(range);
    }
  }
  return CharSet(std::move(merged));
}

const CharSet& CharSet::All() {
  static const CharSet all = Between(0, kMaxCodePoint);
  return all;
}

CharSet CharSet::Union(const CharSet& other) const {
  std::vector<Range> both = ranges_;
  both.insert(both.end(), other.ranges_.begin(), other.ranges_.end());
  return FromRanges(std::move(both));
}

CharSet CharSet::Intersection(const CharSet& other) const {
  std::vector<Range> common;
  auto a = ranges_.begin();
  auto b = other.ranges_.begin();
  while (a != ranges_.end() && b != other.ranges_.end()) {
    const char32_t low = std::max(a->low, b->low);
    const char32_t high = std::min(a->high, b->high);
    if (low <= high) common.push_back({low, high});
    if (a->high < b->high) {
      ++a;
    } else {
      ++b;
    }
  }
  return CharSet(std::move(common));
}

CharSet CharSet::Complement() const {
  std::vector<Range> gaps;
  char32_t next = 0;
  for (const Range& range : ranges_) {
    if (range.low > next) gaps.push_back({next, range.low - 1});
    next = range.high + 1;
  }
  if (next <= kMaxCodePoint) gaps.push_back({next, kMaxCodePoint});
  return CharSet(std::move(gaps));
}

bool CharSet::Has(char32_t c) const {
  const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), c,
                                      [](char32_t v, const Range& r) { return v < r.low; });
  return after != ranges_.begin() && c <= std::prev(after)->high;
}

namespace {

CharSet Collect(bool (*belongs)(char32_t)) {
  std::vector<CharSet::Range> ranges;
  for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
    if (!belongs(c)) continue;
    if (!ranges.empty() && ranges.back().high + 1 == c) {
      ranges.back().high = c;
    } else {
      ranges.push_back({c, c});
    }
  }
  return CharSet::FromRanges(std::move(ranges));
}

// How case is ignored: each code point that has another lower case, and the lower-case letters that
// share a capital with others.
struct CaseTable {
  struct Entry {
    char32_t from;
    char32_t lower;
  };
  std::vector<Entry> changed;  // sorted by `from`
  std::unordered_map<char32_t, std::vector<char32_t>> same_capital;
  std::unordered_map<char32_t, std::vector<char32_t>> changed_to;  // the reverse of `changed`
  std::unordered_map<char32_t, char32_t> representative;           // only where it is another
  CharSet has_lower;                                               // the members of `changed`
  CharSet is_represented;                                          // the keys of `representative`
  std::unordered_map<char32_t, std::vector<char32_t>> represented_by;  // its reverse

  CaseTable() {
    std::map<std::string, std::vector<char32_t>> by_capital;
    constexpr char32_t kCasedEnd = 0x20000;  // no letter beyond the first two planes has case
    for (char32_t c = 0; c < kCasedEnd; ++c) {
      const char32_t lower = FirstOfLower(c);
      if (lower != c) {
        changed.push_back({c, lower});
        changed_to[lower].push_back(c);
      }
      if (lower != c || FirstOfUpper(c) != c) by_capital[Capital(c)].push_back(lower);
    }
    for (auto& [capital, lowers] : by_capital) NoteShared(std::move(lowers));
    NoteRepresentatives();
    std::vector<CharSet::Range> members;
    for (const Entry& entry : changed) members.push_back({entry.from, entry.from});
    has_lower = CharSet::FromRanges(std::move(members));
    members.clear();
    for (const auto& [from, to] : representative) {
      members.push_back({from, from});
      represented_by[to].push_back(from);
    }
    is_represented = CharSet::FromRanges(std::move(members));
  }

 private:
  static std::string Capital(char32_t c) {
    char from[4];
    char to[4 * kCaseGrowth];
    const char* end = EncodeUtf8(c, from);
    return {to, ToUpper({from, static_cast<std::size_t>(end - from)}, to)};
  }

  void NoteShared(std::vector<char32_t> lowers) {
    std::sort(lowers.begin(), lowers.end());
    lowers.erase(std::unique(lowers.begin(), lowers.end()), lowers.end());
    if (lowers.size() < 2) return;
    for (const char32_t lower : lowers) {
      for (const char32_t other : lowers)
        if (other != lower) same_capital[lower].push_back(other);
    }
  }

  // The smallest of the letters that share a capital: ASCII if any of them is.
  char32_t Smallest(char32_t lower) const {
    const auto shared = same_capital.find(lower);
    if (shared == same_capital.end()) return lower;
    return std::min(lower, shared->second.front());
  }

  void NoteRepresentatives() {
    for (const Entry& entry : changed)
      if (entry.from >= 0x80) representative[entry.from] = Smallest(entry.lower);
    for (const auto& [lower, others] : same_capital)
      if (lower >= 0x80 && Smallest(lower) != lower) representative[lower] = Smallest(lower);
  }
};

const CaseTable& Cases() {
  static const CaseTable table;
  return table;
}

}  // namespace

const CharSet& WordChars() {
  static const CharSet set = Collect(&IsWordChar);
  return set;
}

const CharSet& DigitChars() {
  static const CharSet set = Collect(&IsDecimalDigit);
  return set;
}

const CharSet& SpaceChars() {
  static const CharSet set = Collect(&IsSpace);
  return set;
}

const CharSet& AsciiChars() {
  static const CharSet set = CharSet::Between(0, 0x7F);
  return set;
}

const CharSet& AsciiWordChars() {
  static const CharSet set = WordChars().Intersection(AsciiChars());
  return set;
}

namespace {

CharSet IgnoringCaseOf(char32_t c) {
  const CaseTable& cases = Cases();
  const char32_t lower = FirstOfLower(c);
  std::vector<char32_t> lowers = {lower};
  if (const auto shared = cases.same_capital.find(lower); shared != cases.same_capital.end())
    lowers.insert(lowers.end(), shared->second.begin(), shared->second.end());
  std::vector<CharSet::Range> ranges;
  for (const char32_t one : lowers) {
    ranges.push_back({one, one});
    const auto uppers = cases.changed_to.find(one);
    if (uppers == cases.changed_to.end()) continue;
    for (const char32_t upper : uppers->second) ranges.push_back({upper, upper});
  }
  return CharSet::FromRanges(std::move(ranges));
}

}  // namespace

namespace {

CharSet IgnoringCaseOf(const CharSet& written, const CharSet& kinds) {
  const CaseTable& cases = Cases();
  // What the lower case of a matching character must be among.
  std::vector<CharSet::Range> more;
  for (const CaseTable::Entry& entry : cases.changed)
    if (written.Has(entry.from)) more.push_back({entry.lower, entry.lower});
  CharSet lowers = written.Minus(cases.has_lower).Union(CharSet::FromRanges(std::move(more)));
  std::vector<CharSet::Range> shared;
  for (const auto& [lower, others] : cases.same_capital) {
    if (!lowers.Has(lower)) continue;
    for (const char32_t other : others) shared.push_back({other, other});
  }
  lowers = lowers.Union(CharSet::FromRanges(std::move(shared))).Union(kinds);

  std::vector<CharSet::Range> uppers;
  for (const CaseTable::Entry& entry : cases.changed)
    if (lowers.Has(entry.lower)) uppers.push_back({entry.from, entry.from});
  return lowers.Minus(cases.has_lower).Union(CharSet::FromRanges(std::move(uppers)));
}

// \s, \W and the like: large, few, and in most patterns. What ignoring case makes of each is kept.
CharSet IgnoringCaseOfKinds(const CharSet& kinds) {
  constexpr std::size_t kMaxKept = 32;
  static std::mutex mutex;  // guards kept
  static std::vector<std::pair<CharSet, CharSet>> kept;
  const std::lock_guard lock(mutex);
  const auto found = std::find_if(kept.begin(), kept.end(),
                                  [&](const auto& entry) { return entry.first == kinds; });
  if (found != kept.end()) return found->second;
  CharSet made = IgnoringCaseOf({}, kinds);
  if (kept.size() < kMaxKept) kept.emplace_back(kinds, made);
  return made;
}

}  // namespace

CharSet IgnoringCase(const CharSet& written, const CharSet& kinds) {
  if (written.empty()) return IgnoringCaseOfKinds(kinds);
  const char32_t single = written.single();
  return kinds.empty() && single != CharSet::kNone ? IgnoringCaseOf(single)
                                                   : IgnoringCaseOf(written, kinds);
}

CharSet IgnoringAsciiCase(const CharSet& written, const CharSet& kinds) {
  std::vector<CharSet::Range> more;
  for (char32_t upper = 'A'; upper <= 'Z'; ++upper) {
    const char32_t lower = upper + 32;
    if (written.Has(upper) || written.Has(lower)) {
      more.push_back({upper, upper});
      more.push_back({lower, lower});
    }
  }
  return written.Union(kinds).Union(CharSet::FromRanges(std::move(more)));
}

namespace {

// Representatives of the blocks that have any; most blocks of 256 code points have none.
class RepresentativePages {
 public:
  RepresentativePages() : page_of_((kMaxCodePoint + 1) / 256, 0), pages_(1) {
    for (const auto& [from, to] : Cases().representative) {
      std::uint8_t& page = page_of_[from / 256];
      if (page == 0) {
        page = static_cast<std::uint8_t>(pages_.size());
        pages_.emplace_back();
        for (std::uint32_t i = 0; i < 256; ++i) pages_.back().to[i] = from / 256 * 256 + i;
      }
      pages_[page].to[from % 256] = to;
    }
  }
  char32_t Of(char32_t c) const {
    if (c > kMaxCodePoint) return c;
    const std::uint8_t page = page_of_[c / 256];
    return page == 0 ? c : pages_[page].to[c % 256];
  }

 private:
  struct Page {
    char32_t to[256] = {};
  };
  std::vector<std::uint8_t> page_of_;
  std::vector<Page> pages_;
};

}  // namespace

namespace {

// One letter in its cases, usually.
bool IsSmall(const CharSet& set) {
  const auto& ranges = set.ranges();
  return ranges.size() <= 8 && std::all_of(ranges.begin(), ranges.end(), [](const auto& range) {
           return range.high - range.low < 8;
         });
}

std::vector<char32_t> RepresentativesOfMembers(const CharSet& set) {
  std::vector<char32_t> representatives;
  for (const CharSet::Range& range : set.ranges()) {
    for (char32_t c = range.low; c <= range.high; ++c) {
      representatives.push_back(CaseRepresentative(c));
    }
  }
  std::sort(representatives.begin(), representatives.end());
  representatives.erase(std::unique(representatives.begin(), representatives.end()),
                        representatives.end());
  return representatives;
}

}  // namespace

char32_t CaseRepresentative(char32_t c) {
  static const RepresentativePages pages;
  return pages.Of(c);
}

CharSet CaseRepresentatives(const CharSet& set, bool* closed) {
  *closed = true;
  // A letter that is alone in its case, or not a letter: most of a pattern.
  const char32_t single = set.single();
  if (single != CharSet::kNone && CaseRepresentative(single) == single &&
      Cases().represented_by.count(single) == 0)
    return set;
  std::vector<CharSet::Range> replaced;
  const auto look_at = [&](char32_t to, const std::vector<char32_t>& members) {
    const auto held = std::count_if(members.begin(), members.end(),
                                    [&set](char32_t member) { return set.Has(member); });
    const bool has_to = set.Has(to);
    if (held > 0 && !has_to) replaced.push_back({to, to});
    if ((held > 0 || has_to) && (!has_to || held != std::ssize(members))) *closed = false;
  };
  if (IsSmall(set)) {
    for (const char32_t to : RepresentativesOfMembers(set)) {
      const auto found = Cases().represented_by.find(to);
      if (found != Cases().represented_by.end()) look_at(to, found->second);
    }
  } else {
    for (const auto& [to, members] : Cases().represented_by) look_at(to, members);
  }
  return set.Minus(Cases().is_represented).Union(CharSet::FromRanges(std::move(replaced)));
}

}  // namespace evenhand::text
