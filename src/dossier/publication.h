#pragma once

// What of an accepted dossier may be said in public (15.8): counts, kinds, dates and method. Names
// only of operators and invented personas above the published line of followers; of all others a
// hash; of everybody a hash where one account was hijacked. Bystanders are a number. Corrections
// have the place and the length of the claim (15.9).
//
//   hash := SHA-256("evenhand account" NL key NL account), hexadecimal: `key` stays with the
//   reviewers, so that nobody can try
//           names, and an account can be shown which line is its own
//
// Nothing else of the dossier is in it: no post, no tie, no reviewer. The same input gives the same
// bytes. Errors: kInvalidArgument when the dossier is not accepted, or is not what was accepted; on
// reading, with the place.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dossier/dossier.h"
#include "page/html.h"

namespace evenhand::dossier {

inline constexpr std::int64_t kFollowerLine = 5'000;
inline constexpr std::size_t kMostPublicationBytes = std::size_t{8} << 20;

struct PublicationOptions {
  std::int64_t follower_line = kFollowerLine;
  std::string key = {};  // 32 random bytes or more
};

struct Publication {
  struct Named {
    std::string account = {};
    policy::Role role = policy::Role::kOperator;
  };
  struct Correction {
    std::int64_t at_ms = 0;
    std::uint64_t accounts = 0;           // that left on this day: cleared, and fallen by it
    std::vector<std::string> named = {};  // of these, those who had been named
  };
  std::string name = {};
  std::string claim = {};
  std::int64_t accepted_ms = 0;
  Method method = {};
  std::int64_t follower_line = kFollowerLine;
  bool hijacked = false;
  std::map<policy::Role, std::uint64_t> roles = {};  // accounts over the line
  std::map<int, std::uint64_t> kinds = {};           // accounts with evidence of a kind
  std::int64_t first_ms = 0, last_ms = 0;            // of that evidence
  std::vector<Named> named = {};
  std::vector<std::string> hashed = {};  // ascending
  std::uint64_t left_out = 0;
  std::vector<Correction> corrections = {};
};

Result<Publication> Publish(const Dossier& dossier, const PublicationOptions& options);

std::string WritePublication(const Publication& publication);
Result<Publication> ReadPublication(std::string_view text);

// As a page of the public side: its title, and what stands under it, in English or Persian.
// `most_hashes`: more are only counted, so that the page stays within its budget.
std::string PublicationTitle(const Publication& publication, std::string_view language);
void WritePublicationPage(const Publication& publication, std::string_view language,
                          std::size_t most_hashes, page::Html* html);

}  // namespace evenhand::dossier
