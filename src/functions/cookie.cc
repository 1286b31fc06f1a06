#include "functions/cookie.h"

#include <algorithm>
#include <optional>

namespace evenhand::functions {
namespace {

constexpr std::string_view kNameMarks = "_!#%&'~`><@,:/$*+-.^|)(?}{=";
constexpr std::string_view kLegalMarks = "!#$%&'*+-.^_`|~:";  // of a name that may be stored
constexpr std::string_view kAttributes[] = {"expires", "path",     "comment", "domain",  "max-age",
                                            "secure",  "httponly", "version", "samesite"};

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAlnum(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool IsNameChar(char c) { return IsAlnum(c) || kNameMarks.find(c) != kNameMarks.npos; }
constexpr bool IsValueChar(char c) { return IsNameChar(c) || c == '[' || c == ']'; }
constexpr bool IsLegal(char c) { return IsAlnum(c) || kLegalMarks.find(c) != kLegalMarks.npos; }
constexpr char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool EqualsIgnoringCase(std::string_view a, std::string_view lower) {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return Lower(x) == y; });
}

bool IsAttribute(std::string_view name) {
  return std::any_of(std::begin(kAttributes), std::end(kAttributes),
                     [&](std::string_view a) { return EqualsIgnoringCase(name, a); });
}

struct Pair {
  std::string_view name;
  std::optional<std::string_view> value;
};

class CookieReader {
 public:
  explicit CookieReader(std::string_view header) : text_(header) {}

  // The next name and value; nothing at the end or where the text makes no sense.
  std::optional<Pair> Next() {
    const std::size_t begin = SkipSpaces(at_);
    // A name is as short as what follows it allows.
    for (std::size_t end = begin; end < text_.size() && IsNameChar(text_[end]);) {
      ++end;
      if (const auto value = ReadValue(end)) return Pair{Slice(begin, end), *value};
      if (Finish(end)) return Pair{Slice(begin, end), std::nullopt};
    }
    return std::nullopt;
  }

 private:
  std::string_view Slice(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  std::size_t SkipSpaces(std::size_t at) const {
    while (at < text_.size() && IsSpace(text_[at])) ++at;
    return at;
  }

  // Whether a pair may end at `at`: before blanks, a semicolon or the end. Moves past these then.
  bool Finish(std::size_t at) {
    const std::size_t after = SkipSpaces(at);
    const bool semicolon = after < text_.size() && text_[after] == ';';
    if (after < text_.size() && !semicolon && after == at) return false;
    at_ = after + (semicolon ? 1 : 0);
    return true;
  }

  // "= value" from `at`, with what ends the pair.
  std::optional<std::string_view> ReadValue(std::size_t at) {
    const std::size_t equals = SkipSpaces(at);
    if (equals >= text_.size() || text_[equals] != '=') return std::nullopt;
    const std::size_t begin = SkipSpaces(equals + 1);
    for (const std::size_t end : {QuotedEnd(begin), DateEnd(begin), PlainEnd(begin)})
      if (end != text_.npos && Finish(end)) return Slice(begin, end);
    // The value is empty, and the blanks after the sign end it.
    if (begin > equals + 1 && Finish(equals + 1)) return Slice(equals + 1, equals + 1);
    return std::nullopt;
  }

  std::size_t QuotedEnd(std::size_t at) const {
    if (at >= text_.size() || text_[at] != '"') return text_.npos;
    for (++at; at < text_.size() && text_[at] != '"'; ++at) {
      if (text_[at] != '\\') continue;
      ++at;
      if (at < text_.size() && text_[at] == '\n') return text_.npos;
    }
    return at < text_.size() ? at + 1 : text_.npos;
  }

  // "Wed, 09-Jun-2021 10:18:14 GMT": the one value that may hold blanks.
  std::size_t DateEnd(std::size_t at) const {
    const auto has = [&](std::size_t from, std::size_t count, auto is) {
      if (from + count > text_.size()) return false;
      return std::all_of(text_.begin() + static_cast<std::ptrdiff_t>(from),
                         text_.begin() + static_cast<std::ptrdiff_t>(from + count), is);
    };
    const auto is_word = [](char c) { return IsAlnum(c) || c == '_'; };
    const auto is_day = [&](char c) { return is_word(c) || IsSpace(c) || c == '-'; };
    const auto is_clock = [](char c) { return IsDigit(c) || c == ':'; };
    if (!has(at, 3, is_word) || text_.substr(at + 3, 1) != "," || !has(at + 4, 1, IsSpace))
      return text_.npos;
    for (std::size_t length = 11; length >= 9; --length) {
      const std::size_t clock = at + 5 + length + 1;
      if (has(at + 5, length, is_day) && has(clock - 1, 1, IsSpace) && has(clock, 8, is_clock) &&
          has(clock + 8, 1, IsSpace) && text_.substr(clock + 9, 3) == "GMT")
        return clock + 12;
    }
    return text_.npos;
  }

  // Reading goes forward, so a run of value characters need be walked only once.
  std::size_t PlainEnd(std::size_t at) {
    plain_end_ = std::max(plain_end_, at);
    while (plain_end_ < text_.size() && IsValueChar(text_[plain_end_])) ++plain_end_;
    return plain_end_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t plain_end_ = 0;
};

}  // namespace

CookieResult FindCookie(std::string_view header, std::string_view key) {
  CookieResult result;
  bool seen_cookie = false, illegal = false;
  CookieReader reader(header);
  while (const std::optional<Pair> pair = reader.Next()) {
    const auto& [name, value] = *pair;
    if (name[0] == '$') {
      illegal = illegal || (seen_cookie && !IsAttribute(name.substr(1)));
    } else if (IsAttribute(name)) {
      const bool flag = EqualsIgnoringCase(name, "secure") || EqualsIgnoringCase(name, "httponly");
      if (!seen_cookie || (!value && !flag)) return {};
    } else if (value) {
      seen_cookie = true;
      illegal = illegal || !std::all_of(name.begin(), name.end(), IsLegal);
      if (name == key) result = {CookieResult::kFound, *value};
    } else {
      return {};
    }
  }
  if (illegal) return {CookieResult::kIllegal, {}};
  return result;
}

}  // namespace evenhand::functions
