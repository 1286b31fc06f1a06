#pragma once

// Shares: one account putting one object out at one time. The unit of coordination analysis
// (docs/coordination.md).

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/name_table.h"

namespace evenhand::model {

// What an object is; objects of different kinds never meet.
enum class Trace : std::uint8_t {
  kObject,  // as the archive names it
  kLink,
  kDomain,
  kHashtag,
  kHashtagSequence,
  kRepost,
  kReply,
  kQuote,
  kMention,
  kText,         // the same text
  kSimilarText,  // a class of texts that are nearly the same
  kMedia,
  kAny,  // made of the others: what a post carries, whatever it is (coordination/any_trace.h)
};

// "link", "hashtag-sequence", ...; nothing for other words.
std::optional<Trace> TraceNamed(std::string_view name);
std::string_view NameOf(Trace trace);

// Rows in the order of the archive, a column each; the same length all. Names are bytes that nobody
// interprets. One content (post) may put out several objects, and may occur again.
struct Shares {
  std::vector<std::uint32_t> object;
  std::vector<std::uint32_t> account;
  std::vector<std::uint32_t> content;
  std::vector<std::int64_t> time_ms;  // UTC milliseconds since 1970-01-01; may be negative

  NameTable objects;
  NameTable accounts;
  NameTable contents;

  std::size_t size() const { return object.size(); }
  void Reserve(std::size_t rows) {
    for (auto* numbers : {&object, &account, &content}) numbers->reserve(rows);
    time_ms.reserve(rows);
  }
  void Add(std::string_view object_name, std::string_view account_name,
           std::string_view content_name, std::int64_t at_ms) {
    object.push_back(objects.Number(object_name));
    account.push_back(accounts.Number(account_name));
    content.push_back(contents.Number(content_name));
    time_ms.push_back(at_ms);
  }
};

}  // namespace evenhand::model
