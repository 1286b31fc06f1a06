// Twitter API v1.1 and v2.

#include <algorithm>

#include "archive/post_builder.h"

namespace evenhand::archive {
namespace {

// The id says when to the millisecond; the text only to the second.
void SetTime(std::string_view created_at, PostBuilder* out) {
  out->Time(created_at);
  if (const auto time = SnowflakeTimeMs(out->post().id))
    out->Time(std::to_string(*time), TimeUnit::kMilliseconds);
}

// A quoted tweet also stands as a link to itself; that is the quote, not a second object.
void DropQuoteLink(model::Post* post) {
  if (post->quote_of.empty()) return;
  std::erase_if(post->links, [&](std::string_view link) {
    const std::size_t at = link.find("/status/");
    return at != link.npos && link.substr(at + 8).starts_with(post->quote_of);
  });
}

Json FirstThere(std::initializer_list<Json> values) {
  for (const Json& value : values) {
    if (!value.missing() && value.kind() != JsonKind::kNull) return value;
  }
  return {};
}

void ReadTweet2(const Json& tweet, PostBuilder* out) {
  model::Post& post = out->Begin();
  post.id = out->Text(tweet, {"id"});
  post.account = out->Text(tweet, {"author_id"});
  SetTime(out->Text(tweet, {"created_at"}), out);
  const Json references = Member(tweet, "referenced_tweets");
  if (IsList(references)) {
    references.EachItem([&](const Json& reference) {
      const std::string_view type = out->Text(reference, {"type"}),
                             id = out->Text(reference, {"id"});
      if (type == "retweeted") post.repost_of = id;
      if (type == "quoted") post.quote_of = id;
      if (type == "replied_to") post.reply_to = id;
      return true;
    });
  }
  post.is_repost = !post.repost_of.empty();
  const Json note = Member(tweet, "note_tweet");
  post.text = out->Text(FirstThere({Member(note, "text"), Member(tweet, "text")}));
  const Json entities = FirstThere({Member(note, "entities"), Member(tweet, "entities")});
  const Json urls = Member(entities, "urls");
  if (IsList(urls)) {
    urls.EachItem([&](const Json& url) {
      if (!Member(url, "media_key").missing()) return true;
      post.links.push_back(out->Text(FirstThere(
          {Member(url, "unwound_url"), Member(url, "expanded_url"), Member(url, "url")})));
      return true;
    });
  }
  out->Each(Member(entities, "hashtags"), "tag", &post.hashtags);
  out->Each(Member(entities, "mentions"), "username", &post.mentions);
  out->Each(At(tweet, {"attachments", "media_keys"}), "", &post.media);
  DropQuoteLink(&post);
  out->Emit();
}

}  // namespace

void ReadTwitter2(const Json& document, PostBuilder* out) {
  const Json data = Member(document, "data");
  if (IsList(data)) {
    data.EachItem([&](const Json& tweet) {
      ReadTweet2(tweet, out);
      return true;
    });
  } else if (IsObject(data)) {
    ReadTweet2(data, out);
  } else if (!Member(document, "meta").missing() && Member(document, "id").missing()) {
    out->PassOver();  // an answer without tweets
  } else {
    ReadTweet2(document, out);
  }
}

void ReadTwitter1(const Json& tweet, PostBuilder* out) {
  if (Member(tweet, "id_str").missing()) return out->PassOver();  // a deletion, a limit notice
  model::Post& post = out->Begin();
  post.id = out->Text(tweet, {"id_str"});
  post.account = out->Text(tweet, {"user", "id_str"});
  SetTime(out->Text(tweet, {"created_at"}), out);
  post.repost_of = out->Text(tweet, {"retweeted_status", "id_str"});
  post.is_repost = !post.repost_of.empty();
  post.reply_to = out->Text(tweet, {"in_reply_to_status_id_str"});
  post.quote_of = out->Text(tweet, {"quoted_status_id_str"});
  const Json extended = Member(tweet, "extended_tweet");
  post.text = out->Text(FirstThere(
      {Member(extended, "full_text"), Member(tweet, "full_text"), Member(tweet, "text")}));
  const Json entities = FirstThere({Member(extended, "entities"), Member(tweet, "entities")});
  out->Each(Member(entities, "urls"), "expanded_url", &post.links);
  out->Each(Member(entities, "hashtags"), "text", &post.hashtags);
  out->Each(Member(entities, "user_mentions"), "id_str", &post.mentions);
  const Json media =
      FirstThere({At(extended, {"extended_entities", "media"}),
                  At(tweet, {"extended_entities", "media"}), Member(entities, "media")});
  out->Each(media, "id_str", &post.media);
  DropQuoteLink(&post);
  out->Emit();
}

}  // namespace evenhand::archive
