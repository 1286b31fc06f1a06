#include "text/required_strings.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "text/char_class.h"

namespace evenhand::text {
namespace {

constexpr std::size_t kMinLength = 2;  // shorter strings are in every other text
constexpr std::size_t kMaxOneOf = 32;
constexpr std::size_t kMaxLength = 256;  // the rest narrows nothing; databases take up to 16,000

using Strings = std::vector<RequiredString>;
using Sets = std::vector<Strings>;

enum class Kind : std::uint8_t { kWord, kOther, kUnknown };

Kind KindOf(const CharSet& set) {
  const char32_t single = set.single();
  if (single != CharSet::kNone) return IsWordChar(single) ? Kind::kWord : Kind::kOther;
  if (WordChars().Includes(set)) return Kind::kWord;
  return set.Intersection(WordChars()).empty() ? Kind::kOther : Kind::kUnknown;
}

// The characters that stand directly beside a place, when they are all of one kind: `node` is what
// comes before it or after it.
Kind KindBeside(const RegexNode& node) {
  switch (node.kind) {
    case RegexKind::kSet:
      return KindOf(*node.set);
    case RegexKind::kRepeat:
      return node.min > 0 ? KindBeside(node.children[0]) : Kind::kUnknown;
    case RegexKind::kAnchor:
      switch (node.anchor) {
        case RegexAnchor::kTextStart:
        case RegexAnchor::kTextEnd:
        case RegexAnchor::kTextEndOrLastNewline:
          return Kind::kOther;
        default:
          return Kind::kUnknown;
      }
    default:
      return Kind::kUnknown;
  }
}

bool IsBoundary(const RegexNode& node) {
  return node.kind == RegexKind::kAnchor && node.anchor == RegexAnchor::kWordBoundary;
}

// A set that is one letter, whatever its case.
struct Letter {
  char32_t representative;
  Kind kind;
  bool any_case;  // the set has it in every case
};

std::optional<Letter> LetterOf(const RegexNode& node) {
  if (node.kind != RegexKind::kSet || node.set->empty() || node.set->ranges().size() > 4) return {};
  const Kind kind = KindOf(*node.set);
  if (kind == Kind::kUnknown) return {};
  bool closed = false;
  const CharSet seen = CaseRepresentatives(*node.set, &closed);
  const char32_t first = seen.ranges().front().low;
  const char32_t lower = first >= 'A' && first <= 'Z' ? first | 0x20 : first;
  const bool is_ascii_letter = lower >= 'a' && lower <= 'z';
  if (seen.single() != CharSet::kNone) return Letter{lower, kind, closed && !is_ascii_letter};
  const CharSet both = CharSet::Of(lower).Union(CharSet::Of(lower & ~char32_t{0x20}));
  if (!is_ascii_letter || seen != both) return {};
  return Letter{lower, kind, closed};
}

// How short its shortest string is: what matters most for how often the set is met.
std::size_t Weight(const Strings& set) {
  std::size_t weight = SIZE_MAX;
  for (const RequiredString& string : set) weight = std::min(weight, string.text.size());
  return set.empty() ? 0 : weight;
}

Sets Gather(const RegexNode& node);

// Letters that follow one another, as one string.
class Run {
 public:
  Run(const std::vector<RegexNode>& parts, std::size_t begin) : end_(begin) {
    Kind first = Kind::kUnknown, last = Kind::kUnknown;
    for (; end_ < parts.size(); ++end_) {
      const auto letter = LetterOf(parts[end_]);
      if (!letter) break;
      if (empty()) first = letter->kind;
      last = letter->kind;
      AppendUtf8(letter->representative, &string_.text);
      any_case_ &= letter->any_case;
    }
    if (empty()) return;
    string_.left = begin > 0 && IsBounded(first, parts[begin - 1]);
    string_.right = end_ < parts.size() && IsBounded(last, parts[end_]);
  }

