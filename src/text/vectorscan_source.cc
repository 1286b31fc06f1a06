#include "text/vectorscan_source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "text/char_class.h"

namespace evenhand::text {
namespace {

// Beyond these a repetition becomes "so often or more", and a class "any character beyond ASCII".
constexpr std::uint32_t kMaxSetRepeat = 64;
constexpr std::uint32_t kMaxGroupRepeat = 8;
constexpr std::size_t kMaxPieces = 16;

constexpr std::string_view kAnyBeyondAscii =
    "[\\xc2-\\xdf][\\x80-\\xbf]|[\\xe0-\\xef][\\x80-\\xbf]{2}|[\\xf0-\\xf4][\\x80-\\xbf]{3}";
constexpr std::string_view kSomeBeyondAscii = "[\\xc2-\\xf4][\\x80-\\xbf]{1,3}";

// Code points that differ in the last byte of their UTF-8 only.
std::vector<CharSet::Range> Pieces(const CharSet& set) {
  std::vector<CharSet::Range> pieces;
  for (const CharSet::Range& range : set.ranges()) {
    for (char32_t low = range.low; low <= range.high && pieces.size() <= kMaxPieces;) {
      const char32_t high = std::min<char32_t>(range.high, low | 0x3F);
      pieces.push_back({low, high});
      low = high + 1;
    }
  }
  return pieces;
}

void AppendByte(char byte, std::string* out) {
  fmt::format_to(std::back_inserter(*out), "\\x{:02x}", static_cast<unsigned char>(byte));
}

void AppendPiece(const CharSet::Range& piece, std::string* out) {
  char low[4];
  char high[4];
  const auto length = static_cast<std::size_t>(EncodeUtf8(piece.low, low) - low);
  EncodeUtf8(piece.high, high);
  for (std::size_t i = 0; i + 1 < length; ++i) AppendByte(low[i], out);
  if (piece.low == piece.high) {
    AppendByte(low[length - 1], out);
    return;
  }
  *out += '[';
  AppendByte(low[length - 1], out);
  *out += '-';
  AppendByte(high[length - 1], out);
  *out += ']';
}

std::string AsciiRanges(const CharSet& ascii) {
  std::string text;
  for (const CharSet::Range& range : ascii.ranges()) {
    AppendByte(static_cast<char>(range.low), &text);
    if (range.high == range.low) continue;
    text += '-';
    AppendByte(static_cast<char>(range.high), &text);
  }
  return text;
}

std::string AsciiClass(const CharSet& ascii) {
  const std::string ranges = AsciiRanges(ascii);
  return ascii.single() == CharSet::kNone ? '[' + ranges + ']' : ranges;
}

const CharSet& BeyondAscii() {
  static const CharSet set = AsciiChars().Complement();
  return set;
}

constexpr std::string_view kMarkByte = "\\xff";

// What is known of the place that was reached: what stands just before it, and whether the mark that
// may stand here has been taken.
enum class Before : std::uint8_t {
  kNothing,  // any place of the text: where the search begins
  kWord,     // a word character, and no mark yet
  kOther,    // another character, or the start of the text, and no mark yet
  kUnknown,  // some character, and no mark yet
  kMark,
  kMaybeMark,
};

Before Merge(Before a, Before b) {
  if (a == b) return a;
  const auto marked = [](Before x) { return x == Before::kMark || x == Before::kMaybeMark; };
  return marked(a) || marked(b) ? Before::kMaybeMark : Before::kUnknown;
}

// What a character of the set is, once it is before.
Before KindOf(const CharSet& set) {
  const char32_t single = set.single();
  if (single != CharSet::kNone) return IsWordChar(single) ? Before::kWord : Before::kOther;
  if (WordChars().Includes(set)) return Before::kWord;
  return set.Intersection(WordChars()).empty() ? Before::kOther : Before::kUnknown;
}

bool HasBoundary(const RegexNode& node) {
  return (node.kind == RegexKind::kAnchor && node.anchor == RegexAnchor::kWordBoundary) ||
         std::any_of(node.children.begin(), node.children.end(), &HasBoundary);
}

class Writer {
 public:
  // Returns whether the node can match nothing. `is_last`: nothing of the pattern follows it.
  bool Write(const RegexNode& node, bool is_last);
  VectorscanSource Take(bool nullable) {
    return {std::move(out_), exact_on_ascii_, exact_on_ascii_ && exact_, nullable};
  }

