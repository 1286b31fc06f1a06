#pragma once

// From posts to shares: each object that a post puts out becomes a share of its trace.
//
//   object            as the archive names it
//   link, domain      canonical (archive/link.h); domains follow from links where the archive names
//   none hashtag           each once a post, by its key; hashtag-sequence: all of a post in order,
//   from
//                     `least_hashtags` on, joined by a space
//   repost, reply, quote, mention, media   ids as the archive gives them
//   text, similar-text                     by their keys, from `least_words` on
//   (archive/text_keys.h)
//
// A repost is its own act and nothing else: what it repeats was put out by somebody else. A post
// that comes again (its id was seen) is passed over and counted. Empty objects are nothing.
//
// Cost: O(bytes of the post) and one look-up a share; about 30 bytes a share beside the names.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/name_table.h"
#include "model/post.h"
#include "model/share.h"

namespace evenhand::archive {

// What people look for first; mentions, domains and sequences of hashtags on request.
const std::set<model::Trace>& UsualTraces();

// What becomes of a post whose id was seen before.
enum class Repeats : std::uint8_t {
  kPassOver,
  kLinksOnly,    // its links count for whoever posted it, each once a post (QUT's store)
  kEqualShares,  // it may tell of another object; equal shares count once
  kKeep,         // every row is a share (CooRTweet)
};

struct ShareOptions {
  std::set<model::Trace> traces = UsualTraces();
  std::size_t least_words = 5;
  std::size_t least_hashtags = 5;
  bool posts = false;  // also each post by itself, whatever it puts out
};

class ShareMaker {
 public:
  explicit ShareMaker(const ShareOptions& options) : options_(options) {}

  void Add(const model::Post& post, Repeats repeats);
  // A row of a share log, kept as it is.
  void AddShare(model::Trace trace, const model::Post& post) {
    if (Wants(trace)) shares_[trace].Add(post.object, post.account, post.id, post.time_ms);
  }

  // The shares of a trace, for whoever adds many at once.
  model::Shares* SharesOf(model::Trace trace) { return &shares_[trace]; }
  bool Wants(model::Trace trace) const { return options_.traces.contains(trace); }

  std::uint64_t repeated_posts() const { return repeated_; }
  std::map<model::Trace, model::Shares> Take() { return std::move(shares_); }
  // Where asked for: each post once, reposts too; its object is empty.
  model::Shares TakePosts() { return std::move(posts_); }

 private:
  void AddAs(model::Trace trace, std::string_view object, const model::Post& post);
  void AddLinks(const model::Post& post);
  void AddHashtags(const model::Post& post);
  void AddTexts(const model::Post& post);

  ShareOptions options_;
  Repeats repeats_ = Repeats::kPassOver;
  NameTable seen_;
  std::map<model::Trace, model::Shares> shares_;
  model::Shares posts_;
  std::map<model::Trace, std::unordered_set<std::string>>
      once_;  // of shares where equal ones count once
  std::uint64_t repeated_ = 0;
};

}  // namespace evenhand::archive
