#pragma once

// What a web server must say with the pages, as files for the two usual kinds of host: `_headers`,
// which static hosts read, and a snippet for nginx. Everything is allowed nowhere but the one style
// sheet.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::publish {

// Names and values of what goes with every page that has this style sheet (page/frame.h), and what
// Cache-Control says for a path of the site
// ("/record/tile/0/000").
std::vector<std::pair<std::string, std::string>> PageHeaders(std::string_view style_sheet);
std::string_view CachingOf(std::string_view path);

// "onion" is the address of the onion service with the same pages; empty: there is none.
std::string HeadersFile(std::string_view onion);
std::string NginxSnippet(std::string_view onion);

// Bytes of the status line and all headers of a page's response, with those that servers add.
std::size_t ResponseHeaderBytes();

}  // namespace evenhand::publish
