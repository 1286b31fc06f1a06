#include "sml/literal.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "base/bigint.h"
#include "base/utf8.h"
#include "sml/character_alias.h"
#include "text/python_text.h"

namespace evenhand::sml {
namespace {

using text::kMaxIntDigits;
constexpr std::size_t kMaxIntBits = 14285;  // the bits of 10 ** 4300

bool IsOctal(char c) { return c >= '0' && c <= '7'; }

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

auto BadEscape(std::string_view what) {
  return Fail(ErrorCode::kInvalidArgument, "(unicode error) " + std::string(what));
}

// Walks the escapes of one body.
class Unescaper {
 public:
  explicit Unescaper(std::string_view body) : rest_(body) { out_.reserve(body.size()); }

  Result<std::string> Run() {
    while (!rest_.empty()) {
      const std::size_t plain = std::min(rest_.find('\\'), rest_.size());
      out_ += rest_.substr(0, plain);
      rest_.remove_prefix(plain);
      if (rest_.empty()) break;
      rest_.remove_prefix(1);
      EVENHAND_TRY(Escape());
    }
    return std::move(out_);
  }

 private:
  Result<void> Escape() {
    if (rest_.empty()) {  // before a field of an f-string
      out_ += '\\';
      return {};
    }
    const char c = rest_[0];
    if (IsOctal(c)) return Octal();
    rest_.remove_prefix(1);
    switch (c) {
      case '\n':
        return {};
      case '\\':
      case '\'':
      case '"':
        out_ += c;
        return {};
      case 'a':
        out_ += '\a';
        return {};
      case 'b':
        out_ += '\b';
        return {};
      case 'f':
        out_ += '\f';
        return {};
      case 'n':
        out_ += '\n';
        return {};
      case 'r':
        out_ += '\r';
        return {};
      case 't':
        out_ += '\t';
        return {};
      case 'v':
        out_ += '\v';
        return {};
      case 'x':
        return Hex(2, "truncated \\xXX escape");
      case 'u':
        return Hex(4, "truncated \\uXXXX escape");
      case 'U':
        return Hex(8, "truncated \\UXXXXXXXX escape");
      case 'N':
        return Named();
      default:
        out_ += '\\';
        out_ += c;
        return {};
    }
  }

  Result<void> Octal() {
    char32_t code = 0;
    for (int i = 0; i < 3 && !rest_.empty() && IsOctal(rest_[0]); ++i) {
      code = code * 8 + static_cast<char32_t>(rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    AppendUtf8(code, &out_);
    return {};
  }

  Result<void> Hex(std::size_t digits, std::string_view truncated) {
    if (rest_.size() < digits) return BadEscape(truncated);
    char32_t code = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const int value = HexValue(rest_[i]);
      if (value < 0) return BadEscape(truncated);
      code = code * 16 + static_cast<char32_t>(value);
    }
    rest_.remove_prefix(digits);
    if (code > 0x10FFFF) return BadEscape("illegal Unicode character");
    AppendUtf8(code, &out_);
    return {};
  }

  Result<void> Named() {
    const std::size_t end = rest_.find('}');
    if (rest_.empty() || rest_[0] != '{' || end == std::string_view::npos || end == 1) {
      return BadEscape("malformed \\N character escape");
    }
    const std::string name(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    const auto code = CharacterByName(name);
    if (!code) return BadEscape("unknown Unicode character name");
    AppendUtf8(*code, &out_);
    return {};
  }

  std::string_view rest_;
  std::string out_;
};

std::string WithoutUnderscores(std::string_view token) {
  std::string out(token);
  std::erase(out, '_');
  return out;
}

Result<NumberValue> TooLarge() {
  return Fail(ErrorCode::kLimit, "an integer may have at most 4300 digits");
}

Result<NumberValue> DecodeInt(const std::string& text) {
  NumberValue value;
  const char radix = text.size() > 1 ? static_cast<char>(text[1] | 0x20) : '0';
  if (radix != 'x' && radix != 'o' && radix != 'b') {
    const std::size_t first = std::min(text.find_first_not_of('0'), text.size() - 1);
    value.digits = text.substr(first);
    if (value.digits.size() > kMaxIntDigits) return TooLarge();
    return value;
  }
  const unsigned bits = radix == 'x' ? 4 : radix == 'o' ? 3 : 1;
  const std::size_t first = text.find_first_not_of('0', 2);
  const std::string_view digits =
      first == std::string::npos ? std::string_view() : std::string_view(text).substr(first);
  if (digits.size() * bits > kMaxIntBits + bits) return TooLarge();
  BigInt number = 0;
  for (const char c : digits) number = (number << bits) + HexValue(c);
  value.digits = number.str();
  if (value.digits.size() > kMaxIntDigits) return TooLarge();
  return value;
}

}  // namespace

StringParts SplitString(std::string_view token) {
  StringParts parts;
  std::size_t at = 0;
  for (; token[at] != '\'' && token[at] != '"'; ++at) {
    const char letter = static_cast<char>(token[at] | 0x20);
    parts.raw |= letter == 'r';
    parts.bytes |= letter == 'b';
    parts.format |= letter == 'f';
  }
  const bool triple =
      token.size() >= at + 6 && token[at + 1] == token[at] && token[at + 2] == token[at];
  const std::size_t quotes = triple ? 3 : 1;
  parts.body_offset = at + quotes;
  parts.body = token.substr(parts.body_offset, token.size() - at - 2 * quotes);
  return parts;
}

Result<std::string> DecodeString(std::string_view body, bool raw) {
  if (raw) return std::string(body);
  return Unescaper(body).Run();
}

Result<NumberValue> DecodeNumber(std::string_view token) {
  const std::string spelled = WithoutUnderscores(token);
  const bool radix = spelled.size() > 1 && spelled[0] == '0' &&
                     std::string_view("xXoObB").find(spelled[1]) != std::string_view::npos;
  NumberValue value;
  if (!radix && (spelled.back() | 0x20) == 'j') {
    value.kind = NumberValue::Kind::kImaginary;
    return value;
  }
  if (radix || spelled.find_first_of(".eE") == std::string::npos) return DecodeInt(spelled);
  value.kind = NumberValue::Kind::kFloat;
  value.real = text::ParseFloat(spelled).value_or(0);
  return value;
}

std::string ToNfkc(std::string_view name) {
  if (IsAscii(name)) return std::string(name);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  const icu::UnicodeString normal = nfkc->normalize(
      icu::UnicodeString::fromUTF8({name.data(), static_cast<int>(name.size())}), status);
  std::string out;
  normal.toUTF8String(out);
  return out;
}

}  // namespace evenhand::sml
