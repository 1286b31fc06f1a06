#include "archive/link.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "functions/public_suffix.h"

namespace evenhand::archive {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string Lowered(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), Lower);
  return lower;
}

bool IsAlphanumeric(char c) {
  return (Lower(c) >= 'a' && Lower(c) <= 'z') || (c >= '0' && c <= '9');
}

// The characters that mean the same with and without an escape.
bool IsUnreserved(char c) {
  return IsAlphanumeric(c) || std::string_view("-._~").find(c) != std::string_view::npos;
}

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = Lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

void AppendEscape(unsigned char byte, std::string* out) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  *out += '%';
  *out += kDigits[byte >> 4];
  *out += kDigits[byte & 15];
}

// Escapes made alike; what must not stand in an address is escaped.
std::string Unified(std::string_view text) {
  std::string unified;
  unified.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool escape = text[i] == '%' && i + 2 < text.size() && HexValue(text[i + 1]) >= 0 &&
                        HexValue(text[i + 2]) >= 0;
    if (escape) {
      const char meant = static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
      if (IsUnreserved(meant)) {
        unified += meant;
      } else {
        AppendEscape(static_cast<unsigned char>(meant), &unified);
      }
      i += 2;
    } else if (byte <= ' ' || byte >= 0x7F || text[i] == '"' || text[i] == '<' || text[i] == '>') {
      AppendEscape(byte, &unified);
    } else {
      unified += text[i];
    }
  }
  return unified;
}

// RFC 3986, 5.2.4, for a path that begins with a slash.
std::string WithoutDots(std::string_view path) {
  std::vector<std::string_view> kept;
  bool open_end = false;  // the path ends in a slash
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, end - at);
    const bool last = end == path.size();
    open_end = last && (part.empty() || part == "." || part == "..");
    if (part == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (part != "." && !(part.empty() && last)) {
      kept.push_back(part);
    }
    at = end + 1;
  }
  std::string clean;
  for (const std::string_view part : kept) (clean += '/') += part;
  return open_end || clean.empty() ? clean + '/' : clean;
}

std::string WithoutTracking(std::string_view query) {
  std::string kept;
  for (std::size_t at = 0; at < query.size();) {
    const std::size_t end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    if (!pair.empty() && !IsTrackingParameter(pair.substr(0, pair.find('=')))) {
      if (!kept.empty()) kept += '&';
      kept += pair;
    }
    at = end + 1;
  }
  return kept;
}

// The ASCII form of a host name in any script; as it is where there is none.
std::string AsciiHost(std::string_view host) {
  if (IsAscii(host)) return Lowered(host);
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII, &status), &uidna_close);
  EVENHAND_CHECK(idna != nullptr);
  std::array<char, 256> ascii;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  status = U_ZERO_ERROR;
  const std::int32_t length =
      uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<std::int32_t>(host.size()),
                             ascii.data(), static_cast<std::int32_t>(ascii.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0 || length > static_cast<std::int32_t>(ascii.size())) {
    return std::string(host);
  }
  return {ascii.data(), static_cast<std::size_t>(length)};
}

struct Parts {
  std::string_view scheme;     // "http" or "https", any case
  std::string_view authority;  // may be empty
  std::string_view path;
  std::string_view query;
};

std::optional<Parts> Split(std::string_view link) {
  const std::size_t colon = link.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  Parts parts{.scheme = link.substr(0, colon), .authority = {}, .path = {}, .query = {}};
  const std::string scheme = Lowered(parts.scheme);
  if (scheme != "http" && scheme != "https") return std::nullopt;
  std::string_view rest = link.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t question = std::min(rest.find('?'), rest.size());
  const std::size_t slash = std::min(rest.find('/'), question);
  parts.authority = rest.substr(0, slash);
  parts.path = rest.substr(slash, question - slash);
  parts.query = rest.substr(std::min(question + 1, rest.size()));
  return parts;
}

std::string CanonicalAuthority(std::string_view authority, std::string_view scheme) {
  authority.remove_prefix(authority.rfind('@') + 1);
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  std::string_view name = authority.substr(0, colon);
  while (name.ends_with('.')) name.remove_suffix(1);
  std::string host = AsciiHost(name);
  if (host.empty() || colon == std::string_view::npos) return host;
  const std::string_view port = authority.substr(colon + 1);
  const bool implied = port.empty() || port == (scheme == "http" ? "80" : "443");
  return implied ? host : host + ':' + std::string(port);
}

}  // namespace

bool IsTrackingParameter(std::string_view name) {
  // What advertisers, mail senders and the platforms themselves hang on links when they are shared.
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"_ga",     "_gl",         "_openstat",  "dclid",   "fbclid",   "gbraid",   "gclid",
       "gclsrc",  "igsh",        "igshid",     "mc_cid",  "mc_eid",   "mibextid", "mkt_tok",
       "msclkid", "oly_anon_id", "oly_enc_id", "ref_src", "ref_url",  "s_cid",    "srsltid",
       "ttclid",  "twclid",      "vero_id",    "wbraid",  "wickedid", "yclid",    "ysclid"});
  const std::string lower = Lowered(name);
  return lower.starts_with("utm_") || std::ranges::binary_search(kNames, std::string_view(lower));
}

std::string CanonicalLink(std::string_view link) {
  const std::size_t begin = link.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  link = link.substr(begin, link.find_last_not_of(" \t\r\n") + 1 - begin);
  const std::optional<Parts> parts = Split(link);
  if (!parts) return std::string(link);
  const std::string scheme = Lowered(parts->scheme);
  const std::string authority = CanonicalAuthority(parts->authority, scheme);
  if (authority.empty()) return {};
  const std::string path = parts->path.empty() ? "/" : Unified(parts->path);
  const std::string query = WithoutTracking(Unified(parts->query));
  return scheme + "://" + authority + WithoutDots(path) + (query.empty() ? "" : "?" + query);
}

std::string DomainOf(std::string_view canonical_link) {
  const std::optional<Parts> parts = Split(canonical_link);
  if (!parts) return {};
  const std::string_view authority = parts->authority;
  if (authority.starts_with('[')) return std::string(authority.substr(0, authority.find(']') + 1));
  const std::string_view host = authority.substr(0, authority.find(':'));
  const std::optional<std::string> suffix = functions::PublicSuffix(host);
  if (!suffix || suffix->size() + 1 >= host.size()) return std::string(host);
  const std::size_t dot = host.size() - suffix->size() - 1;
  const std::size_t before = host.rfind('.', dot - 1);
  return std::string(host.substr(before == std::string_view::npos ? 0 : before + 1));
}

}  // namespace evenhand::archive
