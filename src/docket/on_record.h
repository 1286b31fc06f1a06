#pragma once

// What else of a platform's work is a leaf of the public record, besides decisions and what follows
// from them: periodic counts, reports that were published, and accepted dossiers with the accounts
// that left them again.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "policy/time.h"

namespace evenhand::docket {

// How often what happened in a period of whole days: every line is there, also where nothing did.
struct Counts {
  policy::Time from = {};
  policy::Time to = {};
  std::vector<std::pair<std::string, std::int64_t>> lines = {};  // "reports", "appeals upheld", …
};

// A report that is public itself, so that its leaf holds its plain hash.
struct PublishedReport {
  std::string name = {};               // "parity-report"
  std::string hash = {};               // SHA-256 of its bytes, hexadecimal
  std::vector<std::string> says = {};  // a few words each, for everyone
  policy::Time at = {};
};

// That a second person accepted a dossier. Whom it names stays in the store.
struct AcceptedDossier {
  std::string name = {};
  std::string digest = {};  // of what was accepted, hexadecimal
  std::string by = {};
  std::vector<std::pair<std::string, std::string>> roles =
      {};  // account and role, of those that a decision may name
  policy::Time at = {};
};

// That an account left an accepted dossier (policy.md 15.5).
struct DossierRemoval {
  std::string dossier = {};
  std::string account = {};
  std::string by = {};
  std::string why = {};
  policy::Time at = {};
};

}  // namespace evenhand::docket
