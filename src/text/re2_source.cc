#include "text/re2_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace evenhand::text {
namespace {

constexpr std::uint32_t kMaxRe2Repeat = 1000;

// [Ss] and [Kk]. RE2 reads them as "s, ignoring case", and where it then merges alternatives adds
// the long s and the Kelvin sign. It merges nothing that is captured.
bool IsCasePair(const CharSet& set) {
  static const CharSet s_pair = CharSet::FromRanges({{'S', 'S'}, {'s', 's'}});
  static const CharSet k_pair = CharSet::FromRanges({{'K', 'K'}, {'k', 'k'}});
  return set == s_pair || set == k_pair;
}

class Writer {
 public:
  explicit Writer(Re2Texts texts) : ascii_(texts == Re2Texts::kAscii) {}

  // `is_last`: nothing of the pattern follows this node.
  void Write(const RegexNode& node, bool is_last);
  Re2Source Take() { return {std::move(out_), exact_}; }

 private:
  void WriteSet(const CharSet& set);
  void WriteAlternatives(const RegexNode& node, bool is_last);
  void WriteRepeat(const RegexNode& node, bool is_last);
  void WriteAnchor(RegexAnchor anchor, bool is_last);

  bool ascii_;
  bool exact_ = true;
  std::string out_;
};

void Writer::Write(const RegexNode& node, bool is_last) {
  switch (node.kind) {
    case RegexKind::kSet:
      WriteSet(*node.set);
      return;
    case RegexKind::kSequence:
      for (const RegexNode& child : node.children)
        Write(child, is_last && &child == &node.children.back());
      return;
    case RegexKind::kCapture:
      Write(node.children[0], is_last);
      return;
    case RegexKind::kAtomic:
      exact_ = false;
      Write(node.children[0], is_last);
      return;
    case RegexKind::kConditional:
      exact_ = false;
      WriteAlternatives(node, is_last);
      return;
    case RegexKind::kAlternation:
      WriteAlternatives(node, is_last);
      return;
    case RegexKind::kRepeat:
      WriteRepeat(node, is_last);
      return;
    case RegexKind::kAnchor:
      WriteAnchor(node.anchor, is_last);
      return;
    case RegexKind::kLook:
      exact_ = false;
      return;
    case RegexKind::kBackReference:
      exact_ = false;
      out_ += "(?s:.*)";
      return;
  }
}

void Writer::WriteSet(const CharSet& set) {
  const CharSet seen = ascii_ ? set.Intersection(AsciiChars()) : set;
  const auto out = std::back_inserter(out_);
  if (seen.empty()) {
    out_ += "[^\\x00-\\x{10FFFF}]";
  } else if (seen.single() != CharSet::kNone) {
    fmt::format_to(out, "\\x{{{:x}}}", static_cast<std::uint32_t>(seen.single()));
  } else if (seen == CharSet::All()) {
    out_ += "(?s:.)";
  } else {
    const bool guard = IsCasePair(seen);
    out_ += guard ? "([" : "[";
    for (const CharSet::Range& range : seen.ranges())
      fmt::format_to(out, "\\x{{{:x}}}-\\x{{{:x}}}", static_cast<std::uint32_t>(range.low),
                     static_cast<std::uint32_t>(range.high));
    out_ += guard ? "])" : "]";
  }
}

void Writer::WriteAlternatives(const RegexNode& node, bool is_last) {
  out_ += "(?:";
  for (const RegexNode& child : node.children) {
    if (&child != &node.children.front()) out_ += '|';
    Write(child, is_last);
  }
  out_ += ')';
}

void Writer::WriteRepeat(const RegexNode& node, bool is_last) {
  if (node.mode == RepeatMode::kPossessive) exact_ = false;
  const bool is_bounded = node.max != RegexNode::kUnbounded;
  if (node.min > kMaxRe2Repeat || (is_bounded && node.max > kMaxRe2Repeat)) exact_ = false;
  const bool too_many = is_bounded && node.max > kMaxRe2Repeat;
  out_ += "(?:";
  Write(node.children[0], is_last && node.max <= 1);
  out_ += ')';
  const auto out = std::back_inserter(out_);
  const std::uint32_t min = std::min(node.min, kMaxRe2Repeat);
  if (!is_bounded || too_many) {
    if (min == 0) {
      out_ += '*';
    } else {
      fmt::format_to(out, "{{{},}}", min);
    }
  } else {
    fmt::format_to(out, "{{{},{}}}", min, node.max);
  }
}

void Writer::WriteAnchor(RegexAnchor anchor, bool is_last) {
  switch (anchor) {
    case RegexAnchor::kTextStart:
      out_ += "\\A";
      return;
    case RegexAnchor::kTextEnd:
      out_ += "\\z";
      return;
    case RegexAnchor::kLineStart:
      out_ += "(?m:^)";
      return;
    case RegexAnchor::kLineEnd:
      out_ += "(?m:$)";
      return;
    case RegexAnchor::kTextEndOrLastNewline:
      // Reading the newline instead of looking at it is the same only where nothing follows.
      if (is_last) {
        out_ += "\\n?\\z";
      } else {
        exact_ = false;
      }
      return;
    case RegexAnchor::kAsciiWordBoundary:
      out_ += "\\b";
      return;
    case RegexAnchor::kWordBoundary:
      if (ascii_) {
        out_ += "\\b";
      } else {
        exact_ = false;
      }
      return;
    case RegexAnchor::kNotWordBoundary:
    case RegexAnchor::kAsciiNotWordBoundary:
      // RE2 has it in the empty text and between the bytes of a character; Python has not.
      exact_ = false;
      return;
  }
}

}  // namespace

Re2Source ToRe2(const PythonRegex& regex, Re2Texts texts) {
  Writer writer(texts);
  writer.Write(regex.root, true);
  return writer.Take();
}

}  // namespace evenhand::text
