#include "publish/server_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "page/frame.h"
#include "record/base64.h"
#include "record/tree_hash.h"

namespace evenhand::publish {
namespace {

// The longest onion address, with a path.
constexpr std::size_t kOnionBytes = 62 + 40;
constexpr std::string_view kPageCaching = "public, max-age=300, stale-if-error=2592000";
constexpr std::string_view kFixedCaching = "public, max-age=31536000, immutable";
constexpr std::array<std::string_view, 3> kFixedPaths = {"/record/tile/", "/rulebook/",
                                                         "/bundles/"};

// As servers add them: status line, date, name, type, length, coding, tag, modification, variation.
constexpr std::string_view kByServer =
    "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Wed, 25 Nov 2026 21:00:00 GMT\r\n"
    "Content-Type: text/html; charset=utf-8\r\nContent-Length: 12345\r\nLast-Modified: Wed, 25 Nov "
    "2026 21:00:00 GMT\r\n"
    "Connection: keep-alive\r\nETag: \"0123456789abcdef\"\r\nVary: "
    "Accept-Encoding\r\nContent-Encoding: gzip\r\n\r\n";

}  // namespace

std::vector<std::pair<std::string, std::string>> PageHeaders(std::string_view style_sheet) {
  const std::string style = record::ToBase64(record::BytesOf(record::Sha256(style_sheet)));
  return {
      {"Content-Security-Policy",
       fmt::format(
           "default-src 'none'; img-src data:; style-src 'sha256-{}'; form-action 'self'; base-uri "
           "'none'; frame-ancestors 'none'",
           style)},
      {"Referrer-Policy", "no-referrer"},
      {"X-Content-Type-Options", "nosniff"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"}};
}

std::string_view CachingOf(std::string_view path) {
  const bool is_fixed = std::ranges::any_of(
      kFixedPaths, [&](std::string_view fixed) { return path.starts_with(fixed); });
  return is_fixed ? kFixedCaching : kPageCaching;
}

std::string HeadersFile(std::string_view onion) {
  std::string out = "/*\n";
  for (const auto& [name, value] : PageHeaders(page::StyleSheet()))
    out += fmt::format("  {}: {}\n", name, value);
  out += fmt::format("  Cache-Control: {}\n", kPageCaching);
  if (!onion.empty()) out += fmt::format("  Onion-Location: http://{}/:splat\n", onion);
  for (const std::string_view path : kFixedPaths)
    out += fmt::format("{}*\n  ! Cache-Control\n  Cache-Control: {}\n", path, kFixedCaching);
  return out + "/record/checkpoint\n  Content-Type: text/plain; charset=utf-8\n";
}

std::string NginxSnippet(std::string_view onion) {
  std::string out =
      "# Inside a server block whose root is this folder. No access log is kept, and nothing about "
      "readers.\n"
      "access_log off;\nindex index.html;\ncharset utf-8;\ndefault_type text/plain;\n"
      "ssl_protocols TLSv1.3;\nssl_buffer_size 4k;\nssl_session_tickets off;\n"
      "gzip on;\ngzip_comp_level 9;\ngzip_vary on;\ngzip_types text/plain text/css "
      "application/json;\n";
  for (const auto& [name, value] : PageHeaders(page::StyleSheet()))
    out += fmt::format("add_header {} \"{}\" always;\n", name, value);
  if (!onion.empty())
    out += fmt::format("add_header Onion-Location \"http://{}$uri\" always;\n", onion);
  out +=
      "add_header Cache-Control $evenhand_caching always;\n"
      "location ~ /\\. { return 404; }\n"
      "\n# Beside it, in the http block:\n# map $uri $evenhand_caching {\n#   default \"" +
      std::string(kPageCaching) + "\";\n";
  for (const std::string_view path : kFixedPaths)
    out += fmt::format("#   ~^{} \"{}\";\n", path, kFixedCaching);
  return out + "# }\n";
}

std::size_t ResponseHeaderBytes() {
  static const std::size_t bytes = [] {
    std::size_t sum = kByServer.size() + std::string_view("Cache-Control: \r\n").size() +
                      kPageCaching.size() + std::string_view("Onion-Location: http://\r\n").size() +
                      kOnionBytes;
    for (const auto& [name, value] : PageHeaders(page::StyleSheet()))
      sum += name.size() + value.size() + 4;
    return sum;
  }();
  return bytes;
}

}  // namespace evenhand::publish
