#include "model/share.h"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::model {
namespace {

constexpr auto kNames = std::to_array<std::pair<std::string_view, Trace>>({
    {"object", Trace::kObject},
    {"link", Trace::kLink},
    {"domain", Trace::kDomain},
    {"hashtag", Trace::kHashtag},
    {"hashtag-sequence", Trace::kHashtagSequence},
    {"repost", Trace::kRepost},
    {"reply", Trace::kReply},
    {"quote", Trace::kQuote},
    {"mention", Trace::kMention},
    {"text", Trace::kText},
    {"similar-text", Trace::kSimilarText},
    {"media", Trace::kMedia},
    {"any", Trace::kAny},
});

}  // namespace

std::optional<Trace> TraceNamed(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, [](const auto& entry) { return entry.first; });
  if (found == kNames.end()) return std::nullopt;
  return found->second;
}

std::string_view NameOf(Trace trace) {
  return std::ranges::find(kNames, trace, [](const auto& entry) { return entry.second; })->first;
}

}  // namespace evenhand::model
