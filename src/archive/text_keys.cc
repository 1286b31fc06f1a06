#include "archive/text_keys.h"

#include <algorithm>

#include "base/utf8.h"
#include "coordination/qut_text.h"
#include "text/runs.h"
#include "text/views.h"

namespace evenhand::archive {
namespace {

constexpr char32_t kJoint = 0x200C;

bool IsTagChar(char32_t c) {
  return text::IsWordChar(c) || text::IsNonspacingMark(c) || c == kJoint;
}

bool IsHandleChar(char32_t c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The runs that follow such a sign where no word goes on: the "x" of "#x", but none of "a#x".
template <class Is>
std::vector<std::string_view> RunsAfter(char sign, std::string_view text, Is is) {
  std::vector<std::string_view> runs;
  for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at)) {
    std::size_t before = at;
    const bool inside = at > 0 && text::IsWordChar(DecodePrevious(text, &before));
    const std::size_t begin = at + 1;
    at = text::RunEnd(text, begin, is);
    if (!inside && at > begin) runs.push_back(text.substr(begin, at - begin));
  }
  return runs;
}

// The text without links and mentions, which differ from copy to copy.
std::string Said(std::string_view text) {
  std::string said;
  said.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const bool left_out = text[at] == '@' || text.substr(at).starts_with("http://") ||
                          text.substr(at).starts_with("https://");
    if (left_out) {
      at = text::RunEnd(text, at, text::IsNoSpace);
    } else {
      said += text[at++];
    }
  }
  return said;
}

}  // namespace

std::optional<std::string> SameTextKey(std::string_view text, std::size_t least_words) {
  std::string key = coordination::QutPreprocess(text);
  const auto words = key.empty() ? 0U : 1U + static_cast<std::size_t>(std::ranges::count(key, ' '));
  if (words == 0 || words < least_words) return std::nullopt;
  return key;
}

std::optional<std::string> SimilarTextKey(std::string_view text, std::size_t least_words) {
  const text::KeyText key = text::MakeView(text::View::kKey, Said(text));
  const std::vector<text::Token> tokens = text::Tokens(key);
  if (tokens.empty() || tokens.size() < least_words) return std::nullopt;
  std::string joined;
  char32_t last = 0;
  for (const text::Token& token : tokens) {
    for (const text::KeyChar& c : token.In(key)) {
      if (c.code != last) AppendUtf8(c.code, &joined);
      last = c.code;
    }
  }
  return joined;
}

std::string HashtagKey(std::string_view hashtag) {
  if (hashtag.starts_with('#')) hashtag.remove_prefix(1);
  return text::Key(text::View::kKey, hashtag);
}

std::vector<std::string_view> LinksIn(std::string_view text) {
  std::vector<std::string_view> links;
  for (std::size_t at = text.find("http"); at != std::string_view::npos;
       at = text.find("http", at)) {
    const std::string_view rest = text.substr(at);
    if (!rest.starts_with("http://") && !rest.starts_with("https://")) {
      at += 4;
      continue;
    }
    const std::size_t end = text::RunEnd(text, at, [](char32_t c) {
      return text::IsNoSpace(c) && c != '<' && c != '>' && c != '"';
    });
    std::string_view link = text.substr(at, end - at);
    // A sentence goes on, or ends, after the link.
    while (!link.empty() &&
           std::string_view(".,;:!?)]'*").find(link.back()) != std::string_view::npos) {
      if (link.back() == ')' && link.find('(') != std::string_view::npos) break;
      link.remove_suffix(1);
    }
    links.push_back(link);
    at = end;
  }
  return links;
}

std::vector<std::string_view> HashtagsIn(std::string_view text) {
  return RunsAfter('#', text, IsTagChar);
}

std::vector<std::string_view> MentionsIn(std::string_view text) {
  return RunsAfter('@', text, IsHandleChar);
}

}  // namespace evenhand::archive
