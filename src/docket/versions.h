#pragma once

// Published versions of rulebooks. A version is frozen by its hash, which covers the version before
// it:
//
//   hash := hex(SHA-256(previous-hash NL yaml [NUL rules]))
//
// previous-hash is empty for the first; `rules` is the content hash of the rules beside the
// document, where there are some.
//
// An item is judged by the version in force when it was posted, or by the one in force at the
// decision where that is milder (policy.md 2.2); the second is the docket's part.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/rulebook.h"
#include "record/digest.h"

namespace evenhand::docket {

struct Version {
  std::string hash = {};
  record::Digest digest = {};  // the same, as leaves have it
  std::string previous = {};
  std::string rules = {};  // content hash of the rules that raise its findings; empty: none
  policy::Rulebook rulebook = {};
};

std::string VersionHash(std::string_view previous, std::string_view yaml,
                        std::string_view rules = {});
// Of a document alone: hex(SHA-256(yaml)).
std::string DocumentHash(std::string_view yaml);

class Versions {
 public:
  // Adds the next version of its rulebook. Errors: kInvalidArgument when it does not pass its
  // checks, its number is not the next, or it takes effect before the one before it. `published`
  // must not lie after `now`.
  Result<const Version*> Add(std::string_view yaml, std::string_view rules, policy::Time now);

  const Version* Find(std::string_view hash) const;
  // Errors: kNotFound when there is none of this id, or none that was in force at `at`.
  Result<const Version*> InForce(std::string_view id, policy::Time at) const;
  const Version* Newest(std::string_view id) const;
  // The id when there is just one; else kInvalidArgument naming them.
  Result<std::string> OnlyId() const;
  std::vector<const Version*> All() const;

 private:
  std::vector<std::unique_ptr<const Version>> versions_;  // as published
};

}  // namespace evenhand::docket