 private:
  bool WriteSequence(const RegexNode& node, bool is_last);
  bool WriteAlternatives(const RegexNode& node, bool is_last);
  bool WriteRepeat(const RegexNode& node, bool is_last);
  void WriteRepeatedSet(const RegexNode& node, const std::string& times);
  bool WriteAnything(const RegexNode& node);
  void WriteSet(const CharSet& set);
  void WriteAnchor(RegexAnchor anchor, bool is_last);
  void WriteBoundary();
  void WriteMarkBefore(Before next);
  bool Inner(const RegexNode& node, bool is_last) {
    out_ += "(?:";
    const bool nullable = Write(node, is_last);
    out_ += ')';
    return nullable;
  }
  void Widen() { exact_on_ascii_ = false; }

  Before before_ = Before::kNothing;
  bool exact_ = true;
  bool exact_on_ascii_ = true;
  std::string out_;
};

bool Writer::Write(const RegexNode& node, bool is_last) {
  switch (node.kind) {
    case RegexKind::kSet: {
      const Before kind = KindOf(*node.set);
      WriteMarkBefore(kind);
      WriteSet(*node.set);
      before_ = kind;
      return false;
    }
    case RegexKind::kSequence: return WriteSequence(node, is_last);
    case RegexKind::kAlternation: return WriteAlternatives(node, is_last);
    case RegexKind::kRepeat: return WriteRepeat(node, is_last);
    case RegexKind::kCapture: return Inner(node.children[0], is_last);
    case RegexKind::kAnchor:
      WriteAnchor(node.anchor, is_last);
      return true;
    case RegexKind::kLook:
      Widen();
      return true;
    case RegexKind::kBackReference:
      Widen();
      out_ += "[\\x00-\\xff]*";
      before_ = Before::kUnknown;
      return true;
    case RegexKind::kAtomic:
      Widen();
      return Inner(node.children[0], is_last);
    case RegexKind::kConditional:
      Widen();
      return WriteAlternatives(node, is_last);
  }
  return true;
}

bool Writer::WriteSequence(const RegexNode& node, bool is_last) {
  bool nullable = true;
  for (const RegexNode& part : node.children) {
    nullable &= Write(part, is_last && &part == &node.children.back());
  }
  return nullable;
}

bool Writer::WriteAlternatives(const RegexNode& node, bool is_last) {
  bool nullable = false;
  const Before start = before_;
  std::optional<Before> end;
  out_ += "(?:";
  for (const RegexNode& child : node.children) {
    if (&child != &node.children.front()) out_ += '|';
    before_ = start;
    nullable |= Write(child, is_last);
    end = end.has_value() ? Merge(*end, before_) : before_;
  }
  out_ += ')';
  before_ = end.value_or(start);
  return nullable;
}

// "{2,5}", or "so often or more" where that is too often.
std::string Times(const RegexNode& node, std::uint32_t most, bool* too_many) {
  const bool unbounded = node.max == RegexNode::kUnbounded;
  *too_many = node.min > most || (!unbounded && node.max > most);
  const std::uint32_t min = std::min(node.min, most);
  if (unbounded || *too_many) return fmt::format("{{{},}}", min);
  return fmt::format("{{{},{}}}", min, node.max);
}

bool Writer::WriteRepeat(const RegexNode& node, bool is_last) {
  if (node.mode == RepeatMode::kPossessive) Widen();
  const RegexNode& child = node.children[0];
  const bool is_set = child.kind == RegexKind::kSet;
  if (is_set && node.max == RegexNode::kUnbounded && node.min <= 1 &&
      child.set->Includes(BeyondAscii()))
    return WriteAnything(node);
  bool too_many = false;
  const std::string times = Times(node, is_set ? kMaxSetRepeat : kMaxGroupRepeat, &too_many);
  if (too_many) Widen();
  const Before start = before_;
  if (is_set) {
    WriteRepeatedSet(node, times);
    if (node.min == 0) before_ = Merge(start, before_);
    return node.min == 0;
  }
  if (node.max > 1) {
    before_ = HasBoundary(child) ? Before::kMaybeMark : Merge(before_, Before::kUnknown);
  }
  const bool nullable = Inner(child, is_last && node.max <= 1);
  out_ += times;
  if (nullable || node.min == 0) before_ = Merge(start, before_);
  return nullable || node.min == 0;
}

// Within a run of word characters, or of others, there is no mark.
void Writer::WriteRepeatedSet(const RegexNode& node, const std::string& times) {
  const CharSet& set = *node.children[0].set;
  const Before kind = KindOf(set);
  out_ += "(?:";
  if (kind == Before::kUnknown) {
    out_.append(kMarkByte).append("?");
    WriteSet(set);
    out_.append(")").append(times);
  } else {
    WriteMarkBefore(kind);
    WriteSet(set);
    out_.append(node.min == 0 ? "{1" + times.substr(2) : times).append(")");
    if (node.min == 0) out_ += '?';
  }
  before_ = kind;
}

// Any number of a class that has everything beyond ASCII: byte by byte, marks and all.
bool Writer::WriteAnything(const RegexNode& node) {
  const std::string ascii = AsciiRanges(node.children[0].set->Intersection(AsciiChars()));
  if (node.min == 1) {
    WriteMarkBefore(Before::kUnknown);
    out_ += '[' + ascii + "\\x80-\\xfe]";
  }
  out_ += '[' + ascii + "\\x80-\\xff]*";
  before_ = Before::kUnknown;
  return node.min == 0;
}

void Writer::WriteSet(const CharSet& set) {
  bool closed = true;
  const CharSet seen = CaseRepresentatives(set, &closed);
  const CharSet ascii = seen.Intersection(AsciiChars());
  const CharSet beyond = seen.Minus(AsciiChars());
  if (!closed) exact_ = false;
  if (ascii != set.Intersection(AsciiChars())) Widen();

  std::vector<std::string> parts;
  if (!ascii.empty()) parts.push_back(AsciiClass(ascii));
  if (set.Includes(BeyondAscii())) {
    parts.emplace_back(kAnyBeyondAscii);
  } else if (const auto pieces = Pieces(beyond); pieces.size() > kMaxPieces) {
    parts.emplace_back(kSomeBeyondAscii);
    exact_ = false;
  } else {
    for (const CharSet::Range& piece : pieces) AppendPiece(piece, &parts.emplace_back());
  }
  if (parts.empty()) parts.emplace_back("[^\\x00-\\xff]");
  const std::string text = fmt::format("{}", fmt::join(parts, "|"));
  const bool is_one = parts.size() == 1 && (!ascii.empty() || beyond.single() != CharSet::kNone);
  out_ += is_one ? text : "(?:" + text + ")";
}

// The mark that stands, or may stand, before a character (or the end of the text) of this kind.
void Writer::WriteMarkBefore(Before next) {
  const bool known = next != Before::kUnknown;
  switch (before_) {
    case Before::kNothing:
    case Before::kMark: return;
    case Before::kWord:
    case Before::kOther:
      if (before_ == next) return;
      out_.append(kMarkByte).append(known ? "" : "?");
      return;
    case Before::kUnknown:
    case Before::kMaybeMark: out_.append(kMarkByte).append("?"); return;
  }
}

void Writer::WriteBoundary() {
  if (before_ == Before::kMark) return;
  if (before_ == Before::kMaybeMark) {
    Widen();
    out_.append(kMarkByte).append("?");
    return;
  }
  out_ += kMarkByte;
  before_ = Before::kMark;
}

void Writer::WriteAnchor(RegexAnchor anchor, bool is_last) {
  switch (anchor) {
    case RegexAnchor::kTextStart:
      out_ += "\\A";
      if (before_ == Before::kNothing) before_ = Before::kOther;
      return;
    case RegexAnchor::kTextEnd:
      WriteMarkBefore(Before::kOther);
      out_ += "\\z";
      before_ = Before::kOther;
      return;
    case RegexAnchor::kTextEndOrLastNewline:
      if (!is_last) break;
      WriteMarkBefore(Before::kOther);
      out_ += "\\x0a?\\z";
      return;
    case RegexAnchor::kWordBoundary: return WriteBoundary();
    default: break;
  }
  Widen();
}

}  // namespace

VectorscanSource ToVectorscan(const PythonRegex& regex) {
  Writer writer;
  const bool nullable = writer.Write(regex.root, true);
  return writer.Take(nullable);
}

}  // namespace evenhand::text
