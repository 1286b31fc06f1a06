#pragma once

// What one account put out at one time, as an archive tells it; whatever the platform, the same
// shape.
//
// Every text borrows from whoever made the post. An empty text means that the archive does not say.
// Where an account came from (address, country, client, language) has no place here.

#include <cstdint>
#include <string_view>
#include <vector>

namespace evenhand::model {

struct Post {
  std::string_view id;
  std::string_view account;
  std::int64_t time_ms = 0;  // UTC, since 1970-01-01

  bool is_repost = false;      // then only `repost_of` is the account's own act
  std::string_view repost_of;  // ids of posts
  std::string_view reply_to;
  std::string_view quote_of;
  std::string_view text;    // without markup
  std::string_view object;  // what the archive itself says was shared

  std::vector<std::string_view> links;     // as written, or as the platform expanded them
  std::vector<std::string_view> domains;   // where the archive names them itself
  std::vector<std::string_view> hashtags;  // in order, with or without #
  std::vector<std::string_view> mentions;
  std::vector<std::string_view> media;  // hashes or ids of files

  void Clear() {
    id = account = repost_of = reply_to = quote_of = text = object = {};
    time_ms = 0;
    is_repost = false;
    for (auto* list : {&links, &domains, &hashtags, &mentions, &media}) list->clear();
  }
};

}  // namespace evenhand::model
