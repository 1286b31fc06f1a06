#include "dossier/dossier.h"

#include <algorithm>

namespace evenhand::dossier {

std::optional<int> KindNumber(std::string_view kind) {
  if (kind.size() != 2 || kind[0] != 'K' || kind[1] < '1' || kind[1] > '7') return std::nullopt;
  return kind[1] - '0';
}

bool IsNeverEvidence(std::string_view kind) {
  static constexpr std::string_view kNever[] = {
      "country",       "nationality", "location",        "language",
      "opinion",       "viewpoint",   "stance",          "religion",
      "ethnicity",     "employer",    "follows",         "followers",
      "friends",       "ip",          "ip_address",      "vpn",
      "asn",           "tor",         "network",         "network_route",
      "network route", "route",       "device_language", "client",
      "state"};
  std::string lower;
  for (const char c : kind) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::ranges::find(kNever, lower) != std::end(kNever);
}

std::string_view RoleName(policy::Role role) {
  switch (role) {
    case policy::Role::kOperator:
      return "operator";
    case policy::Role::kFakePersona:
      return "fake_persona";
    case policy::Role::kPaid:
      return "paid";
    case policy::Role::kHijacked:
      return "hijacked";
    case policy::Role::kBystander:
      break;
  }
  return "bystander";
}

std::string_view NameOf(Sign::Change change) {
  switch (change) {
    case Sign::Change::kHours:
      return "hours";
    case Sign::Change::kPace:
      return "pace";
    case Sign::Change::kTopics:
      break;
  }
  return "topics";
}

std::string_view NameOf(Explanation::Answer answer) {
  switch (answer) {
    case Explanation::Answer::kNo:
      return "no";
    case Explanation::Answer::kYes:
      return "yes";
    case Explanation::Answer::kUnknown:
      break;
  }
  return "unknown";
}

const Account* Find(const Dossier& dossier, std::string_view account) {
  const auto at = std::ranges::lower_bound(dossier.accounts, account, {}, &Account::name);
  return at != dossier.accounts.end() && at->name == account ? &*at : nullptr;
}

bool IsName(std::string_view text) {
  return !text.empty() && text.size() <= 40 && text.front() != '-' &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace evenhand::dossier
