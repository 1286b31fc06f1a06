#include "archive/row_posts.h"

#include <fmt/format.h>

#include <algorithm>

#include "archive/text_keys.h"
#include "base/trimmed.h"

namespace evenhand::archive {
namespace {

constexpr std::size_t kShownBytes = 60;

std::string Shown(std::string_view value) {
  return value.size() <= kShownBytes ? std::string(value)
                                     : std::string(value.substr(0, kShownBytes)) + "...";
}

std::string_view WithoutQuotes(std::string_view item) {
  const bool quoted = item.size() >= 2 && (item.front() == '\'' || item.front() == '"') &&
                      item.back() == item.front();
  return quoted ? item.substr(1, item.size() - 2) : item;
}

// A number as spreadsheets write long ones: 1.23E+18, or 123.0.
bool LooksRounded(std::string_view id) {
  const std::size_t end = id.find_first_not_of("0123456789");
  if (end == 0 || end == std::string_view::npos) return false;
  return id.find_first_not_of("0123456789.eE+") == std::string_view::npos;
}

bool IsTrue(std::string_view value) {
  return value == "true" || value == "True" || value == "TRUE" || value == "1";
}

}  // namespace

std::string WhyNoPost(std::string_view account, std::string_view content, std::string_view time) {
  if (account.empty()) return "there is no account";
  if (content.empty()) return "there is no id of the post";
  if (time.empty()) return "there is no time";
  return fmt::format("'{}' is not a time", Shown(time));
}

Result<RowPosts> RowPosts::Make(const TableSchema& schema, std::span<const std::string> columns) {
  RowPosts rows(schema);
  for (std::size_t i = 0; i < kFields; ++i) {
    for (const std::string& name : schema.sources[i].columns) {
      if (std::ranges::find(columns, name) == columns.end()) continue;
      const auto at = std::ranges::find(rows.wanted_, name);
      rows.places_[i].push_back(static_cast<std::size_t>(at - rows.wanted_.begin()));
      if (at == rows.wanted_.end()) rows.wanted_.push_back(name);
    }
  }
  for (const Field field : {Field::kAccount, Field::kContent, Field::kTime}) {
    if (!rows.places_[static_cast<std::size_t>(field)].empty()) continue;
    const bool time_elsewhere = field == Field::kTime && schema.time_in_id;
    if (time_elsewhere) continue;
    return Fail(
        ErrorCode::kInvalidArgument,
        fmt::format("there is no column '{}', where {} has its {}",
                    fmt::join(schema[field].columns, "' or '"), schema.name, NameOf(field)));
  }
  return rows;
}

std::string_view RowPosts::Value(Field field, std::span<const std::string_view> row) const {
  for (const std::size_t place : places_[static_cast<std::size_t>(field)]) {
    if (!row[place].empty()) return row[place];
  }
  return {};
}

std::optional<std::size_t> RowPosts::PlainPlace(Field field) const {
  const auto& places = places_[static_cast<std::size_t>(field)];
  if (places.size() != 1 || !(*schema_)[field].prefix.empty()) return std::nullopt;
  return places.front();
}

std::string_view RowPosts::Prefixed(Field field, std::string_view value) {
  const std::string& prefix = (*schema_)[field].prefix;
  if (prefix.empty() || value.empty()) return value;
  const std::span<char> joined = arena_->Array<char>(prefix.size() + value.size());
  std::ranges::copy(value, std::ranges::copy(prefix, joined.begin()).out);
  return {joined.data(), joined.size()};
}

void RowPosts::ReadList(Field field, std::span<const std::string_view> row, char separator,
                        std::vector<std::string_view>* out) {
  std::string_view value = Value(field, row);
  const FieldSource& source = (*schema_)[field];
  if (source.brackets && value.starts_with('[') && value.ends_with(']'))
    value = value.substr(1, value.size() - 2);
  const std::string_view split =
      source.split.empty() || value.find(separator) != std::string_view::npos
          ? std::string_view(&separator, 1)
          : std::string_view(source.split);
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(split), value.size());
    std::string_view item = Trimmed(value.substr(0, end));
    if (source.brackets) item = WithoutQuotes(item);
    if (!item.empty()) out->push_back(Prefixed(field, item));
    value.remove_prefix(std::min(end + split.size(), value.size()));
  }
}

std::optional<std::int64_t> RowPosts::Time(std::span<const std::string_view> row) const {
  if (schema_->time_in_id) {
    if (const auto time = SnowflakeTimeMs(post_.id)) return time;
  }
  return ParseTimeMs(Value(Field::kTime, row), schema_->time_unit);
}

void RowPosts::ReadActs(std::span<const std::string_view> row, char list_separator) {
  post_.repost_of = Prefixed(Field::kRepostOf, Value(Field::kRepostOf, row));
  post_.reply_to = Prefixed(Field::kReplyTo, Value(Field::kReplyTo, row));
  post_.quote_of = Prefixed(Field::kQuoteOf, Value(Field::kQuoteOf, row));
  const bool has_flag = !places_[static_cast<std::size_t>(Field::kRepostFlag)].empty();
  post_.is_repost = has_flag ? IsTrue(Value(Field::kRepostFlag, row)) : !post_.repost_of.empty();
  post_.text = Value(Field::kText, row);
  ReadList(Field::kLinks, row, list_separator, &post_.links);
  ReadList(Field::kDomains, row, list_separator, &post_.domains);
  ReadList(Field::kHashtags, row, list_separator, &post_.hashtags);
  ReadList(Field::kMentions, row, list_separator, &post_.mentions);
  ReadList(Field::kMedia, row, list_separator, &post_.media);
  if (schema_->links_in_text && post_.links.empty()) post_.links = LinksIn(post_.text);
  if (schema_->hashtags_in_text && post_.hashtags.empty()) post_.hashtags = HashtagsIn(post_.text);
  if (schema_->mentions_in_text && post_.mentions.empty()) post_.mentions = MentionsIn(post_.text);
}

Result<const model::Post*> RowPosts::Read(std::span<const std::string_view> row,
                                          char list_separator) {
  arena_->Reset();
  post_.Clear();
  post_.id = Prefixed(Field::kContent, Value(Field::kContent, row));
  post_.account = Prefixed(Field::kAccount, Value(Field::kAccount, row));
  if (schema_->numeric_ids && LooksRounded(post_.id)) {
    return Fail(
        ErrorCode::kCorrupt,
        fmt::format("the id {} was rounded by a spreadsheet, and with it all long numbers of this "
                    "file; take the file as it was published",
                    Shown(post_.id)));
  }
  const std::optional<std::int64_t> time = Time(row);
  if (post_.account.empty() || post_.id.empty() || !time) {
    return Fail(ErrorCode::kInvalidArgument,
                WhyNoPost(post_.account, post_.id, Value(Field::kTime, row)));
  }
  post_.time_ms = *time;
  post_.object = Prefixed(Field::kObject, Value(Field::kObject, row));
  if (!schema_->is_share_log()) ReadActs(row, list_separator);
  return &post_;
}

std::optional<model::Trace> RowPosts::TraceOf(std::span<const std::string_view> row) const {
  if (places_[static_cast<std::size_t>(Field::kTrace)].empty()) return model::Trace::kObject;
  return model::TraceNamed(Value(Field::kTrace, row));
}

}  // namespace evenhand::archive
