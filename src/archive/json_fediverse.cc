// Bluesky by Jetstream, Mastodon.

#include "archive/html_text.h"
#include "archive/post_builder.h"

namespace evenhand::archive {
namespace {

// The content of a blob is its name.
std::string_view BlobId(const Json& blob, PostBuilder* out) {
  const std::string_view link = out->Text(blob, {"ref", "$link"});
  return link.empty() ? out->Text(blob, {"cid"}) : link;
}

void AddBlob(const Json& blob, PostBuilder* out) {
  const std::string_view id = BlobId(blob, out);
  if (!id.empty()) out->post().media.push_back(id);
}

void ReadMediaEmbed(const Json& embed, PostBuilder* out) {
  const std::string_view link = out->Text(embed, {"external", "uri"});
  if (!link.empty()) out->post().links.push_back(link);
  const Json images = Member(embed, "images");
  if (IsList(images)) {
    images.EachItem([&](const Json& image) {
      AddBlob(Member(image, "image"), out);
      return true;
    });
  }
  AddBlob(Member(embed, "video"), out);
}

void ReadFacet(const Json& feature, PostBuilder* out) {
  model::Post& post = out->post();
  const std::string_view type = out->Text(feature, {"$type"});
  const auto add = [&](std::string_view member, std::vector<std::string_view>* list) {
    const std::string_view text = out->Text(feature, {member});
    if (!text.empty()) list->push_back(text);
  };
  if (type == "app.bsky.richtext.facet#link") add("uri", &post.links);
  if (type == "app.bsky.richtext.facet#tag") add("tag", &post.hashtags);
  if (type == "app.bsky.richtext.facet#mention") add("did", &post.mentions);
}

void ReadFacets(const Json& facets, PostBuilder* out) {
  if (!IsList(facets)) return;
  facets.EachItem([&](const Json& facet) {
    const Json features = Member(facet, "features");
    if (!IsList(features)) return true;
    features.EachItem([&](const Json& feature) {
      ReadFacet(feature, out);
      return true;
    });
    return true;
  });
}

void ReadBlueskyPost(const Json& record, PostBuilder* out) {
  model::Post& post = out->post();
  post.text = out->Text(record, {"text"});
  post.reply_to = out->Text(record, {"reply", "parent", "uri"});
  ReadFacets(Member(record, "facets"), out);
  out->Each(Member(record, "tags"), "", &post.hashtags);
  const Json embed = Member(record, "embed");
  ReadMediaEmbed(embed, out);
  ReadMediaEmbed(Member(embed, "media"), out);  // a quote with media
  post.quote_of = out->Text(embed, {"record", "uri"});
  if (post.quote_of.empty()) post.quote_of = out->Text(embed, {"record", "record", "uri"});
}

void ReadStatus(const Json& status, PostBuilder* out) {
  model::Post& post = out->Begin();
  const std::string_view visibility = out->Text(status, {"visibility"});
  if (visibility == "private" || visibility == "direct") return out->PassOver();
  // Addresses are the same on every server; numbers are each server's own.
  const auto first = [&](const Json& value, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      const std::string_view text = out->Text(value, {name});
      if (!text.empty()) return text;
    }
    return std::string_view();
  };
  post.id = first(status, {"uri", "url", "id"});
  post.account = first(Member(status, "account"), {"uri", "url", "acct", "id"});
  out->Time(out->Text(status, {"created_at"}));
  const Json reblog = Member(status, "reblog");
  post.is_repost = IsObject(reblog);
  post.repost_of = first(reblog, {"uri", "url", "id"});
  post.reply_to = out->Text(status, {"in_reply_to_id"});
  const Json quote = Member(status, "quote");
  post.quote_of =
      first(IsObject(Member(quote, "quoted_status")) ? Member(quote, "quoted_status") : quote,
            {"uri", "url", "id"});
  HtmlText html = ReadHtml(out->Text(status, {"content"}));
  post.text = out->KeepOwned(std::move(html.text));
  for (std::string& link : html.links) post.links.push_back(out->KeepOwned(std::move(link)));
  out->Each(Member(status, "tags"), "name", &post.hashtags);
  out->Each(Member(status, "mentions"), "acct", &post.mentions);
  out->Each(Member(status, "media_attachments"), "blurhash", &post.media);
  out->Emit();
}

}  // namespace

void ReadJetstream(const Json& event, PostBuilder* out) {
  const Json commit = Member(event, "commit");
  const std::string_view collection = out->Text(commit, {"collection"});
  const bool is_post = collection == "app.bsky.feed.post",
             is_repost = collection == "app.bsky.feed.repost";
  if (out->Text(commit, {"operation"}) != "create" || (!is_post && !is_repost))
    return out->PassOver();
  model::Post& post = out->Begin();
  post.account = out->Text(event, {"did"});
  post.id = out->Joined({"at://", post.account, "/", out->Text(commit, {"collection"}), "/",
                         out->Text(commit, {"rkey"})});
  out->Time(Member(event, "time_us"), TimeUnit::kMicroseconds);
  const Json record = Member(commit, "record");
  post.is_repost = is_repost;
  if (is_repost) {
    post.repost_of = out->Text(record, {"subject", "uri"});
  } else {
    ReadBlueskyPost(record, out);
  }
  out->Emit();
}

void ReadMastodon(const Json& document, PostBuilder* out) {
  const Json event = Member(document, "event");
  if (event.missing()) return ReadStatus(document, out);
  const Json object = Member(document, "object"), payload = Member(document, "payload");
  if (IsObject(object) && out->Text(event) == "status.created") return ReadStatus(object, out);
  if (IsText(payload) && out->Text(event) == "update") {
    codec::JsonDocument inner;
    const auto status = inner.ParseCopy(payload.AsString());
    if (!status || !IsObject(*status)) return out->Refuse("the payload is no JSON object");
    return ReadStatus(*status, out);
  }
  out->PassOver();
}

}  // namespace evenhand::archive
