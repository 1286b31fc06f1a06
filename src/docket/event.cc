#include "docket/event.h"

#include "docket/versions.h"

namespace evenhand::docket {

std::string IdFrom(std::string_view prefix, std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts)
    joined.append(std::to_string(part.size())).append(1, ':').append(part);
  std::string id(prefix);
  return id.append(1, '-').append(VersionHash("", joined), 0, 20);
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
