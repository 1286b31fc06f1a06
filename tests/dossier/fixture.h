#pragma once

// Dossiers for tests: of networks as `evenhand detect` leaves them, and small ones made by hand.

#include <fmt/format.h>

#include <string>
#include <vector>

#include "coordination/simulate.h"
#include "dossier/coordination_evidence.h"
#include "dossier/dossier.h"
#include "dossier/found.h"
#include "dossier/innocent.h"
#include "dossier/make.h"

namespace evenhand::dossier {

inline constexpr std::int64_t kDay1Ms = 1'700'006'400'000;  // 2023-11-15

// networks.json with one network: what dossiers read of it.
inline std::string NetworksJson(const std::vector<FoundNetwork>& found) {
  std::string networks;
  for (const FoundNetwork& one : found)
    networks += fmt::format("{}{{\"accounts\": [], \"found\": {}}}", networks.empty() ? "" : ",",
                            FoundJson(one));
  return fmt::format(
      R"({{"format": "evenhand-networks-1", "searched": {{"shares": 9, "accounts": 8, "objects": 7,
          "first": "2023-11-15T00:00:00+00:00", "last": "2023-12-15T00:00:00+00:00", "false_discovery_rate": 0.01,
          "searches": [{{"trace": "object", "window_s": 60.0, "pairs_tested": 28.0, "times_together": 5, "ties": 4,
                         "inside_declared_groups": 0, "posts_not_compared": 0}}]}},
          "line": {{"min_objects": 3, "min_days": 2, "min_partners": 2, "many_objects": 10, "many_partners": 4,
                   "least_effect": 10.0, "common_share": 0.01}},
          "networks": [{}], "fell_short": [{{"account": "x", "lacks": "days"}}]}})",
      networks);
}

// `size` accounts a, b, c, ... that put out `objects` texts together, every pair of them, one a day
// within seconds.
inline FoundNetwork Clique(std::uint32_t size, std::uint32_t objects = 5,
                           model::Trace trace = model::Trace::kText) {
  FoundNetwork found;
  found.basis.active[trace] = 10'000;
  for (std::uint32_t i = 0; i < size; ++i)
    found.accounts.push_back(
        {.name = std::string(1, static_cast<char>('a' + i)), .own_objects = objects});
  for (std::uint32_t o = 0; o < objects; ++o)
    found.basis.objects.push_back(
        {.trace = trace, .name = fmt::format("متن {}", o), .accounts = size, .tied_outside = 0});
  for (std::uint32_t o = 0; o < objects; ++o)
    for (std::uint32_t i = 0; i < size; ++i)
      found.basis.posts.push_back(fmt::format("p{}-{}", i, o));
  const auto time = [](std::uint32_t o, std::uint32_t i) {
    return kDay1Ms + std::int64_t{o} * 86'400'000 + 40'000'000 + i * 1'000;
  };
  for (std::uint32_t a = 0; a < size; ++a) {
    for (std::uint32_t b = a + 1; b < size; ++b) {
      coordination::FoundTie tie{.a = a, .b = b};
      tie.evidence.push_back({.trace = trace,
                              .window_ms = 60'000,
                              .together = objects,
                              .common = objects,
                              .expected_by_choice = 0.001,
                              .expected_by_timing = 0.01,
                              .p_choice = 1e-9,
                              .p_timing = 1e-8,
                              .q = 1e-6});
      for (std::uint32_t o = 0; o < objects; ++o)
        tie.acts.push_back({.trace = trace,
                            .object = o,
                            .content_a = o * size + a,
                            .content_b = o * size + b,
                            .time_a_ms = time(o, a),
                            .time_b_ms = time(o, b)});
      found.basis.ties.push_back(std::move(tie));
    }
  }
  return found;
}

inline Dossier DossierOf(const FoundNetwork& found) {
  return MakeDossier(NetworksJson({found}),
                     {.network = 1, .name = "n", .by = "Ann", .at_ms = kDay1Ms})
      .value();
}

inline Evidence Brought(std::string kind, std::vector<std::string> rests_on = {}) {
  return {.kind = std::move(kind),
          .number = 3,
          .null = "0 of 1,000 other accounts",
          .from_ms = kDay1Ms,
          .to_ms = kDay1Ms + 1000,
          .posts = {{.id = "https://example.org/document"}},
          .rests_on = std::move(rests_on),
          .by = "Ben"};
}

// A clique in which everybody has a role and an invented persona: over the line, all of them.
inline Dossier Deceivers(std::uint32_t size, policy::Role role = policy::Role::kFakePersona) {
  Dossier dossier = DossierOf(Clique(size));
  for (Account& account : dossier.accounts) {
    account.role = role;
    account.role_by = "Ben";
    account.evidence.push_back(Brought("K4"));
  }
  return dossier;
}

}  // namespace evenhand::dossier
