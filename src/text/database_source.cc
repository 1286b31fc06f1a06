#include "text/database_source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/utf8.h"

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

const CharSet& BeyondAscii() {
  static const CharSet set = AsciiChars().Complement();
  return set;
}

// Whether a node is one character that is an ASCII letter, digit or _ once its case is folded.
bool IsAsciiWord(const RegexNode& node) {
  bool closed = false;
  return node.kind == RegexKind::kSet && !node.set->empty() &&
         AsciiWordChars().Includes(CaseRepresentatives(*node.set, &closed));
}

class Writer {
 public:
  // Returns whether the node can match nothing. `is_last`: nothing of the pattern follows it.
  bool Write(const RegexNode& node, bool is_last);
  DatabaseSource Take(bool nullable) {
    return {std::move(out_), exact_on_ascii_, exact_on_ascii_ && exact_, nullable};
  }

 private:
  bool WriteSequence(const RegexNode& node, bool is_last);
  bool WriteAlternatives(const RegexNode& node, bool is_last);
  bool WriteRepeat(const RegexNode& node, bool is_last);
  void WriteSet(const CharSet& set);
  void WriteAnchor(RegexAnchor anchor, bool is_last);
  bool Inner(const RegexNode& node, bool is_last) {
    out_ += "(?:";
    const bool nullable = Write(node, is_last);
    out_ += ')';
    return nullable;
  }
  void Widen() { exact_on_ascii_ = false; }

  bool exact_ = true;
  bool exact_on_ascii_ = true;
  std::string out_;
};

bool Writer::Write(const RegexNode& node, bool is_last) {
  switch (node.kind) {
    case RegexKind::kSet:
      WriteSet(*node.set);
      return false;
    case RegexKind::kSequence:
      return WriteSequence(node, is_last);
    case RegexKind::kAlternation:
      return WriteAlternatives(node, is_last);
    case RegexKind::kRepeat:
      return WriteRepeat(node, is_last);
    case RegexKind::kCapture:
      return Inner(node.children[0], is_last);
    case RegexKind::kAnchor:
      WriteAnchor(node.anchor, is_last);
      return true;
    case RegexKind::kLook:
      Widen();
      return true;
    case RegexKind::kBackReference:
      Widen();
      out_ += "[\\x00-\\xff]*";
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
  const std::vector<RegexNode>& parts = node.children;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_boundary =
        parts[i].kind == RegexKind::kAnchor && parts[i].anchor == RegexAnchor::kWordBoundary;
    // Beside an ASCII word character the engine's boundary is nowhere narrower than Python's: what
    // stands on the other side is a word character for Python wherever it is one for the engine.
    if (is_boundary && ((i > 0 && IsAsciiWord(parts[i - 1])) ||
                        (i + 1 < parts.size() && IsAsciiWord(parts[i + 1])))) {
      out_ += "\\b";
      exact_ = false;
      continue;
    }
    nullable &= Write(parts[i], is_last && i + 1 == parts.size());
  }
  return nullable;
}

bool Writer::WriteAlternatives(const RegexNode& node, bool is_last) {
  bool nullable = false;
  out_ += "(?:";
  for (const RegexNode& child : node.children) {
    if (&child != &node.children.front()) out_ += '|';
    nullable |= Write(child, is_last);
  }
  out_ += ')';
  return nullable;
}

bool Writer::WriteRepeat(const RegexNode& node, bool is_last) {
  if (node.mode == RepeatMode::kPossessive) Widen();
  const RegexNode& child = node.children[0];
  const bool unbounded = node.max == RegexNode::kUnbounded;
  const bool is_set = child.kind == RegexKind::kSet;
  if (is_set && unbounded && node.min <= 1 && child.set->Includes(BeyondAscii())) {
    out_ += '[' + AsciiRanges(child.set->Intersection(AsciiChars())) + "\\x80-\\xff]";
    out_ += node.min == 0 ? '*' : '+';
    return node.min == 0;
  }
  const std::uint32_t most = is_set ? kMaxSetRepeat : kMaxGroupRepeat;
  const bool too_many = node.min > most || (!unbounded && node.max > most);
  if (too_many) Widen();
  const bool nullable = Inner(child, is_last && node.max <= 1);
  const auto out = std::back_inserter(out_);
  const std::uint32_t min = std::min(node.min, most);
  if (unbounded || too_many) {
    fmt::format_to(out, "{{{},}}", min);
  } else {
    fmt::format_to(out, "{{{},{}}}", min, node.max);
  }
  return nullable || node.min == 0;
}

void Writer::WriteSet(const CharSet& set) {
  bool closed = true;
  const CharSet seen = CaseRepresentatives(set, &closed);
  const CharSet ascii = seen.Intersection(AsciiChars());
  const CharSet beyond = seen.Minus(AsciiChars());
  if (!closed) exact_ = false;
  if (ascii != set.Intersection(AsciiChars())) Widen();

  std::vector<std::string> parts;
  if (!ascii.empty()) parts.push_back('[' + AsciiRanges(ascii) + ']');
  if (set.Includes(BeyondAscii())) {
    parts.emplace_back(kAnyBeyondAscii);
  } else if (const auto pieces = Pieces(beyond); pieces.size() > kMaxPieces) {
    parts.emplace_back(kSomeBeyondAscii);
    exact_ = false;
  } else {
    for (const CharSet::Range& piece : pieces) AppendPiece(piece, &parts.emplace_back());
  }
  if (parts.empty()) parts.emplace_back("[^\\x00-\\xff]");
  fmt::format_to(std::back_inserter(out_), "(?:{})", fmt::join(parts, "|"));
}

void Writer::WriteAnchor(RegexAnchor anchor, bool is_last) {
  switch (anchor) {
    case RegexAnchor::kTextStart:
      out_ += "\\A";
      return;
    case RegexAnchor::kTextEnd:
      out_ += "\\z";
      return;
    case RegexAnchor::kTextEndOrLastNewline:
      if (!is_last) break;
      out_ += "\\x0a?\\z";
      return;
    default:
      break;
  }
  Widen();
}

}  // namespace

DatabaseSource ToDatabaseSource(const PythonRegex& regex) {
  Writer writer;
  const bool nullable = writer.Write(regex.root, true);
  return writer.Take(nullable);
}

}  // namespace evenhand::text
