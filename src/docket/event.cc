#include "docket/event.h"

#include "base/hex.h"
#include "record/tree_hash.h"

namespace evenhand::docket {

std::string IdFrom(std::string_view prefix, std::initializer_list<std::string_view> parts) {
  std::string joined("\n");
  std::size_t size = 1;
  for (const std::string_view part : parts) size += part.size() + 21;
  joined.reserve(size);
  for (const std::string_view part : parts)
    joined.append(std::to_string(part.size())).append(1, ':').append(part);
  const record::Digest digest = record::Sha256(joined);
  std::string id;
  id.reserve(prefix.size() + 21);
  id.append(prefix).append(1, '-');
  AppendHex(record::BytesOf(digest).substr(0, 10), &id);
  return id;
}

std::string AboutContent(std::string_view words) {
  return words.empty() ? std::string() : IdFrom("words", {words});
}

std::string AboutItem(std::string_view account, std::string_view item) {
  return IdFrom("item", {account, item});
}

std::string AboutOf(const cases::CaseEvent& event, const codec::Json& body) {
  if (event.kind == "decision") return AboutContent(Text(body.Field("case"), "words"));
  const codec::Json handled = body.Field("handled");
  const bool counts =
      event.kind == "report" && handled.kind() == codec::JsonKind::kBool && handled.AsBool();
  return counts ? AboutItem(Text(body, "account"), Text(body, "item")) : std::string();
}

}  // namespace evenhand::docket
