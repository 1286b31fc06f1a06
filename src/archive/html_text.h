#pragma once

// The text of a post that came as HTML (Mastodon), and the links its author put into it.
//
// Paragraphs and <br> become line ends; other tags go; the named entities of such posts and all
// numbered ones become their characters. Links that only stand for a mention or a hashtag (their
// class says so) are not given. Nothing is loaded or run, and any bytes will do. Cost: O(n).

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::archive {

struct HtmlText {
  std::string text;
  std::vector<std::string> links;
};

HtmlText ReadHtml(std::string_view html);

}  // namespace evenhand::archive
