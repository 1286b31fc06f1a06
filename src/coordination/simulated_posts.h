#pragma once

// A simulated archive as posts that people could have written: texts in five languages, links,
// hashtags, reposts.
//
// Each share becomes one post by the same account at the same time. What an object is, its name's
// hash says: a link with a remark beside it, a repost, a hashtag, or a text that is copied. An
// operation keeps mostly to one kind, less so the more it hides; it copies texts with other ends
// and letters, and in other words the more it hides. Posts that are reposted are there too, by
// whoever wrote them. Account names say nothing about roles.
//
// Deterministic: by the archive and its seed.

#include <cstdint>
#include <string>
#include <vector>

#include "coordination/simulate.h"

namespace evenhand::coordination {

struct SimulatedPost {
  std::string id = {};
  std::string account = {};
  std::int64_t time_ms = 0;
  std::string text = {};  // empty for reposts
  std::string link = {};
  std::string hashtag = {};    // with its #
  std::string repost_of = {};  // the id of a post of this archive
  std::string gateway = {};    // an address that a crowd shares, from the ranges for documentation;
                               // no evidence of anything
};

struct SimulatedArchive {
  std::vector<SimulatedPost> posts = {};  // in order of time
  std::vector<SimulatedAccount> accounts =
      {};  // all that post, by the names in `posts`, in bytewise order
};

SimulatedArchive MakePosts(const Simulated& simulated, const SimulateOptions& options);

}  // namespace evenhand::coordination
