#include "archive/schema.h"

#include <algorithm>

namespace evenhand::archive {
namespace {

constexpr std::array<std::string_view, kFields> kNames = {
    "account",  "content",  "time",  "object",    "trace",       "text",     "links",   "domains",
    "hashtags", "mentions", "media", "repost-of", "repost-flag", "reply-to", "quote-of"};

FieldSource Column(std::string name) { return {.columns = {std::move(name)}}; }

FieldSource Numbered(std::string name, std::string prefix) {
  return {.columns = {std::move(name)}, .prefix = std::move(prefix)};
}

FieldSource Bracketed(std::string name) {
  return {.columns = {std::move(name)}, .split = ", ", .brackets = true};
}

TableSchema Basic(std::string name, std::vector<std::string> known_by, std::string account,
                  std::string content, std::string time) {
  TableSchema schema{.name = std::move(name), .known_by = std::move(known_by)};
  schema[Field::kAccount] = Column(std::move(account));
  schema[Field::kContent] = Column(std::move(content));
  schema[Field::kTime] = Column(std::move(time));
  return schema;
}

// CooRTweet's input, and what `evenhand shares` writes.
TableSchema ShareLog(bool with_traces) {
  TableSchema schema = Basic(with_traces ? "shares of several traces" : "CooRTweet shares",
                             {"object_id", "account_id", "content_id", "timestamp_share"},
                             "account_id", "content_id", "timestamp_share");
  schema[Field::kObject] = Column("object_id");
  if (with_traces) {
    schema.known_by.push_back("trace");
    schema[Field::kTrace] = Column("trace");
  }
  schema.repeats = Repeats::kKeep;
  return schema;
}

TableSchema Qut() {
  TableSchema schema =
      Basic("QUT messages",
            {"message_id", "user_id", "repost_id", "reply_id", "message", "timestamp", "urls"},
            "user_id", "message_id", "timestamp");
  schema[Field::kText] = Column("message");
  schema[Field::kRepostOf] = Column("repost_id");
  schema[Field::kReplyTo] = Column("reply_id");
  schema[Field::kLinks] = {.columns = {"urls"}, .split = " "};
  schema.hashtags_in_text = schema.mentions_in_text = true;
  schema.repeats = Repeats::kLinksOnly;
  return schema;
}

TableSchema CooRTweetRaw() {
  TableSchema schema =
      Basic("CooRTweet raw table",
            {"account_id", "post_id", "url_id", "hashtag_id", "domain_id", "phash_id", "timestamp"},
            "account_id", "post_id", "timestamp");
  schema[Field::kLinks] = Numbered("url_id", "url_");
  schema[Field::kHashtags] = Numbered("hashtag_id", "hashtag_");
  schema[Field::kDomains] = Numbered("domain_id", "domain_");
  schema[Field::kMedia] = Numbered("phash_id", "image_");
  schema.repeats = Repeats::kEqualShares;
  return schema;
}

TableSchema InformationOperations() {
  TableSchema schema = Basic("Twitter information operations",
                             {"tweetid", "userid", "tweet_text", "tweet_time", "is_retweet"},
                             "userid", "tweetid", "tweet_time");
  schema[Field::kText] = Column("tweet_text");
  schema[Field::kRepostFlag] = Column("is_retweet");
  schema[Field::kRepostOf] = Column("retweet_tweetid");
  schema[Field::kReplyTo] = Column("in_reply_to_tweetid");
  schema[Field::kQuoteOf] = Column("quoted_tweet_tweetid");
  schema[Field::kHashtags] = Bracketed("hashtags");
  schema[Field::kLinks] = Bracketed("urls");
  schema[Field::kMentions] = Bracketed("user_mentions");
  schema.time_in_id = schema.numeric_ids = true;
  return schema;
}

TableSchema RussianTrolls() {
  TableSchema schema = Basic("FiveThirtyEight Russian trolls",
                             {"alt_external_id", "tweet_id", "content", "publish_date", "retweet"},
                             "alt_external_id", "tweet_id", "publish_date");
  schema[Field::kText] = Column("content");
  schema[Field::kRepostFlag] = Column("retweet");
  schema[Field::kLinks] = {.columns = {"tco1_step1"}};
  schema.links_in_text = schema.hashtags_in_text = schema.mentions_in_text = true;
  schema.time_in_id = schema.numeric_ids = true;
  return schema;
}

TableSchema RedditTable() {
  TableSchema schema = Basic(
      "Reddit table", {"account_id", "content_id", "timestamp", "subreddit", "parent_id", "text"},
      "account_id", "content_id", "timestamp");
  schema[Field::kText] = Column("text");
  schema[Field::kReplyTo] = Column("parent_id");
  schema.links_in_text = true;
  return schema;
}

// What `evenhand simulate` writes.
TableSchema SimulatedPosts() {
  TableSchema schema =
      Basic("Evenhand posts",
            {"account_id", "content_id", "timestamp", "text", "links", "hashtags", "repost_of"},
            "account_id", "content_id", "timestamp");
  schema[Field::kText] = Column("text");
  schema[Field::kLinks] = {.columns = {"links"}, .split = " "};
  schema[Field::kHashtags] = {.columns = {"hashtags"}, .split = " "};
  schema[Field::kRepostOf] = Column("repost_of");
  return schema;
}

TableSchema CrowdTangleFacebook() {
  TableSchema schema =
      Basic("CrowdTangle, Facebook", {"Facebook Id", "Post Created", "URL", "Message", "Link"},
            "Facebook Id", "URL", "Post Created");
  schema[Field::kText] = Column("Message");
  schema[Field::kLinks] = {.columns = {"Final Link", "Link"}};
  schema.links_in_text = schema.hashtags_in_text = true;
  return schema;
}

TableSchema CrowdTangleInstagram() {
  TableSchema schema = Basic("CrowdTangle, Instagram",
                             {"Account", "User Name", "Post Created", "URL", "Description"},
                             "User Name", "URL", "Post Created");
  schema[Field::kText] = Column("Description");
  schema.links_in_text = schema.hashtags_in_text = schema.mentions_in_text = true;
  return schema;
}

}  // namespace

std::string_view NameOf(Field field) { return kNames[static_cast<std::size_t>(field)]; }

std::optional<Field> ParseField(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Field>(found - kNames.begin());
}

std::span<const TableSchema> KnownSchemas() {
  static const std::array<TableSchema, 10> known = {
      ShareLog(true),          ShareLog(false),       Qut(),         CooRTweetRaw(),
      InformationOperations(), RussianTrolls(),       RedditTable(), SimulatedPosts(),
      CrowdTangleFacebook(),   CrowdTangleInstagram()};
  return known;
}

const TableSchema* Recognise(std::span<const std::string> columns) {
  for (const TableSchema& schema : KnownSchemas()) {
    const auto is_there = [&](const std::string& name) {
      return std::ranges::find(columns, name) != columns.end();
    };
    if (std::ranges::all_of(schema.known_by, is_there)) return &schema;
  }
  return nullptr;
}

bool IsBarred(std::string_view column) {
  static constexpr auto kBarred = std::to_array<std::string_view>({"account_language",
                                                                   "city",
                                                                   "client",
                                                                   "client_name",
                                                                   "coordinates",
                                                                   "country",
                                                                   "country_code",
                                                                   "device",
                                                                   "email",
                                                                   "follower_count",
                                                                   "followers",
                                                                   "followers_count",
                                                                   "following",
                                                                   "following_count",
                                                                   "geo",
                                                                   "ip",
                                                                   "ip_address",
                                                                   "ips",
                                                                   "lang",
                                                                   "langs",
                                                                   "language",
                                                                   "latitude",
                                                                   "location",
                                                                   "longitude",
                                                                   "phone",
                                                                   "place",
                                                                   "place_id",
                                                                   "source_client",
                                                                   "tweet_client_name",
                                                                   "tweet_language",
                                                                   "user_agent",
                                                                   "user_reported_location",
                                                                   "withheld_in_countries"});
  std::string name(column.substr(column.rfind('.') + 1));
  std::ranges::transform(name, name.begin(), [](char c) {
    return c == ' ' || c == '-' ? '_' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return std::ranges::binary_search(kBarred, std::string_view(name));
}

}  // namespace evenhand::archive
