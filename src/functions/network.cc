// E-mail, domains, addresses, telephone numbers and cookies.

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "functions/cookie.h"
#include "functions/phone_prefixes.h"
#include "functions/public_suffix.h"
#include "functions/registry.h"
#include "text/case_map.h"

namespace evenhand::functions {
namespace {

using program::CallContext;
using program::Cost;
using program::FunctionRow;
using program::Value;
using Arguments = std::span<const Value>;

// The text without its last `count` code points.
std::string_view WithoutLast(std::string_view text, std::size_t count) {
  std::size_t end = text.size();
  for (; count > 0 && end > 0; --count) DecodePrevious(text, &end);
  return text.substr(0, end);
}

// What follows the last @, in lower case, in the arena; empty when there is none.
std::string_view MailDomain(CallContext& context, std::string_view email) {
  const std::size_t at = email.rfind('@');
  if (at == email.npos) return {};
  const std::string_view domain = email.substr(at + 1);
  const std::span<char> lower = context.arena.Array<char>(domain.size() * text::kCaseGrowth);
  const char* end = text::ToLower(domain, lower.data());
  return {lower.data(), static_cast<std::size_t>(end - lower.data())};
}

// The label before the public suffix, and the suffix. As in the peer, the length of the suffix is
// taken off the end of the text, whatever else follows the host there.
std::string Registrable(std::string_view text, std::string_view suffix) {
  const std::string_view rest = WithoutLast(text, CountCodePoints(suffix) + 1);
  return std::string(rest.substr(rest.rfind('.') + 1)).append(".").append(suffix);
}

Value CallEmailDomain(CallContext& context, Arguments arguments) {
  const std::string_view domain = MailDomain(context, arguments[0].AsStr());
  if (domain.empty()) return CallContext::Absent();
  const auto suffix = PublicSuffix(domain);
  if (!suffix || *suffix == domain) return Value::Str(domain);
  return context.Str(Registrable(domain, *suffix));
}

Value CallEmailSubdomain(CallContext& context, Arguments arguments) {
  const std::string_view domain = MailDomain(context, arguments[0].AsStr());
  return domain.empty() ? CallContext::Absent() : Value::Str(domain);
}

Value CallEmailLocalPart(CallContext&, Arguments arguments) {
  const std::string_view email = arguments[0].AsStr();
  const std::size_t at = email.rfind('@');
  return at == email.npos ? CallContext::Absent() : Value::Str(email.substr(0, at));
}

Value CallDomainTld(CallContext& context, Arguments arguments) {
  const auto suffix = PublicSuffix(arguments[0].AsStr());
  return suffix ? context.Str(*suffix) : CallContext::Absent();
}

Value CallDomainChopper(CallContext& context, Arguments arguments) {
  const std::span<const Value> urls = arguments[0].AsList();
  const std::span<Value> chopped = context.arena.Array<Value>(urls.size());
  for (std::size_t i = 0; i < urls.size(); ++i) {
    const auto suffix = PublicSuffix(urls[i].AsStr());
    if (!suffix) return CallContext::Absent();
    chopped[i] = *suffix == urls[i].AsStr() ? Value::Str("")
                                            : context.Str(Registrable(urls[i].AsStr(), *suffix));
  }
  return Value::List(chopped);
}

Value CallMxLookup(CallContext&, Arguments) { return CallContext::Absent(); }

Value CallIpNetwork(CallContext& context, Arguments arguments) {
  const std::string ip(arguments[0].AsStr());
  in_addr four;
  in6_addr six;
  if (ip.find('\0') != ip.npos) return context.Err("not an IP address");
  if (inet_pton(AF_INET, ip.c_str(), &four) == 1)
    return context.Str(ip.substr(0, ip.rfind('.') + 1) + "0");
  if (inet_pton(AF_INET6, ip.c_str(), &six) != 1) return context.Err("not an IP address");
  fmt::memory_buffer groups;
  for (int i = 0; i < 16; i += 2) {
    if (i > 0) groups.push_back(':');
    fmt::format_to(std::back_inserter(groups), "{:x}", six.s6_addr[i] << 8 | six.s6_addr[i + 1]);
  }
  return context.Str({groups.data(), groups.size()});
}

Value CallPhoneCountry(CallContext&, Arguments arguments) {
  const std::string_view country = PhoneCountry(arguments[0].AsStr());
  return country.empty() ? CallContext::Absent() : Value::Str(country);
}

Value CallPhonePrefix(CallContext&, Arguments arguments) {
  const std::string_view prefix = WithoutLast(arguments[0].AsStr(), 4);
  return prefix.empty() ? CallContext::Absent() : Value::Str(prefix);
}

Value CallExtractCookie(CallContext& context, Arguments arguments) {
  const CookieResult cookie = FindCookie(arguments[0].AsStr(), arguments[1].AsStr());
  switch (cookie.status) {
    case CookieResult::kFound:
      return Value::Str(cookie.value);
    case CookieResult::kIllegal:
      return context.Err("a cookie has a name that none may have");
    case CookieResult::kMissing:
      break;
  }
  return CallContext::Absent();
}

const FunctionRow kRows[] = {
    {.spec = {.name = "EmailDomain",
              .category = "Email",
              .signature = "(email: str) -> str",
              .doc = "The registrable domain of an e-mail address, in lower case: of "
                     "`a@mail.example.co.uk` it is `example.co.uk`. A domain without a known "
                     "public suffix is given whole. No value without an `@` or a domain."},
     .cost = Cost::kLinear,
     .can_fail = true,
     .call = &CallEmailDomain},
    {.spec = {.name = "EmailSubdomain",
              .category = "Email",
              .signature = "(email: str) -> str",
              .doc = "Everything after the last `@` of an e-mail address, in lower case. No value "
                     "without an `@` or a domain."},
     .cost = Cost::kLinear,
     .can_fail = true,
     .call = &CallEmailSubdomain},
    {.spec = {.name = "EmailLocalPart",
              .category = "Email",
              .signature = "(email: str) -> str",
              .doc = "Everything before the last `@` of an e-mail address. No value without an "
                     "`@`."},
     .can_fail = true,
     .call = &CallEmailLocalPart},
    {.spec = {.name = "DomainTld",
              .category = "DNS",
              .signature = "(domain: str) -> str",
              .doc = "The public suffix of a domain or URL, in lower case: `co.uk`, `github.io`. "
                     "No value when it ends in none that is known.",
              .notes = {{"domain", "a domain, or an `http`, `https` or `//` URL"}}},
     .cost = Cost::kLinear,
     .can_fail = true,
     .call = &CallDomainTld},
    {.spec = {.name = "DomainChopper",
              .category = "DNS",
              .signature = "(urls: List[str], fld: Const[bool] = False) -> List[str]",
              .doc = "The registrable domain of each item; an empty text for an item that is a "
                     "public suffix itself. No value when one has no known public suffix. Give "
                     "domains, not URLs: what follows the host in a URL spoils the result.",
              .notes = {{"fld", "has no effect"}}},
     .cost = Cost::kLinear,
     .can_fail = true,
     .call = &CallDomainChopper},
    {.spec = {.name = "MXLookup",
              .category = "Email",
              .signature = "(domain: str) -> str",
              .doc = "Accepted, so that rulebooks that use it load, but never has a value: a "
                     "decision must be repeatable from the event and the facts recorded with it, "
                     "and a name server's answer is neither."},
     .can_fail = true,
     .call = &CallMxLookup},
    {.spec = {.name = "IpNetwork",
              .category = "IP",
              .signature = "(ip: str) -> str",
              .doc = "An IPv4 address with its last number set to 0. An IPv6 address is written in "
                     "full, as eight groups without leading zeros; its network is not taken. An "
                     "error for anything else."},
     .can_error = true,
     .call = &CallIpNetwork},
    {.spec = {.name = "PhoneCountry",
              .category = "Phone",
              .signature = "(phone_number: str) -> str",
              .doc = "The country, as two letters of ISO 3166, that the calling prefix of an "
                     "international number belongs to. No value when the prefix is not known.",
              .notes = {{"phone_number", "`+98 912 123 4567`; only its digits count"}}},
     .cost = Cost::kLinear,
     .can_fail = true,
     .call = &CallPhoneCountry},
    {.spec = {.name = "PhonePrefix",
              .category = "Phone",
              .signature = "(phone_number: str) -> str",
              .doc = "The number without its last four characters, which stands for a block of "
                     "numbers given out together. No value when nothing is left."},
     .can_fail = true,
     .call = &CallPhonePrefix},
    {.spec = {.name = "ExtractCookie",
              .category = "HTTP",
              .signature = "(header: str, key: Const[str]) -> str",
              .doc = "The value of one cookie in a `Cookie` header, with its quotes if it has any; "
                     "the last one where a name stands twice. No value when there is none. An "
                     "error when a cookie of the header has an illegal name."},
     .cost = Cost::kLinear,
     .can_error = true,
     .can_fail = true,
     .call = &CallExtractCookie},
};

}  // namespace

std::span<const FunctionRow> NetworkFunctions() { return kRows; }

}  // namespace evenhand::functions
