#include "text/python_regex.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "text/regex_class.h"
#include "text/regex_tokens.h"

namespace evenhand::text {
namespace {

using Token = RegexTokens::Token;

constexpr int kMaxNesting = 250;
constexpr std::uint64_t kMaxRepeat = 0xFFFFFFFF;
constexpr std::uint64_t kMaxGroup = 0x3FFFFFFF;

std::uint32_t FlagOf(const Token& token) {
  if (token.escaped) return 0;
  switch (token.value) {
    case 'i':
      return kIgnoreCase;
    case 'L':
      return kLocale;
    case 'm':
      return kMultiline;
    case 's':
      return kDotAll;
    case 'x':
      return kVerbose;
    case 'a':
      return kAscii;
    case 't':
      return kTemplate;
    case 'u':
      return kUnicode;
    default:
      return 0;
  }
}

bool IsLetter(char32_t c) {
  return c != RegexTokens::kEnd && u_isalpha(static_cast<UChar32>(c)) != 0;
}
bool IsVerboseSpace(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool IsSpecial(char32_t c) {
  return c < 0x80 &&
         std::string_view(".\\[{()*+?^$|").find(static_cast<char>(c)) != std::string_view::npos;
}

bool IsIdentifier(std::u32string_view name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto c = static_cast<UChar32>(name[i]);
    if (i == 0 ? c != '_' && !u_hasBinaryProperty(c, UCHAR_XID_START)
               : !u_hasBinaryProperty(c, UCHAR_XID_CONTINUE))
      return false;
  }
  return !name.empty();
}

struct Width {
  std::uint64_t min = 0;
  std::uint64_t max = 0;
};

std::uint64_t CappedSum(std::uint64_t a, std::uint64_t b) { return std::min(a + b, kMaxRepeat); }
std::uint64_t CappedProduct(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > kMaxRepeat / b ? kMaxRepeat : a * b;
}

class Parser {
 public:
  Parser(std::u32string_view pattern, bool case_insensitive)
      : tokens_(pattern), global_(case_insensitive ? std::uint32_t{kIgnoreCase} : 0u) {}

  PythonRegex Parse() {
    PythonRegex regex;
    regex.root = ParseAlternatives(global_, 0).node;
    if (!tokens_.next().at_end()) tokens_.Fail("unbalanced parenthesis");
    for (const auto& [group, position] : conditions_) {
      if (group >= widths_.size())
        tokens_.FailAt("invalid group reference " + std::to_string(group), position);
    }
    if ((global_ & kAscii) != 0 && (global_ & kUnicode) != 0)
      throw RegexSyntaxError{"ASCII and UNICODE flags are incompatible"};
    if ((global_ & kTemplate) != 0 && repeats_)
      throw RegexSyntaxError{"internal: unsupported template operator"};
    if (uneven_look_behind_) throw RegexSyntaxError{"look-behind requires fixed-width pattern"};
    regex.groups = static_cast<std::uint32_t>(widths_.size());
    return regex;
  }

 private:
  // A node and how many code points it can match.
  struct Part {
    RegexNode node;
    Width width;
  };

  Part ParseAlternatives(std::uint32_t& flags, int nesting);
  Part ParseSequence(std::uint32_t& flags, int nesting, bool first);
  void Repeat(const Token& token, std::vector<Part>* parts);
  bool ReadBounds(const Token& token, std::size_t here, std::uint64_t* min, std::uint64_t* max);
  void ParseGroup(std::uint32_t& flags, int nesting, bool at_start, std::vector<Part>* parts);
  Part ParseExtension(std::uint32_t& flags, int nesting, bool at_start, std::size_t start,
                      bool* is_part);
  Part ParseNamed(std::uint32_t flags, int nesting, std::size_t start);
  Part ParseLook(std::uint32_t flags, int nesting, std::size_t start, Token sign);
  Part ParseConditional(std::uint32_t flags, int nesting, std::size_t start);
  Part FinishGroup(std::uint32_t flags, int nesting, std::size_t start,
                   std::optional<std::u32string> name, bool capture, bool atomic);
  bool ParseFlags(Token token, std::uint32_t* add, std::uint32_t* remove);
  std::uint32_t ReadFlag(const Token& token, const char* otherwise);
  Part ParseEscape(const Token& token, std::uint32_t flags);
  bool AnchorOf(char32_t c, std::uint32_t flags, RegexAnchor* anchor) const;
  Part Reference(std::uint64_t group, std::size_t back, std::uint32_t flags);
  Part Literal(char32_t c, std::uint32_t flags) const;
  void CheckName(const std::u32string& name, std::size_t offset) const;
  void CheckLookBehindGroup(std::uint64_t group) const;
  bool IsClosed(std::uint64_t group) const {
    return group < widths_.size() && widths_[group].has_value();
  }
  void CloseParenthesis(std::size_t start) {
    if (!tokens_.Take(')')) tokens_.FailAt("missing ), unterminated subpattern", start);
  }

