#include "docket/event.h"

#include <sodium.h>

#include "base/check.h"
#include "base/hex.h"
#include "record/tree_hash.h"

namespace evenhand::docket {
namespace {

std::string Joined(std::initializer_list<std::string_view> parts) {
  std::string joined("\n");
  std::size_t size = 1;
  for (const std::string_view part : parts) size += part.size() + 21;
  joined.reserve(size);
  for (const std::string_view part : parts)
    joined.append(std::to_string(part.size())).append(1, ':').append(part);
  return joined;
}

// 15 bytes of BLAKE2b: short, because they stand in an index.
std::string KeyFrom(std::initializer_list<std::string_view> parts) {
  const std::string joined = Joined(parts);
  std::string key(16, '\0');
  EVENHAND_CHECK(sodium_init() >= 0 &&
                 crypto_generichash(reinterpret_cast<unsigned char*>(key.data()), key.size(),
                                    reinterpret_cast<const unsigned char*>(joined.data()),
                                    joined.size(), nullptr, 0) == 0);
  key.pop_back();
  return key;
}

}  // namespace

std::optional<record::Digest> LeafOf(const codec::Json& body) {
  const auto link = Unhex(Text(body, "leaf"));
  if (!link || link->size() <= sizeof(record::Digest)) return std::nullopt;
  return record::DigestAt(std::string_view(*link).substr(link->size() - sizeof(record::Digest)));
}

std::string IdFrom(std::string_view prefix, std::initializer_list<std::string_view> parts) {
  const record::Digest digest = record::Sha256(Joined(parts));
  std::string id;
  id.reserve(prefix.size() + 21);
  id.append(prefix).append(1, '-');
  AppendHex(record::BytesOf(digest).substr(0, 10), &id);
  return id;
}

std::string AboutContent(std::string_view words) {
  return words.empty() ? std::string() : KeyFrom({"words", words});
}

std::string AboutItem(std::string_view account, std::string_view item) {
  return KeyFrom({"item", account, item});
}

std::string AboutOf(const cases::CaseEvent& event, const codec::Json& body) {
  if (event.kind == "decision") return AboutContent(Text(body.Field("case"), "words"));
  const codec::Json handled = body.Field("handled");
  const bool counts =
      event.kind == "report" && handled.kind() == codec::JsonKind::kBool && handled.AsBool();
  return counts ? AboutItem(Text(body, "account"), Text(body, "item")) : std::string();
}

}  // namespace evenhand::docket
