// Reddit, Telegram, CrowdTangle, and our own events.

#include "archive/post_builder.h"
#include "archive/text_keys.h"

namespace evenhand::archive {
namespace {

// Signs that the text or the account is gone: by the user's hand, or by the moderators'.
bool IsGone(std::string_view text) { return text == "[deleted]" || text == "[removed]"; }

std::string_view Present(std::string_view text) { return IsGone(text) ? std::string_view() : text; }

void ReadSubmission(const Json& post_json, PostBuilder* out) {
  model::Post& post = out->post();
  const std::string_view body = Present(out->Text(post_json, {"selftext"}));
  const std::string_view title = out->Text(post_json, {"title"});
  post.text = body.empty() ? title : out->Joined({title, "\n", body});
  post.repost_of = out->Text(post_json, {"crosspost_parent"});
  post.is_repost = !post.repost_of.empty();
  const std::string_view link = out->Text(post_json, {"url"});
  if (!IsTrue(Member(post_json, "is_self")) && !link.empty()) post.links.push_back(link);
}

// The text of a message: a string, or a list of strings and marked pieces.
std::string MessageText(const Json& text, PostBuilder* out) {
  if (!IsList(text)) return std::string(out->Text(text));
  std::string joined;
  text.EachItem([&](const Json& piece) {
    joined += IsObject(piece) ? out->Text(piece, {"text"}) : out->Text(piece);
    return true;
  });
  return joined;
}

void ReadMarkedPieces(const Json& pieces, PostBuilder* out) {
  if (!IsList(pieces)) return;
  model::Post& post = out->post();
  pieces.EachItem([&](const Json& piece) {
    const std::string_view type = out->Text(piece, {"type"});
    const std::string_view text = out->Text(piece, {"text"});
    if (type == "link") post.links.push_back(text);
    if (type == "text_link") post.links.push_back(out->Text(piece, {"href"}));
    if (type == "hashtag") post.hashtags.push_back(text);
    if (type == "mention") post.mentions.push_back(text);
    return true;
  });
}

void ReadMessage(std::string_view chat, const Json& message, PostBuilder* out) {
  model::Post& post = out->Begin();
  if (out->Text(message, {"type"}) != "message") return out->PassOver();
  post.id = out->Joined({chat, "/", out->Text(message, {"id"})});
  post.account = out->Text(message, {"from_id"});
  out->Time(Member(message, "date_unixtime"));
  post.reply_to = out->Joined({chat, "/", out->Text(message, {"reply_to_message_id"})});
  post.text = out->KeepOwned(MessageText(Member(message, "text"), out));
  // Old exports mark the pieces of the text itself.
  const Json entities = Member(message, "text_entities");
  ReadMarkedPieces(IsList(entities) ? entities : Member(message, "text"), out);
  const std::string_view from_id = out->Text(message, {"forwarded_from_id"});
  const std::string_view from = from_id.empty() ? out->Text(message, {"forwarded_from"}) : from_id;
  // The export does not say which message was passed on: who wrote it and what it says name it.
  post.is_repost = !from.empty();
  post.repost_of = out->Joined({from, "/", post.text});
  out->Emit();
}

void ReadChat(const Json& chat, PostBuilder* out) {
  const std::string_view type = out->Text(chat, {"type"});
  const Json messages = Member(chat, "messages");
  if (!IsList(messages)) return out->PassOver();
  const bool is_public = type == "public_channel" || type == "public_supergroup";
  const std::string id(out->Text(chat, {"id"}));
  messages.EachItem([&](const Json& message) {
    if (is_public && IsObject(message)) {
      ReadMessage(id, message, out);
    } else {
      out->PassOver();
    }
    return true;
  });
}

void ReadCrowdTanglePost(const Json& json, PostBuilder* out) {
  model::Post& post = out->Begin();
  post.id = out->Text(json, {"platformId"});
  post.account = out->Text(json, {"account", "platformId"});
  if (post.account.empty()) post.account = out->Text(json, {"account", "id"});
  out->Time(out->Text(json, {"date"}));
  post.text = out->Text(json, {"message"});
  if (post.text.empty()) post.text = out->Text(json, {"description"});
  out->Each(Member(json, "expandedLinks"), "expanded", &post.links);
  const std::string_view link = out->Text(json, {"link"});
  if (post.links.empty() && !link.empty()) post.links.push_back(link);
  post.hashtags = HashtagsIn(post.text);
  out->Emit();
}

}  // namespace

void ReadReddit(const Json& json, PostBuilder* out) {
  model::Post& post = out->Begin();
  const Json body = Member(json, "body");
  const std::string_view author = out->Text(json, {"author"});
  if (IsGone(author)) return out->PassOver();
  post.account = out->Text(json, {"author_fullname"});
  if (post.account.empty()) post.account = author;
  post.id = out->Joined({body.missing() ? "t3_" : "t1_", out->Text(json, {"id"})});
  out->Time(Member(json, "created_utc"));
  if (body.missing()) {
    ReadSubmission(json, out);
  } else {
    post.text = Present(out->Text(body));
    post.reply_to = out->Text(json, {"parent_id"});
  }
  for (const std::string_view link : LinksIn(post.text)) post.links.push_back(link);
  out->Emit();
}

void ReadTelegram(const Json& document, PostBuilder* out) {
  const Json chats = At(document, {"chats", "list"});
  if (!IsList(chats)) return ReadChat(document, out);
  chats.EachItem([&](const Json& chat) {
    ReadChat(chat, out);
    return true;
  });
}

void ReadCrowdTangle(const Json& document, PostBuilder* out) {
  const Json posts = At(document, {"result", "posts"});
  if (!IsList(posts)) return ReadCrowdTanglePost(document, out);
  posts.EachItem([&](const Json& post) {
    ReadCrowdTanglePost(post, out);
    return true;
  });
}

void ReadEvent(const Json& event, PostBuilder* out) {
  model::Post& post = out->Begin();
  const std::string_view verb = out->Text(event, {"verb"});
  if (verb != "post" && verb != "repost") return out->PassOver();
  post.id = out->Text(event, {"id"});
  post.account = out->Text(event, {"author", "id"});
  out->Time(out->Text(event, {"time"}));
  post.is_repost = verb == "repost";
  post.repost_of = out->Text(event, {"repost_of", "id"});
  post.reply_to = out->Text(event, {"reply_to", "id"});
  post.quote_of = out->Text(event, {"quote_of", "id"});
  post.text = out->Text(event, {"text"});
  out->Each(Member(event, "urls"), "href", &post.links);
  out->Each(Member(event, "hashtags"), "", &post.hashtags);
  out->Each(Member(event, "mentions"), "id", &post.mentions);
  const Json media = Member(event, "media");
  if (IsList(media)) {
    media.EachItem([&](const Json& item) {
      for (const std::string_view kind : {"pdq", "sha256", "cid", "md5"}) {
        const std::string_view hash = out->Text(item, {"hash", kind});
        if (hash.empty()) continue;
        post.media.push_back(hash);
        break;
      }
      return true;
    });
  }
  out->Emit();
}

}  // namespace evenhand::archive
