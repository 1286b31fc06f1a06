#include "functions/public_suffix.h"

#include <libpsl.h>

#include "base/check.h"
#include "text/case_map.h"

namespace evenhand::functions {
namespace {

// No rule of the list has more labels.
constexpr int kMaxLabels = 8;

// The host as it stands in a URL, in lower case; empty when there is none.
std::string HostOf(std::string_view domain_or_url) {
  std::string_view rest = domain_or_url;
  for (const std::string_view prefix : {"https://", "http://", "//"}) {
    if (!rest.starts_with(prefix)) continue;
    rest.remove_prefix(prefix.size());
    break;
  }
  std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  // Bracketed hosts are addresses, which have no suffix.
  if (authority.find_first_of("[]") != authority.npos) return {};
  authority.remove_prefix(authority.rfind('@') + 1);
  authority = authority.substr(0, authority.find(':'));

  std::string host(authority.size() * text::kCaseGrowth, '\0');
  host.resize(static_cast<std::size_t>(text::ToLower(authority, host.data()) - host.data()));
  std::erase_if(host, [](char c) { return c == '\t' || c == '\r' || c == '\n'; });
  return host;
}

bool IsRule(const std::string& suffix) {
  static const psl_ctx_t* list = psl_builtin();
  EVENHAND_CHECK(list != nullptr);
  return psl_is_public_suffix2(list, suffix.c_str(), PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
}

// libpsl takes the parent of a wildcard rule (bd of *.bd) for a suffix, which it is for us only
// where the wildcard has exceptions (ck has !www.ck, kobe.jp has !city.kobe.jp).
bool IsSuffix(const std::string& suffix) {
  if (!IsRule(suffix)) return false;
  const bool has_wildcard = IsRule("0." + suffix);
  return !has_wildcard || !IsRule("www." + suffix) || !IsRule("city." + suffix);
}

}  // namespace

std::optional<std::string> PublicSuffix(std::string_view domain_or_url) {
  const std::string host = HostOf(domain_or_url);
  const std::size_t last = host.find_last_not_of('.');
  if (last == host.npos) return std::nullopt;
  const std::string name = host.substr(0, last + 1);

  std::optional<std::string> longest;
  std::size_t begin = name.size();
  for (int labels = 0; labels < kMaxLabels && begin != 0; ++labels) {
    const std::size_t end = begin == name.size() ? begin : begin - 1;  // of the next label
    const std::size_t dot = end == 0 ? name.npos : name.rfind('.', end - 1);
    begin = dot == name.npos ? 0 : dot + 1;
    const std::string_view label = std::string_view(name).substr(begin, end - begin);
    if (label.empty() || label.find('\0') != label.npos) break;
    std::string suffix = name.substr(begin);
    if (IsSuffix(suffix)) longest = std::move(suffix);
  }
  if (longest == name) return host;
  return longest;
}

}  // namespace evenhand::functions
