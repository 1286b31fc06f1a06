#include "archive/json_posts.h"

#include <fmt/format.h>

#include <algorithm>

#include "archive/post_builder.h"
#include "base/utf8.h"

namespace evenhand::archive {
namespace {

bool Has(const Json& value, std::string_view name) { return !Member(value, name).missing(); }

bool LooksLikeTweet2(const Json& value) {
  return Has(value, "id") && Has(value, "text") &&
         (Has(value, "author_id") || Has(value, "edit_history_tweet_ids") ||
          Has(value, "public_metrics"));
}

Json FirstOf(const Json& value) { return IsList(value) ? value.Item(0) : value; }

}  // namespace

std::string_view NameOf(JsonFormat format) {
  switch (format) {
    case JsonFormat::kTwitter1:
      return "Twitter API v1.1";
    case JsonFormat::kTwitter2:
      return "Twitter API v2";
    case JsonFormat::kJetstream:
      return "Jetstream";
    case JsonFormat::kMastodon:
      return "Mastodon";
    case JsonFormat::kReddit:
      return "Reddit";
    case JsonFormat::kTelegram:
      return "Telegram export";
    case JsonFormat::kCrowdTangle:
      return "CrowdTangle API";
    case JsonFormat::kEvent:
      return "normalised events";
  }
  return "";
}

std::optional<JsonFormat> RecogniseJson(const Json& document) {
  const Json first = FirstOf(document);
  if (Has(first, "verb") && Has(first, "author") && Has(first, "v")) return JsonFormat::kEvent;
  if (Has(first, "did") && Has(first, "time_us")) return JsonFormat::kJetstream;
  if (Has(first, "id_str") && Has(first, "user")) return JsonFormat::kTwitter1;
  if (LooksLikeTweet2(first) || LooksLikeTweet2(FirstOf(Member(first, "data"))))
    return JsonFormat::kTwitter2;
  if (Has(first, "messages") || !At(first, {"chats", "list"}).missing())
    return JsonFormat::kTelegram;
  if (Has(first, "platformId") || !At(first, {"result", "posts"}).missing())
    return JsonFormat::kCrowdTangle;
  if (Has(first, "subreddit") && Has(first, "created_utc")) return JsonFormat::kReddit;
  const bool status = Has(first, "account") && Has(first, "content") && Has(first, "uri");
  const bool wrapped = Has(first, "event") && (Has(first, "payload") || Has(first, "object"));
  if (status || wrapped) return JsonFormat::kMastodon;
  return std::nullopt;
}

JsonPosts::JsonPosts(JsonFormat format)
    : format_(format), builder_(std::make_unique<PostBuilder>()) {}
JsonPosts::~JsonPosts() = default;
JsonPosts::JsonPosts(JsonPosts&&) noexcept = default;

void JsonPosts::Read(const Json& document, const PostVisitor& visitor) {
  if (IsList(document)) {
    document.EachItem([&](const Json& item) {
      if (IsList(item)) {
        visitor.refused("a list inside a list is no post");
      } else {
        Read(item, visitor);
      }
      return true;
    });
    return;
  }
  builder_->visitor = &visitor;
  if (!IsObject(document)) return builder_->Refuse("not a JSON object");
  switch (format_) {
    case JsonFormat::kTwitter1:
      return ReadTwitter1(document, builder_.get());
    case JsonFormat::kTwitter2:
      return ReadTwitter2(document, builder_.get());
    case JsonFormat::kJetstream:
      return ReadJetstream(document, builder_.get());
    case JsonFormat::kMastodon:
      return ReadMastodon(document, builder_.get());
    case JsonFormat::kReddit:
      return ReadReddit(document, builder_.get());
    case JsonFormat::kTelegram:
      return ReadTelegram(document, builder_.get());
    case JsonFormat::kCrowdTangle:
      return ReadCrowdTangle(document, builder_.get());
    case JsonFormat::kEvent:
      return ReadEvent(document, builder_.get());
  }
}

Json At(const Json& value, std::initializer_list<std::string_view> path) {
  Json at = value;
  for (const std::string_view name : path) at = Member(at, name);
  return at;
}

std::string WithoutSurrogates(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = DecodeNext(text, &at);
    AppendUtf8(IsSurrogate(c) ? kReplacement : c, &clean);
  }
  return clean;
}

std::string_view PostBuilder::Text(const Json& value) {
  char room[24];
  switch (value.kind()) {
    case JsonKind::kString: {
      const std::string_view text = value.AsString();
      if (IsWellFormed(text, false)) return text;
      return KeepOwned(WithoutSurrogates(text));
    }
    case JsonKind::kInt:
      return KeepOwned(fmt::format("{}", value.AsInt()));
    case JsonKind::kBig:
      return Keep(value.digits(room));
    default:
      return {};
  }
}

std::string_view PostBuilder::KeepOwned(std::string text) {
  return kept_.emplace_back(std::move(text));
}

std::string_view PostBuilder::Joined(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) {
    if (part.empty()) return {};
    joined += part;
  }
  return KeepOwned(std::move(joined));
}

void PostBuilder::Each(const Json& list, std::string_view member,
                       std::vector<std::string_view>* out) {
  if (!IsList(list)) return;
  list.EachItem([&](const Json& item) {
    const std::string_view text = Text(member.empty() ? item : Member(item, member));
    if (!text.empty()) out->push_back(text);
    return true;
  });
}

void PostBuilder::Time(std::string_view text, TimeUnit unit) {
  const std::optional<std::int64_t> time = ParseTimeMs(text, unit);
  has_time_ = time.has_value();
  bad_time_ = text.substr(0, 60);
  if (time) post_.time_ms = *time;
}

void PostBuilder::Time(const Json& value, TimeUnit unit) {
  if (value.kind() == JsonKind::kDouble) return Time(fmt::format("{:.3f}", value.AsDouble()), unit);
  Time(Text(value), unit);
}

void PostBuilder::Emit() {
  if (post_.account.empty()) return Refuse("there is no account");
  if (post_.id.empty()) return Refuse("there is no id of the post");
  if (!has_time_)
    return Refuse(bad_time_.empty() ? "there is no time"
                                    : fmt::format("'{}' is not a time", bad_time_));
  visitor->post(post_);
}

}  // namespace evenhand::archive
