#include "functions/web_links.h"

#include <arpa/inet.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_set>

#include "base/utf8.h"
#include "text/char_class.h"
#include "text/normal_form.h"

namespace evenhand::functions {
namespace {

struct Link {
  std::string_view scheme;     // http or https
  std::string_view authority;  // never empty
  std::string_view path;       // empty, or from its slash
  std::string_view parameters;
  std::string_view query;
  std::string_view fragment;
  std::string_view whole;
};

// From `at`: the end of the link's text, which is `at` when there is none.
std::size_t LinkEnd(std::string_view text, std::size_t at) {
  std::size_t end = at + 4;  // "http"
  if (text.substr(end).starts_with('s')) ++end;
  if (!text.substr(end).starts_with("://")) return at;
  end += 3;
  if (end >= text.size()) return at;
  const char32_t first = DecodeNext(text, &end);
  if (first == '/' || text::IsSpace(first)) return at;
  const std::size_t after_first = end;
  while (end < text.size()) {
    std::size_t next = end;
    const char32_t c = DecodeNext(text, &next);
    if (c == ')' || c == '>' || text::IsSpace(c)) break;
    end = next;
  }
  return end == after_first ? at : end;
}

bool IsIpv6(std::string_view host) {
  const std::size_t percent = host.find('%');
  if (percent != host.npos) {
    const std::string_view zone = host.substr(percent + 1);
    if (zone.empty() || zone.find('%') != zone.npos) return false;
    host = host.substr(0, percent);
  }
  in6_addr address;
  return host.find('\0') == host.npos &&
         inet_pton(AF_INET6, std::string(host).c_str(), &address) == 1;
}

// "v1.anything": an address form yet to come (RFC 3986).
bool IsFutureAddress(std::string_view host) {
  const std::size_t dot = host.find('.');
  if (dot == host.npos || dot < 2 || dot + 1 == host.size()) return false;
  return std::all_of(host.begin() + 1, host.begin() + static_cast<std::ptrdiff_t>(dot), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

bool BracketsAreSound(std::string_view authority) {
  const bool opens = authority.find('[') != authority.npos;
  const bool closes = authority.find(']') != authority.npos;
  if (opens != closes) return false;
  if (!opens) return true;
  const std::string_view host_and_port = authority.substr(authority.rfind('@') + 1);
  const std::size_t open = host_and_port.find('[');
  std::string_view host = host_and_port.substr(0, host_and_port.find(':'));
  if (open != host_and_port.npos) {
    if (open != 0) return false;
    const std::size_t close = host_and_port.find(']');
    host = host_and_port.substr(1, close == host_and_port.npos ? close : close - 1);
    const std::string_view rest =
        close == host_and_port.npos ? std::string_view() : host_and_port.substr(close + 1);
    if (!rest.empty() && rest[0] != ':') return false;
  }
  return host.starts_with('v') ? IsFutureAddress(host) : IsIpv6(host);
}

// Whether no character of the authority becomes a delimiter when normalised (U+2100 is "a/c").
bool NormalizesSoundly(std::string_view authority) {
  if (IsAscii(authority)) return true;
  std::string plain;
  for (const char c : authority) {
    if (c != '@' && c != ':' && c != '#' && c != '?') plain += c;
  }
  const std::string normal = text::Normalize(plain, text::NormalForm::kNfkc);
  return normal == plain || normal.find_first_of("/?#@:") == normal.npos;
}

// Takes off what follows the first `mark`, if any; returns it.
std::string_view CutAt(std::string_view* text, char mark) {
  const std::size_t at = text->find(mark);
  if (at == text->npos) return {};
  const std::string_view after = text->substr(at + 1);
  *text = text->substr(0, at);
  return after;
}

std::optional<Link> ParseLink(std::string_view whole) {
  Link link;
  link.whole = whole;
  link.scheme = whole.substr(0, whole.find(':'));
  std::string_view rest = whole.substr(link.scheme.size() + 3);
  link.authority = rest.substr(0, rest.find_first_of("/?#"));
  rest.remove_prefix(link.authority.size());
  link.fragment = CutAt(&rest, '#');
  link.query = CutAt(&rest, '?');
  const std::size_t last_slash = rest.rfind('/');
  const std::size_t semicolon = rest.find(';', last_slash == rest.npos ? 0 : last_slash);
  link.path = rest.substr(0, semicolon);
  if (semicolon != rest.npos) link.parameters = rest.substr(semicolon + 1);
  if (link.authority.empty() || !BracketsAreSound(link.authority) ||
      !NormalizesSoundly(link.authority))
    return std::nullopt;
  return link;
}

template <class Visit>
void EachLink(std::string_view text, Visit visit) {
  for (std::size_t at = text.find("http"); at != text.npos; at = text.find("http", at)) {
    const std::size_t end = LinkEnd(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    if (const auto link = ParseLink(text.substr(at, end - at))) visit(*link);
    at = end;
  }
}

// Each text once, in order of first appearance.
class Distinct {
 public:
  bool Add(std::string_view text) {
    if (!seen_.insert(text).second) return false;
    all_.push_back(text);
    return true;
  }
  std::vector<std::string_view> Take() { return std::move(all_); }

 private:
  std::unordered_set<std::string_view> seen_;
  std::vector<std::string_view> all_;
};

std::string_view HostOf(std::string_view authority) {
  const std::size_t close = authority.find(']');
  if (authority.starts_with('[') && close != authority.npos) return authority.substr(0, close + 1);
  return authority.substr(0, authority.find(':'));
}

// The link put together again.
std::string_view Unparse(const Link& link, Arena& arena) {
  std::string url;
  url.reserve(link.whole.size());
  url.append(link.scheme).append("://").append(link.authority).append(link.path);
  if (!link.parameters.empty()) url.append(";").append(link.parameters);
  if (!link.query.empty()) url.append("?").append(link.query);
  if (!link.fragment.empty()) url.append("#").append(link.fragment);
  return url == link.whole ? link.whole : arena.Copy(url);
}

}  // namespace

std::vector<std::string_view> ExtractDomains(std::string_view text) {
  Distinct domains;
  EachLink(text, [&](const Link& link) { domains.Add(HostOf(link.authority)); });
  return domains.Take();
}

std::vector<std::string_view> ExtractUrls(std::string_view text, Arena& arena) {
  Distinct urls;
  EachLink(text, [&](const Link& link) { urls.Add(Unparse(link, arena)); });
  return urls.Take();
}

}  // namespace evenhand::functions
