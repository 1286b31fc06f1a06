#include "text/pcre_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace evenhand::text {
namespace {

constexpr std::uint32_t kMaxPcreRepeat = 65535;
constexpr std::string_view kAsciiWord = "[0-9A-Za-z_]";

bool HasReferences(const RegexNode& node) {
  if (node.kind == RegexKind::kBackReference || node.kind == RegexKind::kConditional) return true;
  return std::any_of(node.children.begin(), node.children.end(), &HasReferences);
}

bool HasCaptures(const RegexNode& node) {
  return node.kind == RegexKind::kCapture ||
         std::any_of(node.children.begin(), node.children.end(), &HasCaptures);
}

// Whether a node can match nothing but the empty text, and remembers nothing.
bool IsOnlyAPlace(const RegexNode& node) {
  switch (node.kind) {
    case RegexKind::kAnchor:
    case RegexKind::kLook:
      return true;
    case RegexKind::kRepeat:
      if (node.max == 0) return !HasCaptures(node);
      break;
    case RegexKind::kSequence:
    case RegexKind::kAlternation:
    case RegexKind::kAtomic:
      break;
    default:
      return false;
  }
  return std::all_of(node.children.begin(), node.children.end(), &IsOnlyAPlace);
}

// The inside of a class: \w or \W for what they cover, and ranges for the rest.
struct ClassText {
  std::string text;
  std::size_t ranges = 0;
};

ClassText DescribeClass(CharSet set) {
  static const CharSet not_word = WordChars().Complement();
  ClassText described;
  if (set.Includes(WordChars())) {
    described.text += "\\w";
    set = set.Minus(WordChars());
  } else if (set.Includes(not_word)) {
    described.text += "\\W";
    set = set.Minus(not_word);
  }
  for (const CharSet::Range& range : set.ranges())
    fmt::format_to(std::back_inserter(described.text), "\\x{{{:x}}}-\\x{{{:x}}}",
                   static_cast<std::uint32_t>(range.low), static_cast<std::uint32_t>(range.high));
  described.ranges = set.ranges().size();
  return described;
}

class Writer {
 public:
  explicit Writer(bool captures) : captures_(captures) {}

  void Write(const RegexNode& node);
  bool too_many() const { return too_many_; }
  std::string Take() { return std::move(out_); }

 private:
  void WriteGroup(std::string_view opening, const RegexNode& inner) {
    out_ += opening;
    Write(inner);
    out_ += ')';
  }
  void WriteSet(const CharSet& set);
  void WriteRepeat(const RegexNode& node);
  void WriteAnchor(RegexAnchor anchor);
  void WriteConditional(const RegexNode& node);

  bool captures_;
  bool too_many_ = false;
  std::string out_;
};

void Writer::Write(const RegexNode& node) {
  switch (node.kind) {
    case RegexKind::kSet:
      WriteSet(*node.set);
      return;
    case RegexKind::kSequence:
      for (const RegexNode& child : node.children) Write(child);
      return;
    case RegexKind::kAlternation:
      out_ += "(?:";
      for (const RegexNode& child : node.children) {
        if (&child != &node.children.front()) out_ += '|';
        Write(child);
      }
      out_ += ')';
      return;
    case RegexKind::kRepeat:
      WriteRepeat(node);
      return;
    case RegexKind::kCapture:
      WriteGroup(captures_ ? "(" : "(?:", node.children[0]);
      return;
    case RegexKind::kBackReference:
      out_ += node.ignore_case ? "(?i:" : "(?:";
      fmt::format_to(std::back_inserter(out_), "\\g{{{}}})", node.group);
      return;
    case RegexKind::kAnchor:
      WriteAnchor(node.anchor);
      return;
    case RegexKind::kLook:
      WriteGroup(node.ahead ? (node.negative ? "(?!" : "(?=") : (node.negative ? "(?<!" : "(?<="),
                 node.children[0]);
      return;
    case RegexKind::kAtomic:
      WriteGroup("(?>", node.children[0]);
      return;
    case RegexKind::kConditional:
      WriteConditional(node);
      return;
  }
}

void Writer::WriteSet(const CharSet& set) {
  if (set.single() != CharSet::kNone) {
    fmt::format_to(std::back_inserter(out_), "\\x{{{:x}}}",
                   static_cast<std::uint32_t>(set.single()));
    return;
  }
  if (set.empty() || set == CharSet::All()) {
    out_ += set.empty() ? "(?!)" : "(?s:.)";
    return;
  }
  const ClassText plain = DescribeClass(set);
  const ClassText negated = DescribeClass(set.Complement());
  out_ += negated.ranges < plain.ranges ? "[^" + negated.text : "[" + plain.text;
  out_ += ']';
}

void Writer::WriteRepeat(const RegexNode& node) {
  // PCRE2 takes no repetition of places in a look-behind; and once is as good as many times.
  if (IsOnlyAPlace(node)) {
    if (node.min > 0) WriteGroup("(?:", node.children[0]);
    return;
  }
  if (node.min > kMaxPcreRepeat) too_many_ = true;
  WriteGroup("(?:", node.children[0]);
  const auto out = std::back_inserter(out_);
  if (node.max > kMaxPcreRepeat) {
    fmt::format_to(out, "{{{},}}", node.min);
  } else {
    fmt::format_to(out, "{{{},{}}}", node.min, node.max);
  }
  if (node.mode == RepeatMode::kLazy) out_ += '?';
  if (node.mode == RepeatMode::kPossessive) out_ += '+';
}

void Writer::WriteAnchor(RegexAnchor anchor) {
  switch (anchor) {
    case RegexAnchor::kTextStart:
      out_ += "\\A";
      return;
    case RegexAnchor::kTextEnd:
      out_ += "\\z";
      return;
    case RegexAnchor::kTextEndOrLastNewline:
      out_ += "(?=\\n?\\z)";
      return;
    case RegexAnchor::kLineStart:
      out_ += "(?m:^)";
      return;
    case RegexAnchor::kLineEnd:
      out_ += "(?m:$)";
      return;
    case RegexAnchor::kWordBoundary:
      out_ += "\\b";
      return;
    case RegexAnchor::kNotWordBoundary:
      out_ += "(?!\\A\\z)\\B";
      return;
    case RegexAnchor::kAsciiWordBoundary:
      fmt::format_to(std::back_inserter(out_), "(?:(?<={0})(?!{0})|(?<!{0})(?={0}))", kAsciiWord);
      return;
    case RegexAnchor::kAsciiNotWordBoundary:
      fmt::format_to(std::back_inserter(out_), "(?!\\A\\z)(?:(?<={0})(?={0})|(?<!{0})(?!{0}))",
                     kAsciiWord);
      return;
  }
}

void Writer::WriteConditional(const RegexNode& node) {
  fmt::format_to(std::back_inserter(out_), "(?({})", node.group);
  Write(node.children[0]);
  out_ += '|';
  Write(node.children[1]);
  out_ += ')';
}

}  // namespace

Result<std::string> ToPcre(const PythonRegex& regex) {
  Writer writer(HasReferences(regex.root));
  writer.Write(regex.root);
  if (writer.too_many())
    return Fail(ErrorCode::kLimit, "a repetition of more than 65535 times is not supported");
  return writer.Take();
}

}  // namespace evenhand::text