  bool empty() const { return string_.text.empty(); }
  std::size_t end() const { return end_; }
  const RequiredString& string() const { return string_; }
  // Whether it is there and its letters may stand in any case.
  bool any_case() const { return any_case_ && !empty(); }

 private:
  // Whether \b holds between a letter of this kind and what stands beside it.
  static bool IsBounded(Kind kind, const RegexNode& beside) {
    if (IsBoundary(beside)) return true;
    const Kind other = KindBeside(beside);
    return other != Kind::kUnknown && other != kind;
  }

  std::size_t end_;
  RequiredString string_;
  bool any_case_ = true;
};

Sets GatherSequence(const std::vector<RegexNode>& parts) {
  Sets sets;
  for (std::size_t i = 0; i < parts.size();) {
    const Run run(parts, i);
    if (!run.empty()) {
      sets.push_back({run.string()});
      i = run.end();
      continue;
    }
    if (parts[i].kind != RegexKind::kSet) {
      for (Strings& set : Gather(parts[i])) sets.push_back(std::move(set));
    }
    ++i;
  }
  return sets;
}

// One set that has the best of every branch.
Sets GatherAlternatives(const std::vector<RegexNode>& branches) {
  Strings all;
  for (const RegexNode& branch : branches) {
    const Sets sets = Gather(branch);
    const auto best = std::max_element(sets.begin(), sets.end(), [](const auto& a, const auto& b) {
      return Weight(a) < Weight(b);
    });
    if (best == sets.end()) return {};
    all.insert(all.end(), best->begin(), best->end());
    if (all.size() > kMaxOneOf) return {};
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return {all};
}

Sets Gather(const RegexNode& node) {
  switch (node.kind) {
    case RegexKind::kSet:
      return GatherSequence({node});
    case RegexKind::kSequence:
      return GatherSequence(node.children);
    case RegexKind::kAlternation:
      return GatherAlternatives(node.children);
    case RegexKind::kRepeat:
      return node.min > 0 ? Gather(node.children[0]) : Sets();
    case RegexKind::kCapture:
    case RegexKind::kAtomic:
      return Gather(node.children[0]);
    case RegexKind::kAnchor:
    case RegexKind::kLook:
    case RegexKind::kBackReference:
    case RegexKind::kConditional:
      return {};
  }
  return {};
}

// Whether the pattern is nothing but letters, perhaps with \b around them.
bool IsOneRun(const RegexNode& root) {
  if (root.kind == RegexKind::kSet) return Run({root}, 0).any_case();
  if (root.kind != RegexKind::kSequence || root.children.empty()) return false;
  const std::vector<RegexNode>& parts = root.children;
  const std::size_t begin = IsBoundary(parts.front()) ? 1 : 0;
  const Run run(parts, begin);
  if (!run.any_case()) return false;
  return run.end() == parts.size() || (run.end() + 1 == parts.size() && IsBoundary(parts.back()));
}

// Cuts long strings; whether there were any.
bool Shorten(Sets* sets) {
  bool any = false;
  for (Strings& set : *sets) {
    for (RequiredString& string : set) {
      if (string.text.size() <= kMaxLength) continue;
      std::size_t end = kMaxLength;
      while (IsContinuation(string.text[end])) --end;  // not inside a character
      string.text.resize(end);
      string.right = false;
      any = true;
    }
  }
  return any;
}

}  // namespace

RequiredStrings RequiredBy(const PythonRegex& regex) {
  RequiredStrings required;
  required.one_of_each = Gather(regex.root);
  required.exact = IsOneRun(regex.root);
  Sets& sets = required.one_of_each;
  if (!required.exact)
    std::erase_if(sets, [](const auto& set) { return Weight(set) < kMinLength; });
  std::stable_sort(sets.begin(), sets.end(),
                   [](const auto& a, const auto& b) { return Weight(a) > Weight(b); });
  if (sets.size() > kMaxRequiredSets) sets.resize(kMaxRequiredSets);
  if (Shorten(&sets)) required.exact = false;
  return required;
}

}  // namespace evenhand::text
