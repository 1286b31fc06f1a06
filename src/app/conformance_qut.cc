#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "app/conformance_coordination.h"
#include "app/csv_table.h"
#include "app/golden_json.h"
#include "coordination/qut.h"
#include "coordination/qut_text.h"
#include "source/line_reader.h"

namespace evenhand::app {
namespace {

namespace qut = coordination::qut;

const std::map<std::string, std::string> kInputs = {
    {"ru", "qut_ru_repost.csv"}, {"de_urls", "qut_de_urls.csv"}, {"text", "text_posts.csv"}};

struct Post {
  std::string message_id, user, repost, reply, message, urls;
  std::int64_t at_ms = 0;
};

Result<std::vector<Post>> ReadPosts(const std::string& path) {
  EVENHAND_ASSIGN(const CsvTable table, ReadCsvTable(path));
  std::vector<Post> posts;
  // Its columns go by place.
  if (table.header.size() != 8)
    return Fail(ErrorCode::kCorrupt, path + " has not the eight columns of the toolkit");
  for (const auto& row : table.rows) {
    EVENHAND_ASSIGN(const std::int64_t at_ms, MillisecondsOf(row[6]));
    posts.push_back({row[0], row[1], row[3], row[4], row[5], row[7], at_ms});
  }
  return posts;
}

// Each post's message counts once, the first time its id is seen.
template <class Key>
model::Shares FirstOfEachId(const std::vector<Post>& posts, Key key) {
  model::Shares shares;
  std::set<std::string_view> seen;
  for (const Post& post : posts) {
    if (!seen.insert(post.message_id).second) continue;
    if (const std::optional<std::string> object = key(post))
      shares.Add(*object, post.user, post.message_id, post.at_ms);
  }
  return shares;
}

// Its table of links has one row for each message and link, also of messages whose id was seen
// before; and from CSV a message without links has the link "".
model::Shares Links(const std::vector<Post>& posts) {
  model::Shares shares;
  std::set<std::pair<std::string_view, std::string>> seen;
  for (const Post& post : posts) {
    if (!post.repost.empty()) continue;
    for (std::size_t at = 0; at <= post.urls.size();) {
      const std::size_t end = std::min(post.urls.find(' ', at), post.urls.size());
      const std::string url = post.urls.substr(at, end - at);
      if (seen.emplace(post.message_id, url).second)
        shares.Add(url, post.user, post.message_id, post.at_ms);
      at = end + 1;
    }
  }
  return shares;
}

Result<model::Shares> SharesOf(const std::vector<Post>& posts, const std::string& network) {
  using Object = std::optional<std::string>;
  const auto some = [](const std::string& text) { return text.empty() ? Object() : Object(text); };
  if (network == "co_link") return Links(posts);
  if (network == "co_post") return FirstOfEachId(posts, [](const Post&) { return Object(""); });
  if (network == "co_retweet")
    return FirstOfEachId(posts, [&](const Post& post) { return some(post.repost); });
  if (network == "co_reply") {
    return FirstOfEachId(
        posts, [&](const Post& post) { return post.repost.empty() ? some(post.reply) : Object(); });
  }
  if (network == "co_tweet") {
    return FirstOfEachId(posts, [](const Post& post) {
      return post.repost.empty() ? Object(coordination::QutPreprocess(post.message)) : Object();
    });
  }
  if (network == "co_similar_tweet") {
    return FirstOfEachId(posts, [](const Post& post) {
      return post.repost.empty() ? Object(coordination::QutTokenSet(post.message)) : Object();
    });
  }
  return Fail(ErrorCode::kCorrupt, fmt::format("the toolkit has no network {}", network));
}

std::vector<qut::Tie> TiesOf(const model::Shares& shares, const std::string& network,
                             codec::Json setting) {
  const qut::Options options{
      .window_ms = std::llround(GoldenNumber(setting.Field("time_window")) * 1000),
      .min_weight = static_cast<std::uint32_t>(GoldenNumber(setting.Field("min_edge_weight")))};
  if (network != "co_similar_tweet") return qut::Network(shares, options);
  return qut::SimilarNetwork(
      shares,
      {.common = options,
       .threshold = GoldenNumber(setting.Field("similarity_threshold")),
       .min_words = static_cast<std::uint32_t>(GoldenNumber(setting.Field("min_document_size")))});
}

Result<void> RunNetwork(const CoordinationRun& run, codec::Json setting,
                        std::map<std::string, std::vector<Post>>* inputs) {
  const std::string name = GoldenText(setting.Field("name"));
  const std::string input = GoldenText(setting.Field("input"));
  const std::string network = GoldenText(setting.Field("network"));
  if (!inputs->contains(input)) {
    const auto file = kInputs.find(input);
    EVENHAND_ASSIGN(const std::string path,
                    run.Input(file == kInputs.end() ? input : file->second));
    EVENHAND_ASSIGN((*inputs)[input], ReadPosts(path));
  }
  EVENHAND_ASSIGN(const model::Shares shares, SharesOf((*inputs)[input], network));
  const std::vector<qut::Tie> ties = TiesOf(shares, network, setting);

  std::vector<CellRow> rows;
  double total = 0;
  std::size_t loops = 0;
  for (const qut::Tie& tie : ties) {
    rows.push_back({std::string(shares.accounts.Name(tie.user_1)),
                    std::string(shares.accounts.Name(tie.user_2)), double(tie.weight)});
    total += tie.weight;
    loops += tie.user_1 == tie.user_2;
  }
  const auto number = [&](const char* what, double got) {
    if (!setting.Field(what).missing())
      CompareNumbers(fmt::format("qut/{}.{}", name, what), GoldenNumber(setting.Field(what)), got,
                     0, *run.out, run.tally);
  };
  number("rows", double(ties.size()));
  number("rows_without_loops", double(ties.size() - loops));
  number("total_weight", total);
  EVENHAND_ASSIGN(CsvTable wanted,
                  ReadCsvTable(run.directory + "/qut/networks/" + name + ".csv.gz"));
  CompareTables("qut/" + name, std::move(wanted), std::move(rows), 2, *run.out, run.tally);
  return {};
}

// What it makes of messages, one a line; `path` may be of a file that is not there.
Result<void> RunMessages(const CoordinationRun& run, const std::string& path) {
  if (!std::filesystem::exists(path)) return {};
  source::LineReader reader({path});
  source::LineBatch batch;
  codec::JsonDocument document;
  for (std::size_t number = 1;;) {
    EVENHAND_ASSIGN(const bool more, reader.Pull(&batch));
    if (!more) return {};
    for (const source::Line& line : batch.lines) {
      const std::string place = fmt::format("qut/tokens.jsonl:{}", number++);
      auto row = document.ParseCopy(line.text);
      if (!row) return tl::unexpected(std::move(row).error().Within(place));
      const std::string message = GoldenText(row->Field("message"));
      const auto compare = [&](const char* what, const std::string& got) {
        const std::string wanted = GoldenText(row->Field(what));
        ++run.tally->total;
        run.tally->passed += wanted == got;
        if (wanted != got)
          *run.out << fmt::format("{} {}: wanted '{}', got '{}'\n", place, what, wanted, got);
      };
      compare("preprocessed", coordination::QutPreprocess(message));
      compare("token_set", coordination::QutTokenSet(message));
    }
  }
}

}  // namespace

Result<void> RunQut(const CoordinationRun& run) {
  codec::JsonDocument document;
  EVENHAND_ASSIGN(const codec::Json index,
                  ReadGoldenJson(run.directory + "/qut/index.json", &document));
  if (index.kind() != codec::JsonKind::kArray)
    return Fail(ErrorCode::kCorrupt, "qut/index.json is not a list");
  std::map<std::string, std::vector<Post>> inputs;
  Result<void> result;
  index.EachItem([&](codec::Json setting) {
    result = RunNetwork(run, setting, &inputs);
    return result.has_value();
  });
  for (const char* name : {"/qut/tokens.jsonl", "/qut/tokens.jsonl.gz"})
    if (result) result = RunMessages(run, run.directory + name);
  return result;
}

}  // namespace evenhand::app
