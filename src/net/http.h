#pragma once

// One request and one response of HTTP/1.1, as values.
//
// Of what a browser sends, a route sees only what is named here. Its address, its name, its
// languages, where it came from and its cookies are read off the line and forgotten, so nothing
// above this folder can keep them.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::net {

struct Header {
  std::string name = {};
  std::string value = {};
};

enum class Method : std::uint8_t { kGet, kHead, kPost, kOther };

struct Request {
  Method method = Method::kGet;
  std::string target = {};  // as it was sent: a path, and what stands behind a '?'
  std::string host = {};
  std::string content_type = {};
  std::string accept_encoding = {};
  std::string if_none_match = {};
  std::string if_range = {};
  std::string range = {};
  std::string body = {};
};

// A part of a file, sent in pieces.
struct FilePart {
  std::string path = {};
  std::uint64_t from = 0;
  std::uint64_t size = 0;
};

struct Response {
  int status = 200;
  // All but Date, Content-Length and Connection, which the server adds.
  std::vector<Header> headers = {};
  std::string body = {};
  std::optional<FilePart> file = {};  // instead of a body
  // Blanks go after the body until the whole response, with its headers, has the smallest of these
  // sizes that holds it; over the last one it stays as it is. In order.
  std::vector<std::size_t> pad_to = {};
  // It is not sent before so much time has passed since the request was there.
  std::chrono::milliseconds not_before{0};
};

}  // namespace evenhand::net