  static Part SetPart(CharSet set) {
    Part part;
    part.node.kind = RegexKind::kSet;
    part.node.set = std::make_shared<const CharSet>(std::move(set));
    part.width = {1, 1};
    return part;
  }
  static Part AnchorPart(RegexAnchor anchor) {
    Part part;
    part.node.kind = RegexKind::kAnchor;
    part.node.anchor = anchor;
    return part;
  }
  RegexTokens tokens_;
  std::uint32_t global_;
  // By group number: its width once closed. Group 0 is the whole match and never closes.
  std::vector<std::optional<Width>> widths_ = {std::nullopt};
  std::map<std::u32string, std::uint64_t> names_;
  std::map<std::uint64_t, std::size_t> conditions_;  // groups asked for by number, and where
  std::optional<std::size_t> look_behind_groups_;    // groups there were before the look-behind
  bool uneven_look_behind_ = false;
  bool repeats_ = false;
};

Parser::Part Parser::ParseAlternatives(std::uint32_t& flags, int nesting) {
  if (nesting > kMaxNesting) tokens_.Fail("groups are nested too deeply");
  std::vector<Part> branches;
  do {
    branches.push_back(ParseSequence(flags, nesting, nesting == 0 && branches.empty()));
  } while (tokens_.Take('|'));
  if (branches.size() == 1) return std::move(branches[0]);
  Part all;
  all.node.kind = RegexKind::kAlternation;
  all.width = branches[0].width;
  for (Part& branch : branches) {
    all.width.min = std::min(all.width.min, branch.width.min);
    all.width.max = std::max(all.width.max, branch.width.max);
    all.node.children.push_back(std::move(branch.node));
  }
  return all;
}

Parser::Part Parser::ParseSequence(std::uint32_t& flags, int nesting, bool first) {
  std::vector<Part> parts;
  while (true) {
    const Token& next = tokens_.next();
    if (next.at_end() || next.Is('|') || next.Is(')')) break;
    const Token token = tokens_.Get();
    if ((flags & kVerbose) != 0 && !token.escaped) {
      if (IsVerboseSpace(token.value)) continue;
      if (token.value == '#') {
        while (!tokens_.next().at_end() && !tokens_.Get().Is('\n')) {
        }
        continue;
      }
    }
    if (token.escaped) {
      parts.push_back(ParseEscape(token, flags));
    } else if (!IsSpecial(token.value)) {
      parts.push_back(Literal(token.value, flags));
    } else if (token.value == '[') {
      parts.push_back(SetPart(ReadClass(tokens_, flags)));
    } else if (token.value == '.') {
      parts.push_back(
          SetPart((flags & kDotAll) != 0 ? CharSet::All() : CharSet::Of('\n').Complement()));
    } else if (token.value == '^') {
      parts.push_back(AnchorPart((flags & kMultiline) != 0 ? RegexAnchor::kLineStart
                                                           : RegexAnchor::kTextStart));
    } else if (token.value == '$') {
      parts.push_back(AnchorPart((flags & kMultiline) != 0 ? RegexAnchor::kLineEnd
                                                           : RegexAnchor::kTextEndOrLastNewline));
    } else if (token.value == '(') {
      ParseGroup(flags, nesting, first && parts.empty(), &parts);
    } else {
      Repeat(token, &parts);
    }
  }
  Part all;
  for (Part& part : parts) {
    all.width.min = CappedSum(all.width.min, part.width.min);
    all.width.max = CappedSum(all.width.max, part.width.max);
    all.node.children.push_back(std::move(part.node));
  }
  return all;
}

// Reads what follows `{`; false when it is no repetition after all.
bool Parser::ReadBounds(const Token& token, std::size_t here, std::uint64_t* min,
                        std::uint64_t* max) {
  *min = token.Is('+') ? 1 : 0;
  *max = token.Is('?') ? 1 : kMaxRepeat;
  if (!token.Is('{')) return true;
  if (tokens_.next().Is('}')) return false;
  const std::u32string low = tokens_.TakeWhile(std::u32string::npos, &IsDigit);
  const std::u32string high =
      tokens_.Take(',') ? tokens_.TakeWhile(std::u32string::npos, &IsDigit) : low;
  if (!tokens_.Take('}')) {
    tokens_.Seek(here);
    return false;
  }
  if (!low.empty()) *min = NumberOf(low, 10, kMaxRepeat);
  if (!high.empty()) *max = NumberOf(high, 10, kMaxRepeat);
  if (*min >= kMaxRepeat || (!high.empty() && *max >= kMaxRepeat))
    throw RegexSyntaxError{"the repetition number is too large"};
  if (*max < *min) tokens_.FailAt("min repeat greater than max repeat", here);
  return true;
}

void Parser::Repeat(const Token& token, std::vector<Part>* parts) {
  const std::size_t here = tokens_.position();
  std::uint64_t min = 0;
  std::uint64_t max = 0;
  if (!ReadBounds(token, here, &min, &max)) {
    parts->push_back(Literal('{', 0));
    return;
  }
  if (parts->empty() || parts->back().node.kind == RegexKind::kAnchor)
    tokens_.FailAt("nothing to repeat", here - 1);
  if (parts->back().node.kind == RegexKind::kRepeat) tokens_.FailAt("multiple repeat", here - 1);
  repeats_ = true;
  Part repeat;
  repeat.node.kind = RegexKind::kRepeat;
  repeat.node.min = static_cast<std::uint32_t>(min);
  repeat.node.max = static_cast<std::uint32_t>(max);
  repeat.node.mode = tokens_.Take('?')   ? RepeatMode::kLazy
                     : tokens_.Take('+') ? RepeatMode::kPossessive
                                         : RepeatMode::kGreedy;
  repeat.width = {CappedProduct(parts->back().width.min, min),
                  CappedProduct(parts->back().width.max, max)};
  repeat.node.children.push_back(std::move(parts->back().node));
  parts->back() = std::move(repeat);
}

// After `(`. Adds a part, unless it was a comment or sets flags for the whole pattern.
void Parser::ParseGroup(std::uint32_t& flags, int nesting, bool at_start,
                        std::vector<Part>* parts) {
  const std::size_t start = tokens_.position() - 1;
  if (!tokens_.Take('?')) {
    parts->push_back(FinishGroup(flags, nesting, start, std::nullopt, true, false));
    return;
  }
  bool is_part = true;
  Part part = ParseExtension(flags, nesting, at_start, start, &is_part);
  if (is_part) parts->push_back(std::move(part));
}

// After `(?`.
Parser::Part Parser::ParseExtension(std::uint32_t& flags, int nesting, bool at_start,
                                    std::size_t start, bool* is_part) {
  const Token token = tokens_.Get();
  if (token.at_end()) tokens_.Fail("unexpected end of pattern");
  if (token.Is('P')) return ParseNamed(flags, nesting, start);
  if (token.Is(':')) return FinishGroup(flags, nesting, start, std::nullopt, false, false);
  if (token.Is('>')) return FinishGroup(flags, nesting, start, std::nullopt, false, true);
  if (token.Is('=') || token.Is('!') || token.Is('<'))
    return ParseLook(flags, nesting, start, token);
  if (token.Is('(')) return ParseConditional(flags, nesting, start);
  if (token.Is('#')) {
    *is_part = false;
    while (true) {
      if (tokens_.next().at_end()) tokens_.FailAt("missing ), unterminated comment", start);
      if (tokens_.Get().Is(')')) return {};
    }
  }
  if (FlagOf(token) == 0 && !token.Is('-'))
    tokens_.Fail("unknown extension ?" + ToUtf8(token.Spelling()), token.length() + 1);
  std::uint32_t add = 0;
  std::uint32_t remove = 0;
  if (!ParseFlags(token, &add, &remove)) {
    if (!at_start) tokens_.FailAt("global flags not at the start of the expression", start);
    *is_part = false;
    flags |= add;
    return {};
  }
  std::uint32_t inner = flags;
  if ((add & kTypeFlags) != 0) inner &= ~kTypeFlags;
  inner = (inner | add) & ~remove;
  return FinishGroup(inner, nesting, start, std::nullopt, false, false);
}

// After `(?P`.
Parser::Part Parser::ParseNamed(std::uint32_t flags, int nesting, std::size_t start) {
  if (tokens_.Take('<')) {
    const std::u32string name = tokens_.TakeUntil('>', "group name");
    CheckName(name, 1);
    return FinishGroup(flags, nesting, start, name, true, false);
  }
  if (tokens_.Take('=')) {
    const std::u32string name = tokens_.TakeUntil(')', "group name");
    CheckName(name, 1);
    const auto found = names_.find(name);
    if (found == names_.end()) tokens_.Fail("unknown group name " + Quoted(name), name.size() + 1);
    return Reference(found->second, name.size() + 1, flags);
  }
  const Token token = tokens_.Get();
  if (token.at_end()) tokens_.Fail("unexpected end of pattern");
  tokens_.Fail("unknown extension ?P" + ToUtf8(token.Spelling()), token.length() + 2);
}

Parser::Part Parser::ParseLook(std::uint32_t flags, int nesting, std::size_t start, Token sign) {
  Part look;
  look.node.kind = RegexKind::kLook;
  look.node.ahead = !sign.Is('<');
  const bool outermost_behind = !look.node.ahead && !look_behind_groups_.has_value();
  if (!look.node.ahead) {
    sign = tokens_.Get();
    if (sign.at_end()) tokens_.Fail("unexpected end of pattern");
    if (!sign.Is('=') && !sign.Is('!'))
      tokens_.Fail("unknown extension ?<" + ToUtf8(sign.Spelling()), sign.length() + 2);
    if (outermost_behind) look_behind_groups_ = widths_.size();
  }
  look.node.negative = sign.Is('!');
  Part inner = ParseAlternatives(flags, nesting + 1);
  if (outermost_behind) look_behind_groups_.reset();
  CloseParenthesis(start);
  if (!look.node.ahead && inner.width.min != inner.width.max) uneven_look_behind_ = true;
  look.node.children.push_back(std::move(inner.node));
  return look;
}

// After `(?(`.
Parser::Part Parser::ParseConditional(std::uint32_t flags, int nesting, std::size_t start) {
  const std::u32string name = tokens_.TakeUntil(')', "group name");
  const std::size_t back = name.size() + 1;
  std::uint64_t group = 0;
  if (IsIdentifier(name)) {
    const auto found = names_.find(name);
    if (found == names_.end()) tokens_.Fail("unknown group name " + Quoted(name), back);
    group = found->second;
  } else {
    if (!std::all_of(name.begin(), name.end(), &IsDigit))
      tokens_.Fail("bad character in group name " + Quoted(name), back);
    group = NumberOf(name, 10, kMaxGroup);
    if (group == 0) tokens_.Fail("bad group number", back);
    if (group >= kMaxGroup) tokens_.Fail("invalid group reference " + std::to_string(group), back);
    conditions_.emplace(group, tokens_.position() - back);
  }
  CheckLookBehindGroup(group);
  if (nesting >= kMaxNesting) tokens_.Fail("groups are nested too deeply");
  Part part;
  part.node.kind = RegexKind::kConditional;
  part.node.group = static_cast<std::uint32_t>(group);
  Part yes = ParseSequence(flags, nesting + 1, false);
  Part no;
  if (tokens_.Take('|')) {
    no = ParseSequence(flags, nesting + 1, false);
    if (tokens_.next().Is('|')) tokens_.Fail("conditional backref with more than two branches");
  }
  CloseParenthesis(start);
  part.width = {std::min(yes.width.min, no.width.min), std::max(yes.width.max, no.width.max)};
  part.node.children.push_back(std::move(yes.node));
  part.node.children.push_back(std::move(no.node));
  return part;
}

Parser::Part Parser::FinishGroup(std::uint32_t flags, int nesting, std::size_t start,
                                 std::optional<std::u32string> name, bool capture, bool atomic) {
  const std::uint64_t group = widths_.size();
  if (capture) {
    widths_.emplace_back();
    if (name.has_value()) {
      const auto [entry, is_new] = names_.emplace(*name, group);
      if (!is_new)
        tokens_.Fail("redefinition of group name " + Quoted(*name) + " as group " +
                         std::to_string(group) + "; was group " + std::to_string(entry->second),
                     name->size() + 1);
    }
  }
  Part inner = ParseAlternatives(flags, nesting + 1);
  CloseParenthesis(start);
  if (capture) widths_[group] = inner.width;
  Part part;
  part.width = inner.width;
  part.node.kind = capture  ? RegexKind::kCapture
                   : atomic ? RegexKind::kAtomic
                            : RegexKind::kSequence;
  part.node.group = capture ? static_cast<std::uint32_t>(group) : 0;
  part.node.children.push_back(std::move(inner.node));
  return part;
}

std::uint32_t Parser::ReadFlag(const Token& token, const char* otherwise) {
  const std::uint32_t flag = FlagOf(token);
  if (flag == 0)
    tokens_.Fail(IsLetter(token.value) && !token.escaped ? "unknown flag" : otherwise,
                 token.length());
  return flag;
}

// From the first flag or `-` to `:`; or to `)`, then false: the flags are for the whole pattern.
bool Parser::ParseFlags(Token token, std::uint32_t* add, std::uint32_t* remove) {
  constexpr const char* kMissingEnd = "missing -, : or )";
  while (!token.Is(')') && !token.Is('-') && !token.Is(':')) {
    const std::uint32_t flag = ReadFlag(token, kMissingEnd);
    if (flag == kLocale) tokens_.Fail("bad inline flags: cannot use 'L' flag with a str pattern");
    *add |= flag;
    if ((flag & kTypeFlags) != 0 && (*add & kTypeFlags) != flag)
      tokens_.Fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
    token = tokens_.Get();
    if (token.at_end()) tokens_.Fail(kMissingEnd);
  }
  if (token.Is(')')) return false;
  if ((*add & kTemplate) != 0) tokens_.Fail("bad inline flags: cannot turn on global flag", 1);
  if (token.Is(':')) return true;
  token = tokens_.Get();
  if (token.at_end()) tokens_.Fail("missing flag");
  const char* otherwise = "missing flag";
  while (!token.Is(':') || *remove == 0) {
    const std::uint32_t flag = ReadFlag(token, otherwise);
    if ((flag & kTypeFlags) != 0)
      tokens_.Fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
    *remove |= flag;
    token = tokens_.Get();
    if (token.at_end()) tokens_.Fail("missing :");
    otherwise = "missing :";
  }
  if ((*remove & kTemplate) != 0) tokens_.Fail("bad inline flags: cannot turn off global flag", 1);
  if ((*add & *remove) != 0) tokens_.Fail("bad inline flags: flag turned on and off", 1);
  return true;
}

bool Parser::AnchorOf(char32_t c, std::uint32_t flags, RegexAnchor* anchor) const {
  const bool ascii = (flags & kAscii) != 0;
  switch (c) {
    case 'A':
      *anchor = RegexAnchor::kTextStart;
      return true;
    case 'Z':
      *anchor = RegexAnchor::kTextEnd;
      return true;
    case 'b':
      *anchor = ascii ? RegexAnchor::kAsciiWordBoundary : RegexAnchor::kWordBoundary;
      return true;
    case 'B':
      *anchor = ascii ? RegexAnchor::kAsciiNotWordBoundary : RegexAnchor::kNotWordBoundary;
      return true;
    default:
      return false;
  }
}

Parser::Part Parser::ParseEscape(const Token& token, std::uint32_t flags) {
  RegexAnchor anchor;
  if (AnchorOf(token.value, flags, &anchor)) return AnchorPart(anchor);
  if (const auto kind = CharKind(token.value, flags)) return SetPart(Fold({}, *kind, flags));
  if (!IsDigit(token.value)) return Literal(ReadCodePoint(tokens_, token), flags);
  std::u32string digits(1, token.value);
  if (token.value == '0') {
    digits += tokens_.TakeWhile(2, &IsOctal);
    return Literal(OctalValue(tokens_, digits), flags);
  }
  digits += tokens_.TakeWhile(1, &IsDigit);
  if (digits.size() == 2 && IsOctal(digits[0]) && IsOctal(digits[1])) {
    digits += tokens_.TakeWhile(1, &IsOctal);
    if (digits.size() == 3) return Literal(OctalValue(tokens_, digits), flags);
  }
  const std::uint64_t group = NumberOf(digits, 10, kMaxGroup);
  if (group >= widths_.size())
    tokens_.Fail("invalid group reference " + std::to_string(group), digits.size());
  return Reference(group, digits.size() + 1, flags);
}

Parser::Part Parser::Reference(std::uint64_t group, std::size_t back, std::uint32_t flags) {
  if (!IsClosed(group)) tokens_.Fail("cannot refer to an open group", back);
  CheckLookBehindGroup(group);
  Part part;
  part.node.kind = RegexKind::kBackReference;
  part.node.group = static_cast<std::uint32_t>(group);
  part.node.ignore_case = (flags & kIgnoreCase) != 0;
  part.width = *widths_[group];
  return part;
}

Parser::Part Parser::Literal(char32_t c, std::uint32_t flags) const {
  return SetPart(Fold(CharSet::Of(c), {}, flags));
}

void Parser::CheckName(const std::u32string& name, std::size_t offset) const {
  if (!IsIdentifier(name))
    tokens_.Fail("bad character in group name " + Quoted(name), name.size() + offset);
}

void Parser::CheckLookBehindGroup(std::uint64_t group) const {
  if (!look_behind_groups_.has_value()) return;
  if (!IsClosed(group)) tokens_.Fail("cannot refer to an open group");
  if (group >= *look_behind_groups_)
    tokens_.Fail("cannot refer to group defined in the same lookbehind subpattern");
}

std::u32string Decoded(std::string_view text) {
  std::u32string all;
  for (std::size_t at = 0; at < text.size();) all += DecodeNext(text, &at);
  return all;
}

}  // namespace

Result<PythonRegex> ParsePythonRegex(std::string_view pattern, bool case_insensitive) {
  const std::u32string decoded = Decoded(pattern);
  try {
    return Parser(decoded, case_insensitive).Parse();
  } catch (const RegexSyntaxError& error) {
    return Fail(ErrorCode::kInvalidArgument, error.message);
  }
}

PythonRegex WholeWordRegex(std::string_view phrase, bool case_insensitive) {
  PythonRegex regex;
  const auto add = [&regex](RegexNode node) { regex.root.children.push_back(std::move(node)); };
  RegexNode boundary;
  boundary.kind = RegexKind::kAnchor;
  boundary.anchor = RegexAnchor::kWordBoundary;
  add(boundary);
  for (const char32_t c : Decoded(phrase)) {
    RegexNode literal;
    literal.kind = RegexKind::kSet;
    literal.set = std::make_shared<const CharSet>(
        case_insensitive ? IgnoringCase(CharSet::Of(c), {}) : CharSet::Of(c));
    add(std::move(literal));
  }
  add(boundary);
  return regex;
}

}  // namespace evenhand::text
