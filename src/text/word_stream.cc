#include "text/word_stream.h"

namespace evenhand::text {
namespace {

constexpr std::string_view kJoint = "\u200C";

}  // namespace

WordStream::WordStream(const KeyText& key) {
  const std::vector<Token> tokens = Tokens(key);
  words_.reserve(tokens.size());
  for (const Token& token : tokens) {
    const std::span<const KeyChar> chars = token.In(key);
    const std::size_t begin = utf8_.size();
    utf8_ += Utf8(chars);
    words_.push_back({begin, utf8_.size() - begin, OriginOf(chars)});
  }
}

const WordStream& Words::In(View view) {
  const auto found = streams_.find(view);
  if (found != streams_.end()) return found->second;
  return streams_.emplace(view, WordStream(MakeView(view, text_))).first->second;
}

std::vector<View> Words::StreamsFor(View view) const {
  const bool joint = view == View::kKey && text_.find(kJoint) != std::string_view::npos;
  return joint ? std::vector{View::kKey, View::kKeyWide} : std::vector{view};
}

const KeyText& Words::Compact() {
  if (!compact_) compact_ = MakeView(View::kCompact, text_);
  return *compact_;
}

}  // namespace evenhand::text
