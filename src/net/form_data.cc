#include "net/form_data.h"

#include <algorithm>
#include <optional>

#include "base/trimmed.h"

namespace evenhand::net {
namespace {

constexpr std::size_t kMostBoundaryBytes = 70;
constexpr std::string_view kBlanks = " \t";

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool StartsWithName(std::string_view text, std::string_view name) {
  return text.size() >= name.size() &&
         std::ranges::equal(text.substr(0, name.size()), name, {}, Lower);
}

tl::unexpected<Error> NoForm(const char* why) {
  return Fail(ErrorCode::kInvalidArgument, std::string("the form cannot be read: ") + why);
}

bool IsBoundaryLetter(char c) {
  const bool alphanumeric =
      (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return alphanumeric || std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

// The value of a parameter of a header: `; name=value` or `; name="value"`, where a backslash
// stands before a quote that is meant.
std::optional<std::string> Parameter(std::string_view header, std::string_view name) {
  std::size_t at = std::min(header.find(';'), header.size());
  while (at < header.size()) {
    std::string_view rest = header.substr(at + 1);
    const std::size_t equals = rest.find('=');
    if (equals == rest.npos) return std::nullopt;
    const std::string_view key = Trimmed(rest.substr(0, equals), kBlanks);
    std::string value;
    std::size_t end = equals + 1;
    if (end < rest.size() && rest[end] == '"') {
      for (++end; end < rest.size() && rest[end] != '"'; ++end) {
        const bool escapes = rest[end] == '\\' && end + 1 < rest.size() &&
                             (rest[end + 1] == '"' || rest[end + 1] == '\\');
        if (escapes) ++end;
        value += rest[end];
      }
      if (end >= rest.size()) return std::nullopt;  // the quote does not end
    } else {
      const std::size_t stop = std::min(rest.find(';', end), rest.size());
      value = Trimmed(rest.substr(end, stop - end), kBlanks);
      end = stop;
    }
    if (key.size() == name.size() && StartsWithName(key, name)) return value;
    const std::size_t next = rest.find(';', end);
    if (next == rest.npos) return std::nullopt;
    at += 1 + next;
  }
  return std::nullopt;
}

std::string WithLineFeeds(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

// The name in a part's header lines; nothing when there is none.
std::optional<std::string> NameOfPart(std::string_view headers) {
  constexpr std::string_view kDisposition = "content-disposition:";
  while (!headers.empty()) {
    const std::size_t end = std::min(headers.find("\r\n"), headers.size());
    const std::string_view line = headers.substr(0, end);
    headers.remove_prefix(std::min(end + 2, headers.size()));
    if (!StartsWithName(line, kDisposition)) continue;
    const std::string_view value = Trimmed(line.substr(kDisposition.size()), kBlanks);
    if (!StartsWithName(value, "form-data")) return std::nullopt;
    return Parameter(value, "name");
  }
  return std::nullopt;
}

Result<std::vector<FormField>> ReadMultipart(std::string_view boundary, std::string_view body) {
  const std::string dashes = "--" + std::string(boundary);
  const std::string between = "\r\n" + dashes;
  std::size_t at = body.starts_with(dashes) ? dashes.size() : body.npos;
  if (at == body.npos) {
    const std::size_t first = body.find(between);
    if (first == body.npos) return NoForm("its boundary is not in it");
    at = first + between.size();
  }
  std::vector<FormField> form;
  while (!body.substr(at).starts_with("--")) {
    if (!body.substr(at).starts_with("\r\n")) return NoForm("a boundary does not end its line");
    at += 2;
    const std::size_t blank = body.substr(0, at + kMostPartHeaderBytes + 4).find("\r\n\r\n", at);
    if (blank == body.npos) {
      return body.size() - at <= kMostPartHeaderBytes
                 ? NoForm("a part has no end of its header")
                 : Fail(ErrorCode::kLimit, "the form cannot be read: a part's header is too long");
    }
    const auto name = NameOfPart(body.substr(at, blank - at));
    if (!name) return NoForm("a part has no name");
    // An empty value's own CRLF is the boundary's.
    const std::size_t value = blank + 4;
    const std::size_t end = body.find(between, value - 2);
    if (end == body.npos) return NoForm("a part does not end");
    if (form.size() == kMostFields) return Fail(ErrorCode::kLimit, "the form has too many fields");
    form.push_back(
        {*name, end < value ? std::string() : WithLineFeeds(body.substr(value, end - value))});
    at = end + between.size();
  }
  return form;
}

Result<std::vector<FormField>> ReadEncoded(std::string_view body) {
  std::vector<FormField> form;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('&'), body.size());
    const std::string_view pair = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (pair.empty()) continue;
    if (form.size() == kMostFields) return Fail(ErrorCode::kLimit, "the form has too many fields");
    const std::size_t equals = std::min(pair.find('='), pair.size());
    FormField field;
    std::string value;
    const bool reads = DecodePercents(pair.substr(0, equals), true, &field.name) &&
                       DecodePercents(pair.substr(std::min(equals + 1, pair.size())), true, &value);
    if (!reads) return NoForm("a '%' has no two hexadecimal digits after it");
    field.value = WithLineFeeds(value);
    form.push_back(std::move(field));
  }
  return form;
}

}  // namespace

bool DecodePercents(std::string_view text, bool of_form, std::string* out) {
  const auto digit = [](char c) {
    const char low = Lower(c);
    return c >= '0' && c <= '9' ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      *out += of_form && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (i + 2 >= text.size() || digit(text[i + 1]) < 0 || digit(text[i + 2]) < 0) return false;
    *out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
    i += 2;
  }
  return true;
}

Result<std::vector<FormField>> ReadForm(std::string_view content_type, std::string_view body) {
  if (StartsWithName(content_type, "application/x-www-form-urlencoded")) return ReadEncoded(body);
  if (!StartsWithName(content_type, "multipart/form-data"))
    return NoForm("it is not multipart/form-data");
  const auto boundary = Parameter(content_type, "boundary");
  const bool can_be = boundary && !boundary->empty() && boundary->size() <= kMostBoundaryBytes &&
                      boundary->back() != ' ' && std::ranges::all_of(*boundary, IsBoundaryLetter);
  if (!can_be) return NoForm("it has no boundary");
  return ReadMultipart(*boundary, body);
}

std::string_view FieldNamed(const std::vector<FormField>& form, std::string_view name) {
  const auto found = std::ranges::find(form, name, &FormField::name);
  return found == form.end() ? std::string_view() : std::string_view(found->value);
}

}  // namespace evenhand::net
