#include "policy/attributes.h"

#include <algorithm>
#include <array>

#include "policy/rulebook.h"

namespace evenhand::policy {
namespace {

constexpr std::array<std::string_view, 16> kAdmitted = {"public_office",
                                                        "office",
                                                        "candidate",
                                                        "state_media",
                                                        "state",
                                                        "automated",
                                                        "parody",
                                                        "verified",
                                                        "followers",
                                                        "account_age",
                                                        "minor",
                                                        "prior_strikes",
                                                        "account_kind",
                                                        "target_is_private_person",
                                                        "target_under_standing_threat",
                                                        "affiliated"};

constexpr std::array<std::string_view, 9> kAuditOnly = {"language",     "script",  "declared_place",
                                                        "report_count", "reports", "reviewer_pool",
                                                        "queue",        "hour",    "views"};

constexpr std::array<std::string_view, 38> kBarred = {"ip",           "ip_address",
                                                      "route",        "vpn",
                                                      "proxy",        "tor",
                                                      "device",       "device_id",
                                                      "browser",      "user_agent",
                                                      "fingerprint",  "place",
                                                      "location",     "geohash",
                                                      "latitude",     "longitude",
                                                      "gps",          "legal_name",
                                                      "real_name",    "phone",
                                                      "phone_number", "phone_prefix",
                                                      "email",        "payment",
                                                      "card",         "ethnicity",
                                                      "race",         "religion",
                                                      "faith",        "health",
                                                      "sexuality",    "immigration_status",
                                                      "nationality",  "political_opinion",
                                                      "reads",        "advertiser",
                                                      "partner",      "revenue"};

}  // namespace

std::span<const std::string_view> AdmittedAttributes() { return kAdmitted; }

AttributeClass ClassOf(std::string_view attribute) {
  const auto has = [&](const auto& names) {
    return std::ranges::find(names, attribute) != names.end();
  };
  if (has(kAdmitted)) return AttributeClass::kAdmitted;
  if (has(kAuditOnly)) return AttributeClass::kAuditOnly;
  return has(kBarred) ? AttributeClass::kBarred : AttributeClass::kUnknown;
}

}  // namespace evenhand::policy
