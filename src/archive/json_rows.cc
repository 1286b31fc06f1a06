#include "archive/json_rows.h"

#include <fmt/format.h>

#include <utility>

#include "archive/post_builder.h"
#include "base/utf8.h"
#include "events/columns.h"

namespace evenhand::archive {
namespace {

void AppendValue(std::string_view text, std::string* out) {
  if (!out->empty()) *out += events::kListSeparator;
  *out += text;
}

void AppendScalar(const Json& value, std::string* out) {
  char room[24];
  switch (value.kind()) {
    case JsonKind::kString:
      return AppendValue(value.AsString(), out);
    case JsonKind::kInt:
      return AppendValue(fmt::format("{}", value.AsInt()), out);
    case JsonKind::kBig:
      return AppendValue(value.digits(room), out);
    case JsonKind::kDouble:
      return AppendValue(fmt::format("{:.3f}", value.AsDouble()), out);
    case JsonKind::kBool:
      return AppendValue(value.AsBool() ? "true" : "false", out);
    default:
      return;
  }
}

// What a path like "user.id" finds, items of lists one by one. A member's own name may hold dots.
void AppendFound(const Json& value, std::string_view path, std::string* out) {
  if (IsList(value)) {
    value.EachItem([&](const Json& item) {
      if (!IsList(item)) AppendFound(item, path, out);
      return true;
    });
    return;
  }
  if (path.empty()) return AppendScalar(value, out);
  const Json whole = Member(value, path);
  if (!whole.missing()) return AppendFound(whole, {}, out);
  const std::size_t dot = path.find('.');
  if (dot == path.npos) return;
  AppendFound(Member(value, path.substr(0, dot)), path.substr(dot + 1), out);
}

}  // namespace

Result<std::optional<JsonRows>> JsonRows::Recognise(const Json& document,
                                                    const TableSchema* given) {
  std::vector<std::string> columns;
  const Json first = IsList(document) ? document.Item(0) : document;
  if (given != nullptr) {
    for (const FieldSource& source : given->sources)
      columns.insert(columns.end(), source.columns.begin(), source.columns.end());
  } else if (IsObject(first)) {
    first.EachField([&](std::string_view name, const Json&) { columns.emplace_back(name); });
  }
  const TableSchema* schema = given != nullptr ? given : archive::Recognise(columns);
  if (schema == nullptr) return std::optional<JsonRows>();
  EVENHAND_ASSIGN(RowPosts rows, RowPosts::Make(*schema, columns));
  return std::optional<JsonRows>(JsonRows(std::move(rows)));
}

Result<void> JsonRows::Read(const Json& document,
                            const std::function<Result<void>(const Json&)>& row) const {
  if (!IsList(document)) return row(document);
  Result<void> done;
  document.EachItem([&](const Json& item) {
    done = row(item);
    return done.has_value();
  });
  return done;
}

Result<const model::Post*> JsonRows::Post(const Json& object) {
  if (!IsObject(object)) return Fail(ErrorCode::kInvalidArgument, "not a JSON object");
  const std::vector<std::string>& wanted = rows_.wanted();
  texts_.resize(wanted.size());
  values_.resize(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    texts_[i].clear();
    AppendFound(object, wanted[i], &texts_[i]);
    if (!IsWellFormed(texts_[i], false)) texts_[i] = WithoutSurrogates(texts_[i]);
    values_[i] = texts_[i];
  }
  return rows_.Read(values_, events::kListSeparator);
}

}  // namespace evenhand::archive
