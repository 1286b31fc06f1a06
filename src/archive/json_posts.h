#pragma once

// JSON as platforms write it, to posts: Twitter API v1.1 and v2, Jetstream, Mastodon, Reddit,
// Telegram, CrowdTangle, and our own normalised event.
//
// A document is one post, a list of them, or a platform's answer that holds some. What is no post
// (likes, deletions, service messages, posts that were not public) is passed over and counted; what
// is one but lacks its account, id or time is refused with the reason.
//
// Cost: O(bytes); a document is read once, and only the members that posts need.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "codec/json_document.h"
#include "model/post.h"

namespace evenhand::archive {

enum class JsonFormat : std::uint8_t {
  kTwitter1,
  kTwitter2,
  kJetstream,
  kMastodon,
  kReddit,
  kTelegram,
  kCrowdTangle,
  kEvent,
};

std::string_view NameOf(JsonFormat format);

// By the members of a document, or of the first in a list; nothing when it looks like none of them.
std::optional<JsonFormat> RecogniseJson(const codec::Json& document);

// What becomes of what a document holds. Posts borrow until the call returns.
struct PostVisitor {
  std::function<void(const model::Post&)> post;
  std::function<void(std::string reason)> refused;
  std::function<void()> passed_over;
};

// Thread: one owner.
class JsonPosts {
 public:
  explicit JsonPosts(JsonFormat format);
  ~JsonPosts();
  JsonPosts(JsonPosts&&) noexcept;

  JsonFormat format() const { return format_; }
  void Read(const codec::Json& document, const PostVisitor& visitor);

 private:
  JsonFormat format_;
  std::unique_ptr<class PostBuilder> builder_;
};

}  // namespace evenhand::archive
