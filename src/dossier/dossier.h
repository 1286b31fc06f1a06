#pragma once

// A dossier: a set of accounts, a claim about them, and what speaks of each one. The file to read
// first.
//
// It is made from a network that `evenhand detect` found (made.h), gets its other evidence and its
// roles from people (evidence_csv.h, changes.h), is measured by the line of the published policy
// (standing.h, check.h), and counts for nothing until a second person has accepted it (changes.h).
// What is coordination evidence can be measured again at any time from the ties that are in it,
// also without one account or the other.
//
// There is no field for a state, a language, a country or an opinion, and none can be added: the
// file's reader refuses what it does not know (dossier_json.h).
//
// Times are UTC milliseconds since 1970. Accounts, objects and posts are named by their numbers in
// the lists here. Source: docs/dossiers.md, after section 15 of the policy.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "coordination/detect.h"
#include "policy/dossier.h"

namespace evenhand::dossier {

// More is refused: such a set is no network that people can look at account by account.
inline constexpr std::size_t kMostAccounts = 5'000;
inline constexpr std::size_t kMostTies = 500'000;

struct Post {
  std::string id = {};
  std::optional<std::int64_t> time_ms = {};
  std::string object = {};  // what it put out; of K1 to K3
  bool operator==(const Post&) const = default;
};

// One kind of evidence of one account. What lacks (a number, a null) is told by check.h.
struct Evidence {
  std::string kind = {};                   // "K1" to "K7"
  std::optional<model::Trace> trace = {};  // of K1 to K3
  std::optional<double> number = {};       // what was observed
  std::optional<double> expected = {};     // what the null gives
  std::string null = {};                   // what it is measured against, in words
  std::optional<double> p = {};
  std::optional<double> q = {};  // false discovery rate of the whole search
  std::optional<std::int64_t> from_ms = {};
  std::optional<std::int64_t> to_ms = {};
  std::vector<Post> posts = {};            // of the account itself
  std::vector<std::string> rests_on = {};  // other accounts
  bool hidden = false;                     // of K5: the common tool is hidden
  std::string by = {};                     // reviewer; of K1 to K3 none, it was measured
  std::string note = {};
  bool operator==(const Evidence&) const = default;
};

// A change in what the account does, against permutations of its own days (takeover.h).
struct Sign {
  enum class Change : std::uint8_t { kHours, kPace, kTopics };
  Change change = Change::kHours;
  std::int64_t at_ms = 0;    // the first day of the other life
  double times = 0;          // how many times as large as the median change of permuted days
  double p = 1;              // for the three changes together
  std::uint32_t before = 0;  // posts
  std::uint32_t after = 0;
  bool operator==(const Sign&) const = default;
};

// An innocent explanation, and whether the data bear it out (innocent.h).
struct Explanation {
  enum class Answer : std::uint8_t { kNo, kYes, kUnknown };
  std::string name = {};  // "crowd", "round-times", ...
  Answer answer = Answer::kUnknown;
  std::optional<double> number = {};
  std::string by = {};  // a reviewer who answered; empty: measured, or nobody
  std::string note = {};
  bool operator==(const Explanation&) const = default;
};

struct Account {
  std::string name = {};
  std::optional<policy::Role> role = {};  // none until a reviewer says; then it is as a bystander
  std::string role_by = {};
  std::optional<std::int64_t> followers = {};
  std::uint32_t own_objects = 0;  // distinct objects that it put out, with or without others
  bool core = false;
  std::vector<Evidence> evidence = {};
  std::vector<Sign> signs = {};
  std::vector<Explanation> explanations = {};
  bool operator==(const Account&) const = default;
};

struct Object {
  model::Trace trace = model::Trace::kObject;
  std::string name = {};
  std::uint32_t accounts = 0;      // that put it out, of all in the archive
  std::uint32_t tied_outside = 0;  // of these, accounts outside the network that are tied by it
  bool operator==(const Object&) const = default;
};

// What K1 to K3 rest on, whole: enough to draw the line again without the archive
// (coordination/line.h).
struct Basis {
  std::map<model::Trace, std::uint32_t> active = {};  // accounts of the archive, by trace
  std::vector<Object> objects = {};
  std::vector<std::string> posts = {};            // ids
  std::vector<coordination::FoundTie> ties = {};  // acts: objects and posts by their numbers here
};

struct Method {
  std::int64_t from_ms = 0, to_ms = 0;
  std::uint64_t shares = 0, accounts = 0, objects = 0;
  double false_discovery_rate = 0;
  std::vector<coordination::Detection::Search> searches = {};
  coordination::LineOptions line = {};
  std::uint64_t networks = 0;    // found
  std::uint64_t candidates = 0;  // accounts over the line of the search, in all networks
  std::map<std::string, std::uint64_t> fell_short = {};  // accounts, by what lacks
};

struct Step {
  std::string what = {};  // "made", "evidence", "role", "left-out", "claim", "answer", "followers"
  std::string by = {};
  std::int64_t at_ms = 0;
  std::string account = {};
  std::string note = {};
};

struct Acceptance {
  std::string by = {};
  std::int64_t at_ms = 0;
  std::string digest = {};  // SHA-256 of what was accepted (changes.h), hexadecimal
};

struct Removal {
  std::string account = {};
  std::string by = {};
  std::int64_t at_ms = 0;
  std::string why = {};
};

struct Dossier {
  std::string name = {};  // of letters a to z, digits and hyphens
  std::string claim = {};
  Method method = {};
  std::vector<Account> accounts = {};  // by name
  Basis basis = {};
  std::uint64_t left_out = 0;    // bystanders and others, who are not named
  std::vector<Step> steps = {};  // in order; the first is "made"
  std::optional<Acceptance> accepted = {};
  std::vector<Removal> removed = {};  // in order
};

// "K1" to "K7" as 1 to 7; none for other words.
std::optional<int> KindNumber(std::string_view kind);
// Country, language, opinion, employer, whom they follow, network route (15.3), in the words that
// people try.
bool IsNeverEvidence(std::string_view kind);
std::string_view RoleName(policy::Role role);
std::string_view NameOf(Sign::Change change);
std::string_view NameOf(Explanation::Answer answer);
const Account* Find(const Dossier& dossier, std::string_view account);
// Whether it may stand as the dossier's name, and so in addresses.
bool IsName(std::string_view text);

}  // namespace evenhand::dossier
