#pragma once

// What a web server must say with the pages, as files for the two usual kinds of host: `_headers`,
// which static hosts read, and a snippet for nginx. Everything is allowed nowhere but the one style
// sheet.

#include <cstddef>
#include <string>
#include <string_view>

namespace evenhand::publish {

// "onion" is the address of the onion service with the same pages; empty: there is none.
std::string HeadersFile(std::string_view onion);
std::string NginxSnippet(std::string_view onion);

// Bytes of the status line and all headers of a page's response, with those that servers add.
std::size_t ResponseHeaderBytes();

}  // namespace evenhand::publish
